using App.Core.Portfolios;

namespace App.Core.Snapshots;

/// <summary>The line of equity of all active portfolios of an owner together.</summary>
/// <remarks>Side effects: none. Errors: none; empty without portfolios, and when there is no session on which all have a point.</remarks>
public sealed class GetAggregateNavHistory(IPortfolioStore portfolios, GetNavHistory history)
{
    /// <summary>The points, ascending.</summary>
    public Task<IReadOnlyList<NavPoint>> HandleAsync(Guid ownerId, CancellationToken cancellationToken) => HandleAsync(ownerId, null, cancellationToken);

    /// <summary>The points, ascending; what is rolled backward only as far as it is shown, see <see cref="GetNavHistory"/>.</summary>
    public async Task<IReadOnlyList<NavPoint>> HandleAsync(Guid ownerId, DateOnly? from, CancellationToken cancellationToken)
    {
        List<IReadOnlyList<NavPoint>> lines = [];
        foreach (var portfolio in await portfolios.BooksAsync(ownerId, ListPortfolios.Most, cancellationToken))
        {
            if (await history.HandleAsync(ownerId, portfolio.Id, from, cancellationToken) is { IsSuccess: true, Value: var line })
            {
                lines.Add(line);
            }
        }

        return Sum(lines);
    }

    /// <summary>
    /// Adds lines up on the sessions that all of them have, so that none of the sum's steps is an account coming in. A point is reconstructed when a part of it is.
    /// </summary>
    public static IReadOnlyList<NavPoint> Sum(IReadOnlyList<IReadOnlyList<NavPoint>> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return [.. lines
            .SelectMany(line => line)
            .GroupBy(point => point.Session)
            .Where(points => points.Count() == lines.Count)
            .Select(points => new NavPoint(points.Key, points.Sum(point => point.Equity), points.Any(point => point.IsReconstructed))
            {
                DayPnl = points.All(point => point.DayPnl is not null) ? points.Sum(point => point.DayPnl) : null,
                Flow = points.Sum(point => point.Flow),
            })
            .OrderBy(point => point.Session)];
    }
}
