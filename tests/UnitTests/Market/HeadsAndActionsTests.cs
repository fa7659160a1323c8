using App.Core.Market;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Market;

public sealed class SqliteHeadsAndActionsTests(SqliteFixture fixture) : HeadsAndActionsContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresHeadsAndActionsTests(PostgresFixture fixture) : HeadsAndActionsContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>What the source that answered lacks is asked of the others: earlier days, and splits and dividends.</summary>
public abstract class HeadsAndActionsContract(DatabaseFixture fixture) : CollectingTest(fixture)
{
    private static readonly DateOnly Month = new(2026, 10, 20);
    private static readonly DateOnly Year = To.AddDays(-370);
    private static readonly CorporateAction Split = new(new DateOnly(2026, 11, 10), CorporateActionKind.Split, 4m);
    private static readonly CorporateAction Dividend = new(new DateOnly(2026, 8, 10), CorporateActionKind.Dividend, 0.24m);

    [Fact]
    public async Task Price_FirstSourceHasTheLastMonthOnly_AsksTheNextForTheYearBeforeInTheSameFetch()
    {
        var (files, two) = (new ScriptedSource("Files").HasFlat("PART", Month, To), new ScriptedSource("Two").HasFlat("PART", Since, To));

        var outcome = (await PriceAsync([files, two], "PART"))[0];

        two.Asked.ShouldHaveSingleItem().ShouldBe(new HistoryRequest("PART", Year, Month));
        (await SeriesAsync("PART")).Dates.ShouldBe(TradingCalendar.Nyse.Sessions(Year, To).ToArray());
        (outcome.Kind, outcome.Fetched, outcome.Failure).ShouldBe((FetchKind.Backfill, TradingCalendar.Nyse.Sessions(Year, To).Length, null));
        var entry = (await EntriesAsync("PART"))[0];
        (entry.Source, entry.PricesFrom, entry.AnsweredBy, entry.FetchHolder).ShouldBe(("Files", Year, "Files,Two", null));
        Progress.ShouldBe([1]);
        (await PriceAsync([files, two], "PART"))[0].Kind.ShouldBe(FetchKind.Cached);
    }

    [Fact]
    public async Task Price_ThreeSourcesWithAPartEach_GiveOneSeriesOfTheReturnsOfTheWhole()
    {
        var middle = new DateOnly(2026, 4, 1);
        var sources = new[] { ("One", Month), ("Two", middle), ("Three", Since) }.Select(each => new ScriptedSource(each.Item1).HasFlat("THIRDS", each.Item2, To)).ToArray();

        await PriceAsync(sources, "THIRDS");

        sources[1].Asked.ShouldHaveSingleItem().ShouldBe(new HistoryRequest("THIRDS", Year, Month));
        sources[2].Asked.ShouldHaveSingleItem().ShouldBe(new HistoryRequest("THIRDS", Year, middle));
        (await SeriesAsync("THIRDS")).ShouldSatisfyAllConditions(
            series => series.Dates.ShouldBe(TradingCalendar.Nyse.Sessions(Year, To).ToArray()), series => series.TotalReturnIndex.ShouldAllBe(index => index == 100));
    }

    [Fact]
    public async Task Price_SymbolListedLater_IsAskedOfEachSourceOnceAndNotForEver()
    {
        var (one, two) = (new ScriptedSource("One").HasFlat("LISTED", Month, To.AddDays(10)), new ScriptedSource("Two").HasFlat("LISTED", Month, To.AddDays(10)));

        for (var day = 0; day < 7; day++)
        {
            await PriceAsync([one, two], false, To.AddDays(day), "LISTED");
            Time.Advance(TimeSpan.FromDays(1));
        }

        two.Asked.ShouldHaveSingleItem().ShouldBe(new HistoryRequest("LISTED", Year, Month));
        one.Asked.Count(request => request.From < Month).ShouldBe(1);
    }

    [Fact]
    public async Task Price_DaysBeforeTheFirstBar_AreAskedForAgainWhenForcedOrWhenTheSourcesChange()
    {
        var (files, two) = (new ScriptedSource("Files").HasFlat("REOPEN", Month, To), new ScriptedSource("Two"));
        await PriceAsync([files], "REOPEN");
        (await PriceAsync([files], "REOPEN"))[0].Kind.ShouldBe(FetchKind.Cached);

        (await PriceAsync([files, two], "REOPEN"))[0].Kind.ShouldBe(FetchKind.Backfill);
        (await PriceAsync([files, two], "REOPEN"))[0].Kind.ShouldBe(FetchKind.Cached, "the new list is remembered too");
        two.Asked.ShouldBe([new HistoryRequest("REOPEN", FirstNeeded, Month)]);
        two.HasFlat("REOPEN", Since, To);
        (await PriceAsync([files, two], true, To, "REOPEN"))[0].ShouldSatisfyAllConditions(
            forced => forced.Kind.ShouldBe(FetchKind.Backfill), forced => forced.Fetched.ShouldBe(TradingCalendar.Nyse.Sessions(FirstNeeded, Month).Length - 1));
    }

    [Fact]
    public async Task Price_NewestDaysAskedOfOtherSources_LeaveTheDaysBeforeTheFirstBarToThem()
    {
        var (files, two) = (new ScriptedSource("Files").HasFlat("LATER", Month, To.AddDays(3)), new ScriptedSource("Two").HasFlat("LATER", Since, To));
        await PriceAsync([files], "LATER");
        Time.Advance(TimeSpan.FromDays(3));
        var collector = CollectorOf([files, two]);

        await collector.PriceAsync(new PriceDemand([new PriceNeed("LATER", Month)], To.AddDays(3)), ProgressAsync, Token);
        two.Asked.ShouldBeEmpty("nobody needed them");
        await collector.PriceAsync(DemandOf(To.AddDays(3), "LATER"), ProgressAsync, Token);

        two.Asked.ShouldHaveSingleItem().To.ShouldBe(Month);
    }

    [Fact]
    public async Task Price_NextSourceSilentAboutTheEarlierDays_IsAskedAgainAfterAnHourAndAlone()
    {
        var (files, two) = (new ScriptedSource("Files").HasFlat("HUSH", Month, To), new ScriptedSource("Two").Refuses("HUSH", SourceGap.Unavailable));

        var first = (await PriceAsync([files, two], "HUSH"))[0];
        (first.IsPriced, first.Missing).ShouldBe((true, null));
        first.Warnings.ShouldHaveSingleItem().ShouldBe("Prices of HUSH before 2026-10-20 could not be had: Two does not answer. They are asked for again.");
        (await PriceAsync([files, two], "HUSH"))[0].Kind.ShouldBe(FetchKind.Cached);
        Time.Advance(TimeSpan.FromHours(1));
        two.Refuses("HUSH", SourceGap.None).HasFlat("HUSH", Since, To);

        (await PriceAsync([files, two], "HUSH"))[0].Fetched.ShouldBeGreaterThan(100);

        files.Asked.ShouldHaveSingleItem();
        (await EntriesAsync("HUSH"))[0].AnsweredBy.ShouldBe("Files,Two");
        (await PriceAsync([files, two], "HUSH"))[0].Kind.ShouldBe(FetchKind.Cached);
    }

    [Fact]
    public async Task Price_RealSourceWithAPart_NeverGoesBackToInventedPrices()
    {
        var (files, sample) = (new ScriptedSource("Files").HasFlat("MIX", Month, To), new ScriptedSource("Sample") { IsSample = true }.HasFlat("MIX", Since, To, 50m));

        await PriceAsync([files, sample], "MIX");

        sample.Asked.ShouldBeEmpty();
        (await SeriesAsync("MIX")).Dates[0].ShouldBe(Month);
    }

    [Fact]
    public async Task Price_BarsOfASourceThatTellsNoActions_HaveThemAskedOfTheNextInTheSameFetch()
    {
        var (stooq, two) = (Mute("Stooq").HasFlat("TOLD", Since, To), new ScriptedSource("Two").HasFlat("TOLD", Since, To).Has("TOLD", Dividend, Split));

        var outcome = (await PriceAsync([stooq, two], "TOLD"))[0];

        (await SeriesAsync("TOLD")).Actions.ShouldBe([Dividend, Split]);
        two.TimesAsked("TOLD").ShouldBe(1);
        outcome.Warnings.ShouldBeEmpty();
        var entry = (await EntriesAsync("TOLD"))[0];
        (entry.Source, entry.AnsweredBy, entry.FetchHolder).ShouldBe(("Stooq", "Stooq,Two", null));
        (await PriceAsync([stooq, two], true, To, "TOLD"))[0].Kind.ShouldBe(FetchKind.Cached, "once told they are not asked for again");
        two.TimesAsked("TOLD").ShouldBe(1);
    }

    [Fact]
    public async Task Price_TellingSourceDownWhileAnotherGaveTheBars_IsAskedForTheirActionsWhenItIsBack()
    {
        var (yahoo, stooq) = (new ScriptedSource("Yahoo").HasFlat("DOWN", Since, To).Has("DOWN", Dividend, Split).Refuses("DOWN", SourceGap.Unavailable), Mute("Stooq").HasFlat("DOWN", Since, To));
        await PriceAsync([yahoo, stooq], "DOWN");
        (await SeriesAsync("DOWN")).Actions.ShouldBeEmpty();
        (await PriceAsync([yahoo, stooq], "DOWN"))[0].Kind.ShouldBe(FetchKind.Cached, "it was asked a moment ago");
        yahoo.Refuses("DOWN", SourceGap.None);
        Time.Advance(TimeSpan.FromHours(1));
        var identity = await IdentityAsync("DOWN");

        var outcome = (await PriceAsync([yahoo, stooq], "DOWN"))[0];

        (outcome.Kind, outcome.Fetched).ShouldBe((FetchKind.GapFill, 0));
        (await SeriesAsync("DOWN")).Actions.ShouldBe([Dividend, Split]);
        stooq.TimesAsked("DOWN").ShouldBe(1);
        (await IdentityAsync("DOWN")).ShouldNotBe(identity, "what is computed of it is computed anew");
        yahoo.TimesAsked("DOWN").ShouldBe(2);
        (await PriceAsync([yahoo, stooq], "DOWN"))[0].Kind.ShouldBe(FetchKind.Cached);
    }

    [Fact]
    public async Task Price_TellingSourceBackWithTheNextSession_TellsTheSeamWithoutARequestOfItsOwn()
    {
        var monday = To.AddDays(3);
        CorporateAction friday = new(To, CorporateActionKind.Dividend, 0.5m);
        var (yahoo, stooq) = (new ScriptedSource("Yahoo").HasFlat("SEAM", Since, monday).Has("SEAM", friday), Mute("Stooq").HasFlat("SEAM", Since, To));
        await PriceAsync([yahoo, stooq], false, To.AddDays(-1), "SEAM");
        yahoo.Refuses("SEAM", SourceGap.Unavailable);
        await PriceAsync([yahoo, stooq], "SEAM");
        var waiting = (await EntriesAsync("SEAM"))[0];
        (waiting.AnsweredBy, waiting.ActionsFrom, waiting.ActionsTo, waiting.ActionsTries, waiting.ActionsNotBefore is null).ShouldBe(("Yahoo,Stooq", new DateOnly(2026, 11, 20), new DateOnly(2026, 11, 20), 0, false));
        yahoo.Refuses("SEAM", SourceGap.None);
        Time.Advance(TimeSpan.FromDays(3));

        await PriceAsync([yahoo, stooq], false, monday, "SEAM");

        (await SeriesAsync("SEAM")).Actions.ShouldBe([friday]);
        yahoo.Asked[^1].ShouldBe(new HistoryRequest("SEAM", To, monday));
        var told = (await EntriesAsync("SEAM"))[0];
        (told.AnsweredBy, told.ActionsFrom, told.ActionsTo).ShouldBe(("Yahoo,Stooq", null, null));
    }

    [Fact]
    public async Task Price_ActionsThatNobodyKnows_AreAskedForThreeTimesADayApart()
    {
        var (stooq, two) = (Mute("Stooq").HasFlat("NEVER", Since, To), new ScriptedSource("Two"));
        for (var day = 0; day < 8; day++)
        {
            await PriceAsync([stooq, two], "NEVER");
            await PriceAsync([stooq, two], "NEVER");
            Time.Advance(TimeSpan.FromDays(1));
        }

        two.TimesAsked("NEVER").ShouldBe(3);
        await PriceAsync([stooq, two], true, To, "NEVER");
        two.TimesAsked("NEVER").ShouldBe(4, "forced");
        await PriceAsync([stooq, two, new ScriptedSource("Three").HasFlat("NEVER", Since, To).Has("NEVER", Dividend)], "NEVER");
        (await SeriesAsync("NEVER")).Actions.ShouldBe([Dividend], "another source");
    }

    [Fact]
    public async Task Price_TellingSourceWithoutTheNewestSession_LeavesItOpen()
    {
        var yesterday = To.AddDays(-1);
        CorporateAction today = new(To, CorporateActionKind.Split, 2m);
        var (stooq, two) = (Mute("Stooq").HasFlat("SLOW", Since, To), new ScriptedSource("Two").HasFlat("SLOW", Since, yesterday).Has("SLOW", Dividend));
        await PriceAsync([stooq, two], "SLOW");
        (await SeriesAsync("SLOW")).Actions.ShouldBe([Dividend]);
        two.HasFlat("SLOW", To, To).Has("SLOW", today);
        Time.Advance(TimeSpan.FromDays(1));

        await PriceAsync([stooq, two], "SLOW");

        two.Asked[^1].ShouldBe(new HistoryRequest("SLOW", To, To), "the others are told");
        (await SeriesAsync("SLOW")).Actions.ShouldBe([Dividend, today]);
    }

    [Fact]
    public async Task Price_NobodyTellsActionsAndClosesPartAsAtASplit_IsWarnedOfOnce()
    {
        var stooq = Mute("Stooq").HasFlat("PARTS", Since, To.AddDays(3), 25m);
        stooq.Has("PARTS", [.. TradingCalendar.Nyse.Sessions(Since, new DateOnly(2026, 11, 9)).ToArray().Select(day => ScriptedSource.Bar(day, 100m, 25m))]);

        (await PriceAsync([stooq], "PARTS"))[0].Warnings.ShouldHaveSingleItem().ShouldBe(
            "PARTS: the closes of Stooq look as after a split of 4 for 1 on 2026-11-10, and none of the sources asked tells splits: until one does its positions are counted as before it.");
        Time.Advance(TimeSpan.FromDays(3));
        (await PriceAsync([stooq], false, To.AddDays(3), "PARTS"))[0].Warnings.ShouldBeEmpty();
    }

    private static ScriptedSource Mute(string name) => new(name) { TellsActions = false };

    private async Task<string> IdentityAsync(string symbol) => PriceIdentity.Of([symbol], await Database.Get<IPriceStore>().SecuritiesAsync([symbol], Token));

    private static DateOnly FirstNeeded => TradingCalendar.Nyse.SessionOnOrAfter(To.AddDays(-300));
}
