namespace App.Core.Risk.Analytics;

/// <summary>The returns a book would have had with today's weights.</summary>
internal static class BookReturns
{
    /// <summary>Σ delta-adjusted exposure over equity × return of each session; null on a session on which any of the holdings has none.</summary>
    /// <param name="data">The book.</param>
    /// <param name="holdings">The holdings that count; each has a delta-adjusted exposure.</param>
    public static double?[] Of(RiskData data, IReadOnlyList<RiskHolding> holdings)
    {
        var book = new double?[data.Returns.Sessions.Length];
        Array.Fill(book, 0.0);
        foreach (var (symbol, weight) in data.Weights(holdings))
        {
            var returns = data.Returns.Of(symbol);
            for (var i = 0; i < book.Length; i++)
            {
                book[i] = i < returns.Length && returns[i] is { } own ? book[i] + weight * own : null;
            }
        }

        return book;
    }

    /// <summary>The returns of as much of the book as leaves enough sessions, and what of it that is.</summary>
    /// <remarks>
    /// With a few hundred holdings of which each lacks another day, no session would be left. Then sessions are won back, the one first that the least exposure lacks, the newer of
    /// two, by leaving out the holdings that lack it, until there are enough; the coverage of what is kept says how much that was. Nothing is left out of a book that has enough.
    /// </remarks>
    /// <param name="data">The book.</param>
    /// <param name="holdings">The holdings that count; each has a delta-adjusted exposure.</param>
    /// <param name="fewest">How many sessions are needed.</param>
    /// <param name="beside">A series that has to be known too; empty for none.</param>
    /// <param name="from">The first session that counts, as an index.</param>
    public static (IReadOnlyList<RiskHolding> Kept, double?[] Series) Standing(
        RiskData data, IReadOnlyList<RiskHolding> holdings, int fewest, ReadOnlySpan<double?> beside = default, int from = 0)
    {
        var whole = Of(data, holdings);
        var known = 0;
        for (var i = from; i < whole.Length; i++)
        {
            known += whole[i] is not null && IsKnown(beside, i) ? 1 : 0;
        }

        if (known >= fewest)
        {
            return (holdings, whole);
        }

        var kept = Kept(data, holdings, fewest, beside, from);
        return kept.Count == holdings.Count ? (holdings, whole) : (kept, Of(data, kept));
    }

    /// <summary>The holdings that <see cref="Standing"/> keeps.</summary>
    public static IReadOnlyList<RiskHolding> Kept(RiskData data, IReadOnlyList<RiskHolding> holdings, int fewest, ReadOnlySpan<double?> beside = default, int from = 0)
    {
        var left = LeftOut(data, holdings, fewest, beside, from);
        return left.Count == 0 ? holdings : [.. holdings.Where(holding => holding.MovesWith is not { } symbol || !left.Contains(symbol))];
    }

    private static bool IsKnown(ReadOnlySpan<double?> beside, int session) => beside.IsEmpty || (session < beside.Length && beside[session] is not null);

    private static HashSet<string> LeftOut(RiskData data, IReadOnlyList<RiskHolding> holdings, int fewest, ReadOnlySpan<double?> beside, int from)
    {
        List<int> sessions = [];
        for (var i = from; i < data.Returns.Sessions.Length; i++)
        {
            if (IsKnown(beside, i))
            {
                sessions.Add(i);
            }
        }

        var symbols = holdings.Where(holding => !holding.IsCash && holding.MovesWith is not null)
            .GroupBy(holding => holding.MovesWith!, StringComparer.Ordinal)
            .Select(group => new Gaps(group.Key, Math.Abs(group.Sum(holding => holding.DeltaAdjusted!.Value)), data.Returns.Kept(group.Key)))
            .ToList();
        HashSet<string> left = new(StringComparer.Ordinal);
        if (sessions.Count < fewest)
        {
            return left;
        }

        // Exposure is decimal: sums are the same in whatever order.
        var lacking = sessions.Select(session => symbols.FindAll(symbol => symbol.IsAt(session))).ToList();
        var cost = lacking.ConvertAll(each => each.Sum(symbol => symbol.Size));
        var holes = lacking.ConvertAll(each => each.Count);
        while (holes.Count(count => count == 0) < fewest)
        {
            var cheapest = Enumerable.Range(0, sessions.Count).Where(i => holes[i] > 0).OrderBy(i => cost[i]).ThenByDescending(i => i).First();
            foreach (var symbol in lacking[cheapest].Where(symbol => left.Add(symbol.Symbol)))
            {
                for (var i = 0; i < sessions.Count; i++)
                {
                    if (symbol.IsAt(sessions[i]))
                    {
                        (cost[i], holes[i]) = (cost[i] - symbol.Size, holes[i] - 1);
                    }
                }
            }
        }

        // With none left there is no book to speak of: the few sessions of all of them are.
        return left.Count < symbols.Count ? left : new(StringComparer.Ordinal);
    }

    /// <summary>The sessions on which a symbol has no return.</summary>
    private sealed record Gaps(string Symbol, decimal Size, double?[]? Returns)
    {
        public bool IsAt(int session) => Returns is null || session >= Returns.Length || Returns[session] is null;
    }
}
