namespace App.Core.Snapshots;

/// <summary>What a portfolio was worth at the close of one session. There is one per portfolio and session, ever.</summary>
/// <remarks>
/// Inserted incomplete to claim the session; completed together with the portfolio's equity in one transaction. An incomplete row shows in no figure.
/// Amounts are dollars.
/// </remarks>
public sealed class PortfolioSnapshot
{
    /// <summary>The portfolio.</summary>
    public required Guid PortfolioId { get; init; }

    /// <summary>The session.</summary>
    public required DateOnly Session { get; init; }

    /// <summary>The run that claimed it.</summary>
    public required Guid RunId { get; set; }

    /// <summary>The run's fence when it claimed it.</summary>
    public required long Fence { get; set; }

    /// <summary>Until when the claim is good without a sign of life from the run.</summary>
    public required DateTimeOffset LeaseUntil { get; set; }

    /// <summary>True once the figures below are final.</summary>
    public bool IsComplete { get; set; }

    /// <summary>True for the first of the chain, whose equity is the owner's balance.</summary>
    public bool IsAnchor { get; set; }

    /// <summary>Equity at the previous session's close; for the anchor its own equity.</summary>
    public decimal OpeningEquity { get; set; }

    /// <summary>Equity at this session's close: what the owner has to invest.</summary>
    public decimal Equity { get; set; }

    /// <summary>max(0, equity − long + |short|).</summary>
    public decimal Cash { get; set; }

    /// <summary>Sum of positive market values.</summary>
    public decimal LongValue { get; set; }

    /// <summary>Sum of negative market values; at most 0.</summary>
    public decimal ShortValue { get; set; }

    /// <summary>long + |short|.</summary>
    public decimal Gross { get; set; }

    /// <summary>long + short.</summary>
    public decimal Net { get; set; }

    /// <summary>Dividends and interest earned this session, less fees and taxes; part of <see cref="DayPnl"/>.</summary>
    public decimal Income { get; set; }

    /// <summary>Profit of the day, realised and income included; 0 on the anchor.</summary>
    public decimal DayPnl { get; set; }

    /// <summary>Day P&amp;L over opening equity plus flows at the start of the day; null when that is not positive.</summary>
    public double? DayReturn { get; set; }

    /// <summary>Profit since the anchor.</summary>
    public decimal CumulativePnl { get; set; }

    /// <summary>Time-weighted return since the anchor; null once a day's return was unknown.</summary>
    public double? CumulativeReturn { get; set; }

    /// <summary>The part of the day's P&amp;L of positions that left the book that day.</summary>
    public decimal Realised { get; set; }

    /// <summary>Deposits less withdrawals booked at the start of the day.</summary>
    public decimal Flows { get; set; }

    /// <summary>Open positions at the close.</summary>
    public int PositionCount { get; set; }

    /// <summary>Of them, those with a positive value.</summary>
    public int LongCount { get; set; }

    /// <summary>Of them, those with a negative value.</summary>
    public int ShortCount { get; set; }

    /// <summary>The version of the positions it was computed from, see <see cref="Portfolios.Portfolio.PositionsVersion"/>.</summary>
    public int PositionsVersion { get; set; }

    /// <summary>What it was computed from, see <see cref="Calculations.MarkedBook.IdentityOn"/>: equal inputs, equal identity. Null on a claim, and where it was completed before it was kept.</summary>
    public string? InputIdentity { get; set; }

    /// <summary>
    /// True when something with a market that was held at the close was valued at an earlier close or at its entry price: a price of the session that comes later changes it.
    /// </summary>
    public bool IsProvisional { get; set; }

    /// <summary>Equity less its own derivation; 0 to the cent, else the snapshot is flagged.</summary>
    public decimal Residual { get; set; }

    /// <summary>When the session was claimed.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the figures were stored.</summary>
    public DateTimeOffset? CompletedAt { get; set; }
}
