using System.Collections.Concurrent;
using App.Core.Portfolios;

namespace App.Testing;

/// <summary>The saved views without a database.</summary>
public sealed class MemoryPositionViews : IPositionViewStore
{
    private readonly ConcurrentDictionary<Guid, IReadOnlyList<PositionView>> _byOwner = new();

    /// <inheritdoc/>
    public Task<IReadOnlyList<PositionView>> ListAsync(Guid ownerId, CancellationToken cancellationToken) => Task.FromResult(Of(ownerId));

    /// <inheritdoc/>
    public Task<SavedPositionView?> SaveAsync(PositionView view, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(view);
        var replaced = Of(view.OwnerId).SingleOrDefault(other => other.NameKey == view.NameKey);
        var others = Of(view.OwnerId).Where(other => other != replaced).ToList();
        if (others.Count >= PositionView.Most)
        {
            return Task.FromResult<SavedPositionView?>(null);
        }

        var stored = view with { Id = replaced?.Id ?? view.Id };
        _byOwner[view.OwnerId] = [.. others.Append(stored).OrderBy(other => other.NameKey, StringComparer.Ordinal)];
        return Task.FromResult<SavedPositionView?>(new(stored, replaced is null));
    }

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(Guid ownerId, Guid viewId, CancellationToken cancellationToken)
    {
        var left = Of(ownerId).Where(view => view.Id != viewId).ToList();
        var removed = left.Count < Of(ownerId).Count;
        _byOwner[ownerId] = left;
        return Task.FromResult(removed);
    }

    private IReadOnlyList<PositionView> Of(Guid ownerId) => _byOwner.GetValueOrDefault(ownerId, []);
}
