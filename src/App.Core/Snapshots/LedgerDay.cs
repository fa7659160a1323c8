using App.Core.Results;
using App.Core.Risk.Formulas;

namespace App.Core.Snapshots;

/// <summary>What one session did to a portfolio. Money in full decimal precision; round where it is shown.</summary>
public sealed record LedgerDay
{
    /// <summary>Where the chain stood before.</summary>
    public required LedgerState Opening { get; init; }

    /// <summary>Where it stands after the close.</summary>
    public required LedgerState Closing { get; init; }

    /// <summary>Money paid in (positive) or out at the start of the day.</summary>
    public required decimal Flow { get; init; }

    /// <summary>Dividends and interest earned this session, less fees and taxes.</summary>
    public required decimal Income { get; init; }

    /// <summary>The day's P&amp;L of what is held at the close: from yesterday's mark, or the entry price on the entry day, to today's mark.</summary>
    public required decimal UnrealisedPnl { get; init; }

    /// <summary>The day's P&amp;L of what was exited: from yesterday's mark, or the entry price, to the exit price. Earlier gains are in the equity already.</summary>
    public required decimal RealisedPnl { get; init; }

    /// <summary>What the exits brought since their entry, (exit − entry) × q·m: for reports, no part of the chain.</summary>
    public required decimal RealisedSinceEntry { get; init; }

    /// <summary>Day P&amp;L ÷ (opening equity + flow); unknown when that is not positive.</summary>
    public required Measure<double> Return { get; init; }

    /// <summary>
    /// The change of the book's market value less purchases plus sales, less what prices made. Not 0 when the book does not open as the
    /// previous session closed: a price was restated, or a position entered or removed with hindsight.
    /// </summary>
    public required decimal Residual { get; init; }

    /// <summary>What is held at the close.</summary>
    public required LedgerBook Book { get; init; }

    /// <summary>max(0, equity − long market value + |short market value|).</summary>
    public required decimal Cash { get; init; }

    /// <summary>How many positions came in this session.</summary>
    public required int EnteredCount { get; init; }

    /// <summary>How many positions went out this session.</summary>
    public required int ExitedCount { get; init; }

    /// <summary>The session.</summary>
    public DateOnly Session => Closing.Session;

    /// <summary>Unrealised, realised and income together; what closing equity owes to the day besides flows.</summary>
    public decimal DayPnl => UnrealisedPnl + RealisedPnl + Income;

    /// <summary>True when the residual is 0 to the cent; else the snapshot is flagged.</summary>
    public bool IsBalanced => Math.Abs(Residual) < 0.005m;
}

/// <summary>What is held at a session's close.</summary>
/// <param name="Exposure">Market values by side.</param>
/// <param name="LongCount">Positions with a positive quantity.</param>
/// <param name="ShortCount">Positions with a negative quantity.</param>
public readonly record struct LedgerBook(ExposureTotals Exposure, int LongCount, int ShortCount)
{
    /// <summary>How many positions are held.</summary>
    public int Count => LongCount + ShortCount;

    /// <summary>max(0, equity − long market value + |short market value|): what of the equity is not tied up in positions.</summary>
    public decimal CashOf(decimal equity) => Math.Max(0, equity - Exposure.Net);
}
