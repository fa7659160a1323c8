using App.Shared;

namespace App.Features.CommandCenter;

/// <summary>The positions a query asks for.</summary>
/// <param name="Rows">All of them, in order.</param>
/// <param name="Closed">How many closed ones there are, shown or not.</param>
/// <param name="All">How many there are without the filters, of those that may be shown.</param>
public sealed record PositionList(IReadOnlyList<PositionRow> Rows, int Closed, int All)
{
    /// <summary>Filters and sorts. Rows whose figure is not known come last either way; equal ones are sorted by symbol.</summary>
    public static PositionList Of(IEnumerable<PositionRow> rows, PositionQuery query)
    {
        var all = rows.ToList();
        var shown = all.Where(row => query.WithClosed || !row.IsClosed).ToList();
        var words = query.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var matching = shown.Where(row => (query.Class is null || row.Position.Class == query.Class) && words.All(word => Mentions(row, word)));
        return new PositionList(Sorted(matching, query), all.Count(row => row.IsClosed), shown.Count);
    }

    /// <summary>The page of a query, held within the pages there are.</summary>
    public int PageOf(PositionQuery query) => Math.Clamp(query.Page, 1, Paging.PagesOf(Rows.Count, PositionQuery.PageSize));

    /// <summary>The rows of a page.</summary>
    public IEnumerable<PositionRow> On(int page) => Rows.Skip((page - 1) * PositionQuery.PageSize).Take(PositionQuery.PageSize);

    private static bool Mentions(PositionRow row, string word) =>
        new[] { row.Position.Symbol, row.Name, row.Position.UnderlyingSymbol, row.Portfolio.AccountName, row.Portfolio.Name }
            .Any(text => text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true);

    private static IReadOnlyList<PositionRow> Sorted(IEnumerable<PositionRow> rows, PositionQuery query)
    {
        var key = PositionKeys.Of(query.Sort);
        var knownFirst = rows.OrderBy(row => key(row) is null);
        var sorted = query.Descending ? knownFirst.ThenByDescending(key, Order) : knownFirst.ThenBy(key, Order);
        return [.. sorted.ThenBy(row => row.Position.Symbol, StringComparer.Ordinal)];
    }

    // Symbols by code, whatever the server's language is.
    private static readonly Comparer<IComparable?> Order = Comparer<IComparable?>.Create(
        (left, right) => left is string text ? string.CompareOrdinal(text, right as string) : Comparer<IComparable?>.Default.Compare(left, right));
}
