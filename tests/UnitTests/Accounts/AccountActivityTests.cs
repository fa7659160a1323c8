using App.Core.Accounts;
using App.Core.Operations;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Accounts;

public sealed class SqliteAccountActivityTests(SqliteFixture fixture) : AccountActivityContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresAccountActivityTests(PostgresFixture fixture) : AccountActivityContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>What a user is told of the own account: what was done, by whom, and who looked.</summary>
public abstract class AccountActivityContract(DatabaseFixture fixture)
{
    private readonly TestDatabase _database = fixture.Database;
    private readonly ListActivity _list = new(fixture.Database.Get<IAccountActivity>(), new ManualTime(TestTimes.Now));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Entries_AreOfTheOwnAccount_WhoeverDidIt()
    {
        var (ann, bob, eyes) = (await _database.AddUserAsync(Token), await _database.AddUserAsync(Token), await _database.AddUserAsync(Token));
        await WriteAsync(new(null, null, ActorChannel.Page, null), AuditAction.Registered, ann);
        await WriteAsync(new(ann, null, ActorChannel.Api, null), AuditAction.ViewSaved, ann);
        await WriteAsync(new(ann, eyes, ActorChannel.Page, null), AuditAction.ViewRemoved, ann);
        await WriteAsync(new(eyes, null, ActorChannel.Page, null), AuditAction.SnapshotsReplayed, ann);
        await WriteAsync(new(ann, null, ActorChannel.Page, null), AuditAction.RiskSettingsChanged, null);
        await WriteAsync(new(ann, null, ActorChannel.Page, null), AuditAction.SnapshotsReplayed, bob);
        await WriteAsync(new(bob, null, ActorChannel.Page, null), AuditAction.ViewSaved, bob);

        var found = await _list.HandleAsync(ann, 3, 1, Token);

        found.Entries.Total.ShouldBe(5);
        found.Entries.Items.Select(row => row.Entry.Action).ShouldBe(["snapshots.replayed", "position_view.removed", "position_view.saved"]);
        found.Entries.Items.Select(row => row.Impersonator ?? row.Actor).ShouldBe([$"{eyes}@example.org", $"{eyes}@example.org", $"{ann}@example.org"]);
        (await _list.HandleAsync(TestIds.Next(), 50, 0, Token)).ShouldSatisfyAllConditions(none => none.Entries.Total.ShouldBe(0), none => none.Looks.Total.ShouldBe(0));
    }

    [Fact]
    public async Task Looks_AreThoseThroughTheOwnEyes_NewestFirst()
    {
        var (ann, bob, eyes, gone) = (await _database.AddUserAsync(Token), await _database.AddUserAsync(Token), await _database.AddUserAsync(Token), TestIds.Next());
        await LookAsync(ann, gone, -50, null, null);
        await LookAsync(ann, eyes, -20, -19, ImpersonationEnd.Stopped);
        await LookAsync(ann, eyes, -1, null, null);
        await LookAsync(bob, eyes, -2, null, null);

        var looks = (await _list.HandleAsync(ann, 50, 0, Token)).Looks;

        looks.Total.ShouldBe(3);
        looks.Items.Select(look => look.Operator).ShouldBe([$"{eyes}@example.org", $"{eyes}@example.org", null]);
        looks.Items.Select(look => look.OperatorId).ShouldBe([eyes, eyes, gone]);
        looks.Items.Select(look => look.Until(TestTimes.Now)).ShouldBe([null, TestTimes.Now.AddHours(-19), TestTimes.Now.AddHours(-42)]);
        looks.Items.Select(look => look.End).ShouldBe([null, ImpersonationEnd.Stopped, null]);
        looks.Items[0].Reason.ShouldBe("asked for help with an import");
    }

    private async Task WriteAsync(Actor actor, AuditAction action, Guid? owner)
    {
        using var begun = Actor.Begin(actor);
        await _database.Get<IAuditTrail>().AppendAsync(new(action, owner, null), Token);
    }

    private async Task LookAsync(Guid target, Guid eyes, int from, int? until, ImpersonationEnd? end)
    {
        await using var db = _database.NewContext();
        db.Impersonations.Add(new Impersonation
        {
            Id = TestIds.Next(),
            SessionId = TestIds.Next(),
            ImpersonatorId = eyes,
            TargetId = target,
            Reason = "asked for help with an import",
            StartedAt = TestTimes.Now.AddHours(from),
            ExpiresAt = TestTimes.Now.AddHours(from) + Impersonation.Longest,
            EndedAt = until is { } hours ? TestTimes.Now.AddHours(hours) : null,
            EndReason = end,
        });
        await db.SaveChangesAsync(Token);
    }
}
