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

    private const string Wallet = "Coin,Balance,USD worth\nBTC,0.5,35000.00\nETH,2.5,7750.00\nQTZ,1500,75.00\n";

    [Fact]
    public async Task Preview_OfAnUnknownTable_Is200WithTheErrorsAndTheColumns()
    {
        using var client = await RegisteredAsync();

        var answer = await client.PostAsync("imports/preview", Form(Wallet), Cancelled);

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        answer.Body["layout"].ShouldBeNull();
        answer.Body["errors"]!.AsArray().ShouldNotBeEmpty();
        answer.Body["missing"]!.AsArray().ShouldBeEmpty();
        ((int)answer.Body["header_line"]!).ShouldBe(1);
        var columns = answer.Body["columns"]!.AsArray();
        columns.Select(column => ((int)column!["index"]!, (string)column["title"]!, (string?)column["field"], (string)column["guess"]!, (string)column["evidence"]!))
            .ShouldBe([(0, "Coin", null, "symbol", "title"), (1, "Balance", null, "quantity", "title"), (2, "USD worth", null, "value", "title")]);
        columns.ShouldAllBe(column => ((string)column!["reason"]!).Length > 0);
        columns[0]!["samples"]!.AsArray().Select(sample => (string)sample!).ShouldBe(["BTC", "ETH", "QTZ"]);
    }

    [Fact]
    public async Task Preview_WithColumns_ReadsThePositionsAndSaysWhatFrom()
    {
        using var client = await RegisteredAsync();
        var before = await client.PostAsync("imports/preview", Form(Wallet), Cancelled);

        var answer = await client.PostAsync("imports/preview", Form(Wallet, ("columns", """{"symbol": "coin", "quantity": 1, "value": "USD worth", "price": null, "header_line": 1}""")), Cancelled);

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        ((string)answer.Body["layout"]!).ShouldBe("positions_table");
        ((int)answer.Body["valid_rows"]!).ShouldBe(3);
        ((int)answer.Body["total_rows"]!).ShouldBe((int)answer.Body["valid_rows"]! + (int)answer.Body["unread_count"]!);
        answer.Body["columns"]!.AsArray().Select(column => (string)column!["field"]!).ShouldBe(["symbol", "quantity", "value"]);
        ((string)answer.Body["header_key"]!).ShouldBe((string)before.Body["header_key"]!);
    }

    [Fact]
    public async Task Preview_OfABrokersFile_SaysWhatItsColumnsWereReadAs()
    {
        using var client = await RegisteredAsync();

        var answer = await client.PostAsync("imports/preview", Form(BrokerFiles.Schwab), Cancelled);

        var columns = answer.Body["columns"]!.AsArray();
        columns.Select(column => (string?)column!["field"]).ShouldContain("symbol");
        columns.ShouldAllBe(column => (string?)column!["field"] == (string?)column["guess"]);
        ((string)answer.Body["header_key"]!).Length.ShouldBe(32);
    }

    [Fact]
    public async Task Import_AndCreatePortfolio_WithColumns_ReadAnUnknownTable()
    {
        using var client = await RegisteredAsync();
        const string columns = """{"symbol": "Coin", "quantity": "Balance", "value": "USD worth"}""";

        var unread = await client.PostAsync("imports", Form(Wallet), Cancelled);
        var imported = await client.PostAsync("imports", Form(Wallet, ("columns", columns)), Cancelled);
        var known = await client.PostAsync("imports/preview", Form(Wallet), Cancelled);
        using var form = new PortfolioUpload { Csv = Wallet, AccountName = "Coins" }.ToContent();
        form.Add(new StringContent(columns), "columns");
        var created = await client.PostAsync("onboarding/create-portfolio", form, Cancelled);

        imported.Status.ShouldBe(HttpStatusCode.Created, imported.Text);
        ((int)imported.Body["portfolios"]![0]!["positions_imported"]!).ShouldBe(3);
        ((int)unread.Status).ShouldBe(400);
        known.Body["accounts"]![0]!["positions"]!.AsArray().Count.ShouldBe(3, "the choice is kept with the account");
        created.Status.ShouldBe(HttpStatusCode.Created, created.Text);
        ((int)created.Body["positions_imported"]!).ShouldBe(3);
    }

    [Theory]
    [InlineData("{not json", "ERR_REQUEST_001")]
    [InlineData("[1]", "ERR_REQUEST_001")]
    [InlineData("""{"symbol": {"deep": [1]}}""", "ERR_REQUEST_001")]
    [InlineData("""{"symbol": 1.5}""", "ERR_REQUEST_001")]
    [InlineData("""{"symbol": 0, "Symbol": 1}""", "ERR_REQUEST_001")]
    [InlineData("""{"header_line": -1}""", "ERR_REQUEST_001")]
    [InlineData("""{"ticker": 0}""", "ERR_BROKER_004")]
    [InlineData("""{"symbol": 0}""", "ERR_BROKER_004")]
    [InlineData("""{"symbol": 0, "quantity": 7}""", "ERR_BROKER_004")]
    [InlineData("""{"symbol": 0, "quantity": "Nothing"}""", "ERR_BROKER_004")]
    public async Task Import_WithColumnsThatCannotBe_SaysWhatCan(string columns, string code)
    {
        using var client = await RegisteredAsync();
        using var form = new PortfolioUpload { Csv = Wallet, AccountName = "Coins" }.ToContent();
        form.Add(new StringContent(columns), "columns");

        var imported = await client.PostAsync("imports", Form(Wallet, ("columns", columns)), Cancelled);
        var created = await client.PostAsync("onboarding/create-portfolio", form, Cancelled);

        ((int)imported.Status, (int)created.Status).ShouldBe((400, 400));
        ((string)imported.Body["code"]!).ShouldBe(code);
        (created.Body["errors"]?.AsArray().Select(error => (string)error!["code"]!) ?? []).Append((string)created.Body["code"]!).ShouldContain(code);
    }

    [Fact]
    public async Task Preview_WithColumnsOfAnImpossibleSize_Is400()
    {
        using var client = await RegisteredAsync();

        var answer = await client.PostAsync("imports/preview", Form(Wallet, ("columns", $$"""{"symbol": "{{new string('a', 20_000)}}"}""")), Cancelled);

        ((int)answer.Status).ShouldBe(400);
        ((string)answer.Body["code"]!).ShouldBe("ERR_REQUEST_001");
    }

    /// <summary>Account numbers show their last four characters, and no more of them is kept anywhere.</summary>
    [Fact]
    public async Task AccountNumbers_AreNeitherAnsweredNorLoggedNorStored()
    {
        const string Number = "Z87654329";
        const string Csv = $"Account Number,Account Name,Symbol,Quantity,Average Cost,Market Value\n{Number},Individual {Number},AAPL,10,150,2000\n{Number},Individual {Number},MSFT,x,150,2000\n";
        using var client = await RegisteredAsync();

        var wrong = await client.PostAsync("imports", Named(Csv, $"Positions_{Number}.csv"), Cancelled);
        var preview = await client.PostAsync("imports/preview", Named(Csv, $"Positions_{Number}.csv"), Cancelled);
        var made = await client.PostAsync("imports", Named(Csv.Replace(",x,", ",5,", StringComparison.Ordinal), $"Positions_{Number}.csv"), Cancelled);
        await client.CalculatedAsync((string)made.Body["portfolios"]![0]!["portfolio_id"]!, Cancelled);

        ((string)preview.Body["accounts"]![0]!["masked_number"]!).ShouldBe("…4329");
        foreach (var text in new[] { wrong.Text, preview.Text, made.Text, Server.Log })
        {
            text.ShouldNotContain(Number);
        }

        foreach (var file in Directory.GetFiles(Server.DataFolder, "ballast.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy, Cancelled);
            copy.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(Number)).ShouldBe(-1, file);
        }
    }

    private static MultipartFormDataContent Named(string csv, string fileName) =>
        new() { { new ByteArrayContent(Encoding.UTF8.GetBytes(csv)), "csv_file", fileName } };

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
