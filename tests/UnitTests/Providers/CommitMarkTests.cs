using App.Core.Accounts;
using App.Data.Providers;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Providers;

/// <summary>The marks that transactions on PostgreSQL leave, by which a lost answer is made up for.</summary>
public sealed class CommitMarkTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Database Database => fixture.Database.Get<Database>();

    [Fact]
    public async Task WriteAsync_OfWhatWrites_LeavesAMark_OfWhatReads_None()
    {
        var before = await CountAsync();

        await Database.WriteAsync((db, token) => db.InviteCodes.CountAsync(token), Token);
        (await CountAsync()).ShouldBe(before);

        await WriteAsync("MARKED");
        (await CountAsync()).ShouldBe(before + 1);
    }

    [Fact]
    public async Task ForgetCommitsAsync_RemovesTheMarksOfYesterday_Only()
    {
        await WriteAsync("OLD");
        await Database.RunAsync((db, token) => db.Database.ExecuteSqlAsync($"UPDATE commit_marks SET at = at - interval '25 hours'", token), Token);
        await WriteAsync("NEW");

        (await Database.ForgetCommitsAsync(Token)).ShouldBeGreaterThan(0);

        (await CountAsync()).ShouldBe(1);
    }

    private Task<int> WriteAsync(string code) => Database.WriteAsync(
        (db, token) =>
        {
            db.InviteCodes.Add(new InviteCode { Code = code, Cohort = "test", CreatedAt = TestTimes.Now });
            return db.SaveChangesAsync(token);
        },
        Token);

    private Task<int> CountAsync() => Database.RunAsync((db, token) => db.Set<CommitMark>().CountAsync(token), Token);
}
