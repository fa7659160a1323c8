using App.Core.Market;
using App.Testing.FakeMarket;
using Shouldly;
using Xunit;

namespace UnitTests.Market.Sources;

/// <summary>What every source makes of the same year: it was one and the same, however each tells it.</summary>
public sealed class SourceHistoryTests : IAsyncLifetime
{
    private SourceBench _bench = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bench = await SourceBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("Yahoo")]
    [InlineData("Stooq")]
    [InlineData("Tiingo")]
    [InlineData("Polygon")]
    public async Task Bars_OfAShareThatWasSplit_AreAsTradedOnEachDay(string name)
    {
        var history = (await _bench.Source(name).HistoryAsync("ACME", Cancelled)).Value.ShouldNotBeNull();

        var days = Security("ACME").Days.Where(day => day.Date <= SourceBench.LastSession).ToList();
        history.Bars.Select(bar => bar.Date).ShouldBe(days.Select(day => day.Date));
        history.Bars.Select(bar => bar.Close).ShouldBe(days.Select(day => day.Close));
        history.Bars.Select(bar => bar.High).ShouldBe(days.Select(day => day.High));
        history.Bars.Select(bar => bar.Volume).ShouldBe(days.Select(day => day.Volume));
    }

    [Theory]
    [InlineData("Yahoo")]
    [InlineData("Stooq")]
    [InlineData("Tiingo")]
    [InlineData("Polygon")]
    public async Task AdjustedCloses_AcrossSplitAndDividends_HaveTheReturnsOfTheHolder(string name)
    {
        var history = (await _bench.Source(name).HistoryAsync("ACME", Cancelled)).Value.ShouldNotBeNull();

        var security = Security("ACME");
        var expected = security.Days.Where(day => day.Date <= SourceBench.LastSession).Select(security.AdjustedClose).ToList();
        for (var i = 1; i < expected.Count; i++)
        {
            var (found, wanted) = (history.Bars[i].AdjustedClose / history.Bars[i - 1].AdjustedClose, expected[i] / expected[i - 1]);
            ((double)(found / wanted)).ShouldBe(1, 1e-6, $"{history.Bars[i].Date}");
        }
    }

    [Theory]
    [InlineData("Yahoo")]
    [InlineData("Tiingo")]
    [InlineData("Polygon")]
    public async Task Actions_OfTheDays_AreThoseThatHappenedPerShareOfThen(string name)
    {
        var history = (await _bench.Source(name).HistoryAsync("ACME", Cancelled)).Value.ShouldNotBeNull();

        history.Actions.ShouldBe(
        [
            new CorporateAction(new DateOnly(2026, 3, 12), CorporateActionKind.Dividend, 1.20m),
            new CorporateAction(new DateOnly(2026, 6, 10), CorporateActionKind.Split, 4),
            new CorporateAction(new DateOnly(2026, 9, 11), CorporateActionKind.Dividend, .32m),
        ]);
    }

    [Theory]
    [InlineData("Yahoo")]
    [InlineData("Stooq")]
    [InlineData("Tiingo")]
    [InlineData("Polygon")]
    public async Task Bars_OfDaysBeforeASplit_AreAsTradedThoughTheSplitIsNotAmongTheDays(string name)
    {
        var (from, to) = (new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 31));
        var history = (await _bench.Source(name).HistoryAsync("ACME", Cancelled, from, to)).Value.ShouldNotBeNull();

        history.Bars.Select(bar => (bar.Date, bar.Close)).ShouldBe(Security("ACME").Days.Where(day => day.Date >= from && day.Date <= to).Select(day => (day.Date, day.Close)));
        history.Actions.ShouldAllBe(action => action.Kind == CorporateActionKind.Dividend && action.Value == 1.20m);
    }

    [Theory]
    [InlineData("Yahoo")]
    [InlineData("Stooq")]
    [InlineData("Tiingo")]
    [InlineData("Polygon")]
    public async Task Bar_OfARunningSession_IsNotTaken(string name)
    {
        // The server has a bar of the 20th, and it is noon of that day.
        var history = (await _bench.Source(name).HistoryAsync("PLAIN", Cancelled, to: new DateOnly(2026, 11, 20))).Value.ShouldNotBeNull();

        history.Bars[^1].Date.ShouldBe(SourceBench.LastSession);
    }

    [Theory]
    [InlineData("Yahoo")]
    [InlineData("Stooq")]
    [InlineData("Tiingo")]
    [InlineData("Polygon")]
    public async Task History_OfDaysToCome_IsNotKnownWithoutAsking(string name)
    {
        var answer = await _bench.Source(name).HistoryAsync("PLAIN", Cancelled, new DateOnly(2026, 11, 20), new DateOnly(2026, 11, 24));

        answer.Gap.ShouldBe(SourceGap.NotKnown);
        _bench.Server.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Yahoo", "/v8/finance/chart/BRK-B?")]
    [InlineData("Stooq", "/q/d/l/?s=brk-b.us&")]
    [InlineData("Tiingo", "/tiingo/daily/BRK-B/prices?")]
    [InlineData("Polygon", "/v2/aggs/ticker/BRK.B/range/1/day/")]
    public async Task Symbol_OfAClassOfShare_IsSpelledAsTheSourceDoes(string name, string address)
    {
        var answer = await _bench.Source(name).HistoryAsync("BRK.B", Cancelled);

        answer.Symbol.ShouldBe("BRK.B");
        answer.Found.ShouldBeTrue(answer.Missing);
        _bench.Server.Requests.ShouldContain(request => request.Address.StartsWith(address));
    }

    [Theory]
    [InlineData("Yahoo", "Yahoo does not have it: No data found, symbol may be delisted")]
    [InlineData("Stooq", "Stooq has no data of it")]
    [InlineData("Tiingo", "Tiingo does not have it: Not found")]
    [InlineData("Polygon", "Polygon has no price from 2025-11-20 to 2026-11-19")]
    public async Task History_OfASymbolTheSourceLacks_IsNotKnown(string name, string reason)
    {
        var answer = await _bench.Source(name).HistoryAsync("NOSUCH", Cancelled);

        (answer.Gap, answer.Missing).ShouldBe((SourceGap.NotKnown, reason));
        _bench.Time.Skipped.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Yahoo")]
    [InlineData("Stooq")]
    [InlineData("Tiingo")]
    [InlineData("Polygon")]
    public async Task History_OfDaysBeforeTheFirst_IsNotKnown(string name)
    {
        var answer = await _bench.Source(name).HistoryAsync("PLAIN", Cancelled, new DateOnly(2010, 1, 4), new DateOnly(2010, 6, 1));

        answer.Gap.ShouldBe(SourceGap.NotKnown, answer.Missing);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("A?b=c")]
    [InlineData("AAPL 260116C00250000")]
    [InlineData("")]
    public async Task Symbol_ThatIsNoTicker_IsNotAskedFor(string symbol)
    {
        foreach (var name in new[] { "Yahoo", "Stooq", "Tiingo", "Polygon" })
        {
            var source = _bench.Source(name);
            (await source.HistoryAsync(symbol, Cancelled)).Gap.ShouldBe(SourceGap.NotKnown);
            (await source.ProfileAsync(symbol, Cancelled)).Gap.ShouldBe(name == "Stooq" ? SourceGap.NotOffered : SourceGap.NotKnown);
        }

        _bench.Server.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Yahoo")]
    [InlineData("Stooq")]
    [InlineData("Tiingo")]
    [InlineData("Polygon")]
    public async Task Answers_ToManySymbols_AreOneForEach(string name)
    {
        var answers = await _bench.Source(name, options => options.AtOnce = 4).HistoriesAsync(Cancelled, "ACME", "NOSUCH", "BRK.B", "not a ticker", "PLAIN");

        answers.OrderBy(answer => answer.Symbol, StringComparer.Ordinal).Select(answer => (answer.Symbol, answer.Gap)).ShouldBe(
        [
            ("ACME", SourceGap.None), ("BRK.B", SourceGap.None), ("NOSUCH", SourceGap.NotKnown), ("PLAIN", SourceGap.None), ("not a ticker", SourceGap.NotKnown),
        ]);
    }

    [Fact]
    public async Task Answers_ComeOneByOne_WhileOthersAreStillWaitedFor()
    {
        // Nobody moves the clock: the slow one stays held.
        _bench.Server.Holding = null;
        _bench.Server.Misbehave(Misbehaviour.Slow, where: "/PLAIN");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var answers = _bench.Source("Yahoo", options => options.AtOnce = 2)
            .GetHistoriesAsync([.. new[] { "PLAIN", "ACME" }.Select(symbol => new HistoryRequest(symbol, new DateOnly(2026, 1, 2), SourceBench.LastSession))], stop.Token)
            .GetAsyncEnumerator(stop.Token);

        (await answers.MoveNextAsync()).ShouldBeTrue();
        answers.Current.Symbol.ShouldBe("ACME");
        var next = answers.MoveNextAsync();
        next.IsCompleted.ShouldBeFalse();

        // The caller's cancellation is the one thing that throws, and leaves nobody behind.
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () => await next);
    }

    [Fact]
    public async Task Asking_EndsWhenNobodyListensAnyMore()
    {
        var source = _bench.Source("Tiingo");
        await foreach (var answer in source.GetHistoriesAsync(
            [.. Enumerable.Range(0, 50).Select(i => new HistoryRequest($"X{i}", new DateOnly(2026, 1, 2), SourceBench.LastSession))], Cancelled))
        {
            answer.Gap.ShouldBe(SourceGap.NotKnown);
            break;
        }

        _bench.Server.Requests.Count.ShouldBeLessThan(5);
    }

    private FakeSecurity Security(string symbol) => _bench.Server.Scenario.Find(symbol)!;
}
