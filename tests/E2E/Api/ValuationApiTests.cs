using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using App.Core.Market;
using App.Core.Operations;
using App.Core.Portfolios;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Api;

public sealed class ValuationApiTests(ApiApp host) : ApiTest(host)
{
    private const string Csv = Books.Header + "\nFUND,10,100,2024-01-16,PRIVATE,HEDGE_FUND,,,,,,\nSPY,1,100,2024-01-16,PUBLIC,ETF,,,,,,\n";

    private static readonly TradingCalendar Calendar = TradingCalendar.Nyse;

    [Fact]
    public async Task Values_AreGivenListedAndTakenBack_AndTheDaysSinceAreCalculatedAgain()
    {
        using var client = await RegisteredAsync();
        var last = Calendar.MostRecentSession(TimeProvider.System.GetUtcNow());
        var day = Calendar.PreviousSession(last);
        var id = await client.CreatedPortfolioAsync(new PortfolioUpload { Csv = Csv, EquityAsOf = Iso(Calendar.PreviousSession(day)) }, Cancelled);
        await client.CalculatedAsync(id, Cancelled);
        var valuations = $"portfolios/{id}/positions/{PositionOf(id, "FUND")}/valuations";
        ((int)(await client.GetAsync(valuations, Cancelled)).Body["total"]!).ShouldBe(0);
        var before = await ProfitsAsync(client, id);

        var given = await client.PostAsync(valuations, Value(Iso(day), 112.5m), Cancelled);

        given.Status.ShouldBe(HttpStatusCode.Created, given.Text);
        ((string)(await client.EndOfRunAsync(id, Cancelled))["status"]!).ShouldStartWith("completed");
        var after = await ProfitsAsync(client, id);
        after.Keys.ShouldBe(before.Keys);
        after.Select(each => each.Value - before[each.Key]).ShouldBe([0m, 125m, 0m]);
        var list = (await client.GetAsync(valuations + "?limit=1", Cancelled)).Body;
        ((int)list["total"]!, (int)list["limit"]!).ShouldBe((1, 1));
        var one = list["valuations"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)one["date"]!, (decimal)one["price"]!, (string)one["id"]!).ShouldBe((Iso(day), 112.5m, (string)given.Body["id"]!));

        (await client.DeleteAsync($"{valuations}/{(string)one["id"]!}", Cancelled)).Status.ShouldBe(HttpStatusCode.NoContent);
        await client.EndOfRunAsync(id, Cancelled);
        (await ProfitsAsync(client, id)).ShouldBe(before);
        ShouldBeProblem(await client.DeleteAsync($"{valuations}/{(string)one["id"]!}", Cancelled), HttpStatusCode.NotFound, "ERR_VALUE_005");
    }

    [Fact]
    public async Task Values_ThatCannotBeOrAreAnothers_AreProblems()
    {
        using var client = await RegisteredAsync();
        using var other = await RegisteredAsync();
        var id = await client.CreatedPortfolioAsync(new PortfolioUpload { Csv = Csv }, Cancelled);
        var (fund, stock) = ($"portfolios/{id}/positions/{PositionOf(id, "FUND")}/valuations", $"portfolios/{id}/positions/{PositionOf(id, "SPY")}/valuations");

        CodesOf(ShouldBeProblem(await client.PostAsync(fund, Value("2023-01-03", -1m), Cancelled), HttpStatusCode.BadRequest, "ERR_VALUE_004")).ShouldBe(["ERR_VALUE_004", "ERR_VALUE_003"]);
        ShouldBeProblem(await client.PostAsync(stock, Value("2024-02-01", 1m), Cancelled), HttpStatusCode.BadRequest, "ERR_VALUE_002");
        ShouldBeProblem(await client.PostAsync($"portfolios/{id}/positions/{Guid.Empty}/valuations", Value("2024-02-01", 1m), Cancelled), HttpStatusCode.NotFound, "ERR_VALUE_001");
        ShouldBeProblem(await other.GetAsync(fund, Cancelled), HttpStatusCode.NotFound, "ERR_PORT_012");
        ShouldBeProblem(await other.PostAsync(fund, Value("2024-02-01", 1m), Cancelled), HttpStatusCode.NotFound, "ERR_PORT_012");
        ShouldBeProblem(await other.DeleteAsync($"{fund}/{Guid.Empty}", Cancelled), HttpStatusCode.NotFound, "ERR_PORT_012");
    }

    private static async Task<Dictionary<string, decimal>> ProfitsAsync(ApiClient client, string id) =>
        (await client.GetAsync($"portfolios/{id}/analytics/snapshots", Cancelled)).Body["snapshots"]!.AsArray().ToDictionary(snapshot => (string)snapshot!["date"]!, snapshot => (decimal)snapshot!["day_pnl"]!);

    private static JsonObject Value(string date, decimal price) => new() { ["date"] = date, ["price"] = price };

    // Ids repeat in Development: they follow from the portfolio, the symbol and the day of entry.
    private static Guid PositionOf(string portfolio, string symbol) => new DeterministicIds(TimeProvider.System).ForPosition(
        Guid.Parse(portfolio), new PositionDraft { Symbol = symbol, Quantity = 1, EntryPrice = 100, EntryDate = new(2024, 1, 16), Class = InvestmentClass.Private });

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
