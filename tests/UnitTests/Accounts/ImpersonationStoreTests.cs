using App.Core.Accounts;
using App.Core.Operations;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Accounts;

public sealed class SqliteImpersonationStoreTests(SqliteFixture fixture) : ImpersonationStoreContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresImpersonationStoreTests(PostgresFixture fixture) : ImpersonationStoreContract(fixture), IClassFixture<PostgresFixture>;

public abstract class ImpersonationStoreContract(DatabaseFixture fixture) : SessionContract(fixture)
{
    [Fact]
    public async Task Start_ByAnOperator_IsPartOfTheSession_AndInTheTrailWithBoth()
    {
        var (operatorId, session, target, impersonation) = await UnderWayAsync();

        var standing = (await Sessions.FindAsync(session, Token))!;

        standing.ActiveImpersonation(Now)!.Id.ShouldBe(impersonation.Id);
        standing.ActiveImpersonation(Now.AddHours(1)).ShouldBeNull();
        standing.EndOfImpersonation(Now.AddHours(1)).ShouldBe(ImpersonationEnd.Expired);
        var entry = (await TrailOfAsync(impersonation.Id)).ShouldHaveSingleItem();
        (entry.Action, entry.ActorId, entry.ImpersonatorId, entry.OwnerId).ShouldBe(("impersonation.started", target, operatorId, target));
    }

    [Fact]
    public async Task Start_ThatMayNot_StoresNothing()
    {
        var (operatorId, other, suspended, plain) = (await OperatorAsync(), await OperatorAsync(), await UserAsync(), await UserAsync());
        await SuspendAsync(suspended);
        var (session, ofPlain) = (await SessionAsync(operatorId), await SessionAsync(plain));
        var over = await SessionAsync(operatorId);
        await Sessions.EndAsync(new(operatorId, over, null, SessionEnd.Revoked, Now), Token);

        (await Impersonations.StartAsync(Wanted(operatorId, session, TestIds.Next()), Token)).ShouldBe(ImpersonationStart.NoSuchUser);
        (await Impersonations.StartAsync(Wanted(operatorId, session, other), Token)).ShouldBe(ImpersonationStart.TargetIsOperator);
        (await Impersonations.StartAsync(Wanted(operatorId, session, suspended), Token)).ShouldBe(ImpersonationStart.TargetIsSuspended);
        (await Impersonations.StartAsync(Wanted(plain, ofPlain, suspended), Token)).ShouldBe(ImpersonationStart.NotAnOperator);
        (await Impersonations.StartAsync(Wanted(operatorId, over, plain), Token)).ShouldBe(ImpersonationStart.NotAnOperator);

        // Another's session is not one's own.
        (await Impersonations.StartAsync(Wanted(operatorId, ofPlain, plain), Token)).ShouldBe(ImpersonationStart.NotAnOperator);
        await using var db = Database.NewContext();
        (await db.Impersonations.CountAsync(row => row.ImpersonatorId == operatorId || row.ImpersonatorId == plain, Token)).ShouldBe(0);
    }

    [Fact]
    public async Task Start_ByASuspendedOperator_IsRefused()
    {
        var (operatorId, target) = (await OperatorAsync(), await UserAsync());
        var session = await SessionAsync(operatorId);
        await SuspendAsync(operatorId);

        (await Impersonations.StartAsync(Wanted(operatorId, session, target), Token)).ShouldBe(ImpersonationStart.NotAnOperator);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_ManyAtOnce_OneBegins(bool inOneSession)
    {
        var (operatorId, target) = (await OperatorAsync(), await UserAsync());
        var sessions = new List<Guid> { await SessionAsync(operatorId), await SessionAsync(operatorId) };

        var starts = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(
            () => Impersonations.StartAsync(Wanted(operatorId, sessions[inOneSession ? 0 : i % 2], target), Token), Token)));

        starts.Count(start => start == ImpersonationStart.Started).ShouldBe(1);
        starts.Count(start => start == ImpersonationStart.OneIsUnderWay).ShouldBe(11);
        await using var db = Database.NewContext();
        (await db.Impersonations.CountAsync(row => row.ImpersonatorId == operatorId && row.EndedAt == null, Token)).ShouldBe(1);
    }

    [Fact]
    public async Task Start_WhileTheSessionEnds_IsRefusedOrEndedWithIt()
    {
        for (var i = 0; i < 10; i++)
        {
            var (operatorId, target) = (await OperatorAsync(), await UserAsync());
            var session = await SessionAsync(operatorId);
            var wanted = Wanted(operatorId, session, target);

            var start = Task.Run(() => Impersonations.StartAsync(wanted, Token), Token);
            var end = Task.Run(() => Sessions.EndAsync(new(operatorId, session, null, SessionEnd.Revoked, Now.AddSeconds(1)), Token), Token);
            await Task.WhenAll(start, end);

            await using var db = Database.NewContext();
            (await db.Impersonations.CountAsync(row => row.SessionId == session && row.EndedAt == null, Token)).ShouldBe(0);
            (await end).ShouldBe(1);
        }
    }

    [Fact]
    public async Task Start_AfterOneWhoseTimeRanOut_EndsThatFirst()
    {
        var (operatorId, session, target, first) = await UnderWayAsync();

        (await Impersonations.StartAsync(Wanted(operatorId, session, target, Now.AddHours(2)), Token)).ShouldBe(ImpersonationStart.Started);

        var row = await RowAsync(first.Id);
        (row.EndReason, row.EndedAt).ShouldBe((ImpersonationEnd.Expired, first.ExpiresAt));
    }

    [Fact]
    public async Task End_Twice_EndsOnce_WithOneEntry()
    {
        var (operatorId, _, target, impersonation) = await UnderWayAsync();

        var ends = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Impersonations.EndAsync(impersonation.Id, ImpersonationEnd.Stopped, Now.AddMinutes(1), Token), Token)));

        ends.Count(ended => ended).ShouldBe(1);
        var entry = (await TrailOfAsync(impersonation.Id))[^1];
        (entry.Action, entry.ActorId, entry.ImpersonatorId, entry.OwnerId).ShouldBe(("impersonation.stopped", target, operatorId, target));
        (await TrailOfAsync(impersonation.Id)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Stop_OfASession_EndsIt_AndThenThereIsNothingToStop()
    {
        var (_, session, _, impersonation) = await UnderWayAsync();
        var stop = new StopImpersonation(Impersonations, new ManualTime(Now.AddMinutes(5)));

        (await stop.HandleAsync(session, Token)).Value.Id.ShouldBe(impersonation.Id);

        (await RowAsync(impersonation.Id)).EndReason.ShouldBe(ImpersonationEnd.Stopped);
        (await stop.HandleAsync(session, Token)).Errors.Select(error => error.Code).ShouldBe(["ERR_ADMIN_004"]);
    }

    [Fact]
    public async Task Stop_AfterItsTime_SaysThereIsNothing_AndTheRowThatItExpired()
    {
        var (_, session, _, impersonation) = await UnderWayAsync();

        (await new StopImpersonation(Impersonations, new ManualTime(Now.AddHours(3))).HandleAsync(session, Token)).IsSuccess.ShouldBeFalse();
        (await Impersonations.EndOverAsync(Now.AddHours(3), Token)).ShouldBeGreaterThan(0);

        var row = await RowAsync(impersonation.Id);
        (row.EndReason, row.EndedAt).ShouldBe((ImpersonationEnd.Expired, impersonation.ExpiresAt));
        (await TrailOfAsync(impersonation.Id))[^1].Action.ShouldBe("impersonation.ended");
    }

    [Fact]
    public async Task Revoke_ByAnother_IsTheirsInTheTrail()
    {
        var (operatorId, _, target, impersonation) = await UnderWayAsync();
        var other = await OperatorAsync();
        using (Actor.Begin(new Actor(other, null, ActorChannel.Api, null)))
        {
            (await new RevokeImpersonation(Impersonations, new ManualTime(Now)).HandleAsync(impersonation.Id, Token)).IsSuccess.ShouldBeTrue();
        }

        var entry = (await TrailOfAsync(impersonation.Id))[^1];
        (entry.Action, entry.ActorId, entry.OwnerId).ShouldBe(("impersonation.revoked", other, target));
        entry.Details.ShouldNotBeNull().ShouldContain(operatorId.ToString());
        (await new RevokeImpersonation(Impersonations, new ManualTime(Now)).HandleAsync(TestIds.Next(), Token)).Errors.Single().Code.ShouldBe("ERR_ADMIN_004");
    }

    [Fact]
    public async Task EndOfASession_EndsItsImpersonation()
    {
        var (operatorId, session, _, impersonation) = await UnderWayAsync();

        await Sessions.EndAsync(new(operatorId, session, null, SessionEnd.SignedOut, Now), Token);

        (await RowAsync(impersonation.Id)).EndReason.ShouldBe(ImpersonationEnd.SignedOut);
        (await TrailOfAsync(impersonation.Id))[^1].Action.ShouldBe("impersonation.ended");
    }

    [Fact]
    public async Task EndOfTheTargetsSessions_EndsItOnlyWhenTheAccountIsClosed()
    {
        var (_, _, target, impersonation) = await UnderWayAsync();
        await SessionAsync(target);

        await Sessions.EndAsync(new(target, null, null, SessionEnd.CredentialsChanged, Now), Token);
        (await RowAsync(impersonation.Id)).EndedAt.ShouldBeNull();
        await Sessions.EndAsync(new(target, null, null, SessionEnd.AccountClosed, Now), Token);

        (await RowAsync(impersonation.Id)).EndReason.ShouldBe(ImpersonationEnd.TargetClosed);
    }

    public static TheoryData<string, ImpersonationEnd> Ends => new()
    {
        { "role lost", ImpersonationEnd.RoleLost },
        { "operator suspended", ImpersonationEnd.RoleLost },
        { "operator deleted", ImpersonationEnd.RoleLost },
        { "target suspended", ImpersonationEnd.TargetClosed },
        { "target deleted", ImpersonationEnd.TargetClosed },
        { "target promoted", ImpersonationEnd.TargetClosed },
        { "session expired", ImpersonationEnd.SignedOut },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task WhatItNeeds_Gone_IsNoImpersonationAtOnce_AndTheRowSaysWhy(string what, ImpersonationEnd why)
    {
        var (operatorId, session, target, impersonation) = await UnderWayAsync();
        switch (what)
        {
            case "role lost":
                await RevokeRoleAsync(operatorId);
                break;
            case "operator suspended":
                await SuspendAsync(operatorId);
                break;
            case "operator deleted":
                await DeleteAsync(operatorId);
                break;
            case "target suspended":
                await SuspendAsync(target);
                break;
            case "target deleted":
                await DeleteAsync(target);
                break;
            case "target promoted":
                await GrantAsync(target);
                break;
            default:
                await using (var db = Database.NewContext())
                {
                    await db.UserSessions.Where(row => row.Id == session).ExecuteUpdateAsync(set => set.SetProperty(row => row.ExpiresAt, Now), Token);
                }

                break;
        }

        var standing = await Sessions.FindAsync(session, Token);
        (standing is not null && standing.IsGood("stamp", Now) && standing.ActiveImpersonation(Now) is not null).ShouldBeFalse();
        await Impersonations.EndOverAsync(Now, Token);
        (await RowAsync(impersonation.Id)).EndReason.ShouldBe(why);
    }

    [Fact]
    public async Task EndOver_OneThatGoesOn_LeavesIt()
    {
        var (_, _, _, impersonation) = await UnderWayAsync();

        await Impersonations.EndOverAsync(Now.AddMinutes(59), Token);

        (await RowAsync(impersonation.Id)).EndedAt.ShouldBeNull();
    }

    [Fact]
    public async Task List_HasThemWithAddresses_TheNewestFirst()
    {
        var (operatorId, session, target, first) = await UnderWayAsync();
        await Impersonations.EndAsync(first.Id, ImpersonationEnd.Stopped, Now, Token);
        var second = Wanted(operatorId, session, target, Now.AddYears(1));
        await using (var db = Database.NewContext())
        {
            db.Impersonations.Add(second);
            await db.SaveChangesAsync(Token);
        }

        var page = await Impersonations.ListAsync(1, 0, Token);

        page.Items.ShouldHaveSingleItem().Impersonation.Id.ShouldBe(second.Id);
        (page.Items[0].Operator, page.Items[0].Target).ShouldBe(($"{operatorId}@example.org", $"{target}@example.org"));
        page.Total.ShouldBeGreaterThanOrEqualTo(2);
    }
}
