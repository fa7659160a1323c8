using App.Core.Portfolios;

namespace App.Core.Snapshots;

/// <summary>What the ledger needs of a position: how much, from when at what price, until when at what price.</summary>
/// <remarks>
/// Entry and exit need not be sessions: they count on the first session on or after them. Held at a session's close means entered on or before
/// it and not exited on or before it.
/// </remarks>
/// <param name="Quantity">Shares or contracts, signed: negative is short.</param>
/// <param name="Multiplier">Shares one unit stands for: 100 for options, else 1.</param>
/// <param name="EntryDate">The day of entry.</param>
/// <param name="EntryPrice">Price per share at entry.</param>
/// <param name="ExitDate">The day of exit, on or after the entry; null when held still.</param>
/// <param name="ExitPrice">Price per share at exit; null to take the exit day's mark.</param>
public readonly record struct LedgerPosition(
    decimal Quantity, int Multiplier, DateOnly EntryDate, decimal EntryPrice, DateOnly? ExitDate = null, decimal? ExitPrice = null)
{
    /// <summary>The ledger's view of a stored position.</summary>
    public static LedgerPosition Of(Position position)
    {
        ArgumentNullException.ThrowIfNull(position);
        return new(position.Quantity, position.Multiplier, position.EntryDate, position.EntryPrice, position.ExitDate, position.ExitPrice);
    }

    /// <summary>True when the position is held after the close of <paramref name="session"/>.</summary>
    public bool IsHeldAt(DateOnly session) => EntryDate <= session && !(ExitDate <= session);

    /// <summary>True when the entry counts on the session <paramref name="today"/>, the one before being <paramref name="yesterday"/>.</summary>
    internal bool IsEnteredOn(DateOnly yesterday, DateOnly today) => EntryDate > yesterday && EntryDate <= today;

    /// <summary>True when the exit counts on the session <paramref name="today"/>, the one before being <paramref name="yesterday"/>.</summary>
    internal bool IsExitedOn(DateOnly yesterday, DateOnly today) => ExitDate > yesterday && ExitDate <= today;

    /// <summary>Money for a price per share: quantity × multiplier × price.</summary>
    internal decimal Worth(decimal price) => Quantity * Multiplier * price;
}
