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
}
