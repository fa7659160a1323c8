using App.Core.Results;

namespace App.Core.Portfolios;

/// <summary>Forgets a saved view.</summary>
/// <remarks>Side effects: removes it. Errors: ERR_VIEW_003.</remarks>
public sealed class RemovePositionView(IPositionViewStore views)
{
    /// <summary>Forgets it.</summary>
    /// <returns>Its id.</returns>
    public async Task<Result<Guid>> HandleAsync(Guid ownerId, Guid viewId, CancellationToken cancellationToken) =>
        await views.RemoveAsync(ownerId, viewId, cancellationToken) ? viewId : PositionViewErrors.NotFound.Because("There is no such view among yours.");
}
