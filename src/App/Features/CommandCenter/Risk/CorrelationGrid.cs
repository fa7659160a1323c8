using App.Core.Risk;

namespace App.Features.CommandCenter.Risk;

/// <summary>A correlation matrix as it is drawn: those that go together stand together, each such cluster a square with an outline.</summary>
/// <param name="Symbols">The symbols in their order.</param>
/// <param name="Rows">The coefficients by row and column in that order; null where one is unknown.</param>
/// <param name="Clusters">Where each cluster begins, and how many symbols it has.</param>
internal sealed record CorrelationGrid(IReadOnlyList<string> Symbols, IReadOnlyList<IReadOnlyList<double?>> Rows, IReadOnlyList<(int First, int Count)> Clusters)
{
    /// <summary>The matrix with the clusters first, the largest first of all, the others after them as they were.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="clusters">The symbols of each cluster.</param>
    public static CorrelationGrid Of(RiskTable matrix, IEnumerable<IReadOnlyList<string>> clusters)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var place = matrix.Columns.Select((symbol, index) => (symbol, index)).ToDictionary(each => each.symbol, each => each.index, StringComparer.Ordinal);
        var squares = clusters.Select(cluster => cluster.Where(place.ContainsKey).OrderBy(symbol => place[symbol]).ToList())
            .Where(cluster => cluster.Count > 1).OrderByDescending(cluster => cluster.Count).ThenBy(cluster => place[cluster[0]]).ToList();
        List<string> order = [.. squares.SelectMany(cluster => cluster)];
        order.AddRange(matrix.Columns.Except(order, StringComparer.Ordinal));
        List<(int, int)> outlines = [];
        foreach (var square in squares)
        {
            outlines.Add((outlines.Sum(each => each.Item2), square.Count));
        }

        var rows = matrix.Rows.ToDictionary(row => row.Key, StringComparer.Ordinal);
        return new(order, [.. order.Select(row => (IReadOnlyList<double?>)[.. order.Select(column => rows.GetValueOrDefault(row)?.Values[place[column]])])], outlines);
    }

    /// <summary>The classes of a cell: the sides on which the outline of its cluster runs.</summary>
    public string? ClassOf(int row, int column)
    {
        foreach (var (first, count) in Clusters)
        {
            var last = first + count - 1;
            if (row < first || row > last || column < first || column > last)
            {
                continue;
            }

            return string.Join(' ', (((string Name, bool Is)[])[("together", true), ("top", row == first), ("bottom", row == last), ("left", column == first), ("right", column == last)])
                .Where(side => side.Is).Select(side => side.Name));
        }

        return null;
    }
}
