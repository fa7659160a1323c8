using App.Core.Portfolios;
using App.Core.Risk;
using App.Core.Risk.Analytics;
using App.Features.CommandCenter;
using App.Testing;
using Bunit;

namespace ComponentTests.CommandCenter;

/// <summary>A book's risk, as the analytics themselves give it, for the tests of its cards.</summary>
public abstract class RiskCardContext : BunitContext
{
    protected RiskCardContext() => JSInterop.Mode = JSRuntimeMode.Loose;

    private protected static readonly RiskHolding[] Holdings =
        [RiskBooks.Holding("A", 60_000), RiskBooks.Holding("B", -20_000), RiskBooks.Call("A", 2), RiskBooks.Holding("NEW", 5_000), RiskBooks.Holding(null, 10_000)];

    private protected static readonly BookRisk Risk = RiskOf(Holdings);

    private protected static readonly IReadOnlyList<PositionRow> Rows =
        [.. Holdings.Select(holding => Named(Views.Row(holding.Symbol.Split(' ')[0], quantity: Math.Sign(holding.MarketValue) * 10, investmentClass: holding.MovesWith is null ? InvestmentClass.Private : InvestmentClass.Public), holding))];

    private protected static BookRisk RiskOf(params RiskHolding[] holdings) => RiskOf(RiskBooks.Data(holdings));

    private protected static BookRisk RiskOf(RiskData data) =>
        new(RiskBooks.Session, null, 100_000, [.. AnalyticSet.Standard.All.Select(analytic => analytic.Compute(data))], RiskSettings.Standard);

    // The row of the same position as the holding.
    private protected static PositionRow Named(PositionRow row, RiskHolding holding)
    {
        var position = new PositionBuilder { Id = holding.PositionId, PortfolioId = row.Position.PortfolioId, Symbol = row.Position.Symbol, Quantity = row.Position.Quantity, Class = row.Position.Class }.Build();
        return row with { Position = position };
    }
}
