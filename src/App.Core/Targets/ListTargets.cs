namespace App.Core.Targets;

/// <summary>The targets of an owner.</summary>
/// <remarks>Side effects: none. Errors: none.</remarks>
public sealed class ListTargets(ITargetPriceStore targets)
{
    /// <summary>All of them, by symbol and direction.</summary>
    public Task<IReadOnlyList<TargetPrice>> HandleAsync(Guid ownerId, CancellationToken cancellationToken) => targets.ListAsync(ownerId, cancellationToken);
}
