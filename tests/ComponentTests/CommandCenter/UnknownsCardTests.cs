using App.Core.Risk;
using App.Features.CommandCenter;
using App.Features.CommandCenter.Components;
using App.Features.CommandCenter.Risk;
using App.Testing;
using Bunit;
using Shouldly;
using Xunit;

namespace ComponentTests.CommandCenter;

/// <summary>The list of what is not known.</summary>
public sealed class UnknownsCardTests : RiskCardContext
{
    [Fact]
    public void Unknowns_NameHoldingsAndFigures_WithWhatWouldMakeThemKnown()
    {
        var items = RiskUnknown.Of(Risk, Rows);

        items.ShouldContain(item => item.What == "FUND" && item.Why.StartsWith("Private assets") && item.Remedy == null);
        items.ShouldContain(item => item.What == "NEW" && item.Remedy != null);
        items.ShouldContain(item => item.What == "Provider beta");
        RiskUnknown.Of(RiskOf([RiskBooks.Holding(null, 10_000)]), []).Count(item => item.Why == "Nothing that is held has a market price.").ShouldBe(1, "said once for all that lack it");
    }

    [Fact]
    public void Unknowns_AreShownWithWhatWouldMakeThemKnown()
    {
        // A symbol whose volatility is known but not its beta, one without a sector, an analytic that failed.
        var risk = Risk with
        {
            Results =
            [
                .. Risk.Results.Where(result => result.Id is not ("market_beta" or "greeks")),
                BookRisks.Betas(("A", 1.2), ("B", null)),
                RiskResult.Failed("greeks"),
            ],
        };

        var card = Render<UnknownsCard>(p => p.Add(x => x.Risk, risk).Add(x => x.Positions, Rows));

        card.Markup.ShouldNotContain("Every figure is known");
        var items = card.FindAll("li").Select(item => string.Join(' ', item.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToList();
        items.ShouldContain(item => item.StartsWith("Option Greeks A fault of the application") && item.Contains("tell the operator"));
        items.ShouldContain(item => item.StartsWith("B Not known of it: market beta. B is too young.") && item.Contains("To know it: More sessions with a price"));
        items.ShouldContain(item => item.Contains("No source has told the sector") && item.Contains("A source of profiles"));
        card.Find("h2 .num").TextContent.ShouldBe(items.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Unknowns_OfABookThatIsNotReady_BeginWithThat_OnceForAllThatLackIt()
    {
        var items = RiskUnknown.Of(RiskOf(RiskBooks.Data(RiskBooks.Holding("A", 60_000), RiskBooks.Holding("B", 40_000)) with { PricedShare = 0.6m }), Rows);

        items[0].What.ShouldBe("Market beta, Provider beta, Interest-rate beta, Spread factors, Factor exposures, Volatility, Correlations, Value at risk, Stress tests");
        items[0].Why.ShouldStartWith("Only 60 % of what needs a price");
        items[0].Remedy.ShouldNotBeNull().ShouldStartWith("Prices of what has none");
        items.Count(item => item.Why == items[0].Why).ShouldBe(1);
    }

    [Fact]
    public void Unknowns_OfNone_SaySo()
    {
        PositionRow[] rows = [.. Rows.Where(row => row.Position.Symbol is "A" or "B" && row.Value > 0).Take(1).Select(row => row with { Sector = "Energy" })];
        var known = new BookRisk(RiskBooks.Session, null, 100_000, [], RiskSettings.Standard)
        {
            Results = [.. Risk.Results.Select(result => new RiskResult(result.Id, new Dictionary<string, RiskFigure>(), []))],
        };

        Render<UnknownsCard>(p => p.Add(x => x.Risk, known).Add(x => x.Positions, rows)).Markup.ShouldContain("Every figure is known, of every position.");
    }

    [Fact]
    public void EveryCause_OfAnUnknown_HasItsPlace()
    {
        // A kind of reason that nobody has thought about throws; each is walked through as a figure of the book.
        foreach (var cause in Enum.GetValues<UnknownCause>())
        {
            var risk = BookRisks.Of(new RiskResult("tail", new Dictionary<string, RiskFigure> { ["var_95"] = RiskFigure.Unknown("ratio", new RiskReason(cause, "Because.")) }, []));

            RiskUnknown.Of(risk, []).Single(item => item.Why == "Because.").What.ShouldBe("Value at risk");
        }
    }
}
