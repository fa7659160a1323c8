using System.Net;
using System.Text;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Api;

public sealed class OnboardingApiTests(ApiApp host) : ApiTest(host)
{
    [Fact]
    public async Task Template_WithoutSigningIn_IsACsvAttachmentThatMayBeCachedForAnHour()
    {
        using var http = new HttpClient();

        using var response = await http.GetAsync(new Uri(Address, "/api/v1/onboarding/csv-template"), Cancelled);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        response.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        response.Headers.CacheControl!.ToString().ShouldBe("public, max-age=3600");
    }

    [Fact]
    public async Task Template_UploadedUnchanged_ImportsEveryExample()
    {
        using var client = await RegisteredAsync();
        using var http = new HttpClient();
        var template = await http.GetByteArrayAsync(new Uri(Address, "/api/v1/onboarding/csv-template"), Cancelled);

        var answer = await client.CreatePortfolioAsync(new PortfolioUpload { Bytes = template }, Cancelled);

        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        ((int)answer.Body["positions_imported"]!).ShouldBe(6);
        ((int)answer.Body["positions_failed"]!).ShouldBe(0);
        ((int)answer.Body["total_positions"]!).ShouldBe(6);
        ((string)answer.Body["next_step"]!).ShouldBe("calculate");
    }

    [Fact]
    public async Task Create_FiftyRowsOfAllSorts_ImportsAllFifty()
    {
        using var client = await RegisteredAsync();

        var answer = await client.CreatePortfolioAsync(new PortfolioUpload { Csv = Books.Fifty() }, Cancelled);

        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        ((int)answer.Body["positions_imported"]!).ShouldBe(50);
    }

    [Fact]
    public async Task Create_WithEveryFieldWrong_ReportsAllInTheOrderOfTheChecks()
    {
        using var client = await RegisteredAsync();
        using var nothing = new MultipartFormDataContent { { new StringContent("x"), "unrelated" } };

        var problem = ShouldBeProblem(await client.PostAsync("onboarding/create-portfolio", nothing, Cancelled), HttpStatusCode.BadRequest, "ERR_PORT_009");

        CodesOf(problem).ShouldBe(["ERR_PORT_009", "ERR_PORT_011", "ERR_PORT_002", "ERR_PORT_004", "ERR_PORT_007"]);
    }

    [Theory]
    [InlineData("account_type", "savings", "ERR_PORT_009")]
    [InlineData("account_name", "", "ERR_PORT_011")]
    [InlineData("portfolio_name", "  ", "ERR_PORT_002")]
    [InlineData("equity_balance", "much", "ERR_PORT_004")]
    [InlineData("equity_balance", "NaN", "ERR_PORT_004")]
    [InlineData("equity_balance", "1e5", "ERR_PORT_004")]
    [InlineData("equity_balance", "0", "ERR_PORT_005")]
    [InlineData("equity_balance", "-1", "ERR_PORT_005")]
    [InlineData("equity_balance", "1000000000", "ERR_PORT_006")]
    [InlineData("equity_as_of", "2025-07-04", "ERR_PORT_014")]
    [InlineData("equity_as_of", "2034-07-03", "ERR_PORT_014")]
    [InlineData("equity_as_of", "yesterday", "ERR_PORT_014")]
    public async Task Create_WithOneFieldWrong_Is400WithItsCode(string field, string value, string code)
    {
        using var client = await RegisteredAsync();
        var good = new PortfolioUpload();
        var upload = field switch
        {
            "account_type" => good with { AccountType = value },
            "account_name" => good with { AccountName = value },
            "portfolio_name" => good with { PortfolioName = value },
            "equity_balance" => good with { EquityBalance = value },
            _ => good with { EquityAsOf = value },
        };

        var problem = ShouldBeProblem(await client.CreatePortfolioAsync(upload, Cancelled), HttpStatusCode.BadRequest, code);

        CodesOf(problem).ShouldBe([code]);
    }

    [Fact]
    public async Task Create_NamesOverTheirLengths_AreRefused()
    {
        using var client = await RegisteredAsync();

        var problem = ShouldBeProblem(
            await client.CreatePortfolioAsync(new PortfolioUpload { AccountName = new string('a', 101), PortfolioName = new string('p', 256) }, Cancelled),
            HttpStatusCode.BadRequest,
            "ERR_PORT_010");

        CodesOf(problem).ShouldBe(["ERR_PORT_010", "ERR_PORT_003"]);
        (await client.CreatePortfolioAsync(new PortfolioUpload { AccountName = new string('a', 100), PortfolioName = new string('p', 255) }, Cancelled))
            .Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Create_OnAHoliday_NamesTheSessionsAroundIt()
    {
        using var client = await RegisteredAsync();

        var problem = ShouldBeProblem(
            await client.CreatePortfolioAsync(new PortfolioUpload { EquityAsOf = "2025-07-04" }, Cancelled), HttpStatusCode.BadRequest, "ERR_PORT_014");

        ((string)problem["details"]!["previous_session"]!).ShouldBe("2025-07-03");
        ((string)problem["details"]!["next_session"]!).ShouldBe("2025-07-07");
    }

    [Fact]
    public async Task Create_SameAccountNameInAnotherCase_Is409AndLeavesOnePortfolio()
    {
        using var client = await RegisteredAsync();
        await client.CreatedPortfolioAsync(new PortfolioUpload { AccountName = "Schwab" }, Cancelled);

        ShouldBeProblem(await client.CreatePortfolioAsync(new PortfolioUpload { AccountName = " SCHWAB " }, Cancelled), HttpStatusCode.Conflict, "ERR_PORT_001");

        ((int)(await client.GetAsync("portfolios", Cancelled)).Body["total"]!).ShouldBe(1);
    }

    [Fact]
    public async Task Create_EightTimesAtOnce_GivesOnePortfolioAndSevenConflicts()
    {
        using var client = await RegisteredAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.CreatePortfolioAsync(new PortfolioUpload { Csv = Books.Fifty() }, Cancelled)));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.Status == HttpStatusCode.Conflict && (string)answer.Body["code"]! == "ERR_PORT_001").ShouldBe(7);
        var list = (await client.GetAsync("portfolios", Cancelled)).Body;
        ((int)list["total"]!).ShouldBe(1);
        ((int)list["portfolios"]![0]!["position_count"]!).ShouldBe(50);
    }

    [Fact]
    public async Task Create_FileWithFaults_ListsEveryFaultByLineAndStoresNothing()
    {
        using var client = await RegisteredAsync();
        var csv = Books.Header + "\n# a comment\nAAPL,ten,1.005,2024-13-01,,,,,,,,\n\n,5,3,2024-01-02,,,,,,,,\n";

        var problem = ShouldBeProblem(await client.CreatePortfolioAsync(new PortfolioUpload { Csv = csv }, Cancelled), HttpStatusCode.BadRequest, "ERR_PORT_008");

        CodesOf(problem).ShouldBe(["ERR_POS_005", "ERR_POS_011", "ERR_POS_013", "ERR_POS_001"]);
        problem["errors"]!.AsArray().Select(error => (int)error!["row"]!).ShouldBe([3, 3, 3, 5]);
        ((int)problem["total_rows"]!).ShouldBe(2);
        ((int)problem["valid_rows"]!).ShouldBe(0);
        ((int)(await client.GetAsync("portfolios", Cancelled)).Body["total"]!).ShouldBe(0);
    }

    public static TheoryData<string, string, string> BadFiles => new()
    {
        { "empty", "positions.csv", "ERR_CSV_003" },
        { "binary", "positions.csv", "ERR_CSV_002" },
        { "text", "positions.pdf", "ERR_CSV_002" },
        { "ten megabytes and a byte", "positions.csv", "ERR_CSV_001" },
        { "a million columns", "positions.csv", "ERR_CSV_005" },
        { "an unclosed quote", "positions.csv", "ERR_CSV_006" },
        { "a column missing", "positions.csv", "ERR_CSV_004" },
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public async Task Create_BadFile_GetsACodeAndTheServerStaysUp(string what, string name, string code)
    {
        using var client = await RegisteredAsync();
        byte[] bytes = what switch
        {
            "empty" => [],
            "binary" => [0x7F, 0x45, 0x4C, 0x46, .. Enumerable.Range(0, 5000).Select(i => (byte)(i * 31))],
            "ten megabytes and a byte" => Encoding.ASCII.GetBytes(Books.Header + "\n" + new string('#', (10 * 1024 * 1024) + 1 - Books.Header.Length - 1)),
            "a million columns" => Encoding.ASCII.GetBytes(string.Join(',', Enumerable.Repeat("Symbol", 1_000_000)) + "\nAAPL\n"),
            "an unclosed quote" => Encoding.ASCII.GetBytes(Books.Header + "\n\"AAPL,1,2,2024-01-02,,,,,,,,\n"),
            "a column missing" => Encoding.ASCII.GetBytes("Symbol,Quantity,Entry Date\nAAPL,1,2024-01-02\n"),
            _ => Encoding.ASCII.GetBytes(Books.OneStock),
        };

        var problem = ShouldBeProblem(
            await client.CreatePortfolioAsync(new PortfolioUpload { Bytes = bytes, FileName = name }, Cancelled), HttpStatusCode.BadRequest, "ERR_PORT_008");

        CodesOf(problem).ShouldContain(code);
        (await client.GetAsync("auth/me", Cancelled)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Create_BodyFarOverTheLimit_IsRefusedAsTooLarge()
    {
        using var client = await RegisteredAsync();

        var answer = await client.CreatePortfolioAsync(new PortfolioUpload { Bytes = new byte[45 * 1024 * 1024] }, Cancelled);

        ShouldBeProblem(answer, HttpStatusCode.BadRequest, "ERR_PORT_008");
        CodesOf(answer.Body).ShouldBe(["ERR_CSV_001"]);
    }

    [Theory]
    [InlineData("onboarding/create-portfolio", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"csv_file\"; filename=\"a.csv\"\r\n\r\nSymbol")]
    [InlineData("onboarding/create-portfolio", "multipart/form-data", "Symbol")]
    [InlineData("imports/preview", "multipart/form-data; boundary=x", "--x\r\nno header")]
    [InlineData("target-prices/import", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition")]
    public async Task Upload_OfAFormThatCannotBeRead_IsTheCallersFault(string path, string type, string body)
    {
        using var client = await RegisteredAsync();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        ShouldBeProblem(await client.PostAsync(path, content, Cancelled), HttpStatusCode.BadRequest, "ERR_PORT_007");
    }

    [Fact]
    public async Task Create_Windows1252AndByteOrderMark_AreRead()
    {
        using var client = await RegisteredAsync();
        byte[] ansi = Encoding.Latin1.GetBytes("# P\u00e9rez\n" + Books.OneStock);
        byte[] marked = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Books.OneStock)];

        (await client.CreatePortfolioAsync(new PortfolioUpload { Bytes = ansi, AccountName = "ansi" }, Cancelled)).Status.ShouldBe(HttpStatusCode.Created);
        (await client.CreatePortfolioAsync(new PortfolioUpload { Bytes = marked, AccountName = "marked" }, Cancelled)).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Create_FiftyThousandRows_AreImported()
    {
        using var client = await RegisteredAsync();
        var csv = new StringBuilder(Books.Header).Append('\n');
        for (var i = 0; i < 50_000; i++)
        {
            csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"SYM{i},1,2.5,2024-01-02,PUBLIC,STOCK,,,,,,\n");
        }

        var answer = await client.CreatePortfolioAsync(new PortfolioUpload { Csv = csv.ToString() }, Cancelled);

        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        ((int)answer.Body["positions_imported"]!).ShouldBe(50_000);
    }
}
