using App.Core.Operations;
using App.Data;
using App.Data.Providers;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Operations;

public sealed class SqliteAuditTamperingTests() : AuditTamperingContract(DatabaseProvider.Sqlite);

public sealed class PostgresAuditTamperingTests() : AuditTamperingContract(DatabaseProvider.Postgres);

/// <summary>Somebody who may do everything in the database has dropped the triggers and changed the trail: it is found.</summary>
public abstract class AuditTamperingContract(DatabaseProvider provider)
{
    private static readonly Dictionary<string, Func<AppDbContext, Task>> Tamperings = new()
    {
        ["an entry is altered"] = db => db.AuditEntries.Where(entry => entry.Sequence == 3).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Action, "nothing"), Token),
        ["an entry's details are altered"] = db => db.AuditEntries.Where(entry => entry.Sequence == 3).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Details, "{\"i\":30}"), Token),
        ["an entry's time is altered"] = db => db.AuditEntries.Where(entry => entry.Sequence == 3).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.At, TestTimes.Now.AddDays(-9)), Token),
        ["an entry is altered with its hash"] = db => RehashAsync(db, 3, entry => entry with { Action = "nothing" }),
        ["an entry is removed"] = db => db.AuditEntries.Where(entry => entry.Sequence == 3).ExecuteDeleteAsync(Token),
        ["the last entry is removed"] = db => db.AuditEntries.Where(entry => entry.Sequence == 5).ExecuteDeleteAsync(Token),
        ["an entry is put in"] = InsertAsync,
        ["an entry is put in before the first"] = db => AddAsync(db, 0, AuditEntry.Genesis),
        ["an entry is put in at the end"] = async db => await AddAsync(db, 6, (await db.AuditHeads.AsNoTracking().SingleAsync(Token)).Hash),
        ["the end is replaced"] = db => RehashAsync(db, 5, entry => entry with { Action = "nothing" }),
        ["the head's hash is altered"] = db => db.AuditHeads.ExecuteUpdateAsync(set => set.SetProperty(head => head.Hash, new string('a', 64)), Token),
        ["the head is set back"] = async db =>
        {
            var fourth = await db.AuditEntries.AsNoTracking().SingleAsync(entry => entry.Sequence == 4, Token);
            await db.AuditHeads.ExecuteUpdateAsync(set => set.SetProperty(head => head.Hash, fourth.Hash).SetProperty(head => head.Sequence, 4), Token);
        },
        ["the head is set to the beginning"] = db => db.AuditHeads.ExecuteUpdateAsync(set => set.SetProperty(head => head.Hash, AuditEntry.Genesis).SetProperty(head => head.Sequence, 0), Token),
        ["everything is removed"] = db => db.AuditEntries.ExecuteDeleteAsync(Token),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Cases => new()
    {
        { "an entry is altered", "Entry 3 was altered" },
        { "an entry's details are altered", "Entry 3 was altered" },
        { "an entry's time is altered", "Entry 3 was altered" },
        { "an entry is altered with its hash", "Entry 4 does not follow entry 3" },
        { "an entry is removed", "Entry 3 is missing: 4 comes after 2" },
        { "the last entry is removed", "The trail has 5 entries by its head; there is none after 4" },
        { "an entry is put in", "Entry 4 does not follow entry 3" },
        { "an entry is put in before the first", "Entry 0 was put in" },
        { "an entry is put in at the end", "Entry 6 lies beyond 5" },
        { "the end is replaced", "Entry 5 is not the one that the head was set to" },
        { "the head's hash is altered", "Entry 5 is not the one that the head was set to" },
        { "the head is set back", "Entry 5 lies beyond 4" },
        { "the head is set to the beginning", "Entry 1 lies beyond 0" },
        { "everything is removed", "The trail has 5 entries by its head; there is none after 0" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Verify_ATrailThatWasTamperedWith_SaysWhere(string tampering, string fault)
    {
        await using var database = await TestDatabase.CreateAsync(provider, Token);
        var trail = database.Get<IAuditTrail>();
        using (Actor.Begin(new Actor(TestIds.Next(), null, ActorChannel.Page, "corr")))
        {
            for (var i = 1; i <= 5; i++)
            {
                await trail.AppendAsync(new(AuditAction.ViewSaved, TestIds.Next(), null, new Dictionary<string, object?> { ["i"] = i }), Token);
            }
        }

        (await new VerifyAudit(trail).HandleAsync(Token)).ShouldBe(new AuditVerification(await trail.HeadAsync(Token), null));

        await using (var db = database.NewContext())
        {
            await DropTriggersAsync(db);
            await Tamperings[tampering](db);
        }

        (await new VerifyAudit(trail).HandleAsync(Token)).Fault.ShouldNotBeNull().ShouldStartWith(fault);
    }

    private static async Task DropTriggersAsync(AppDbContext db) => await db.Database.ExecuteSqlRawAsync(
        db.Database.IsNpgsql() ? "ALTER TABLE audit_entries DISABLE TRIGGER USER" : "DROP TRIGGER audit_entries_no_update; DROP TRIGGER audit_entries_no_delete", Token);

    // Between the third and the fourth, which move on and are hashed anew only by whoever takes the trouble.
    private static async Task InsertAsync(AppDbContext db)
    {
        await db.AuditEntries.Where(entry => entry.Sequence == 5).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Sequence, 6), Token);
        await db.AuditEntries.Where(entry => entry.Sequence == 4).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Sequence, 5), Token);
        await AddAsync(db, 4, new string('b', 64));
        await db.AuditHeads.ExecuteUpdateAsync(set => set.SetProperty(head => head.Sequence, 6), Token);
    }

    private static async Task AddAsync(AppDbContext db, long sequence, string previous)
    {
        var entry = new AuditEntry { Sequence = sequence, At = TestTimes.Now, Action = "run.started", Channel = ActorChannel.Page, PreviousHash = previous };
        db.Add(entry with { Hash = entry.ComputeHash() });
        await db.SaveChangesAsync(Token);
    }

    private static async Task RehashAsync(AppDbContext db, long sequence, Func<AuditEntry, AuditEntry> alter)
    {
        var altered = alter(await db.AuditEntries.AsNoTracking().SingleAsync(entry => entry.Sequence == sequence, Token));
        var hash = altered.ComputeHash();
        await db.AuditEntries.Where(entry => entry.Sequence == sequence).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Action, altered.Action).SetProperty(entry => entry.Hash, hash), Token);
    }
}
