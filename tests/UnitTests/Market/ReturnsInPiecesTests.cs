using App.Core.Market;
using App.Core.Operations;
using App.Testing;
using Shouldly;
using UnitTests.Market.Collecting;
using Xunit;

namespace UnitTests.Market;

public sealed class SqliteReturnsInPiecesTests(SqliteFixture fixture) : ReturnsInPiecesContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresReturnsInPiecesTests(PostgresFixture fixture) : ReturnsInPiecesContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>A history fetched in pieces, while splits and dividends re-base what the source says of it, has the returns of the whole.</summary>
public abstract class ReturnsInPiecesContract(DatabaseFixture fixture)
{
    private const int Length = 500;

    private static readonly DateOnly[] Sessions = [.. TradingCalendar.Nyse.Sessions(new DateOnly(2023, 1, 3), new DateOnly(2026, 10, 30)).ToArray()[..Length]];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Price_RandomPiecesForwardsAndBackwards_GiveTheReturnsOfTheWhole()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var symbol = $"PIECE{seed}";
            var random = new Random(seed);
            var history = new RandomHistory(random, Sessions);
            var source = new ScriptedSource("One").Has(symbol, [.. history.Actions]);
            await FetchInPiecesAsync(random, history, source, symbol);

            var series = (await fixture.Database.Get<IPriceStore>().LoadAsync([symbol], Sessions[0], Sessions[^1], Token))[symbol];
            series.Dates.ShouldBe(Sessions);
            series.Closes.ShouldBe(history.Closes);
            series.Actions.ShouldBe(history.Actions);
            var growth = history.Growth();
            for (var day = 1; day < Length; day++)
            {
                (series.TotalReturnIndex[day] / series.TotalReturnIndex[day - 1] / growth[day - 1]).ShouldBe(1, 1e-9, $"seed {seed}, {Sessions[day]}");
            }
        }
    }

    // First some days near the end, then earlier ones are needed or time goes on, in any order, until all is there.
    private async Task FetchInPiecesAsync(Random random, RandomHistory history, ScriptedSource source, string symbol)
    {
        var (from, to, calls) = (Length - 1, 300 + random.Next(60), 0);
        while (from > 0 || to < Length - 1)
        {
            var (earlier, later) = (Math.Max(0, Math.Min(from, to) - random.Next(90)), Math.Min(Length - 1, to + random.Next(50)));
            (from, to) = (random.Next(2) == 0 && calls > 0 ? from : earlier, later);
            Tell(history, source, symbol, to, random);
            var time = new ManualTime(new DateTimeOffset(Sessions[to].ToDateTime(new TimeOnly(22, 0)), TimeSpan.Zero));
            var collector = new CollectMarketData([source], fixture.Database.Get<IMarketDataStore>(), TradingCalendar.Nyse, new TimeOrderedIds(time), time);
            var outcome = (await collector.PriceAsync(new PriceDemand([new PriceNeed(symbol, Sessions[Math.Min(from, to)])], Sessions[to]), _ => Task.CompletedTask, Token))[0];
            outcome.Warnings.ShouldBeEmpty();
            calls++;
        }

        source.TimesAsked(symbol).ShouldBeGreaterThan(3);
        source.Asked.Where(request => request.Symbol == symbol).Skip(1).ShouldAllBe(request => request.To.DayNumber - request.From.DayNumber < 180, "pieces");
    }

    // What the source says that day: adjusted for all that went ex up to then, on another base each time.
    private static void Tell(RandomHistory history, ScriptedSource source, string symbol, int toldOn, Random random) =>
        source.Has(symbol, history.Bars(0, toldOn, toldOn, 0.01m + (decimal)random.NextDouble()));
}
