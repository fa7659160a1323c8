using App.Core.Operations;
using App.Data.Providers;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Operations;

public sealed class SqliteAuditTrailTests(SqliteFixture fixture) : AuditTrailContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresAuditTrailTests(PostgresFixture fixture) : AuditTrailContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>Entries are written with what they tell, in one chain, and looked for.</summary>
public abstract class AuditTrailContract(DatabaseFixture fixture)
{
    private readonly TestDatabase _database = fixture.Database;
    private readonly IAuditTrail _trail = fixture.Database.Get<IAuditTrail>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Append_BySomebody_HasAllThatIsKnownAndFollowsTheLast()
    {
        var (user, target) = (await _database.AddUserAsync(Token), TestIds.Next());
        var before = await _trail.HeadAsync(Token);

        using (Actor.Begin(new Actor(user, null, ActorChannel.Api, "corr-1")))
        {
            await _trail.AppendAsync(new(AuditAction.RunStarted, user, target, new Dictionary<string, object?> { ["run_id"] = target, ["note"] = "naïve “quotes”" }), Token);
        }

        var (row, head) = (await NewestAsync(user), await _trail.HeadAsync(Token));
        (row.Actor, row.Impersonator, row.Owner).ShouldBe(($"{user}@example.org", null, $"{user}@example.org"));
        var entry = row.Entry;
        (entry.Action, entry.ActorId, entry.ImpersonatorId, entry.OwnerId, entry.TargetId, entry.Channel, entry.CorrelationId)
            .ShouldBe(("run.started", user, null, user, target, ActorChannel.Api, "corr-1"));
        System.Text.Json.JsonDocument.Parse(entry.Details!).RootElement.GetProperty("note").GetString().ShouldBe("naïve “quotes”");
        (entry.Sequence, entry.PreviousHash, entry.Hash).ShouldBe((before.Sequence + 1, before.Hash, entry.ComputeHash()));
        head.ShouldBe(new AuditHead(entry.Sequence, entry.Hash));
        (await new VerifyAudit(_trail).HandleAsync(Token)).Fault.ShouldBeNull();
    }

    [Fact]
    public async Task Append_ThroughAUsersEyes_HasBothIds()
    {
        var (user, eyes) = (await _database.AddUserAsync(Token), await _database.AddUserAsync(Token));

        using (Actor.Begin(new Actor(user, eyes, ActorChannel.Page, null)))
        {
            await _trail.AppendAsync(new(AuditAction.ViewSaved, user, null), Token);
        }

        var row = await NewestAsync(eyes);
        (row.Entry.ActorId, row.Entry.ImpersonatorId, row.Impersonator).ShouldBe((user, eyes, $"{eyes}@example.org"));
    }

    [Fact]
    public async Task Append_WhenTheApplicationActsByItself_WritesNothing()
    {
        var owner = await _database.AddUserAsync(Token);

        await _trail.AppendAsync(new(AuditAction.ViewSaved, owner, null), Token);
        using (Actor.Begin(new Actor(owner, null, ActorChannel.Page, null)))
        using (Actor.Nobody())
        {
            await _trail.AppendAsync(new(AuditAction.ViewSaved, owner, null), Token);
        }

        (await CountAsync(owner)).ShouldBe(0);
    }

    [Fact]
    public async Task Write_ThatIsRolledBack_LeavesNoEntry()
    {
        var (owner, database) = (await _database.AddUserAsync(Token), _database.Get<Database>());
        using var actor = Actor.Begin(new Actor(owner, null, ActorChannel.Page, null));

        await Should.ThrowAsync<NotSupportedException>(() => database.WriteAsync<bool>(
            async (db, token) =>
            {
                await database.AuditAsync(db, new(AuditAction.ViewSaved, owner, null), token);
                throw new NotSupportedException("after the entry");
            },
            Token));

        (await CountAsync(owner)).ShouldBe(0);
        (await new VerifyAudit(_trail).HandleAsync(Token)).Fault.ShouldBeNull();
    }

    [Fact]
    public async Task Append_DetailsThatAreTooLong_IsAFaultAndWritesNothing()
    {
        var owner = await _database.AddUserAsync(Token);
        using var actor = Actor.Begin(new Actor(owner, null, ActorChannel.Page, null));

        var fault = await Should.ThrowAsync<InvalidOperationException>(
            () => _trail.AppendAsync(new(AuditAction.ViewSaved, owner, null, new Dictionary<string, object?> { ["note"] = new string('x', 4_000) }), Token));

        fault.Message.ShouldContain("position_view.saved is longer than 4000");
        (await CountAsync(owner)).ShouldBe(0);
        (await new VerifyAudit(_trail).HandleAsync(Token)).Fault.ShouldBeNull();
    }

    [Fact]
    public async Task Entries_AreNeitherChangedNorRemoved_ByAStatement()
    {
        var owner = await _database.AddUserAsync(Token);
        using (Actor.Begin(new Actor(owner, null, ActorChannel.Page, null)))
        {
            await _trail.AppendAsync(new(AuditAction.ViewSaved, owner, null), Token);
        }

        string[] statements = ["UPDATE audit_entries SET action = 'nothing'", "DELETE FROM audit_entries", .. _database.Options.Provider is DatabaseProvider.Postgres ? new[] { "TRUNCATE audit_entries" } : []];
        foreach (var statement in statements)
        {
            await using var db = _database.NewContext();
            (await Should.ThrowAsync<System.Data.Common.DbException>(() => db.Database.ExecuteSqlRawAsync(statement, Token))).Message.ShouldContain("audit trail");
        }

        (await CountAsync(owner)).ShouldBe(1);
    }

    [Fact]
    public async Task Append_BySixteenAtOnceInTwoProcesses_MakesOneChain()
    {
        await using var other = _database.Again();
        var (owner, trails) = (await _database.AddUserAsync(Token), new[] { _trail, other.Get<IAuditTrail>() });

        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(
            async () =>
            {
                using var actor = Actor.Begin(new Actor(owner, null, ActorChannel.Api, $"writer-{writer}"));
                for (var i = 0; i < 5; i++)
                {
                    await trails[writer % 2].AppendAsync(new(AuditAction.ViewSaved, owner, null, new Dictionary<string, object?> { ["i"] = i }), Token);
                }
            },
            Token)));

        var entries = (await _trail.ListAsync(new(owner.ToString(), null, null, null, 500, 0), Token)).Items.Select(row => row.Entry).ToList();
        entries.Count.ShouldBe(80);
        entries.GroupBy(entry => entry.CorrelationId).ShouldAllBe(one => one.Count() == 5);
        (await new VerifyAudit(_trail).HandleAsync(Token)).Fault.ShouldBeNull();
    }

    [Fact]
    public async Task List_EachFilter_LeavesWhatItSays()
    {
        var time = new ManualTime(new DateTimeOffset(2025, 3, 1, 23, 59, 59, TimeSpan.Zero));
        await using var database = await TestDatabase.CreateAsync(_database.Options.Provider, Token, time);
        var trail = database.Get<IAuditTrail>();
        var (ann, bob, eyes) = (await database.AddUserAsync(Token), await database.AddUserAsync(Token), await database.AddUserAsync(Token));
        await WriteAsync(new Actor(ann, null, ActorChannel.Page, null), AuditAction.ViewSaved, ann);
        time.Advance(TimeSpan.FromSeconds(1));
        await WriteAsync(new Actor(ann, eyes, ActorChannel.Page, null), AuditAction.ViewRemoved, ann);
        time.Advance(TimeSpan.FromDays(1));
        await WriteAsync(new Actor(null, null, ActorChannel.CommandLine, null), AuditAction.SuperuserGranted, bob);

        (await Codes(new(null, null, null, null, 50, 0))).ShouldBe(["account.superuser_granted", "position_view.removed", "position_view.saved"]);
        (await Codes(new($" {ann.ToString().ToUpperInvariant()}@EXAMPLE ", null, null, null, 50, 0))).ShouldBe(["position_view.removed", "position_view.saved"]);
        (await Codes(new($"{eyes}@example.org", null, null, null, 50, 0))).ShouldBe(["position_view.removed"]);
        (await Codes(new(bob.ToString(), null, null, null, 50, 0))).ShouldBe(["account.superuser_granted"]);
        (await Codes(new("nobody@nowhere", null, null, null, 50, 0))).ShouldBeEmpty();
        (await Codes(new(null, "position_view.saved", null, null, 50, 0))).ShouldBe(["position_view.saved"]);
        (await Codes(new(null, null, new(2025, 3, 2), null, 50, 0))).ShouldBe(["account.superuser_granted", "position_view.removed"]);
        (await Codes(new(null, null, null, new(2025, 3, 1), 50, 0))).ShouldBe(["position_view.saved"]);
        (await Codes(new(null, null, new(2025, 3, 2), new(2025, 3, 2), 50, 0))).ShouldBe(["position_view.removed"]);
        (await Codes(new(null, null, DateOnly.MinValue, DateOnly.MaxValue, 50, 0))).Count.ShouldBe(3);
        var second = await trail.ListAsync(new(null, null, null, null, 1, 1), Token);
        (second.Total, second.Items.ShouldHaveSingleItem().Entry.Action).ShouldBe((3, "position_view.removed"));
        (await trail.ListAsync(new(null, null, null, null, 50, 9), Token)).ShouldSatisfyAllConditions(page => page.Total.ShouldBe(3), page => page.Items.ShouldBeEmpty());

        async Task WriteAsync(Actor actor, AuditAction action, Guid owner)
        {
            using var begun = Actor.Begin(actor);
            await trail.AppendAsync(new(action, owner, null), Token);
        }

        async Task<List<string>> Codes(AuditFilter filter) => [.. (await trail.ListAsync(filter, Token)).Items.Select(row => row.Entry.Action)];
    }

    private async Task<AuditRow> NewestAsync(Guid who) => (await _trail.ListAsync(new(who.ToString(), null, null, null, 1, 0), Token)).Items.ShouldHaveSingleItem();

    private async Task<int> CountAsync(Guid who) => (await _trail.ListAsync(new(who.ToString(), null, null, null, 1, 0), Token)).Total;
}
