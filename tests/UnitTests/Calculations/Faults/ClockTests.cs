using App.Data.Providers;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations.Faults;

/// <summary>The machine's clock is set while a node calculates. For clocks of several nodes that disagree: <see cref="TakenOverContract"/>.</summary>
public sealed class ClockTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, false)]
    [InlineData(DatabaseProvider.Sqlite, true)]
    [InlineData(DatabaseProvider.Postgres, false)]
    [InlineData(DatabaseProvider.Postgres, true)]
    public async Task Calculation_ClockSetAtEachMoment_IsWhole(DatabaseProvider provider, bool isBatch)
    {
        await using var bench = await FaultBench.CreateAsync(provider, isBatch ? 3 : 1, Token);
        await bench.CalculateAsync(bench.Engine(), isBatch, Token);
        var whole = await bench.ReadAsync(Token);
        var rounds = 0;
        bool isReached;
        do
        {
            // First an hour back, and back again by three days ahead a few calls later.
            await bench.ResetAsync(Token);
            var engine = bench.Engine();
            var n = 1 + rounds++ * (FaultCounts.IsSwitched ? 1 : 8);
            bench.Moments.At(n, Moments.Opening, () =>
            {
                engine.Time.Correct(TimeSpan.FromHours(-1));
                bench.Moments.At(7, Moments.Opening, () =>
                {
                    engine.Time.Correct(TimeSpan.FromDays(3));
                    return Task.CompletedTask;
                });
                return Task.CompletedTask;
            });
            await bench.CalculateAsync(engine, isBatch, Token);
            bench.Moments.Stop();
            isReached = engine.Time.GetUtcNow() != FaultBooks.Evening;
            (await bench.ReadAsync(Token)).DifferenceFrom(whole).ShouldBeNull($"at call {n}");
        }
        while (isReached);
        rounds.ShouldBeGreaterThan(3);
    }
}
