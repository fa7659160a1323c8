using App.Core.Calculations;
using App.Testing;
using Shouldly;
using UnitTests.Accounts;
using Xunit;

namespace UnitTests.Calculations;

public sealed class SqliteRunOversightTests(SqliteFixture fixture) : RunOversightContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresRunOversightTests(PostgresFixture fixture) : RunOversightContract(fixture), IClassFixture<PostgresFixture>;

public abstract class RunOversightContract(DatabaseFixture fixture)
{
    private static readonly DateTimeOffset Now = TestTimes.Now;

    private readonly OperatedDatabase _database = new(fixture.Database);
    private readonly IRunOversight _runs = fixture.Database.Get<IRunOversight>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ListAsync_ByEachFilter_HasTheRunsOfAllUsersTheNewestFirst()
    {
        var mark = $"{TestIds.Next():N}";
        var (ann, bob) = (await UserAsync($"ann-{mark}@example.org"), await UserAsync($"bob-{mark}@example.org"));
        var (hers, his) = (await _database.PortfolioAsync(ann, 1, Token), await _database.PortfolioAsync(bob, 1, Token));

        // Ids of one millisecond are in no order.
        Guid[] ids = [.. Enumerable.Range(0, 3).Select(_ => TestIds.Next()).Order()];
        var first = await _database.RunAsync(hers, RunStatus.Completed, Now.AddDays(-2), Token, id: ids[0]);
        var second = await _database.RunAsync(his, RunStatus.Failed, Now.AddDays(-1), Token, id: ids[1]);
        var third = await _database.RunAsync(hers, RunStatus.Running, Now, Token, id: ids[2]);

        (await IdsAsync(new RunSearch { Who = mark })).ShouldBe([third, second, first]);
        (await IdsAsync(new RunSearch { Who = $"BOB-{mark}" })).ShouldBe([second]);
        (await IdsAsync(new RunSearch { Who = mark, Status = RunStatus.Running })).ShouldBe([third]);
        (await IdsAsync(new RunSearch { PortfolioId = hers })).ShouldBe([third, first]);
        (await IdsAsync(new RunSearch { Who = mark, ErrorCode = "ERR_BATCH_002" })).ShouldBe([second]);
        (await IdsAsync(new RunSearch { Who = mark, Kind = RunKind.Nightly })).ShouldBeEmpty();
        (await IdsAsync(new RunSearch { Who = mark, From = new(2026, 11, 19), To = new(2026, 11, 19) })).ShouldBe([second]);
        (await IdsAsync(new RunSearch { Who = mark, To = DateOnly.MaxValue, From = DateOnly.MinValue, Limit = 2, Offset = 1 })).ShouldBe([second, first]);
        (await IdsAsync(new RunSearch { EndOfDayId = TestIds.Next() })).ShouldBeEmpty();
        (await _runs.ListAsync(new RunSearch { Who = mark, Limit = 1 }, Token)).Total.ShouldBe(3);

        var told = (await _runs.FindAsync(second, Token))!;
        (told.OwnerId, told.Owner, told.Run.Status, told.Run.ErrorCode, told.IsDeleted, told.Node).ShouldBe((bob, $"bob-{mark}@example.org", RunStatus.Failed, "ERR_BATCH_002", false, "node"));
        (await _runs.FindAsync(TestIds.Next(), Token)).ShouldBeNull();
    }

    private async Task<List<Guid>> IdsAsync(RunSearch search) => [.. (await _runs.ListAsync(search, Token)).Items.Select(each => each.Run.Id)];

    private Task<Guid> UserAsync(string email) => _database.UserAsync(user => user.Email = email, Token);
}
