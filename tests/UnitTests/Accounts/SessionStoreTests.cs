using System.Data.Common;
using System.Diagnostics;
using App.Core.Accounts;
using App.Core.Operations;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Shouldly;
using Xunit;

namespace UnitTests.Accounts;

public sealed class SqliteSessionStoreTests(SqliteFixture fixture) : SessionStoreContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresSessionStoreTests(PostgresFixture fixture) : SessionStoreContract(fixture), IClassFixture<PostgresFixture>;

public abstract class SessionStoreContract(DatabaseFixture fixture) : SessionContract(fixture)
{
    [Fact]
    public async Task Find_ASessionThatGoesOn_IsGoodWithTheStampOnly()
    {
        var session = await SessionAsync(await UserAsync("of the user"));

        var standing = (await Sessions.FindAsync(session, Token)).ShouldNotBeNull();

        standing.IsGood("of the user", Now).ShouldBeTrue();
        standing.IsGood("of before", Now).ShouldBeFalse();
        standing.IsGood(null, Now).ShouldBeFalse();
        standing.IsGood("of the user", Now.AddDays(14)).ShouldBeFalse();
        (standing.IsOperator, standing.Unended).ShouldBe((false, null));
        (await Sessions.FindAsync(TestIds.Next(), Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Find_UserWithoutAStamp_IsNeverGood()
    {
        var session = await SessionAsync(await Database.AddUserAsync(Token));

        (await Sessions.FindAsync(session, Token))!.IsGood(null, Now).ShouldBeFalse();
    }

    [Fact]
    public async Task Find_SuspendedDeletedEndedAndOperator_SaysSo()
    {
        var (suspended, gone, operatorId) = (await UserAsync(), await UserAsync(), await OperatorAsync());
        var (ofSuspended, ofGone, ofOperator) = (await SessionAsync(suspended), await SessionAsync(gone), await SessionAsync(operatorId));
        await SuspendAsync(suspended);
        await DeleteAsync(gone);

        (await Sessions.FindAsync(ofSuspended, Token))!.IsGood("stamp", Now).ShouldBeFalse();
        (await Sessions.FindAsync(ofGone, Token)).ShouldBeNull();
        (await Sessions.FindAsync(ofOperator, Token))!.IsOperator.ShouldBeTrue();
        await RevokeRoleAsync(operatorId);
        (await Sessions.FindAsync(ofOperator, Token))!.IsOperator.ShouldBeFalse();
        await Sessions.EndAsync(new(operatorId, ofOperator, null, SessionEnd.SignedOut, Now), Token);
        (await Sessions.FindAsync(ofOperator, Token))!.IsGood("stamp", Now).ShouldBeFalse();
    }

    [Fact]
    public async Task Use_WithinAMinute_IsNotWritten_AndLaterIs()
    {
        var user = await UserAsync();
        var session = await SessionAsync(user);

        await UseAsync(session, user, Now.AddSeconds(59));
        (await SessionRowAsync(session)).LastSeenAt.ShouldBe(Now);
        await UseAsync(session, user, Now.AddSeconds(60));

        var row = await SessionRowAsync(session);
        (row.LastSeenAt, row.ExpiresAt, row.Address, row.UserAgent).ShouldBe((Now.AddSeconds(60), Now.AddSeconds(60).AddDays(14), "192.0.2.2", "Test/2"));
        await using var db = Database.NewContext();
        (await db.Users.SingleAsync(one => one.Id == user, Token)).LastSeenAt.ShouldBe(Now.AddSeconds(60));

        // Kept late, in another order than they came in: the later use stays.
        await UseAsync(session, user, Now.AddSeconds(30));
        (await SessionRowAsync(session)).LastSeenAt.ShouldBe(Now.AddSeconds(60));
    }

    [Fact]
    public async Task Use_OfASessionThatHasEnded_DoesNotBringItBack()
    {
        var user = await UserAsync();
        var session = await SessionAsync(user);
        await Sessions.EndAsync(new(user, session, null, SessionEnd.Revoked, Now), Token);

        await UseAsync(session, user, Now.AddMinutes(5));

        var row = await SessionRowAsync(session);
        (row.LastSeenAt, row.EndReason).ShouldBe((Now, SessionEnd.Revoked));
    }

    [Fact]
    public async Task List_OfAUser_HasThoseThatGoOn_TheLastUsedFirst()
    {
        var (user, other) = (await UserAsync(), await UserAsync());
        var (older, newer) = (await SessionAsync(user), await SessionAsync(user, Now.AddMinutes(1)));
        await SessionAsync(other);
        await SessionAsync(user, Now.AddDays(-15));
        var ended = await SessionAsync(user);
        await Sessions.EndAsync(new(user, ended, null, SessionEnd.Revoked, Now), Token);

        (await Sessions.ListAsync(user, Now.AddMinutes(2), Token)).Select(session => session.Id).ShouldBe([newer, older]);
    }

    [Fact]
    public async Task End_AnothersSession_EndsNothing()
    {
        var (user, other) = (await UserAsync(), await UserAsync());
        var session = await SessionAsync(user);
        var time = new ManualTime(Now);

        var result = await new EndSession(Sessions, time).HandleAsync(other, session, SessionEnd.Revoked, Token);

        result.Errors.Select(error => error.Code).ShouldBe(["ERR_SESSION_001"]);
        (await SessionRowAsync(session)).EndedAt.ShouldBeNull();
        (await new EndSession(Sessions, time).HandleAsync(user, session, SessionEnd.Revoked, Token)).IsSuccess.ShouldBeTrue();
        (await new EndSession(Sessions, time).HandleAsync(user, session, SessionEnd.Revoked, Token)).IsSuccess.ShouldBeFalse();
    }

    [Fact]
    public async Task EndSessions_ButOne_LeavesThatAndOtherUsers()
    {
        var (user, other) = (await UserAsync(), await UserAsync());
        var (kept, first, second, foreign) = (await SessionAsync(user), await SessionAsync(user), await SessionAsync(user), await SessionAsync(other));

        int ended;
        using (Actor.Begin(new Actor(user, null, ActorChannel.Page, "trace")))
        {
            ended = await new EndSessions(Sessions, new ManualTime(Now)).HandleAsync(user, kept, SessionEnd.CredentialsChanged, Token);
        }

        ended.ShouldBe(2);
        (await SessionRowAsync(kept)).EndedAt.ShouldBeNull();
        (await SessionRowAsync(foreign)).EndedAt.ShouldBeNull();
        (await SessionRowAsync(first)).EndReason.ShouldBe(SessionEnd.CredentialsChanged);
        (await SessionRowAsync(second)).EndedAt.ShouldBe(Now);
        await using var db = Database.NewContext();
        var entry = await db.AuditEntries.AsNoTracking().SingleAsync(entry => entry.OwnerId == user && entry.Action == "session.ended", Token);
        entry.Details.ShouldBe("""{"reason":"CredentialsChanged","count":2}""");
    }

    [Fact]
    public async Task RemoveOver_KeepsWhatWasOverLater()
    {
        var user = await UserAsync();
        var (old, expired, fresh) = (await SessionAsync(user, Now.AddDays(-200)), await SessionAsync(user, Now.AddDays(-20)), await SessionAsync(user));
        var endedLongAgo = await SessionAsync(user, Now.AddDays(-100), TimeSpan.FromDays(200));
        await Sessions.EndAsync(new(user, endedLongAgo, null, SessionEnd.Revoked, Now.AddDays(-95)), Token);

        await Sessions.RemoveOverAsync(Now.AddDays(-90), Token);

        await using var db = Database.NewContext();
        var left = await db.UserSessions.Where(session => session.UserId == user).Select(session => session.Id).ToListAsync(Token);
        left.ShouldBe([expired, fresh], ignoreOrder: true);
        left.ShouldNotContain(old);
    }

    [Fact]
    public async Task Find_AnySession_IsOneQuery_AndSaysWhatItCosts()
    {
        var (_, session, _, _) = await UnderWayAsync();
        var counter = new CommandCounter();
        await using var counted = Database.Again(interceptors: counter);
        var sessions = counted.Get<ISessions>();
        await sessions.FindAsync(session, Token);
        counter.Count = 0;

        const int Times = 2_000;
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Times; i++)
        {
            await sessions.FindAsync(session, Token);
        }

        var each = watch.Elapsed / Times;
        counter.Count.ShouldBe(Times);
        var words = FormattableString.Invariant($"one check of a session with an impersonation on {Database.Options.Provider}: {each.TotalMicroseconds:F0} µs");
        TestContext.Current.TestOutputHelper!.WriteLine(words);
        Console.WriteLine(words);
        each.ShouldBeLessThan(TimeSpan.FromMilliseconds(50));
    }

    private Task UseAsync(Guid session, Guid user, DateTimeOffset at) => Sessions.UseAsync(new SessionUse(session, user, at, at.AddDays(14), "192.0.2.2", "Test/2"), Token);

    private sealed class CommandCounter : DbCommandInterceptor
    {
        public int Count { get; set; }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Count++;
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }
    }
}
