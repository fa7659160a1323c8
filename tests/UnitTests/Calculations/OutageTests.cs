using App.Core.Calculations;
using App.Core.Operations;
using App.Data.Providers;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations;

/// <summary>A database that is away in every attempt: what is under way is given back, until there is no attempt left.</summary>
public sealed class OutageTests
{
    private const string Book = "Symbol,Quantity,Entry Price Per Share,Entry Date\nAAPL,100,150.25,2024-01-16\n";

    private static readonly DateTimeOffset Now = new(2025, 1, 10, 22, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Handle_DatabaseAwayInEachAttempt_IsGivenBackUntilTheLast()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, Token);
        var engine = new CalculationEngine(database, new ManualTime(Now), null, new BrokenSource(_ => throw new DatabaseUnavailableException(Database.Tries, new TimeoutException("away"))));
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token);
        var run = (await engine.Start.HandleAsync(new CalculationRequest(owner, portfolio.Id), Token)).Value;

        foreach (var (attempt, status) in new[] { (1, RunStatus.Pending), (2, RunStatus.Pending), (3, RunStatus.Failed) })
        {
            await engine.Execute.HandleAsync(run.Id, "node", Token);
            var view = await engine.RunAsync(owner, portfolio.Id, run.Id, Token);
            (view.Attempt, view.Status).ShouldBe((attempt, status));
            view.ErrorCode.ShouldBe(status == RunStatus.Failed ? "ERR_BATCH_004" : null);
        }
    }

    [Fact]
    public async Task Handle_DatabaseAwayWhileANightIsPrepared_IsGivenBackUntilTheLast()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, Token);
        var engine = new CalculationEngine(database, new ManualTime(Now), null, new BrokenSource(_ => throw new DatabaseUnavailableException(Database.Tries, new TimeoutException("away"))));
        await engine.ImportedAsync(Book, Token);

        foreach (var (attempt, status) in new[] { (1, RunStatus.Pending), (2, RunStatus.Pending), (3, RunStatus.Failed) })
        {
            var day = (await engine.EndOfDayAsync(Token)).Day;
            (day.Attempt, day.Status).ShouldBe((attempt, status));
            day.ErrorCode.ShouldBe(status == RunStatus.Failed ? "ERR_BATCH_004" : null);
        }
    }
}
