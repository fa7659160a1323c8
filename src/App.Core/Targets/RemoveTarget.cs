using App.Core.Results;

namespace App.Core.Targets;

/// <summary>Takes a target back, its three prices and its note.</summary>
/// <remarks>Side effects: the target is removed. Errors: ERR_TARGET_001, 002, 009.</remarks>
public sealed class RemoveTarget(ITargetPriceStore targets)
{
    /// <summary>Removes it.</summary>
    /// <param name="ownerId">Whose it is.</param>
    /// <param name="symbol">The symbol in any case.</param>
    /// <param name="direction">LONG or SHORT in any case; LONG when missing.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Result<TargetKey>> HandleAsync(Guid ownerId, string? symbol, string? direction, CancellationToken cancellationToken)
    {
        var (name, side) = (TargetRules.Symbol(symbol), TargetRules.Direction(direction));
        List<Error> errors = [.. name.Errors.Select(error => error with { Field = "symbol" }), .. side.Errors.Select(error => error with { Field = "direction" })];
        return errors.Count > 0 ? errors : await HandleAsync(ownerId, new TargetKey(name.Value, side.Value), cancellationToken);
    }

    /// <summary>Removes the target of a key.</summary>
    public async Task<Result<TargetKey>> HandleAsync(Guid ownerId, TargetKey key, CancellationToken cancellationToken) => await targets.RemoveAsync(ownerId, key, cancellationToken)
        ? key
        : TargetErrors.NotFound.Because($"You have no target of {key.Symbol} {TargetCodes.Directions.NameOf(key.Direction)}.");
}
