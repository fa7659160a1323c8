using System.Net;
using System.Text;
using E2E.Harness;
using E2E.Journeys;
using Shouldly;
using Xunit;

namespace E2E.Api;

/// <summary>Brokers' files through the API: what is in them, and portfolios of their accounts.</summary>
public sealed class ImportApiTests(ApiApp host) : ApiTest(host)
{
    [Fact]
    public async Task Preview_OfABrokersFile_SaysWhatWasReadAndStoresNothing()
    {
        using var client = await RegisteredAsync();

        var answer = await client.PostAsync("imports/preview", Form(BrokerFiles.Schwab), Cancelled);

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        ((string)answer.Body["layout"]!).ShouldBe("schwab_positions");
        ((string)answer.Body["as_of"]!).ShouldBe("2026-10-30");
        var accounts = answer.Body["accounts"]!.AsArray();
        accounts.Select(account => (string)account!["masked_number"]!).ShouldBe(["…417", "…902"]);
        accounts.Select(account => (string)account!["proposed_type"]!).ShouldBe(["taxable", "roth_ira"]);
        accounts.Select(account => (decimal)account!["cash"]!).ShouldBe([2_250m, 0m]);
        accounts.ShouldAllBe(account => (decimal)account!["reconciliation"]!["difference"]! == 0);
        accounts[0]!["positions"]!.AsArray().Select(position => (string)position!["position_type"]!).ShouldBe(["LONG", "LONG", "SC"]);
        ((int)answer.Body["total_rows"]!).ShouldBe((int)answer.Body["valid_rows"]! + (int)answer.Body["unread_count"]!);
        answer.Body["errors"]!.AsArray().ShouldBeEmpty();
        ((int)(await client.GetAsync("portfolios", Cancelled)).Body["total"]!).ShouldBe(0);
    }

    [Fact]
    public async Task Preview_OfAFileWithErrors_Is200WithTheErrors()
    {
        using var client = await RegisteredAsync();

        var answer = await client.PostAsync("imports/preview", Form(BrokerFiles.Unfinished), Cancelled);

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Body["errors"]!.AsArray().ShouldHaveSingleItem()!["code"]!.GetValue<string>().ShouldBe("ERR_POS_004");
        ((int)answer.Body["valid_rows"]!).ShouldBe(1);
    }

    [Fact]
    public async Task Import_OfAllAccounts_MakesAPortfolioOfEachOrOfNone()
    {
        using var client = await RegisteredAsync();

        var first = await client.PostAsync("imports", Form(BrokerFiles.Schwab), Cancelled);
        var again = await client.PostAsync("imports", Form(BrokerFiles.Schwab, ("accounts", """[{"account": 1}, {"account": 0, "account_name": "Another"}]""")), Cancelled);

        first.Status.ShouldBe(HttpStatusCode.Created, first.Text);
        var made = first.Body["portfolios"]!.AsArray();
        made.Select(portfolio => (decimal)portfolio!["equity_balance"]!).ShouldBe([50_000m, 12_575m]);
        made.Select(portfolio => (int)portfolio!["positions_imported"]!).ShouldBe([3, 2]);
        again.Status.ShouldBe(HttpStatusCode.Conflict);
        ((string)again.Body["code"]!).ShouldBe("ERR_PORT_001");
        ((int)again.Body["details"]!["account"]!).ShouldBe(1);
        ((int)(await client.GetAsync("portfolios", Cancelled)).Body["total"]!).ShouldBe(2);
        ((string)(await client.CalculatedAsync((string)made[0]!["portfolio_id"]!, Cancelled))["status"]!).ShouldBe("completed");
    }

    [Fact]
    public async Task Import_OfChosenAccounts_TakesWhatIsSaidOfThem()
    {
        using var client = await RegisteredAsync();

        var answer = await client.PostAsync(
            "imports", Form(BrokerFiles.Schwab, ("accounts", """[{"account": 1, "account_name": "Roth", "account_type": "ira", "equity_balance": 13000.5}]"""), ("entry_date", "2026-09-15")), Cancelled);

        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        var made = answer.Body["portfolios"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)made["account_name"]!, (string)made["account_type"]!, (decimal)made["equity_balance"]!).ShouldBe(("Roth", "ira", 13_000.5m));
    }

    [Theory]
    [InlineData("""[{"account": 7}]""", "ERR_BROKER_003")]
    [InlineData("""[{"account": 0}, {"account": 0}]""", "ERR_BROKER_003")]
    [InlineData("[]", "ERR_BROKER_003")]
    [InlineData("{not json", "ERR_REQUEST_001")]
    public async Task Import_OfAccountsThatAreNotThere_SaysWhichAre(string accounts, string code)
    {
        using var client = await RegisteredAsync();

        var answer = await client.PostAsync("imports", Form(BrokerFiles.Schwab, ("accounts", accounts)), Cancelled);

        ((int)answer.Status).ShouldBe(400);
        ((string)answer.Body["code"]!).ShouldBe(code);
    }

    [Fact]
    public async Task CreatePortfolio_FromAFileOfSeveralAccounts_NamesThemAndTakesTheOneNamed()
    {
        using var client = await RegisteredAsync();
        var upload = new PortfolioUpload { Csv = BrokerFiles.Schwab, AccountName = "Mine" };

        var refused = await client.CreatePortfolioAsync(upload, Cancelled);
        using var form = upload.ToContent();
        form.Add(new StringContent("1"), "account");
        var taken = await client.PostAsync("onboarding/create-portfolio", form, Cancelled);

        ((int)refused.Status).ShouldBe(400);
        refused.Body["errors"]!.AsArray().Select(error => (string)error!["code"]!).ShouldContain("ERR_BROKER_002");
        taken.Status.ShouldBe(HttpStatusCode.Created, taken.Text);
        ((int)taken.Body["positions_imported"]!).ShouldBe(2);
    }

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
