namespace App.Core.Portfolios;

/// <summary>The views that somebody has saved, by name.</summary>
/// <remarks>Side effects: none. Errors: none.</remarks>
public sealed class ListPositionViews(IPositionViewStore views)
{
    /// <summary>Lists them, <see cref="PositionView.Most"/> at most.</summary>
    public Task<IReadOnlyList<PositionView>> HandleAsync(Guid ownerId, CancellationToken cancellationToken) => views.ListAsync(ownerId, cancellationToken);
}
