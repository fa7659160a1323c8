using System.Globalization;
using App.Core.Results;

namespace App.Core.Targets;

/// <summary>A target as a program gives it.</summary>
/// <param name="Symbol">The symbol in any case.</param>
/// <param name="Direction">LONG or SHORT in any case; LONG when missing.</param>
/// <param name="EndOfYear">Dollars a share.</param>
/// <param name="NextYear">Dollars a share.</param>
/// <param name="Downside">Dollars a share.</param>
/// <param name="Note">Words of the owner.</param>
public sealed record TargetForm(string? Symbol, string? Direction, decimal? EndOfYear, decimal? NextYear, decimal? Downside, string? Note = null);

/// <summary>Sets targets, each in the place of an earlier one of its symbol and direction; others stay.</summary>
/// <remarks>Side effects: the targets are stored in one transaction, all or none. Errors: ERR_TARGET_001 to 007; all faults of the list together.</remarks>
public sealed class SetTargets(ITargetPriceStore targets, TimeProvider time)
{
    /// <summary>Checks and stores them.</summary>
    public async Task<Result<TargetsPut>> HandleAsync(Guid ownerId, IReadOnlyList<TargetForm> forms, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(forms);
        if (forms.Count > TargetRules.MostTargets)
        {
            return NoRoom(forms.Count);
        }

        List<Error> errors = [];
        Dictionary<TargetKey, int> seen = [];
        var drafts = forms.Select((form, index) => DraftOf(form, index, seen, errors)).ToList();
        if (errors.Count > 0)
        {
            return errors;
        }

        var now = time.GetUtcNow();
        var put = await targets.PutAsync(ownerId, [.. drafts.Select(draft => draft!.By(ownerId, now))], TargetRules.MostTargets, cancellationToken);
        return put.IsStored ? put : NoRoom(put.Total);
    }

    /// <summary>ERR_TARGET_007.</summary>
    internal static Error NoRoom(int found) => TargetErrors.TooMany.Because(
        string.Create(CultureInfo.InvariantCulture, $"That would make {found:N0} targets; {TargetRules.MostTargets:N0} are allowed. Nothing was stored."),
        details: new Dictionary<string, object?> { [ErrorDetails.Found] = found, [ErrorDetails.Allowed] = TargetRules.MostTargets });

    private static TargetDraft? DraftOf(TargetForm form, int index, Dictionary<TargetKey, int> seen, List<Error> errors)
    {
        var before = errors.Count;
        var symbol = Take(TargetRules.Symbol(form.Symbol), "symbol");
        var direction = Take(TargetRules.Direction(form.Direction), "direction");
        var endOfYear = Take(TargetRules.Price(form.EndOfYear), "end_of_year");
        var nextYear = Take(TargetRules.Price(form.NextYear), "next_year");
        var downside = Take(TargetRules.Price(form.Downside), "downside");
        var note = Take(TargetRules.Note(form.Note), "note");
        if (errors.Count > before)
        {
            return null;
        }

        var draft = new TargetDraft(new TargetKey(symbol!, direction), endOfYear, nextYear, downside, note);
        if (draft.IsEmpty)
        {
            errors.Add(TargetErrors.NoPrice.Because($"{symbol} has no price. Give end_of_year, next_year or downside; to take a target back, remove it.", Field("end_of_year")));
        }
        else if (!seen.TryAdd(draft.Key, index))
        {
            errors.Add(TargetErrors.Duplicate.Because($"{symbol} {TargetCodes.Directions.NameOf(direction)} is in targets[{seen[draft.Key]}] already. Keep one of the two.", Field("symbol")));
        }

        return draft;

        string Field(string name) => string.Create(CultureInfo.InvariantCulture, $"targets[{index}].{name}");

        T? Take<T>(Result<T> value, string name)
        {
            if (value.IsSuccess)
            {
                return value.Value;
            }

            errors.Add(value.Error with { Field = Field(name) });
            return default;
        }
    }
}
