using System.Net;
using System.Text;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Api;

/// <summary>What is sent as a file, by whatever name and of whatever kind: a name is a text and never a path, and what a file is, is told by what is in it.</summary>
/// <remarks>By the endpoints that the OpenAPI document says take files: one that is added needs a row here.</remarks>
public sealed class UploadTests(UploadTests.OwnApp own) : IClassFixture<UploadTests.OwnApp>
{
    private const string Mark = "ballast-evil";

    private static int _accounts;

    private const string Targets = "Symbol,End Of Year\nAAPL,200\n";

    private static readonly string[] Names =
    [
        $"../../../../../../tmp/{Mark}.csv", $"/tmp/{Mark}.csv", $"/{Mark}.csv", $"..\\..\\{Mark}.csv", $"C:\\{Mark}.csv", $"{Mark}.csv/../../{Mark}.csv", $"....//{Mark}.csv", $"{Mark}\0.csv", $"{Mark}\0../../{Mark}.csv",
        $"{Mark}{new string('n', 300)}.csv", $"{Mark}-ünïcödé-文件-🙂-\u202E.csv", $"~/{Mark}.csv", $"${{TMPDIR}}/{Mark}.csv", $"%2e%2e%2f{Mark}.csv", $"CON-{Mark}.csv", $"{Mark}|touch {Mark}.csv", $" .{Mark}.csv", ".csv",
    ];

    // What each endpoint takes, and what it says of a file that is too large or no table.
    private static readonly Dictionary<string, Upload> Rows = new(StringComparer.Ordinal)
    {
        ["import_preview"] = new(_ => "imports/preview", Books.OneStock, 10, "ERR_CSV_001"),
        ["import_accounts"] = new(_ => "imports", Books.OneStock, 10, "ERR_CSV_001"),
        ["create_portfolio"] = new(_ => "onboarding/create-portfolio", Books.OneStock, 10, "ERR_CSV_001"),
        ["preview_update"] = new(id => $"portfolios/{id}/imports/preview", Books.OneStock, 10, "ERR_CSV_001"),
        ["update_portfolio"] = new(id => $"portfolios/{id}/imports", Books.OneStock, 10, "ERR_CSV_001"),
        ["import_target_prices"] = new(_ => "target-prices/import", Targets, 2, "ERR_TARGET_011"),
    };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_OfEveryNameKindAndSize_OnEveryEndpoint()
    {
        using var user = await ApiClient.RegisteredAsync(own.App.Address, Cancelled);
        var portfolio = await user.CreatedPortfolioAsync(new(), Cancelled);
        var endpoints = await EndpointsAsync();
        endpoints.ShouldNotBeEmpty();
        endpoints.ShouldBeSubsetOf(Rows.Keys, "An endpoint takes files and has no row here.");
        Rows.Keys.ShouldBeSubsetOf(endpoints, "A row is of no endpoint.");
        foreach (var (endpoint, row) in Rows)
        {
            var path = row.Path(portfolio);
            var plain = await SendAsync(user, path, "positions.csv", "text/csv", Encoding.UTF8.GetBytes(row.Good));
            ((int)plain.Status).ShouldBeLessThan(500, endpoint);
            foreach (var name in Names)
            {
                var answer = await SendAsync(user, path, name, "text/csv", Encoding.UTF8.GetBytes(row.Good));
                (answer.Status == plain.Status || answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity).ShouldBeTrue($"{endpoint} says {answer.Status} to {name}: {answer.Text}");
            }

            await ShouldJudgeByContentAsync(user, endpoint, row, path, plain.Status);
            var large = await SendAsync(user, path, $"{Mark}.csv", "text/csv", new byte[(row.Megabytes * 1024 * 1024) + 1]);
            large.Text.ShouldContain(row.TooLarge, Case.Sensitive, endpoint);
            ((int)large.Status).ShouldBeLessThan(500);
        }

        Written().ShouldBeEmpty();
    }

    private static async Task ShouldJudgeByContentAsync(ApiClient user, string endpoint, Upload row, string path, HttpStatusCode plain)
    {
        foreach (var type in new[] { "application/pdf", "image/png", "application/octet-stream", "text/html" })
        {
            (await SendAsync(user, path, "positions.csv", type, Encoding.UTF8.GetBytes(row.Good))).Status.ShouldBe(plain, $"{endpoint}, {type}");
        }

        byte[][] others = [[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13], "%PDF-1.7\n%âãÏÓ\n"u8.ToArray(), [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0], "<html><script>alert(1)</script></html>"u8.ToArray(), [0x50, 0x4B, 3, 4, 0, 0]];
        foreach (var bytes in others)
        {
            var answer = await SendAsync(user, path, "positions.csv", "text/csv", bytes);
            ((int)answer.Status).ShouldBeLessThan(500, endpoint);
            answer.Text.ShouldContain("ERR_", Case.Sensitive, endpoint);
        }
    }

    private async Task<IReadOnlyList<string>> EndpointsAsync()
    {
        using var http = new HttpClient { BaseAddress = own.App.Address };
        using var document = System.Text.Json.JsonDocument.Parse(await http.GetStringAsync("/openapi/v1.json", Cancelled));
        return
        [
            .. from path in document.RootElement.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               where operation.Value.ValueKind == System.Text.Json.JsonValueKind.Object
                   && operation.Value.TryGetProperty("requestBody", out var body) && body.TryGetProperty("content", out var content) && content.TryGetProperty("multipart/form-data", out _)
               select operation.Value.GetProperty("operationId").GetString()!,
        ];
    }

    // By hand: the client's own class would make names harmless.
    private static Task<Answer> SendAsync(ApiClient user, string path, string name, string type, byte[] bytes)
    {
        const string Boundary = "a-boundary";
        var head = new StringBuilder();
        foreach (var (field, value) in new[] { ("portfolio_name", "Test"), ("account_name", $"Account {Interlocked.Increment(ref _accounts)}"), ("account_type", "taxable"), ("equity_balance", "1000000") })
        {
            head.Append("--" + Boundary + "\r\nContent-Disposition: form-data; name=\"" + field + "\"\r\n\r\n" + value + "\r\n");
        }

        head.Append("--" + Boundary + "\r\nContent-Disposition: form-data; name=\"csv_file\"; filename=\"" + name.Replace("\\", "\\\\", StringComparison.Ordinal) + "\"\r\nContent-Type: " + type + "\r\n\r\n");
        var content = new ByteArrayContent([.. Encoding.UTF8.GetBytes(head.ToString()), .. bytes, .. Encoding.UTF8.GetBytes("\r\n--" + Boundary + "--\r\n")]);
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=" + Boundary);
        return user.PostAsync(path, content, Cancelled);
    }

    // Wherever such a name would lead, and whatever is left where files pass through.
    private IEnumerable<string> Written()
    {
        var passing = Directory.EnumerateFiles(own.Temporary, "*", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).StartsWith("dotnet-diagnostic", StringComparison.Ordinal) && !Path.GetFileName(file).StartsWith("clr-debug-pipe", StringComparison.Ordinal));
        string[] around = ["/", "/tmp", Path.GetDirectoryName(own.Temporary)!, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), Path.GetDirectoryName(Paths.App)!, own.App.DataFolder];
        return passing.Concat(around.Distinct().SelectMany(folder => Directory.EnumerateFileSystemEntries(folder)).Where(entry => entry.Contains(Mark, StringComparison.OrdinalIgnoreCase)));
    }

    private sealed record Upload(Func<string, string> Path, string Good, int Megabytes, string TooLarge);

    /// <summary>An application whose temporary files are in a folder of their own.</summary>
    public sealed class OwnApp : IAsyncLifetime
    {
        public string Temporary { get; } = Directory.CreateTempSubdirectory("ballast-uploads-").FullName;

        public AppProcess App { get; private set; } = default!;

        public async ValueTask InitializeAsync() =>
            App = await AppProcess.StartAsync(new() { Settings = new Dictionary<string, string> { ["TMPDIR"] = Temporary } }, TestContext.Current.CancellationToken);

        public async ValueTask DisposeAsync()
        {
            await App.DisposeAsync();
            Directory.Delete(Temporary, recursive: true);
        }
    }
}
