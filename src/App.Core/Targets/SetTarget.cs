using App.Core.Results;

namespace App.Core.Targets;

/// <summary>Sets one price of one target, as it is typed into its cell; the others and the note stay.</summary>
/// <remarks>Side effects: the target is stored, or removed when no price is left. Errors: ERR_TARGET_001, 003, 007.</remarks>
public sealed class SetTarget(ITargetPriceStore targets, TimeProvider time)
{
    /// <summary>Checks and stores it.</summary>
    /// <param name="ownerId">Whose it is.</param>
    /// <param name="key">Which target.</param>
    /// <param name="horizon">Which price.</param>
    /// <param name="typed">What was typed; nothing takes the price back.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The target as it is now; null when it is gone.</returns>
    public async Task<Result<TargetPrice?>> HandleAsync(Guid ownerId, TargetKey key, TargetHorizon horizon, string? typed, CancellationToken cancellationToken)
    {
        var symbol = TargetRules.Symbol(key.Symbol);
        if (!symbol.IsSuccess)
        {
            return symbol.Error;
        }

        var price = TargetRules.Price(typed);
        if (!price.IsSuccess)
        {
            return price.Error;
        }

        TargetPrice? made = null;
        var (now, sound) = (time.GetUtcNow(), key with { Symbol = symbol.Value });
        var put = await targets.ChangeAsync(
            ownerId, sound,
            stored =>
            {
                var draft = (stored is null ? new TargetDraft(sound, null, null, null, null) : TargetDraft.Of(stored)).With(horizon, price.Value);
                return made = draft.IsEmpty ? null : draft.By(ownerId, now);
            },
            TargetRules.MostTargets, cancellationToken);
        return put.IsStored ? Result<TargetPrice?>.Of(made) : SetTargets.NoRoom(put.Total);
    }
}
