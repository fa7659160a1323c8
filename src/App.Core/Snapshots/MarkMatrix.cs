namespace App.Core.Snapshots;

/// <summary>The marks of a book: a row per position, a column per session. A column lies in one piece, for the ledger reads by session.</summary>
/// <remarks>Filled by one thread, then read by any number.</remarks>
public sealed class MarkMatrix
{
    private readonly DateOnly[] _sessions;
    private readonly decimal[] _prices;
    private readonly MarkSource[] _sources;

    /// <summary>Room for <paramref name="positions"/> rows over <paramref name="sessions"/>, ascending; every mark starts as price 0.</summary>
    public MarkMatrix(int positions, ReadOnlySpan<DateOnly> sessions)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(positions);
        Positions = positions;
        _sessions = sessions.ToArray();
        _prices = new decimal[positions * sessions.Length];
        _sources = new MarkSource[_prices.Length];
    }

    /// <summary>How many rows there are.</summary>
    public int Positions { get; }

    /// <summary>The sessions of the columns, ascending.</summary>
    public ReadOnlySpan<DateOnly> Sessions => _sessions;

    /// <summary>One mark.</summary>
    public Mark this[int position, int session]
    {
        get => new(_prices[Cell(position, session)], _sources[Cell(position, session)]);
        set => (_prices[Cell(position, session)], _sources[Cell(position, session)]) = (value.Price, value.Source);
    }

    /// <summary>The prices of all positions on the session of that column.</summary>
    public ReadOnlySpan<decimal> PricesOn(int session) => _prices.AsSpan(session * Positions, Positions);

    /// <summary>The sources of all positions' marks on the session of that column.</summary>
    public ReadOnlySpan<MarkSource> SourcesOn(int session) => _sources.AsSpan(session * Positions, Positions);

    /// <summary>Writes a position's marks, one for every session.</summary>
    public void SetRow(int position, ReadOnlySpan<Mark> marks)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(marks.Length, _sessions.Length, nameof(marks));
        for (var session = 0; session < marks.Length; session++)
        {
            this[position, session] = marks[session];
        }
    }

    private int Cell(int position, int session)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)position, (uint)Positions, nameof(position));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)session, (uint)_sessions.Length, nameof(session));
        return session * Positions + position;
    }
}
