using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using App.Core.Imports;
using E2E.Harness;
using E2E.Journeys;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace E2E.Payloads;

/// <summary>Texts that a spreadsheet would run, through everything that is downloaded: none runs, and what is read again is what it was.</summary>
public sealed partial class FormulaExportTests(Browser browser, SharedApp shared) : BrowserTest(browser, shared)
{
    // Every place in the source that hands out a file, and the test that downloads it.
    private static readonly Dictionary<string, (int Count, string By)> Places = new(StringComparer.Ordinal)
    {
        ["Features/Accounts/LeaveEndpoints.cs"] = (2, nameof(Exports_OfTheApi_RunNothingAndAreReadAsTheyWere)),
        ["Features/Batches/BatchEndpoints.cs"] = (2, nameof(Exports_OfTheApi_RunNothingAndAreReadAsTheyWere)),
        ["Features/Portfolios/Components/ListForm.razor"] = (1, "the example, which is the same for everybody"),
        ["Features/Targets/TargetEndpoints.cs"] = (3, nameof(Exports_OfTheApi_RunNothingAndAreReadAsTheyWere)),
        ["Features/Orders/OrderEndpoints.cs"] = (2, nameof(Exports_OfTheApi_RunNothingAndAreReadAsTheyWere)),
        ["Features/CommandCenter/PositionDownload.cs"] = (1, nameof(Exports_OfTheApi_RunNothingAndAreReadAsTheyWere)),
        ["Features/Imports/OnboardingEndpoints.cs"] = (2, "the template, which is the same for everybody"),
        ["Features/Imports/Components/FaultsView.razor"] = (2, nameof(Downloads_OfAFaultyTemplate_RunNothingAndAreReadAsTheyWere)),
        ["Features/Imports/Components/BrokerDownloads.razor"] = (2, nameof(Downloads_OfATableOfNobodys_RunNothing)),
        ["Features/Imports/Components/UnreadRows.razor"] = (1, nameof(Downloads_OfATableOfNobodys_RunNothing)),
        ["Features/Calculations/Components/ActivityLog.razor"] = (1, "plain text whose lines begin with a time"),
    };

    private int _cells;

    [Fact]
    public void Places_InTheSource_EachHaveARow()
    {
        var root = Path.GetFullPath(Path.Combine(Paths.Artifacts, "..", "src", "App"));
        var found = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
            .Select(file => (Name: Path.GetRelativePath(root, file).Replace('\\', '/'), Count: HandsOut().Count(File.ReadAllText(file))))
            .Where(place => place.Count > 0 && !place.Name.StartsWith("obj/", StringComparison.Ordinal) && !place.Name.StartsWith("bin/", StringComparison.Ordinal));

        found.OrderBy(place => place.Name).ShouldBe(Places.Select(place => (Name: place.Key, place.Value.Count)).OrderBy(place => place.Name), "places that hand out a file, by file and number");
    }

    [Fact]
    public async Task Exports_OfTheApi_RunNothingAndAreReadAsTheyWere()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var stored = new List<string>();
        string? portfolio = null;
        foreach (var payload in FormulaPayloads.All)
        {
            portfolio = await user.CreatedPortfolioAsync(new PortfolioUpload { PortfolioName = payload, AccountName = payload, FileName = "=1.csv", EquityAsOf = Iso(Books.DaysAgo) }, Cancelled);
            stored.Add(payload);
        }

        var targets = FormulaPayloads.All.Select((payload, i) => new JsonObject { ["symbol"] = $"T{i}", ["end_of_year"] = 10, ["note"] = payload }).ToArray<JsonNode>();
        (await user.PutAsync("target-prices", new JsonObject { ["targets"] = new JsonArray(targets) }, Cancelled)).Status.ShouldBe(HttpStatusCode.OK);
        foreach (var payload in FormulaPayloads.All)
        {
            var note = new JsonObject { ["date"] = Iso(Books.DaysAgo.AddDays(1)), ["kind"] = "fee", ["amount"] = -1, ["note"] = payload };
            (await user.PostAsync($"portfolios/{portfolio}/cash-entries", note, Cancelled)).Status.ShouldBe(HttpStatusCode.Created, payload);
            (await user.PutAsync("position-views/", new JsonObject { ["name"] = payload }, Cancelled)).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Created);
        }

        foreach (var payload in FormulaPayloads.All)
        {
            var order = await new AppDatabase(App).AddOrderAsync(portfolio!, Cancelled);
            var change = new JsonObject
            {
                ["operation_type"] = "order_update",
                ["operations"] = new JsonArray(new JsonObject { ["resource_id"] = order, ["data"] = new JsonObject { ["notes"] = payload } }),
            };
            ((string)(await user.PostAsync("batch", change, Cancelled)).Body["status"]!).ShouldBe("completed", payload);
        }

        var resources = FormulaPayloads.All.Select(payload => new JsonObject { ["resource_id"] = payload.Trim(), ["data"] = new JsonObject { ["handler"] = payload } }).ToArray<JsonNode>();
        var batch = await user.PostAsync("batch", new JsonObject { ["operation_type"] = "custom", ["operations"] = new JsonArray(resources) }, Cancelled);
        batch.Status.ShouldBe(HttpStatusCode.OK, batch.Text);
        ShouldHave("results.csv", (await user.GetAsync($"batch/{(string)batch.Body["batch_id"]!}/results.csv", Cancelled)).Text, [.. FormulaPayloads.All.Select(payload => payload.Trim())]);
        ShouldHave("orders.csv", (await user.GetAsync("orders.csv", Cancelled)).Text, stored);
        var positions = await user.GetAsync("/portfolios/all/positions.csv", Cancelled);
        positions.Status.ShouldBe(HttpStatusCode.OK, positions.Text);
        ShouldHave("positions.csv", positions.Text, stored);
        ShouldHave("positions.csv of one", (await user.GetAsync($"/portfolios/{portfolio}/positions.csv?cols=value,entered", Cancelled)).Text, stored[^1..]);
        var prices = (await user.GetAsync("target-prices.csv", Cancelled)).Text;
        ShouldHave("target-prices.csv", prices, stored);
        await ShouldBeReadAgainAsync(prices);
        await ShouldBeInTheArchiveAsync(user.Token!, stored);
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{FormulaPayloads.All.Count} payloads, {_cells} cells looked at"));
    }

    [Fact]
    public async Task Downloads_OfAFaultyTemplate_RunNothingAndAreReadAsTheyWere()
    {
        // In columns of the owner's own beside those of the template, and in those of it, where each is a fault.
        var page = await OpenRegisteredAsync();
        var rows = FormulaPayloads.All.Select(payload => $"{Cell(payload)},{Cell(payload)},1,2024-01-16,,,,,,,,,{Cell(payload)}");
        await CheckAsync(page, $"{ImportFiles.Header},\"=Mine\"\n{string.Join('\n', rows)}\n");
        var errors = page.GetByText("ERR_POS_", new() { Exact = false });
        await errors.First.WaitForAsync();
        var whole = await DownloadedAsync(page, "Download with errors");
        ShouldHave("with errors", whole, AsRead);
        ShouldHave("rows at fault", await DownloadedAsync(page, "Download the rows at fault"), AsRead);

        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var first = new TemplateImport().Read(Encoding.UTF8.GetBytes($"{ImportFiles.Header},\"=Mine\"\n{string.Join('\n', rows)}\n"), "holdings.csv", today, CancellationToken.None);
        var again = new TemplateImport().Read(Encoding.UTF8.GetBytes(whole), "holdings.csv", today, CancellationToken.None);
        again.Errors.Where(error => error.Row is not null).Select(error => error.Message).ShouldBe(first.Errors.Where(error => error.Row is not null).Select(error => error.Message));
    }

    [Fact]
    public async Task Downloads_OfATableOfNobodys_RunNothing()
    {
        var page = await OpenRegisteredAsync();
        var rows = FormulaPayloads.All.Select((payload, i) => $"S{i}Q,{Cell(payload)},,50.00,,600.00");
        var unread = FormulaPayloads.All.Select(payload => $"{Cell(payload)},,,,,");
        await CheckAsync(page, $"Ticker,Company,Shares,Average Cost,Last Price,Market Value\n{string.Join('\n', rows)}\n{string.Join('\n', unread)}\n");
        await page.SeesAsync("A table of positions");
        ShouldHave("with errors", await DownloadedAsync(page, "Download with errors"), AsRead);
        ShouldHave("rows at fault", await DownloadedAsync(page, "Download the rows at fault"), AsRead);
        if (await page.GetByRole(AriaRole.Button, new() { Name = "Download these rows", IncludeHidden = true }).CountAsync() > 0)
        {
            await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(details => details.open = true)");
            ShouldHave("unread rows", await DownloadedAsync(page, "Download these rows"), []);
        }
    }

    // In a file that is not ours an apostrophe before a formula is a spreadsheet's own guard, and no part of the text.
    private static IReadOnlyList<string> AsRead { get; } = [.. FormulaPayloads.All.Select(FormulaPayloads.Unguarded)];

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Cell(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static async Task CheckAsync(IPage page, string text)
    {
        await page.FillImportAsync();
        await page.ChooseFileAsync(ImportFiles.Csv(text));
        await page.CheckFileAsync();
    }

    private static async Task<string> DownloadedAsync(IPage page, string button)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.PressAsync(button));
        return await File.ReadAllTextAsync(await download.PathAsync(), Cancelled);
    }

    private void ShouldHave(string file, string text, IReadOnlyList<string> payloads)
    {
        var cells = FormulaPayloads.Rows(text).SelectMany(row => row).ToList();
        _cells += cells.Count;
        cells.Count.ShouldBePositive(file);
        cells.Where(FormulaPayloads.Runs).ShouldBeEmpty(file);
        payloads.Except(cells.Select(FormulaPayloads.Unguarded), StringComparer.Ordinal).ShouldBeEmpty($"payloads that {file} does not have as they were");
    }

    private async Task ShouldBeReadAgainAsync(string prices)
    {
        using var other = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(prices)), "csv_file", "targets.csv" } };
        var imported = await other.PostAsync("target-prices/import", form, Cancelled);
        imported.Status.ShouldBe(HttpStatusCode.OK, imported.Text);
        var notes = (await other.GetAsync("target-prices?limit=500", Cancelled)).Body["targets"]!.AsArray().Select(target => (string?)target!["note"]);
        notes.Order(StringComparer.Ordinal).ShouldBe(FormulaPayloads.All.Order(StringComparer.Ordinal));
    }

    private async Task ShouldBeInTheArchiveAsync(string token, List<string> payloads)
    {
        using var http = new HttpClient { BaseAddress = App.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        await using var zip = await ZipArchive.CreateAsync(new MemoryStream(await http.GetByteArrayAsync("/api/v1/account/export", Cancelled)), ZipArchiveMode.Read, leaveOpen: false, null, Cancelled);
        zip.Entries.Select(entry => entry.FullName).ShouldAllBe(name => !name.Contains("..") && !name.StartsWith('/') && name.Split('/').All(part => !part.StartsWith('=')));
        foreach (var entry in zip.Entries.Where(entry => entry.Name.EndsWith(".csv", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(await entry.OpenAsync(Cancelled));
            var isFull = entry.Name is "portfolios.csv" or "views.csv" or "target-prices.csv" || (entry.Name is "cash.csv" && entry.FullName.StartsWith($"portfolios/{payloads.Count:000} ", StringComparison.Ordinal));
            ShouldHave(entry.FullName, await reader.ReadToEndAsync(Cancelled), isFull ? payloads : []);
        }
    }

    // A type of content that is saved, or the button that saves.
    [GeneratedRegex("\"text/csv|\"application/zip|\"application/octet-stream|<DownloadButton ")]
    private static partial Regex HandsOut();
}
