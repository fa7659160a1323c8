using App.Core.Market;
using App.Data.Market.Sources.Files;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace UnitTests.Market.Sources;

public sealed class FilesSourceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ballast-prices-");
    private readonly PriceDirectory _directory;
    private readonly FilesSource _files;

    public FilesSourceTests()
    {
        _directory = new PriceDirectory(_folder.FullName);
        _files = new FilesSource(_directory, NullLogger<FilesSource>.Instance);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task File_OfOneSymbol_HasAllItsColumns()
    {
        Write("ACME.csv", "Date,Open,High,Low,Close,Adj Close,Volume", "2026-01-05,10,11,9,10.5,5.25,1200", "2026-01-02,9,10,8.5,9.5,4.75,");

        (await HistoryAsync("ACME")).Value.ShouldNotBeNull().Bars.ShouldBe(
        [
            new DailyBar(new DateOnly(2026, 1, 2), 9, 10, 8.5m, 9.5m, 4.75m, 0), new DailyBar(new DateOnly(2026, 1, 5), 10, 11, 9, 10.5m, 5.25m, 1200),
        ]);
    }

    [Fact]
    public async Task File_WithDateAndCloseOnly_HasTheCloseForEverything()
    {
        Write("brk-b.CSV", "\uFEFFclose,DATE,note", "480.5,2026-01-02,\"a, quoted \"\"note\"\"\"");

        (await HistoryAsync("BRK.B")).Value.ShouldNotBeNull().Bars.ShouldBe([new DailyBar(new DateOnly(2026, 1, 2), 480.5m, 480.5m, 480.5m, 480.5m, 480.5m, 0)]);
    }

    [Fact]
    public async Task WideFile_HasAColumnForEachSymbol()
    {
        Write("closes.csv", "Date,SPY,BRK-B,remark here", "2026-01-02,680.1,,x", "2026-01-05,681.2,481,y");

        (await HistoryAsync("SPY")).Value.ShouldNotBeNull().Bars.Select(bar => bar.Close).ShouldBe([680.1m, 681.2m]);
        (await HistoryAsync("BRK.B")).Value.ShouldNotBeNull().Bars.Single().Date.ShouldBe(new DateOnly(2026, 1, 5));
    }

    [Fact]
    public async Task Symbol_InSeveralFiles_IsTakenFromItsOwn()
    {
        Write("all.csv", "Date,ACME,SPY", "2026-01-02,1,2");
        Write("ACME.csv", "Date,Close", "2026-01-02,7");

        (await HistoryAsync("ACME")).Value.ShouldNotBeNull().Bars.Single().Close.ShouldBe(7);
        _directory.List().Faults.ShouldBe([new FileFault("all.csv", "has ACME, which is taken from ACME.csv")]);
    }

    [Fact]
    public async Task Rows_ThatCannotBeRead_ArePassedOverAndCounted()
    {
        Write(
            "ACME.csv", "Date,Close,Adj Close", "2026-01-02,10,10", "01/05/2026,11,11", "2026-01-06,abc,1", "2026-01-07,-3,1", "2026-01-08,,", "", "2026-01-02,12,12",
            "2026-01-09,\"1,234.50\",1", "2026-01-12,13,13", "2026-01-13,14", "2026-01-14,\"15\"x,15", "2026-01-15");
        var history = await PriceDirectory.ReadAsync(_directory.List(), ["ACME"], Cancelled).SingleAsync(Cancelled);

        history.Bars.Select(bar => bar.Close).ShouldBe([10m, 13m]);
        history.Skipped.Reasons.ShouldBe(
        [
            "line 3: the date “01/05/2026” is not written yyyy-MM-dd",
            "line 4: Close “abc” is no number written like 1234.56",
            "line 5: Close “-3” is no price",
            "line 8: 2026-01-02 is there twice",
            "line 9: Close “1,234.50” is no number written like 1234.56",
            "line 12: its quotes do not match",
        ]);
        history.Skipped.Count.ShouldBe(6);
    }

    [Fact]
    public async Task File_WhoseDatesAreWrittenOtherwise_IsUnavailableAndSaysHow()
    {
        Write("ACME.csv", "Date,Close", "02.01.2026,10", "05.01.2026,11");
        var answer = await HistoryAsync("ACME");

        (answer.Gap, answer.Missing).ShouldBe((SourceGap.Unavailable, "ACME.csv has no row that can be read; line 2: the date “02.01.2026” is not written yyyy-MM-dd"));
    }

    [Fact]
    public async Task File_ThatChanges_IsReadAgain()
    {
        Write("ACME.csv", "Date,Close", "2026-01-02,10");
        (await HistoryAsync("ACME")).Value.ShouldNotBeNull().Bars.Count.ShouldBe(1);

        Write("ACME.csv", "Date,Open,Close", "2026-01-02,9,10", "2026-01-05,10,11");
        Write("NEW.csv", "Date,Close", "2026-01-02,5");
        (await HistoryAsync("ACME")).Value.ShouldNotBeNull().Bars.Select(bar => bar.Open).ShouldBe([9m, 10m]);
        (await HistoryAsync("NEW")).Found.ShouldBeTrue();

        File.Delete(Path.Combine(_folder.FullName, "ACME.csv"));
        (await HistoryAsync("ACME")).Gap.ShouldBe(SourceGap.NotKnown);
    }

    [Fact]
    public void List_NamesTheSymbolsAndWhatIsWrongWithTheOtherFiles()
    {
        Write("SPY.csv", "Date,Close");
        Write("wide.csv", "Date,QQQ,IWM");
        Write("no date.csv", "Day,Close");
        Write("no-close.csv", "Date,Open,High,Low");
        Write("not a ticker.csv", "Date,Close");
        Write("prose.csv", "Date,of the day");
        Write("empty.csv");
        Write(".hidden.csv", "Date,Close");
        Write("notes.txt", "Date,Close");
        var catalogue = _directory.List();

        catalogue.Symbols.ShouldBe(["IWM", "QQQ", "SPY"]);
        catalogue.Faults.ShouldBe(
        [
            new FileFault("empty.csv", "has no column Date; its first line is “”"),
            new FileFault("no date.csv", "has no column Date; its first line is “Day,Close”"),
            new FileFault("no-close.csv", "has no column Close"),
            new FileFault("not a ticker.csv", "is a file of one symbol whose name is no ticker"),
            new FileFault("prose.csv", "has neither a column Close nor one whose title is a ticker"),
        ]);
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("/etc/passwd")]
    [InlineData("sub/ACME")]
    [InlineData("ACME.csv")]
    public async Task Symbol_ThatLooksLikeAPath_LeadsNowhere(string symbol)
    {
        Write("ACME.csv", "Date,Close", "2026-01-02,10");
        File.WriteAllText(Path.Combine(_folder.Parent!.FullName, $"{_folder.Name}-secret.csv"), "Date,Close\n2026-01-02,10\n");
        try
        {
            (await HistoryAsync(symbol)).Gap.ShouldBe(SourceGap.NotKnown);
            (await HistoryAsync($"../{_folder.Name}-secret")).Gap.ShouldBe(SourceGap.NotKnown);
        }
        finally
        {
            File.Delete(Path.Combine(_folder.Parent!.FullName, $"{_folder.Name}-secret.csv"));
        }
    }

    [Fact]
    public async Task Directory_ThatIsGone_IsUnavailableAndTellsNoPath()
    {
        var files = new FilesSource(new PriceDirectory(Path.Combine(_folder.FullName, "gone")), NullLogger<FilesSource>.Instance);
        var answer = await files.HistoryAsync("ACME", Cancelled);

        (answer.Gap, answer.Missing).ShouldBe((SourceGap.Unavailable, "the directory of MarketData:Files is gone"));
    }

    [Fact]
    public async Task Row_OfAMegabyte_IsNotReadOn()
    {
        Write("ACME.csv", "Date,Close", "2026-01-02,10", $"2026-01-05,\"{new string('x', 3_000_000)}");
        var answer = await HistoryAsync("ACME");

        answer.Gap.ShouldBe(SourceGap.Unavailable);
        answer.Missing.ShouldNotBeNull().ShouldStartWith("ACME.csv is no CSV");
    }

    [Fact]
    public async Task Answers_AreOneForEachSymbol_AndNothingButPricesIsOffered()
    {
        Write("wide.csv", "Date,QQQ,IWM", "2026-01-02,1,2");
        var answers = await _files.HistoriesAsync(Cancelled, "IWM", "NOSUCH", "QQQ", "X Y");

        answers.Select(answer => answer.Symbol).Order().ShouldBe(["IWM", "NOSUCH", "QQQ", "X Y"]);
        answers.Count(answer => answer.Found).ShouldBe(2);
        (await _files.ProfileAsync("IWM", Cancelled)).Gap.ShouldBe(SourceGap.NotOffered);
        (await _files.FundamentalsAsync("IWM", Cancelled)).Gap.ShouldBe(SourceGap.NotOffered);
    }

    private void Write(string name, params string[] lines)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllLines(path, lines);
    }

    private Task<SourceAnswer<PriceHistory>> HistoryAsync(string symbol) => _files.HistoryAsync(symbol, Cancelled);
}
