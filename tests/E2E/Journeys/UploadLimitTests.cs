using System.Text;
using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>Files on the pages: strange names are texts there too, and one too many is refused in words.</summary>
public sealed class UploadLimitTests(Browser browser, UploadLimitTests.OwnApp own) : BrowserTest(browser, own.App), IClassFixture<UploadLimitTests.OwnApp>
{
    private const string Mark = "ballast-odd";

    [Fact]
    public async Task Files_OfStrangeNames_AreTaken_UntilThereAreTooMany()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var page = await OpenAsAsync(user, "/import");
        foreach (var name in new[] { $"../../../tmp/{Mark}.csv", $"/tmp/{Mark}.csv", $"{Mark}{new string('n', 300)}.csv", $"{Mark}-ünïcödé-文件-\u202E🙂.csv" })
        {
            await page.ChooseFileAsync(FileOf(name));
            await page.ShouldFitAsync();
        }

        Directory.EnumerateFileSystemEntries(own.Temporary).Concat(Directory.EnumerateFileSystemEntries("/tmp"))
            .ShouldAllBe(entry => !entry.Contains(Mark, StringComparison.Ordinal));
        await page.Locator("#file:enabled").SetInputFilesAsync(FileOf("one-more.csv"));
        await Expect(page.Locator("#file-error")).ToContainTextAsync("4 files an hour may be sent. Try again in 6");
        await Expect(page.Locator("#file-error")).ToContainTextAsync("ERR_RATE_001");
        await page.ShouldLookGoodAsync("upload-limit");

        // Counted as one with those of the other page.
        await page.GoInteractiveAsync("/targets");
        await page.PressAsync("Import a file");
        var field = page.Locator("#target-file");
        await field.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.WaitForFunctionAsync("() => document.querySelector('#target-file')?._blazorInputFileNextFileId !== undefined");
        await field.SetInputFilesAsync(FileOf("targets.csv"));
        await Expect(page.Locator(".target-import [role=alert]")).ToContainTextAsync("4 files an hour may be sent.");
    }

    private static FilePayload FileOf(string name) => new() { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(Books.OneStock) };

    /// <summary>An application that takes four files an hour.</summary>
    public sealed class OwnApp : IAsyncLifetime
    {
        public string Temporary { get; } = Directory.CreateTempSubdirectory("ballast-pages-").FullName;

        public AppProcess App { get; private set; } = default!;

        public async ValueTask InitializeAsync() => App = await AppProcess.StartAsync(
            new() { Settings = new Dictionary<string, string> { ["TMPDIR"] = Temporary, ["RateLimits:Enabled"] = "true", ["RateLimits:UploadsPerHour"] = "4" } }, TestContext.Current.CancellationToken);

        public async ValueTask DisposeAsync()
        {
            await App.DisposeAsync();
            Directory.Delete(Temporary, recursive: true);
        }
    }
}
