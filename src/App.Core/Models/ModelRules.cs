using System.Globalization;
using System.Text;
using App.Core.Batches;
using App.Core.Imports.Rules;
using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Models;

/// <summary>A position as it is given: nothing of it is checked yet.</summary>
/// <param name="Security">The security.</param>
/// <param name="Target">The target, as figures.</param>
/// <param name="LowDrift">The drift below.</param>
/// <param name="HighDrift">The drift above.</param>
public sealed record ModelPositionForm(string? Security, string? Target, string? LowDrift, string? HighDrift);

/// <summary>The rules of investment models. Every fault is told, by index from 0, field and value; figures are decimal throughout.</summary>
public static class ModelRules
{
    /// <summary>The most characters of a name.</summary>
    public const int LongestName = 255;

    /// <summary>The most positions with a target above 0.</summary>
    public const int MostPositions = 100;

    /// <summary>The most positions of one call, those of target 0 among them.</summary>
    public const int MostSent = 1_000;

    /// <summary>The most portfolios of a model.</summary>
    public const int MostPortfolios = 500;

    /// <summary>The most models of an owner.</summary>
    public const int MostModels = 500;

    /// <summary>What targets are multiples of.</summary>
    public const decimal Step = .005m;

    /// <summary>The most that one target, and all of them together, may be: the rest is cash.</summary>
    public const decimal MostTarget = .95m;

    /// <summary>The most decimals of a drift.</summary>
    public const int DriftDecimals = 6;

    private const int OutsideIdLength = 24;

    // More figures than these could be rounded on the way into a decimal.
    private const int LongestNumber = 28;

    /// <summary>A name, trimmed. VALIDATION_ERROR.</summary>
    public static Result<string> Name(string? text)
    {
        var name = text?.Trim() ?? "";
        return name.Length == 0 ? Fault("name is empty. Give the model a name of 1 to 255 characters.", "name", text)
            : name.Length > LongestName ? Fault($"name has {name.Length} characters; {LongestName} are allowed. Shorten it.", "name", text)
            : PlainText.FirstForeign(name) is { } foreign ? Fault($"name has the character {foreign}, which one line of text cannot have. Remove it.", "name", text)
            : name;
    }

    /// <summary>A security, as it is kept: a symbol in upper case, an id of 24 letters and digits as it is written. VALIDATION_ERROR.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="field">Its field, for the message.</param>
    public static Result<string> Security(string? text, string field)
    {
        var security = text?.Trim() ?? "";
        if (security.Length == OutsideIdLength && security.All(char.IsAsciiLetterOrDigit))
        {
            return security;
        }

        return security.Length is > 0 and <= PositionLimits.SymbolLength && SymbolTable.IsAllowed(Encoding.UTF8.GetBytes(security))
            ? security.ToUpperInvariant()
            : Fault(
                $"{field} is {(security.Length == 0 ? "empty" : $"“{ItemFault.Clip(security)}”")}. Give a symbol of 1 to {PositionLimits.SymbolLength} letters, digits, “.”, “_” and “-”, or an id of {OutsideIdLength} letters and digits.", field, text);
    }

    /// <summary>The positions with a target above 0, in their order. VALIDATION_ERROR for each fault, that of the whole last.</summary>
    /// <param name="forms">What was given.</param>
    /// <param name="fieldOf">The field of a position by index and member, as messages name it.</param>
    public static Result<IReadOnlyList<ModelPosition>> Positions(IReadOnlyList<ModelPositionForm> forms, Func<int, string, string> fieldOf)
    {
        var each = Each(forms, fieldOf);
        if (!each.IsSuccess)
        {
            return each;
        }

        IReadOnlyList<ModelPosition> kept = [.. each.Value.Where(position => position.Target > 0)];
        return FaultOfWhole(kept) is { } fault ? fault : Result<IReadOnlyList<ModelPosition>>.Of(kept);
    }

    /// <summary>The positions one by one, those of target 0 among them: what is to be put into a model that has others. VALIDATION_ERROR for each fault.</summary>
    public static Result<IReadOnlyList<ModelPosition>> Each(IReadOnlyList<ModelPositionForm> forms, Func<int, string, string> fieldOf)
    {
        ArgumentNullException.ThrowIfNull(forms);
        ArgumentNullException.ThrowIfNull(fieldOf);
        List<Error> errors = [];
        List<ModelPosition> positions = [];
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (index, form) in forms.Index())
        {
            if (Read(form, member => fieldOf(index, member), errors) is not { } position)
            {
                continue;
            }

            if (!seen.TryAdd(position.Security, index))
            {
                errors.Add(Fault($"{fieldOf(index, "security")} is “{position.Security}”, which {fieldOf(seen[position.Security], "security")} is too. A model has a security once, whatever the case of its letters.", fieldOf(index, "security"), form.Security));
            }

            positions.Add(position);
        }

        return errors.Count > 0 ? errors : Result<IReadOnlyList<ModelPosition>>.Of(positions);
    }

    /// <summary>What is wrong with the positions of a model together: their number or their sum; null when nothing is.</summary>
    public static Error? FaultOfWhole(IReadOnlyList<ModelPosition> positions)
    {
        ArgumentNullException.ThrowIfNull(positions);
        if (positions.Count > MostPositions)
        {
            return Fault($"The model would have {positions.Count} positions with a target above 0; {MostPositions} are allowed. Remove some.", "positions", positions.Count.ToString(CultureInfo.InvariantCulture));
        }

        var total = positions.Sum(position => position.Target);
        return total > MostTarget
            ? Fault($"The targets add up to {Text(total)}, which is {Text(total - MostTarget)} over {Text(MostTarget)}: at least .05 stays cash. Lower some of them.", "positions", Text(total))
            : null;
    }

    /// <summary>VALIDATION_ERROR of a field.</summary>
    internal static Error Fault(string message, string? field, string? value) => RequestErrors.Validation.Because(
        message, field, details: new Dictionary<string, object?> { [ErrorDetails.Found] = ItemFault.Clip(value) });

    private static ModelPosition? Read(ModelPositionForm form, Func<string, string> fieldOf, List<Error> errors)
    {
        var before = errors.Count;
        var security = Security(form.Security, fieldOf("security"));
        errors.AddRange(security.Errors);
        var target = Number(form.Target, fieldOf("target"), $"Give 0 or a multiple of {Text(Step)} up to {Text(MostTarget)}.", number => number is >= 0 and <= MostTarget && number % Step == 0, errors);
        var low = Drift(form.LowDrift, fieldOf("low_drift"), target == 0, errors);
        var high = Drift(form.HighDrift, fieldOf("high_drift"), target == 0, errors);
        if (low > high)
        {
            errors.Add(Fault($"{fieldOf("low_drift")} is {Text(low.Value)}, above {fieldOf("high_drift")}, which is {Text(high.Value)}. The low drift is at most the high drift.", fieldOf("low_drift"), form.LowDrift));
        }

        return errors.Count == before ? new ModelPosition(security.Value, target!.Value, low!.Value, high!.Value) : null;
    }

    // What is taken out needs no band.
    private static decimal? Drift(string? text, string field, bool isTakenOut, List<Error> errors) => text is null && isTakenOut
        ? 0
        : Number(text, field, $"Give a number from 0 to 1 with at most {DriftDecimals} decimals: .02 is 2 % of the market value.", number => number is >= 0 and <= 1 && decimal.Round(number, DriftDecimals) == number, errors);

    private static decimal? Number(string? text, string field, string allowed, Func<decimal, bool> isAllowed, List<Error> errors)
    {
        var found = text?.Trim() ?? "";
        if (found.Length is > 0 and <= LongestNumber
            && decimal.TryParse(found, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) && IsExact(found, number) && isAllowed(number))
        {
            return number;
        }

        errors.Add(Fault($"{field} is {(found.Length == 0 ? "missing" : ItemFault.Clip(found))}. {allowed}", field, text));
        return null;
    }

    // 1e-40 is no 0, which is what a decimal makes of it.
    private static bool IsExact(string found, decimal number) => number != 0 || found.TakeWhile(character => character is not ('e' or 'E')).All(character => character is '0' or '.' or '-' or '+');

    private static string Text(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);
}
