namespace App.Core.Portfolios;

/// <summary>A view as it is stored.</summary>
/// <param name="View">The view.</param>
/// <param name="IsNew">False when it took the place, and the id, of one of its name.</param>
public sealed record SavedPositionView(PositionView View, bool IsNew);

/// <summary>The saved views of positions.</summary>
public interface IPositionViewStore
{
    /// <summary>The owner's views by name.</summary>
    Task<IReadOnlyList<PositionView>> ListAsync(Guid ownerId, CancellationToken cancellationToken);

    /// <summary>Stores a view in the place of the owner's one of the same <see cref="PositionView.NameKey"/>, or beside the others while there is room.</summary>
    /// <returns>What is stored now; null when the owner has <see cref="PositionView.Most"/> others.</returns>
    Task<SavedPositionView?> SaveAsync(PositionView view, CancellationToken cancellationToken);

    /// <summary>Removes a view of the owner.</summary>
    /// <returns>False when there is none of that id.</returns>
    Task<bool> RemoveAsync(Guid ownerId, Guid viewId, CancellationToken cancellationToken);
}
