namespace App.Features.CommandCenter;

/// <summary>What is held of one thing, all its lots together.</summary>
/// <param name="Title">The symbol, or the option.</param>
/// <param name="Name">The security's name; null when unknown.</param>
/// <param name="Value">Its market value.</param>
/// <param name="Weight">Value over equity; null when equity is not positive.</param>
public sealed record Holding(string Title, string? Name, decimal Value, double? Weight)
{
    public const string NoShare = "Equity is not positive, so nothing can be given as a share of it.";

    /// <summary>The holdings of the largest values, whichever side they are on.</summary>
    public static IReadOnlyList<Holding> Largest(IEnumerable<PositionRow> rows, int most) =>
    [
        .. rows
            .Where(row => row.Value is not null)
            .GroupBy(row => (row.Title, row.Position.ExpirationDate))
            .Select(lots => new Holding(
                lots.Key.Title, lots.First().Name, lots.Sum(row => row.Value!.Value), lots.First().Weight is null ? null : lots.Sum(row => row.Weight!.Value)))
            .OrderByDescending(holding => Math.Abs(holding.Value))
            .ThenBy(holding => holding.Title, StringComparer.Ordinal)
            .Take(most),
    ];
}
