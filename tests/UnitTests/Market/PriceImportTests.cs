using App.Core.Market;
using App.Core.Operations;
using App.Data.Market.Sources.Files;
using App.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace UnitTests.Market;

public sealed class SqlitePriceImportTests(SqliteFixture fixture) : PriceImportContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresPriceImportTests(PostgresFixture fixture) : PriceImportContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>Directories of files that are stored as they are: <c>market import</c>.</summary>
public abstract class PriceImportContract(DatabaseFixture fixture) : CollectingTest(fixture), IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ballast-import-");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Import_OfAWideFile_StoresAColumnForEachSymbol()
    {
        Write("closes.csv", "Date,WIDE.A,WIDEB,remarks of a kind", "2026-11-16,10.5,,x", "2026-11-17,10.75,20,", "2026-11-18,nonsense,21,", "2026-11-19,11,22,");

        var first = await ImportAsync();
        var second = await ImportAsync();

        (first.Symbols, first.Bars, second.Symbols, second.Bars).ShouldBe((2, 6, 2, 0));
        (await SeriesAsync("WIDE.A")).Closes.ShouldBe([10.5m, 10.75m, 11m]);
        (await SeriesAsync("WIDEB")).Dates.ShouldBe([new DateOnly(2026, 11, 17), new DateOnly(2026, 11, 18), new DateOnly(2026, 11, 19)]);
        (await EntriesAsync("WIDE.A", "WIDEB")).ShouldAllBe(entry => entry.Source == "Files" && !entry.IsSample);
    }

    [Fact]
    public async Task Import_WideAndOwnFilesTogether_TakesASymbolFromItsOwn()
    {
        Write("all.csv", "Date,OWNA,OWNB", "2026-11-19,1,2");
        Write("OWNA.csv", "Date,Close,Adj Close", "2026-11-18,7,3.5", "2026-11-19,8,4");

        var imported = await ImportAsync();

        (imported.Symbols, imported.Bars).ShouldBe((2, 3));
        imported.Notes.ShouldHaveSingleItem().ShouldBe("all.csv has OWNA, which is taken from OWNA.csv");
        (await SeriesAsync("OWNA")).Closes.ShouldBe([7m, 8m]);
        (await SeriesAsync("OWNB")).Closes.ShouldBe([2m]);
    }

    [Theory]
    [InlineData("INSIDE", "2026-11-16", "2026-11-17")]
    [InlineData("BEYOND", "2026-11-19", "2026-11-20")]
    [InlineData("BEFORE", "2020-03-16", "2020-03-17")]
    public async Task Import_OverInventedPrices_TakesTheirPlaceWhateverDaysItHas(string symbol, string one, string two)
    {
        var sample = new ScriptedSource("Sample") { IsSample = true }.HasFlat(symbol, Since, To, 50m).HasFlat($"{symbol}-NOT", Since, To, 50m);
        await PriceAsync([sample], false, new DateOnly(2026, 11, 19), symbol, $"{symbol}-NOT");
        Write($"{symbol}.csv", "Date,Close", $"{one},100", $"{two},101");

        var imported = await ImportAsync();

        imported.Bars.ShouldBe(2);
        imported.Notes.ShouldHaveSingleItem().ShouldBe(
            $"The invented prices of {symbol} were dropped, and real ones took their place. Snapshots of the newest sessions are calculated by them; what is older stays until it is replayed.");
        (await SeriesAsync(symbol)).Closes.ShouldBe([100m, 101m]);
        var entries = await EntriesAsync(symbol, $"{symbol}-NOT");
        entries.Select(entry => (entry.Source, entry.IsSample)).ShouldBe([("Files", false), ("Sample", true)]);

        (await PriceAsync([sample], true, To, symbol))[0].Fetched.ShouldBe(0);
        (await SeriesAsync(symbol)).Closes.ShouldBe([100m, 101m], "and Sample does not go on from them");
    }

    private Task<ImportedPrices> ImportAsync() => new PriceImport(
        new PriceDirectory(_folder.FullName), Database.Get<IMarketDataStore>(), TradingCalendar.Nyse, new TimeOrderedIds(Time), Time, NullLoggerFactory.Instance).HandleAsync(Token);

    private void Write(string name, params string[] lines) => File.WriteAllLines(Path.Combine(_folder.FullName, name), lines);
}
