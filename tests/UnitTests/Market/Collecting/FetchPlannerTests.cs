using App.Core.Market;
using App.Core.Market.Collecting;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Market.Collecting;

public sealed class FetchPlannerTests
{
    private static readonly TradingCalendar Calendar = TradingCalendar.Nyse;
    private static readonly DateTimeOffset Now = TestTimes.Now;

    // A Friday, and the Thursday before.
    private static readonly DateOnly To = TestTimes.Session;
    private static readonly DateOnly Yesterday = To.AddDays(-1);
    private static readonly DateOnly From = new(2025, 11, 12);

    private readonly FetchPlanner _planner = new(Calendar, "One,Two", hasReal: true, hasSample: false);

    [Fact]
    public void Of_NothingStored_AsksForAYearOrMore()
    {
        var plan = PlanOf(new Security { Symbol = "AAA" }, To.AddDays(-3));

        plan.Kind.ShouldBe(FetchKind.Backfill);
        plan.Requests.ShouldBe([new HistoryRequest("AAA", To.AddDays(-370), To)]);
        PlanOf(new Security { Symbol = "AAA" }, new DateOnly(2020, 1, 4)).Requests.ShouldBe([new HistoryRequest("AAA", new DateOnly(2020, 1, 6), To)], "what is needed earlier is asked for, from its first session");
    }

    [Fact]
    public void HistoryDays_AnyDay_HoldTwoHundredAndFiftySessions()
    {
        foreach (var session in Calendar.Sessions(new DateOnly(1992, 1, 1), Calendar.Last))
        {
            Calendar.Sessions(session.AddDays(-CollectMarketData.HistoryDays), session).Length.ShouldBeGreaterThanOrEqualTo(250, $"{session}");
        }
    }

    [Fact]
    public void Of_AllStored_AsksForNothing()
    {
        var plan = PlanOf(Stored(From, To), From);

        (plan.Kind, plan.IsEmpty).ShouldBe((FetchKind.Cached, true));
    }

    [Fact]
    public void Of_NewSession_AsksFromTheLastStoredOne()
    {
        var plan = PlanOf(Stored(From, Yesterday), From);

        plan.Kind.ShouldBe(FetchKind.Incremental);
        plan.Requests.ShouldBe([new HistoryRequest("AAA", Yesterday, To)]);
    }

    [Fact]
    public void Of_EarlierDays_AskUpToTheFirstStoredOne()
    {
        var plan = PlanOf(Stored(From, To), new DateOnly(2024, 6, 1));

        plan.Kind.ShouldBe(FetchKind.Backfill);
        plan.Requests.ShouldBe([new HistoryRequest("AAA", new DateOnly(2024, 6, 3), From)]);
        PlanOf(Stored(From, Yesterday), new DateOnly(2024, 6, 3)).Requests.Count.ShouldBe(2, "the other end too, in a turn of its own");
    }

    [Fact]
    public void Of_EarlierDaysThatWereAnswered_AreNotAskedForAgain()
    {
        var listedLater = Stored(From, To);
        listedLater.PricesFrom = new DateOnly(2024, 6, 3);

        PlanOf(listedLater, new DateOnly(2024, 6, 3)).IsEmpty.ShouldBeTrue();
    }

    [Theory]
    [InlineData(0.5, false, FetchKind.Remembered)]
    [InlineData(1.0, false, FetchKind.Incremental)]
    [InlineData(0.1, true, FetchKind.Incremental)]
    public void Of_NewestSessionAskedForAndNotThere_IsLateForAnHour(double hours, bool force, FetchKind kind)
    {
        var late = Stored(From, Yesterday);
        (late.PricesTo, late.AnsweredAt) = (To, Now.AddHours(-hours));

        PlanOf(late, From, force).Kind.ShouldBe(kind);
    }

    [Theory]
    [InlineData(5, FetchKind.Incremental)]
    [InlineData(6, FetchKind.Remembered)]
    public void Of_OverFiveSessionsNotThere_AreAskedForOnceADay(int sessions, FetchKind kind)
    {
        var last = To;
        for (var i = 0; i < sessions; i++)
        {
            last = Calendar.PreviousSession(last);
        }

        var delisted = Stored(From, last);
        (delisted.PricesTo, delisted.AnsweredAt) = (To, Now.AddHours(-2));

        PlanOf(delisted, From).Kind.ShouldBe(kind);
        delisted.AnsweredAt = Now.AddDays(-1);
        PlanOf(delisted, From).Kind.ShouldBe(FetchKind.Incremental);
    }

    [Theory]
    [InlineData(23.9, "One,Two", false, FetchKind.Remembered)]
    [InlineData(24.0, "One,Two", false, FetchKind.Backfill)]
    [InlineData(1.0, "One,Two", true, FetchKind.Backfill)]
    [InlineData(1.0, "One,Two,Three", false, FetchKind.Backfill)]
    [InlineData(1.0, "Two,One", false, FetchKind.Backfill)]
    public void Of_UnknownSymbol_IsRememberedForADayAndForTheseSources(double hours, string answeredBy, bool force, FetchKind kind)
    {
        var unknown = Unknown(hours, answeredBy);

        PlanOf(unknown, From, force).Kind.ShouldBe(kind);
    }

    [Fact]
    public void Of_UnknownSymbol_IsRememberedForTheDaysAskedOnly()
    {
        var unknown = Unknown(1, "One,Two");

        PlanOf(unknown, From.AddDays(-14)).Kind.ShouldBe(FetchKind.Remembered, "a few days more change nothing");
        PlanOf(unknown, From.AddDays(-30)).Kind.ShouldBe(FetchKind.Backfill);
        _planner.Of(unknown, new PriceNeed("AAA", From), new PriceDemand([], To.AddDays(30)), Now).Kind.ShouldBe(FetchKind.Backfill);
    }

    [Fact]
    public void Of_HoleBetweenStoredSessions_IsAskedForThreeTimesADayApart()
    {
        var holed = Stored(From, To);
        holed.Bars -= 2;

        var plan = PlanOf(holed, From);
        (plan.Kind, plan.AsksHoles, plan.Requests.Count).ShouldBe((FetchKind.GapFill, true, 0));
        (holed.HolesAskedAt, holed.HolesLeft, holed.HoleTries) = (Now.AddHours(-23), 2, 1);
        PlanOf(holed, From).IsEmpty.ShouldBeTrue("not twice a day");
        PlanOf(holed, From, force: true).AsksHoles.ShouldBeTrue();
        holed.HolesAskedAt = Now.AddDays(-1);
        PlanOf(holed, From).AsksHoles.ShouldBeTrue();
        holed.HoleTries = 3;
        PlanOf(holed, From).IsEmpty.ShouldBeTrue("then it is left");
        holed.Bars -= 1;
        PlanOf(holed, From).AsksHoles.ShouldBeTrue("a new one begins anew");
    }

    [Fact]
    public void HolesOf_MissingAndQuarantinedSessions_SpansThemWithTheirNeighbours()
    {
        var sessions = Calendar.Sessions(new DateOnly(2026, 11, 2), new DateOnly(2026, 11, 30)).ToArray();
        PriceBar[] bars = [.. sessions.Where(day => day.Day is not (5 or 9 or 10)).Select(day => PriceBar.From("AAA", ScriptedSource.Bar(day, 1m), 1))];
        bars.Single(bar => bar.Date.Day == 12).IsQuarantined = true;

        _planner.HolesOf("AAA", new StoredHistory(bars, [])).ShouldBe(new HistoryRequest("AAA", new DateOnly(2026, 11, 4), new DateOnly(2026, 11, 13)));
        _planner.HolesOf("AAA", new StoredHistory([.. bars.Where(bar => bar.Date.Day is > 12)], [])).ShouldBeNull("weekends and Thanksgiving are no holes");
    }

    [Theory]
    [InlineData("1980-01-02", "1980-06-01")]
    [InlineData("2026-11-20", "2026-11-19")]
    [InlineData("2026-11-21", "2026-11-22")]
    public void Of_DaysWithoutASession_AskForNothing(string from, string to) =>
        _planner.Of(new Security { Symbol = "AAA" }, new PriceNeed("AAA", Date(from)), new PriceDemand([], Date(to)), Now).IsEmpty.ShouldBeTrue();

    [Fact]
    public void Of_DaysBeforeTheCalendar_BeginWithIt() =>
        PlanOf(new Security { Symbol = "AAA" }, new DateOnly(1926, 1, 1)).Requests[0].From.ShouldBe(new DateOnly(1990, 1, 2));

    [Theory]
    [InlineData(false, false, FetchKind.Cached)]
    [InlineData(true, false, FetchKind.Backfill)]
    [InlineData(false, true, FetchKind.Backfill)]
    public void Of_InventedPricesOfAllDays_AreReplacedWhenForcedOrWhenNobodyInventsAnyMore(bool force, bool alone, FetchKind kind)
    {
        var planner = new FetchPlanner(Calendar, alone ? "One" : "One,Sample", hasReal: true, hasSample: !alone);
        var plan = planner.Of(Invented(To), new PriceNeed("AAA", From), new PriceDemand([], To) { Force = force }, Now);

        plan.Kind.ShouldBe(kind);
        plan.Requests.Count.ShouldBe(kind == FetchKind.Cached ? 0 : 1);
    }

    [Fact]
    public void Of_InventedPricesOfSomeDays_AsksForAllDaysOnce()
    {
        var planner = new FetchPlanner(Calendar, "One,Sample", hasReal: true, hasSample: true);
        FetchPlan PlanOf(DateOnly last, DateOnly from, DateOnly to) => planner.Of(Invented(last), new PriceNeed("AAA", from), new PriceDemand([], to), Now);

        PlanOf(Yesterday, From, To).Requests.ShouldBe([new HistoryRequest("AAA", From, To)], "not from the last stored one on");
        PlanOf(To, new DateOnly(2024, 6, 1), To).Requests.ShouldBe([new HistoryRequest("AAA", new DateOnly(2024, 6, 3), To)], "one turn, not one for each end");
        PlanOf(To, new DateOnly(2025, 11, 3), Yesterday).Requests.ShouldBe([new HistoryRequest("AAA", new DateOnly(2025, 11, 3), To)], "later days that are stored too, for they will be gone");
    }

    [Fact]
    public void Of_InventedPricesThatTheRealSourcesDoNotHave_AreAskedForOnceADay()
    {
        var (planner, invented) = (new FetchPlanner(Calendar, "One", hasReal: true, hasSample: false), Invented(To));
        (invented.AnsweredAt, invented.AnsweredBy) = (Now.AddHours(-23), "One");

        planner.Of(invented, new PriceNeed("AAA", From), new PriceDemand([], To), Now).IsEmpty.ShouldBeTrue();
        planner.Of(invented, new PriceNeed("AAA", From), new PriceDemand([], To), Now.AddHours(1)).Requests.Count.ShouldBe(1);
    }

    [Fact]
    public void Of_InventedPricesAndNoRealSource_GoOnAsOthersDo()
    {
        var planner = new FetchPlanner(Calendar, "Sample", hasReal: false, hasSample: true);

        planner.Of(Invented(Yesterday), new PriceNeed("AAA", From), new PriceDemand([], To), Now).Requests.ShouldBe([new HistoryRequest("AAA", Yesterday, To)]);
        planner.Of(Invented(To), new PriceNeed("AAA", From), new PriceDemand([], To) { Force = true }, Now).IsEmpty.ShouldBeTrue();
    }

    private FetchPlan PlanOf(Security security, DateOnly from, bool force = false) =>
        _planner.Of(security, new PriceNeed("AAA", from), new PriceDemand([], To) { Force = force }, Now);

    private static Security Stored(DateOnly from, DateOnly to) => new()
    {
        Symbol = "AAA",
        PricesFrom = from,
        PricesTo = to,
        FirstBar = from,
        LastBar = to,
        Bars = Calendar.Sessions(from, to).Length,
        AnsweredAt = Now.AddHours(-20),
        AnsweredBy = "One,Two",
        HolesAskedAt = Now.AddDays(-20),
    };

    private static Security Invented(DateOnly to)
    {
        var invented = Stored(From, to);
        (invented.IsSample, invented.Source, invented.AnsweredBy) = (true, "Sample", "Sample");
        return invented;
    }

    private static Security Unknown(double hours, string answeredBy) => new()
    {
        Symbol = "AAA",
        Missing = "nobody has it",
        PricesFrom = From,
        PricesTo = To,
        AnsweredAt = Now.AddHours(-hours),
        AnsweredBy = answeredBy,
    };

    private static DateOnly Date(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
