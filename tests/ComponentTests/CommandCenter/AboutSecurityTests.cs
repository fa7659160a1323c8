using App.Core.Market;
using App.Core.Portfolios;
using App.Features.CommandCenter.Components;
using App.Testing;
using Bunit;
using Shouldly;
using Xunit;

namespace ComponentTests.CommandCenter;

/// <summary>What an opened row says of its symbol: everything, nothing, and when it cannot be loaded.</summary>
public sealed class AboutSecurityTests : PartsTest
{
    private static readonly DateOnly Session = TestTimes.Session;

    [Fact]
    public void Opened_KnownSymbol_TellsProfileFiguresAndActions()
    {
        var entry = EntryOf("AAPL");
        (entry.Name, entry.Sector, entry.Industry, entry.Exchange, entry.Beta, entry.AnsweredBy, entry.FiguresSource) = ("Apple Inc", "Technology", "Consumer Electronics", "NASDAQ", 1.21, "Yahoo", "Yahoo");
        Securities.Known.Add("AAPL", new SecurityFacts(
            entry,
            BarOf("AAPL", Session),
            new Fundamentals("AAPL", new DateOnly(2026, 9, 30)) { MarketCap = 3_400_000_000_000m, PriceToEarnings = 31.2 },
            [new CorporateAction(new DateOnly(2026, 8, 10), CorporateActionKind.Dividend, .26m), new CorporateAction(new DateOnly(2026, 9, 1), CorporateActionKind.Split, 4m), new CorporateAction(new DateOnly(2026, 9, 2), CorporateActionKind.Split, .1m)]));

        var part = Render<AboutSecurity>(parameters => parameters.Add(each => each.Symbol, "AAPL"));

        var about = Text(part, "[data-about=AAPL]");
        about.ShouldContain("About AAPL Apple Inc");
        about.ShouldContain("Newest close $150.00 of 20 Nov 2026From Yahoo");
        about.ShouldContain("Industry Consumer ElectronicsExchange NASDAQ");
        about.ShouldNotContain("old");
        var figures = Text(part, "[data-fact=fundamentals]");
        figures.ShouldContain("Of 30 Sep 2026, from Yahoo.");
        figures.ShouldContain("Market value $3,400 B");
        figures.ShouldContain("Price to earnings 31.20");
        figures.ShouldContain("Revenue not told");
        Text(part, "[data-fact=actions]").ShouldContain("2 Sep 2026 split, 1 for 101 Sep 2026 split, 4 for 110 Aug 2026 $0.2600 a share");
    }

    [Fact]
    public void Opened_SymbolWithLittle_SaysWhatIsMissingAndWhy()
    {
        var entry = EntryOf("FUND");
        (entry.IsSample, entry.Source, entry.FundamentalsAt, entry.AnsweredBy) = (true, "Sample", TestTimes.Now, "Sample");
        (entry.ActionsFrom, entry.ActionsTo) = (new DateOnly(2026, 11, 2), new DateOnly(2026, 11, 13));
        Securities.Known.Add("FUND", new SecurityFacts(entry, BarOf("FUND", new DateOnly(2026, 11, 12)), null, []));

        var part = Render<AboutSecurity>(parameters => parameters.Add(each => each.Symbol, "FUND"));

        Text(part, "[data-about=FUND]").ShouldContain("No source has told its name.");
        Text(part, "[data-about=FUND]").ShouldContain("From Sample (made up)Age 6 sessions old, too old to value by");
        Text(part, "[data-fact=fundamentals]").ShouldContain("No source has any");
        var actions = Text(part, "[data-fact=actions]");
        actions.ShouldContain("None is known.");
        actions.ShouldContain("Those from 2 Nov 2026 to 13 Nov 2026 have not been told yet: the prices of these days are from a source that tells none.");
    }

    [Fact]
    public void Opened_UnknownSymbol_SaysSo()
    {
        var part = Render<AboutSecurity>(parameters => parameters.Add(each => each.Symbol, "NEW"));

        Text(part, "[data-state=nothing]").ShouldStartWith("Nothing is known of it yet");
        part.FindAll("[data-fact]").ShouldBeEmpty();
    }

    [Fact]
    public void Opened_StoreThatFails_IsToldInItsPlaceAndCanBeTriedAgain()
    {
        Securities.Fault = new InvalidOperationException("the database is away");
        var part = Render<AboutSecurity>(parameters => parameters.Add(each => each.Symbol, "AAPL"));
        Text(part, "[data-state=failed]").ShouldContain("What is known of AAPL could not be loaded");

        (Securities.Fault, Securities.Known["AAPL"]) = (null, new SecurityFacts(EntryOf("AAPL"), BarOf("AAPL", Session), null, []));
        part.Find("[data-state=failed] button").Click();

        part.FindAll("[data-state=failed]").ShouldBeEmpty();
        Text(part, "[data-about=AAPL]").ShouldContain("$150.00");
    }

    [Fact]
    public void Facts_OfARow_AskForItsSymbol_AndOfWhatIsPrivateForNone()
    {
        Render<PositionFacts>(parameters => parameters.Add(facts => facts.Row, Views.Row("AAPL"))).FindAll("[data-about=AAPL]").Count.ShouldBe(1);
        Render<PositionFacts>(parameters => parameters.Add(facts => facts.Row, Views.Row("HOUSE", investmentClass: InvestmentClass.Private))).FindAll("[data-about]").ShouldBeEmpty();

        Securities.Asked.ShouldBe(1);
    }

    private static Security EntryOf(string symbol) => new() { Symbol = symbol, Source = "Yahoo", Bars = 250, LastBar = Session };

    private static PriceBar BarOf(string symbol, DateOnly date) => PriceBar.From(symbol, new DailyBar(date, 150m, 150m, 150m, 150m, 150m, 1_000), 150);
}
