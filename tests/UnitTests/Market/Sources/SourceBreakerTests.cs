using App.Core.Market;
using App.Testing.FakeMarket;
using Shouldly;
using Xunit;

namespace UnitTests.Market.Sources;

/// <summary>A source that keeps failing is left alone for a minute, and its limit is kept whatever happens.</summary>
public sealed class SourceBreakerTests : IAsyncLifetime
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
    public async Task Breaker_AfterFiveFailuresInARow_LetsNothingThrough(string name)
    {
        _bench.Server.Misbehave(Misbehaviour.ServerError);
        var answers = await _bench.Source(name).HistoriesAsync(Cancelled, "PLAIN", "ACME", "BRK.B");

        _bench.Server.Requests.Count.ShouldBe(5);
        answers.ShouldAllBe(answer => answer.Gap == SourceGap.Unavailable);
        answers.Single(answer => answer.Symbol == "BRK.B").Missing.ShouldBe($"{name} failed 5 times in a row and is asked again in 59 s");
    }

    [Fact]
    public async Task Breaker_AfterItsRest_ClosesWithTheFirstSuccess()
    {
        var source = await OpenedAsync();
        _bench.Server.Behave();
        (await source.HistoryAsync("PLAIN", Cancelled)).Found.ShouldBeFalse();

        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        (await source.HistoriesAsync(Cancelled, "PLAIN", "ACME")).ShouldAllBe(answer => answer.Found);

        // The count begins anew: four failures open nothing.
        _bench.Server.Misbehave(Misbehaviour.ServerError, times: 4);
        (await source.HistoryAsync("PLAIN", Cancelled)).Missing.ShouldBe("Yahoo answered 500 InternalServerError on each of 4 tries");
        (await source.HistoryAsync("PLAIN", Cancelled)).Found.ShouldBeTrue();
    }

    [Fact]
    public async Task Breaker_AfterItsRest_OpensAgainWithTheFirstFailure()
    {
        var source = await OpenedAsync();
        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        var before = _bench.Server.Requests.Count;
        var answers = await source.HistoriesAsync(Cancelled, "PLAIN", "ACME");

        _bench.Server.Requests.Count.ShouldBe(before + 1);
        answers.ShouldAllBe(answer => answer.Missing!.StartsWith("Yahoo failed 5 times in a row"));
    }

    [Fact]
    public async Task Breaker_BetweenSuccesses_StaysClosed()
    {
        var source = _bench.Source("Yahoo");
        for (var i = 0; i < 5; i++)
        {
            _bench.Server.Misbehave(Misbehaviour.ServerError, times: 3);
            (await source.HistoryAsync("PLAIN", Cancelled)).Found.ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData("Yahoo")]
    [InlineData("Tiingo")]
    public async Task Limit_OfRequestsInASpan_IsKept(string name)
    {
        var span = TimeSpan.FromMinutes(1);
        var source = _bench.Source(name, options => (options.Requests, options.Per) = (5, span));
        var answers = await source.HistoriesAsync(Cancelled, [.. Enumerable.Range(0, 17).Select(i => i % 2 == 0 ? "PLAIN" : "NOSUCH")]);

        answers.ShouldAllBe(answer => answer.Gap != SourceGap.Unavailable);
        var times = _bench.Server.Requests.Select(request => request.At).Order().ToList();
        times.Count.ShouldBe(17);
        for (var i = 5; i < times.Count; i++)
        {
            (times[i] - times[i - 5]).ShouldBeGreaterThanOrEqualTo(span);
        }
    }

    [Fact]
    public async Task Limit_ThatWouldHaveToBeWaitedForTooLong_IsUnavailableAtOnce()
    {
        var source = _bench.Source("Tiingo", options => (options.Requests, options.Per) = (2, TimeSpan.FromHours(1)));
        var answers = await source.HistoriesAsync(Cancelled, "PLAIN", "ACME", "BRK.B");

        answers.Count(answer => answer.Found).ShouldBe(2);
        answers.Single(answer => !answer.Found).Missing.ShouldBe("Tiingo is asked at most 2 times in an hour, and has its next turn at 18:00:00 UTC");
        _bench.Server.Requests.Count.ShouldBe(2);
        _bench.Time.Skipped.ShouldBeEmpty();

        _bench.Time.Advance(TimeSpan.FromHours(1));
        (await source.HistoryAsync("BRK.B", Cancelled)).Found.ShouldBeTrue();
    }

    [Fact]
    public async Task Tries_TakeTurnsToo()
    {
        _bench.Server.Misbehave(Misbehaviour.ServerError);
        var source = _bench.Source("Polygon", options => (options.Requests, options.Per) = (2, TimeSpan.FromSeconds(30)));
        await source.HistoryAsync("PLAIN", Cancelled);

        var times = _bench.Server.Requests.Select(request => request.At).ToList();
        (times[2] - times[0]).ShouldBe(TimeSpan.FromSeconds(30));
        (times[3] - times[1]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(30));
    }

    private async Task<IMarketDataSource> OpenedAsync()
    {
        _bench.Server.Misbehave(Misbehaviour.ServerError);
        var source = _bench.Source("Yahoo");
        await source.HistoriesAsync(Cancelled, "PLAIN", "ACME");
        _bench.Server.Requests.Count.ShouldBe(5);
        return source;
    }
}
