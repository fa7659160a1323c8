using System.Diagnostics;
using System.Text;
using App.Core.Imports;
using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>Whatever is uploaded, there is a code and a way out, and the server stays as it was.</summary>
public sealed class WrongFileTests(Browser browser, SharedApp shared) : BrowserTest(browser, shared)
{
    public static TheoryData<string, string, string> Files { get; } = new()
    {
        { "empty.csv", string.Empty, "ERR_CSV_003" },
        { "header.csv", ImportFiles.Header, "ERR_CSV_003" },
        { "binary.csv", "\u0000\u0001\u0002\u00ff\u0000 binary \u0000", "ERR_CSV_00" },
        { "statement.pdf", "%PDF-1.7 1 0 obj", "ERR_CSV_002" },
        { "statement.csv", "%PDF-1.7 1 0 obj", "ERR_CSV_002" },
        { "other.csv", "Date,Amount,Payee\r\n2024-01-02,12.50,Cafe\r\n", "ERR_BROKER_001" },
        { "quote.csv", ImportFiles.Header + "\r\n\"AAPL,1,2,2024-01-02\r\n", "ERR_CSV_006" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task WrongFile_HasACodeAndAWayOut(string name, string content, string code)
    {
        var page = await OpenRegisteredAsync();
        await page.FillImportAsync();
        await page.ChooseFileAsync(ImportFiles.Raw(Encoding.Latin1.GetBytes(content), name));
        await page.CheckFileAsync();

        await Expect(page.Content()).ToContainTextAsync(code);
        await Expect(page.Content()).ToContainTextAsync("othing was imported");
        await page.PressAsync("Choose another file");
        await Expect(page.GetByLabel("Portfolio name")).ToHaveValueAsync("Long haul");
    }

    [Fact]
    public async Task OneByteOverTheLimit_IsRefusedAtOnce_AndExactlyTheLimitIsRead()
    {
        var page = await OpenRegisteredAsync();
        await page.FillImportAsync();
        await page.Locator("#file:enabled").SetInputFilesAsync(Padded(TemplateImport.LargestFile + 1));
        await Expect(page.Locator("#file-error")).ToContainTextAsync("ERR_CSV_001");

        await page.ChooseFileAsync(Padded(TemplateImport.LargestFile));
        await page.CheckFileAsync();
        await page.SeesAsync("Long haul", 60_000);
    }

    [Fact]
    public async Task Windows1252_IsReadAsWhatItIs()
    {
        var page = await OpenRegisteredAsync();
        await page.FillImportAsync();
        await page.ChooseFileAsync(ImportFiles.Raw(
            [.. Encoding.ASCII.GetBytes(ImportFiles.Header + ",Note\r\nAAPL,1,2,2024-01-02,,,,,,,,,Soci"), 0xE9, .. "t"u8, 0xE9, .. "\r\n"u8], "ansi.csv"));
        await page.CheckFileAsync();

        await page.SeesAsync("Long haul");
        await Expect(page.Content()).ToContainTextAsync("“Note” is not one of the template's");
    }

    [Fact]
    public async Task ManyFaultyRows_LeaveTheServersMemoryBounded()
    {
        var page = await OpenRegisteredAsync();
        await page.FillImportAsync();
        await page.ChooseFileAsync(ImportFiles.Csv(ImportFiles.AllFaulty(1_000)));
        await page.CheckFileAsync();
        await page.SeesAsync("2,000 things to mend");
        var before = WorkingSet();

        for (var round = 0; round < 3; round++)
        {
            await page.PressAsync("Choose another file");
            await page.ChooseFileAsync(ImportFiles.Csv(ImportFiles.AllFaulty(50_000)));
            await page.CheckFileAsync();
            await page.SeesAsync("100,000 things to mend", 60_000);
        }

        (WorkingSet() - before).ShouldBeLessThan(200_000_000);
    }

    [Fact]
    public async Task Upload_Stopped_LeavesTheForm()
    {
        var page = await OpenRegisteredAsync();
        await page.FillImportAsync();
        await page.ChooseFileAsync(ImportFiles.Csv(ImportFiles.Fifty));

        await page.PressAsync("Remove the file");

        await Expect(page.Locator("label.dropzone")).ToContainTextAsync("Choose a file or drop it here");
        await page.CheckFileAsync();
        await Expect(page.Locator("#file-error")).ToContainTextAsync("ERR_PORT_007");
    }

    private long WorkingSet()
    {
        using var process = Process.GetProcessById(App.ProcessId);
        return process.WorkingSet64;
    }

    private static FilePayload Padded(int size)
    {
        var text = ImportFiles.Header + "\r\nAAPL,1,2,2024-01-02,,,,,,,,\r\n#";
        return ImportFiles.Raw([.. Encoding.ASCII.GetBytes(text), .. Enumerable.Repeat((byte)'x', size - text.Length - 2), .. "\r\n"u8], "large.csv");
    }
}
