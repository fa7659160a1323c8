using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using App.Core.Risk.Formulas;
using App.Core.Snapshots;

namespace App.Core.Calculations;

/// <summary>A book with a mark for every position and session: what every phase after the market data reads. Immutable once made.</summary>
/// <param name="Book">The portfolio and its positions.</param>
/// <param name="Ledger">The positions as the ledger sees them, in the same order.</param>
/// <param name="Marks">Their marks; the first session is the one before the first that is needed.</param>
/// <param name="Notes">What there is to say of a position's mark at the last session; parallel to the positions.</param>
/// <param name="Dividends">What the positions earn on the sessions after the first.</param>
/// <param name="Cash">The cash entries by session, parallel to the sessions.</param>
/// <param name="Units">What one stated unit of each position is at the last session, by splits; parallel to the positions.</param>
/// <param name="Options">What each option is priced with at the last session; null for what is none, has expired, or has no price of its underlying.</param>
/// <param name="Warnings">What was missing.</param>
/// <param name="Identity">SHA-256 over everything above, in hexadecimal: equal inputs, equal identity.</param>
public sealed record MarkedBook(
    Book Book,
    LedgerPosition[] Ledger,
    MarkMatrix Marks,
    IReadOnlyList<MarkNote> Notes,
    DividendPayment[] Dividends,
    LedgerCash[] Cash,
    decimal[] Units,
    BlackScholesInputs?[] Options,
    IReadOnlyList<string> Warnings,
    string Identity)
{
    /// <summary>The positions with a market that are held at the last session and valued at their entry price.</summary>
    public IReadOnlyList<EntryMark> AtEntry { get; init; } = [];

    /// <summary>The column of a session.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The session is not among the marked ones.</exception>
    public int IndexOf(DateOnly session)
    {
        var index = Marks.Sessions.BinarySearch(session);
        return index >= 0 ? index : throw new ArgumentOutOfRangeException(nameof(session), session, "The session is not marked.");
    }

    /// <summary>The cash of a session: entries, and the dividends of what was held at the close before.</summary>
    /// <param name="column">The session's column, not the first.</param>
    public LedgerCash CashOn(int column) =>
        Cash[column] with { Income = Cash[column].Income + DividendPayment.Sum(Dividends, Ledger, Marks.Sessions[column - 1], Marks.Sessions[column]) };

    /// <summary>
    /// What the snapshot of a session is a function of: the rules, the anchor, the version of the positions, and each position's mark on it and on the session before,
    /// from which the day's profit is taken. SHA-256 in hexadecimal: equal inputs, equal identity, whichever run marks the book and from which session on.
    /// </summary>
    /// <param name="column">The session's column.</param>
    public string IdentityOn(int column)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(string.Create(
            CultureInfo.InvariantCulture,
            $"{BookMarker.Rules};{Book.Portfolio.Id};{Book.Portfolio.PositionsVersion};{Book.Portfolio.EquityBalance};{Book.Portfolio.EquityAsOf:yyyyMMdd};{Marks.Sessions[column]:yyyyMMdd};"));
        for (var i = 0; i < Book.Positions.Count; i++)
        {
            var (mark, before) = (Marks[i, column], Marks[i, Math.Max(0, column - 1)]);
            Append(string.Create(CultureInfo.InvariantCulture, $"{Book.Positions[i].Id};{mark.Price};{mark.Source};{before.Price};"));
        }

        var cash = column == 0 ? Cash[0] : CashOn(column);
        Append(string.Create(CultureInfo.InvariantCulture, $"{cash.Flow};{cash.Income};"));
        return Convert.ToHexString(hash.GetHashAndReset());

        void Append(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>True when something with a market that is held at the close of a session is marked at an earlier close or at its entry price: its price may still come.</summary>
    /// <param name="column">The session's column.</param>
    public bool IsProvisionalOn(int column)
    {
        var session = Marks.Sessions[column];
        for (var i = 0; i < Book.Positions.Count; i++)
        {
            if (Marks[i, column].NeedsUpdate && Book.Positions[i].PricedBy is not null && Ledger[i].IsHeldAt(session))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The P&amp;L of one position on one session, dividends included, by the ledger's rules for days of entry and exit.</summary>
    public decimal DayPnlOf(int position, DateOnly session)
    {
        var column = IndexOf(session);
        return column == 0
            ? 0
            : LedgerTally.Of([Ledger[position]], Marks.Sessions[column - 1], session, [Marks[position, column - 1].Price], [Marks[position, column].Price]).Pnl
                + DividendPayment.Sum(Dividends, Ledger, Marks.Sessions[column - 1], session, position);
    }
}

/// <summary>That a position which has a market is valued at its entry price.</summary>
/// <param name="PricedBy">The symbol whose price is missing.</param>
/// <param name="Warning">The same in words for the owner, with the reason.</param>
public sealed record EntryMark(string PricedBy, string Warning);

/// <summary>What there is to say of a position's mark at the last session.</summary>
/// <param name="PriceDate">The day the price is of.</param>
/// <param name="Text">How stale, which volatility, why not quoted; null when the price is simply the session's.</param>
/// <param name="VolatilityFrom">Where the volatility is from that an option is priced with; null for what is no option, and for one that is not priced by a model.</param>
public readonly record struct MarkNote(DateOnly PriceDate, string? Text, VolatilitySource? VolatilityFrom = null);
