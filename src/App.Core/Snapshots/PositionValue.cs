namespace App.Core.Snapshots;

/// <summary>What one position was worth at the close of a session. Amounts are dollars, signed by the side of the position.</summary>
public sealed class PositionValue
{
    /// <summary>The position.</summary>
    public required Guid PositionId { get; init; }

    /// <summary>Its portfolio.</summary>
    public required Guid PortfolioId { get; init; }

    /// <summary>The session.</summary>
    public required DateOnly Session { get; init; }

    /// <summary>False when the position had been closed by then; its value is 0 and its P&amp;L realised.</summary>
    public required bool IsOpen { get; init; }

    /// <summary>Shares at the session for one share as the position is stated, by splits since then; 1 without any.</summary>
    public required decimal SplitFactor { get; init; }

    /// <summary>Price per share, as traded.</summary>
    public required decimal Price { get; init; }

    /// <summary>Where the price comes from.</summary>
    public required MarkSource Source { get; init; }

    /// <summary>The day the price is of.</summary>
    public required DateOnly PriceDate { get; init; }

    /// <summary>A remark on the price for the owner: how stale, which volatility, why not quoted; null when there is nothing to say.</summary>
    public string? Note { get; init; }

    /// <summary>quantity × split factor × multiplier × price; 0 when closed.</summary>
    public required decimal MarketValue { get; init; }

    /// <summary>quantity × multiplier × entry price.</summary>
    public required decimal CostBasis { get; init; }

    /// <summary>Profit of this session alone.</summary>
    public required decimal DayPnl { get; init; }

    /// <summary>Market value less cost for an open position, exit value less cost for a closed one.</summary>
    public required decimal Pnl { get; init; }

    /// <summary>Market value over equity, signed; null when equity is not positive.</summary>
    public required double? Weight { get; init; }

    /// <summary>True when the price is not of the session, so that figures built on it say so.</summary>
    public required bool NeedsPriceUpdate { get; init; }
}
