namespace App.Core.Targets;

/// <summary>What came of storing targets.</summary>
/// <param name="Added">How many were not there before.</param>
/// <param name="Replaced">How many took the place of an earlier one.</param>
/// <param name="Total">How many the owner has now; or would have, when that is more than there is room for and nothing was stored.</param>
/// <param name="IsStored">False when there was no room.</param>
public sealed record TargetsPut(int Added, int Replaced, int Total, bool IsStored);

/// <summary>The target prices of owners. Writers of one owner take turns, so that what each decides by is still so when it writes.</summary>
public interface ITargetPriceStore
{
    /// <summary>The owner's targets by symbol and direction.</summary>
    Task<IReadOnlyList<TargetPrice>> ListAsync(Guid ownerId, CancellationToken cancellationToken);

    /// <summary>The targets of several owners, each one's by symbol and direction; those who have none are not in it.</summary>
    Task<IReadOnlyDictionary<Guid, IReadOnlyList<TargetPrice>>> ListAsync(IReadOnlyList<Guid> ownerIds, CancellationToken cancellationToken);

    /// <summary>Stores targets in one transaction, each in the place of an earlier one of its key; all or none.</summary>
    /// <param name="ownerId">Whose they are.</param>
    /// <param name="targets">The targets, each key once.</param>
    /// <param name="most">How many the owner may have.</param>
    /// <param name="cancellationToken">Ends the wait; nothing is stored then.</param>
    Task<TargetsPut> PutAsync(Guid ownerId, IReadOnlyList<TargetPrice> targets, int most, CancellationToken cancellationToken);

    /// <summary>Replaces one target by what a function makes of it, in one transaction.</summary>
    /// <param name="ownerId">Whose it is.</param>
    /// <param name="key">Which one.</param>
    /// <param name="change">Given the target or null, returns it or null for none. May be called again when the database asks for another try.</param>
    /// <param name="most">How many the owner may have.</param>
    /// <param name="cancellationToken">Ends the wait; nothing is stored then.</param>
    Task<TargetsPut> ChangeAsync(Guid ownerId, TargetKey key, Func<TargetPrice?, TargetPrice?> change, int most, CancellationToken cancellationToken);

    /// <summary>Removes one target; false when there is none.</summary>
    Task<bool> RemoveAsync(Guid ownerId, TargetKey key, CancellationToken cancellationToken);
}
