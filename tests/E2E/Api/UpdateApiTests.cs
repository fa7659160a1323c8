using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using E2E.Journeys;
using Shouldly;
using Xunit;

namespace E2E.Api;

/// <summary>A newer file of an account through the API: compared, replaced, taken back.</summary>
public sealed class UpdateApiTests(ApiApp host) : ApiTest(host)
{
    [Fact]
    public async Task Preview_OfAnAccountThatIsKnown_SaysWhatWouldChange()
    {
        using var client = await RegisteredAsync();
        var made = (await client.PostAsync("imports", Form(BrokerFiles.Schwab), Cancelled)).Body["portfolios"]!.AsArray();

        var same = (await client.PostAsync("imports/preview", Form(BrokerFiles.Schwab), Cancelled)).Body["accounts"]!.AsArray();
        var next = (await client.PostAsync("imports/preview", Form(BrokerFiles.SchwabNextMonth), Cancelled)).Body["accounts"]!.AsArray();

        same.ShouldAllBe(account => account!["existing"]!["same_file_imported_at"] != null);
        same.ShouldAllBe(account => Counts(account!["existing"]!["changes"]!).Take(3).All(count => count == 0));
        var existing = next[0]!["existing"]!;
        ((string)existing["portfolio_id"]!).ShouldBe((string)made[0]!["portfolio_id"]!);
        Counts(existing["changes"]!).ShouldBe([1, 1, 1, 1]);
        existing["items"]!.AsArray().Select(item => (string)item!["kind"]!).ShouldBe(["changed", "added", "removed"]);
        next[1]!["existing"]!["same_file_imported_at"].ShouldBeNull("another file, though it says the same");
        Counts(next[1]!["existing"]!["changes"]!).ShouldBe([0, 0, 0, 2]);
    }

    [Fact]
    public async Task Import_IntoThePortfolioThatIsKnown_ReplacesItAndCanBeUndone()
    {
        using var client = await RegisteredAsync();
        await client.PostAsync("imports", Form(BrokerFiles.Schwab), Cancelled);
        var existing = (await client.PostAsync("imports/preview", Form(BrokerFiles.SchwabNextMonth), Cancelled)).Body["accounts"]![0]!["existing"]!;
        var portfolio = (string)existing["portfolio_id"]!;
        var choice = new JsonArray(new JsonObject { ["account"] = 0, ["portfolio_id"] = portfolio, ["positions_version"] = (int)existing["positions_version"]! }).ToJsonString();

        var replaced = await client.PostAsync("imports", Form(BrokerFiles.SchwabNextMonth, ("accounts", choice)), Cancelled);
        var again = await client.PostAsync("imports", Form(BrokerFiles.SchwabNextMonth, ("accounts", choice)), Cancelled);
        var undone = await client.PostAsync($"portfolios/{portfolio}/imports/undo", (JsonNode?)null, Cancelled);
        var twice = await client.PostAsync($"portfolios/{portfolio}/imports/undo", (JsonNode?)null, Cancelled);

        replaced.Status.ShouldBe(HttpStatusCode.Created, replaced.Text);
        Counts(replaced.Body["portfolios"]![0]!["changes"]!).ShouldBe([1, 1, 1, 1]);
        ((string)again.Body["code"]!).ShouldBe("ERR_PORT_015");
        undone.Status.ShouldBe(HttpStatusCode.OK, undone.Text);
        ((bool)undone.Body["portfolio_deleted"]!).ShouldBeFalse();
        ((string)twice.Body["code"]!).ShouldBe("ERR_PORT_016");
        ((int)(await client.GetAsync($"portfolios/{portfolio}", Cancelled)).Body["position_count"]!).ShouldBe(3);
    }

    [Fact]
    public async Task Update_OfOnePortfolio_TakesTheTemplateOrABrokersFile()
    {
        using var client = await RegisteredAsync();
        var portfolio = await client.CreatedPortfolioAsync(new() { Csv = Template("AAPL,10,150,2024-01-05") }, Cancelled);

        var preview = await client.PostAsync($"portfolios/{portfolio}/imports/preview", Form(Template("AAPL,12,150,2024-01-05", "KO,1,60,2024-02-05")), Cancelled);
        var updated = await client.PostAsync($"portfolios/{portfolio}/imports", Form(Template("AAPL,12,150,2024-01-05", "KO,1,60,2024-02-05")), Cancelled);
        var same = await client.PostAsync($"portfolios/{portfolio}/imports", Form(Template("AAPL,12,150,2024-01-05", "KO,1,60,2024-02-05")), Cancelled);
        var wrong = await client.PostAsync($"portfolios/{portfolio}/imports", Form(Template("AAPL,x,150,2024-01-05")), Cancelled);
        var broker = await client.PostAsync($"portfolios/{portfolio}/imports", Form(BrokerFiles.Schwab, ("account", "1")), Cancelled);
        var unknown = await client.PostAsync($"portfolios/{Guid.Empty}/imports", Form(Template("AAPL,1,150,2024-01-05")), Cancelled);

        Counts(preview.Body["changes"]!).ShouldBe([1, 1, 0, 0]);
        Counts(updated.Body["portfolio"]!["changes"]!).ShouldBe([1, 1, 0, 0]);
        ((string)updated.Body["next_step"]!).ShouldBe("calculate");
        ((string)same.Body["next_step"]!).ShouldBe("none");
        wrong.Status.ShouldBe(HttpStatusCode.BadRequest);
        ((string)wrong.Body["errors"]![0]!["code"]!).ShouldBe("ERR_POS_005");
        broker.Status.ShouldBe(HttpStatusCode.OK, broker.Text);
        ((int)broker.Body["portfolio"]!["positions_imported"]!).ShouldBe(2);
        ((string)unknown.Body["code"]!).ShouldBe("ERR_PORT_012");
    }

    /// <summary>Calculated, replaced, calculated: the figures are of the new positions and equity goes on.</summary>
    [Fact]
    public async Task Update_OfACalculatedPortfolio_IsFollowedByItsFigures()
    {
        using var client = await RegisteredAsync();
        var portfolio = await client.CreatedPortfolioAsync(new() { Csv = Template("AAPL,10,150,2024-01-05"), EquityAsOf = "2026-10-01" }, Cancelled);
        await client.CalculatedAsync(portfolio, Cancelled);
        var before = (await client.GetAsync($"portfolios/{portfolio}/analytics/snapshots", Cancelled)).Body["snapshots"]!.AsArray();

        await client.PostAsync($"portfolios/{portfolio}/imports", Form(Template("MSFT,7,400,2026-11-02", "KO,-5,60,2026-11-02")), Cancelled);
        await client.CalculatedAsync(portfolio, Cancelled);

        var after = (await client.GetAsync($"portfolios/{portfolio}/analytics/snapshots", Cancelled)).Body["snapshots"]!.AsArray();
        after.ToJsonString().ShouldBe(before.ToJsonString(), "days that were are as they were");
        var exposures = (await client.GetAsync($"portfolios/{portfolio}/analytics/exposures", Cancelled)).Body;
        ((decimal)exposures["short"]!["value"]!).ShouldBeLessThan(0);
    }

    private static int[] Counts(JsonNode changes) => [(int)changes["added"]!, (int)changes["changed"]!, (int)changes["removed"]!, (int)changes["unchanged"]!];

    private static string Template(params string[] rows) => "Symbol,Quantity,Entry Price Per Share,Entry Date\r\n" + string.Join("\r\n", rows) + "\r\n";

    private static MultipartFormDataContent Form(string csv, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(csv)), "csv_file", "export.csv" } };
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        return form;
    }
}
