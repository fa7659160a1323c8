using App.Core.Market;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Market;

public sealed class SqliteSampleAndRealTests(SqliteFixture fixture) : SampleAndRealContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresSampleAndRealTests(PostgresFixture fixture) : SampleAndRealContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>A series never goes on from an invented price to a real one, nor from a real one to an invented one.</summary>
public abstract class SampleAndRealContract(DatabaseFixture fixture) : CollectingTest(fixture)
{
    private static readonly DateOnly Yesterday = To.AddDays(-1);
    private static readonly CorporateAction Dividend = new(new DateOnly(2026, 8, 10), CorporateActionKind.Dividend, 0.24m);

    [Fact]
    public async Task Price_RealSourceAfterSample_TakesThePlaceOfAllThatWasInvented()
    {
        var (real, sample) = (Real(), Sample().HasFlat("SWAP", Since, To, 50m).Has("SWAP", Dividend));
        sample.Profiles.Add("SWAP", new SecurityProfile("SWAP", "Invented Inc", "Energy", "STOCK", "USD", 0.05) { Beta = 1.7 });
        real.Figures.Add("SWAP", new Fundamentals("SWAP", To) { MarketCap = 1m });
        await CollectorOf([sample]).EnrichAsync(["SWAP"], ProgressAsync, Token);
        await PriceAsync([sample], false, Yesterday, "SWAP");
        await CollectorOf([real]).FundamentalsAsync(["SWAP"], ProgressAsync, Token);
        real.HasFlat("SWAP", To.AddDays(-30), To, 100m);

        var outcome = (await PriceAsync([real, sample], "SWAP"))[0];

        real.Asked.ShouldHaveSingleItem().ShouldBe(new HistoryRequest("SWAP", Yesterday.AddDays(-370), To), "not only the newest session");
        sample.TimesAsked("SWAP").ShouldBe(1);
        var series = await SeriesAsync("SWAP");
        series.Dates.ShouldBe(TradingCalendar.Nyse.Sessions(To.AddDays(-30), To).ToArray());
        series.Closes.ShouldAllBe(close => close == 100m);
        series.TotalReturnIndex.ShouldAllBe(index => index == 100);
        series.Actions.ShouldBeEmpty();
        (outcome.Fetched, outcome.ReplacedSample, outcome.IsPriced).ShouldBe((series.Dates.Length, true, true));
        var entry = (await EntriesAsync("SWAP"))[0];
        (entry.Source, entry.IsSample, entry.Bars, entry.FirstBar, entry.LastBar).ShouldBe(("One", false, series.Dates.Length, series.Dates[0], To));
        (entry.PricesFrom, entry.PricesTo, entry.AnsweredBy, entry.FetchHolder).ShouldBe((Yesterday.AddDays(-370), To, "One,Sample", null));
        (entry.Name, entry.Sector, entry.Beta, entry.DividendYield, entry.ProfiledAt, entry.FundamentalsAt).ShouldBe((null, null, null, null, null, null));
        await using var db = Database.NewContext();
        (await db.Fundamentals.CountAsync(row => row.Symbol == "SWAP", Token)).ShouldBe(0);
        (await PriceAsync([real, sample], "SWAP"))[0].ReplacedSample.ShouldBeFalse();
    }

    [Fact]
    public async Task Price_SeriesThatTheRealSourceLacks_GoesOnAsItIs()
    {
        var (real, sample) = (Real(), Sample().HasFlat("ONLY-SAMPLE", Since, To, 50m));
        await PriceAsync([sample], false, Yesterday, "ONLY-SAMPLE");

        var outcome = (await PriceAsync([real, sample], "ONLY-SAMPLE"))[0];

        (outcome.Fetched, outcome.ReplacedSample, outcome.Failure).ShouldBe((1, false, null));
        var entry = (await EntriesAsync("ONLY-SAMPLE"))[0];
        (entry.IsSample, entry.LastBar, entry.Bars).ShouldBe((true, To, TradingCalendar.Nyse.Sessions(Yesterday.AddDays(-370), To).Length));
    }

    [Theory]
    [InlineData(SourceGap.Unavailable)]
    [InlineData(SourceGap.NotKnown)]
    public async Task Price_SampleAfterARealSourceThatHasNothingNow_IsNotAsked(SourceGap gap)
    {
        var symbol = $"REAL-{gap}";
        var (real, sample) = (Real().HasFlat(symbol, Since, Yesterday), Sample().HasFlat(symbol, Since.AddYears(-1), To, 50m));
        await PriceAsync([real], false, Yesterday, symbol);
        real.Refuses(symbol, gap);

        var outcome = (await PriceAsync([real, sample], symbol))[0];

        sample.Calls.ShouldBeEmpty();
        (outcome.LastPrice, outcome.Fetched, outcome.Missing).ShouldBe((Yesterday, 0, null));
        outcome.Failure.ShouldBe(gap == SourceGap.Unavailable ? "One: One does not answer; Sample: is not asked, for invented prices never go on from real ones" : null);
        var entry = (await EntriesAsync(symbol))[0];
        (entry.Source, entry.IsSample, entry.LastBar).ShouldBe(("One", false, Yesterday));
    }

    [Fact]
    public async Task Price_SampleAloneOverRealPrices_AddsNothing()
    {
        var real = Real().HasFlat("ENDS", To.AddDays(-60), Yesterday).Lacks("ENDS", new DateOnly(2026, 10, 14));
        await PriceAsync([real], false, Yesterday, "ENDS");
        var sample = Sample().HasFlat("ENDS", Since, To, 50m);

        await PriceAsync([sample], true, To, "ENDS");

        sample.Calls.ShouldBeEmpty();
        (await SeriesAsync("ENDS")).Closes.ShouldAllBe(close => close == 100m);
    }

    [Fact]
    public async Task Price_AllStoredAndInvented_IsLeftToTheNextSessionOrAForcedRun()
    {
        var (real, sample) = (Real().HasFlat("FORCE", Since, To), Sample().HasFlat("FORCE", Since, To, 50m));
        await PriceAsync([sample], "FORCE");

        (await PriceAsync([real, sample], "FORCE"))[0].Kind.ShouldBe(FetchKind.Cached);
        real.Calls.ShouldBeEmpty();
        (await PriceAsync([real, sample], true, To, "FORCE"))[0].ReplacedSample.ShouldBeTrue();
        (await SeriesAsync("FORCE")).Closes.ShouldAllBe(close => close == 100m);
    }

    [Fact]
    public async Task Price_RealPricesThatCannotBe_LeaveWhatIsThere()
    {
        var (real, sample) = (Real().Has("ZEROES", ScriptedSource.Bar(To, 0m)), Sample().HasFlat("ZEROES", Since, To, 50m));
        await PriceAsync([sample], false, Yesterday, "ZEROES");

        (await PriceAsync([real, sample], "ZEROES"))[0].ReplacedSample.ShouldBeFalse();

        var entry = (await EntriesAsync("ZEROES"))[0];
        (entry.IsSample, entry.LastBar).ShouldBe((true, To));
    }

    [Fact]
    public async Task Enrich_SymbolWithRealPrices_IsNotAskedOfSample()
    {
        var (real, sample) = (Real().HasFlat("NAMED", Since, To), Sample());
        sample.Profiles.Add("NAMED", new SecurityProfile("NAMED", "Invented Inc", "Energy", "STOCK", "USD", null) { Beta = 1.7 });
        await PriceAsync([real], "NAMED");

        (await CollectorOf([real, sample]).EnrichAsync(["NAMED"], ProgressAsync, Token)).ShouldBe(0);

        sample.Calls.ShouldBeEmpty();
        (await EntriesAsync("NAMED"))[0].ProfiledAt.ShouldBe(Time.GetUtcNow(), "it is remembered for a day, as for a symbol nobody knows");
    }

    private static ScriptedSource Real() => new("One");

    private static ScriptedSource Sample() => new("Sample") { IsSample = true };
}
