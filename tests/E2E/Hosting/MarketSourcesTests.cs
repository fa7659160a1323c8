using App.Core.Market;
using App.Testing.FakeMarket;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Hosting;

/// <summary>The application in Production with sources of the real kind, led to a fake market.</summary>
public sealed class MarketSourcesTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calculation_InProduction_TakesPricesFromTheFirstSourceThatHasThem()
    {
        var last = TradingCalendar.Nyse.MostRecentSession(TimeProvider.System.GetUtcNow());
        await using var market = await FakeMarketServer.StartAsync(new MarketScenario(
            [.. CollectMarketData.AlwaysHeld.Prepend("AAPL").Select(symbol => FakeSecurity.Wandering(symbol, last.AddDays(-400), last.AddDays(3)))]));
        market.Misbehave(Misbehaviour.HtmlPage, where: "/v8/finance/chart/AAPL");
        await using var app = await AppProcess.StartAsync(
            new()
            {
                Environment = "Production",
                Settings = new Dictionary<string, string>(market.Settings)
                {
                    ["MarketData:Sources"] = "Yahoo,Tiingo",
                    ["MarketData:Yahoo:Requests"] = "1000",
                    ["MarketData:Yahoo:AtOnce"] = "8",
                },
            },
            Cancelled);
        using var client = await ApiClient.RegisteredAsync(app.Address, Cancelled);
        var portfolio = await client.CreatedPortfolioAsync(new PortfolioUpload { Csv = Books.OneStock }, Cancelled);
        var run = await client.CalculatedAsync(portfolio, Cancelled);

        ((string)run["status"]!).ShouldStartWith("completed", customMessage: run.ToString());
        var exposures = (await client.GetAsync($"portfolios/{portfolio}/analytics/exposures", Cancelled)).Body;
        ((decimal)exposures["gross"]!["value"]!).ShouldBe(100 * market.Scenario.Find("AAPL")!.Days.Single(day => day.Date == last).Close);
        market.Requests.ShouldContain(request => request.Path == "/v8/finance/chart/SPY");
        market.Requests.ShouldContain(request => request.Path == "/tiingo/daily/AAPL/prices");
        market.Requests.ShouldNotContain(request => request.Path == "/tiingo/daily/SPY/prices");
        app.Log.ShouldNotContain(market.Key);
    }

    [Theory]
    [InlineData("MarketData:Sources", "Tiingo", "MarketData:Tiingo:ApiKey is missing. Tiingo needs a key")]
    [InlineData("MarketData:Stooq:Per", "00:00:00", "MarketData:Stooq:Per is 00:00:00. Allowed are 00:00:01 to 1.00:00:00.")]
    public async Task Start_WithASettingThatCannotBeWorkedWith_EndsAndNamesTheKey(string key, string value, string message)
    {
        var settings = new Dictionary<string, string> { ["MarketData:Sources"] = "Sample,Stooq", [key] = value };
        var fault = await Should.ThrowAsync<InvalidOperationException>(AppProcess.StartAsync(new() { Environment = "Production", Settings = settings }, Cancelled));

        fault.Message.ShouldContain(message);
    }
}
