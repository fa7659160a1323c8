using App.Core.Portfolios;

namespace App.Features.Imports;

internal sealed record ChangesResponse(int Added, int Changed, int Removed, int Unchanged)
{
    public static ChangesResponse From(PositionChanges changes) => new(changes.Added, changes.Changed, changes.Removed, changes.Unchanged);
}

/// <summary>A position on one side of a change.</summary>
internal sealed record ChangedPosition(decimal Quantity, decimal EntryPrice, DateOnly EntryDate);

/// <summary>A position that comes, changes or goes; those that stay are only counted.</summary>
internal sealed record ChangeResponse(PositionChangeKind Kind, Guid PositionId, string Symbol, ChangedPosition? Before, ChangedPosition? After)
{
    public static ChangeResponse From(PositionChange change) => new(
        change.Kind,
        change.Position.Id,
        change.Position.Symbol,
        Of(change.Before),
        Of(change.After));

    private static ChangedPosition? Of(Position? position) => position is null ? null : new(position.Quantity, position.EntryPrice, position.EntryDate);
}

/// <summary>What importing an account again does to its portfolio. To confirm just this, send <c>portfolio_id</c> and <c>positions_version</c> with the import.</summary>
internal sealed record PreviewUpdateResponse(
    Guid PortfolioId, string PortfolioName, int PositionsVersion, ChangesResponse Changes, IReadOnlyList<ChangeResponse> Items, DateTimeOffset? SameFileImportedAt)
{
    public static PreviewUpdateResponse From(PortfolioUpdate update) => new(
        update.Portfolio.Id,
        update.Portfolio.Name,
        update.Portfolio.PositionsVersion,
        ChangesResponse.From(update.Changes),
        [.. update.Changes.Items.Where(change => change.Kind != PositionChangeKind.Unchanged).Select(ChangeResponse.From)],
        update.SameFile?.ImportedAt);
}
