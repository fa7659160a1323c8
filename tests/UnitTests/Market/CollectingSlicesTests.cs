using App.Core.Market;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Market;

public sealed class SqliteCollectingSlicesTests(SqliteFixture fixture) : CollectingSlicesContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresCollectingSlicesTests(PostgresFixture fixture) : CollectingSlicesContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>Many symbols and long histories are stored on the way; what has come is kept, whatever happens then.</summary>
public abstract class CollectingSlicesContract(DatabaseFixture fixture) : CollectingTest(fixture)
{
    [Fact]
    public async Task Price_CancelledOnTheWay_KeepsWhatCameAndHoldsNothing()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var source = new ScriptedSource("One").HasFlat("CUT-A", Since, To).HasFlat("CUT-B", Since, To);
        source.Before = (request, _) => request.Symbol == "CUT-B" ? cancel.CancelAsync() : Task.CompletedTask;

        await Should.ThrowAsync<OperationCanceledException>(() => CollectorOf([source]).PriceAsync(DemandOf(To, "CUT-A", "CUT-B", "CUT-C"), ProgressAsync, cancel.Token));

        var entries = await EntriesAsync("CUT-A", "CUT-C");
        entries[0].Bars.ShouldBeGreaterThan(250);
        entries.ShouldAllBe(entry => entry.FetchHolder == null);
    }

    [Fact]
    public async Task Price_SourceThatFails_KeepsWhatCameAndHoldsNothing()
    {
        var source = new ScriptedSource("One").HasFlat("FAIL-A", Since, To);
        source.Before = (request, _) => request.Symbol == "FAIL-B" ? throw new InvalidOperationException("boom") : Task.CompletedTask;

        await Should.ThrowAsync<InvalidOperationException>(() => PriceAsync([source], "FAIL-A", "FAIL-B"));

        (await EntriesAsync("FAIL-A", "FAIL-B")).Select(entry => (entry.Bars > 0, entry.FetchHolder)).ShouldBe([(true, null), (false, null)]);
    }

    [Fact]
    public async Task Price_ManySymbols_AreStoredInSlicesWithProgressForEach()
    {
        var symbols = Enumerable.Range(0, 130).Select(i => $"SLICE{i:000}").ToArray();
        var source = new ScriptedSource("One");
        Array.ForEach(symbols, symbol => source.HasFlat(symbol, To.AddDays(-30), To));
        List<int> stored = [];
        source.Before = async (request, _) =>
        {
            if (request.Symbol is "SLICE050" or "SLICE129")
            {
                stored.Add((await EntriesAsync(symbols)).Count(entry => entry.Bars > 0));
            }
        };

        var outcomes = await PriceAsync([source], symbols);

        outcomes.ShouldAllBe(outcome => outcome.Fetched > 15);
        source.Calls.ShouldHaveSingleItem();
        stored.ShouldBe([50, 100], "what is there is stored while the rest is on its way");
        Progress.ShouldBe(Enumerable.Range(1, 130));
    }

    [Theory]
    [InlineData("QUICK", 0.4, 0)]
    [InlineData("TARDY", 1.1, 2)]
    public async Task Price_SlowSource_IsStoredAfterASecond(string prefix, double seconds, int storedBeforeTheThird)
    {
        string[] symbols = [$"{prefix}0", $"{prefix}1", $"{prefix}2"];
        var source = new ScriptedSource("One");
        Array.ForEach(symbols, symbol => source.HasFlat(symbol, Since, To));
        var stored = 0;
        source.Before = async (_, _) =>
        {
            Time.Advance(TimeSpan.FromSeconds(seconds));
            stored = (await Database.Get<IPriceStore>().SecuritiesAsync(symbols, Token)).Values.Count(entry => entry.Bars > 0);
        };

        await PriceAsync([source], symbols);

        stored.ShouldBe(storedBeforeTheThird, "the second answer finds the first waiting");
    }

    [Fact]
    public async Task Price_LongHistories_AreStoredTwentyThousandBarsAtATime()
    {
        var from = new DateOnly(2000, 1, 3);
        string[] symbols = [.. Enumerable.Range(0, 5).Select(i => $"LONG{i}")];
        var source = new ScriptedSource("One");
        Array.ForEach(symbols, symbol => source.HasFlat(symbol, from, To));
        List<int> stored = [];
        source.Before = async (_, _) => stored.Add((await Database.Get<IPriceStore>().SecuritiesAsync(symbols, Token)).Values.Count(entry => entry.Bars > 0));

        await CollectorOf([source]).PriceAsync(new PriceDemand([.. symbols.Select(symbol => new PriceNeed(symbol, from))], To), ProgressAsync, Token);

        stored.ShouldBe([0, 0, 0, 3, 3], "6 700 sessions each");
    }
}
