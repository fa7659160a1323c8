using System.Globalization;
using System.Text;
using App.Core.Imports.Rules;
using App.Core.Results;

namespace App.Core.Targets;

/// <summary>What symbol, direction, prices and note of a target have to be, however they came: typed, sent or in a file.</summary>
/// <remarks>An error says what was found and what is allowed; where it was found is the caller's to add.</remarks>
public static class TargetRules
{
    /// <summary>Targets an owner may have, rows a file and a call may have.</summary>
    public const int MostTargets = 5_000;

    /// <summary>Characters of a note.</summary>
    public const int LongestNote = 500;

    private const string AllowedPrice = "a number above 0 with at most 4 decimals, such as 220 or $1,234.50; or nothing";

    /// <summary>The symbol in upper case; an option's without the padding that some files have. ERR_TARGET_001.</summary>
    public static Result<string> Symbol(string? text)
    {
        var symbol = text?.Trim() ?? "";
        if (symbol.Length == 0)
        {
            return Fault(TargetErrors.Symbol, symbol, "Symbol is empty. Enter the symbol of a position, such as AAPL.", "letters, digits, dot, underscore and hyphen");
        }

        var utf8 = Encoding.UTF8.GetBytes(symbol);
        if (symbol.Length <= PositionLimits.SymbolLength && OccSymbol.TryRead(utf8, out var contract))
        {
            return contract!.Symbol;
        }

        if (symbol.Length <= PositionLimits.SymbolLength && SymbolTable.IsAllowed(utf8))
        {
            return symbol.ToUpperInvariant();
        }

        var meant = MeantBy(symbol);
        return Fault(
            TargetErrors.Symbol, symbol,
            $"Symbol must consist of letters, digits, “.”, “_” and “-”, at most {PositionLimits.SymbolLength} of them; found {FoundText.Quote(symbol)}.{(meant is null ? "" : $" Did you mean {meant}?")}",
            "letters, digits, dot, underscore and hyphen", meant);
    }

    /// <summary>The direction; LONG when nothing is said. ERR_TARGET_002.</summary>
    public static Result<TargetDirection> Direction(string? text)
    {
        var name = text?.Trim() ?? "";
        if (name.Length == 0)
        {
            return TargetDirection.Long;
        }

        return TargetCodes.Directions.TryParse(name, out var direction)
            ? direction
            : Fault(TargetErrors.Direction, name, $"Direction must be LONG or SHORT; found {FoundText.Quote(name)}. Left empty it is LONG.", "LONG, SHORT");
    }

    /// <summary>A price as people write it: <c>220</c>, <c>$1,234.50</c>; null when nothing is said. ERR_TARGET_003.</summary>
    public static Result<decimal?> Price(string? text)
    {
        var found = text?.Trim() ?? "";
        if (found.Length == 0)
        {
            return Result<decimal?>.Of(null);
        }

        var number = NumberText.Read(Encoding.UTF8.GetBytes(found));
        if (number.Fault is NumberFault.TooLarge || (number.Fault is NumberFault.None && number.IntegerDigits > PositionLimits.PriceIntegerDigits))
        {
            return Fault(TargetErrors.Price, found, $"The price must be under 1,000,000,000; found {FoundText.Quote(found)}.", AllowedPrice);
        }

        if (number.Fault is not NumberFault.None)
        {
            var guess = NumberGuess.For(found).Suggestion;
            var mend = guess is null ? "" : $" Did you mean {guess}?";
            return Fault(TargetErrors.Price, found, $"The price must be a number, such as 220 or $1,234.50; found {FoundText.Quote(found)}.{mend}", AllowedPrice, guess);
        }

        return number.IsZero || number.IsNegative || number.Decimals > PositionLimits.PriceDecimals ? Fault(number, found) : number.Value;
    }

    /// <summary>A price that is a number already. ERR_TARGET_003.</summary>
    public static Result<decimal?> Price(decimal? price) => price is { } number ? Price(number.ToString(CultureInfo.InvariantCulture)) : Result<decimal?>.Of(null);

    /// <summary>The note, trimmed; null when there is none. ERR_TARGET_005.</summary>
    public static Result<string?> Note(string? text)
    {
        var note = text?.Trim() ?? "";
        if (note.Length > LongestNote)
        {
            return Fault(TargetErrors.Note, note, $"The note has {note.Length} characters; {LongestNote} are allowed. Shorten it.", "at most 500 characters");
        }

        return PlainText.FirstForeign(note) is { } foreign
            ? Fault(TargetErrors.Note, note, $"The note has the character {foreign}, which one line of text cannot have. Remove it.", "one line of text")
            : Result<string?>.Of(note.Length == 0 ? null : note);
    }

    // BRK/B, BRK B and ^SPX are how brokers write BRK.B and SPX.
    private static string? MeantBy(string symbol)
    {
        var mended = symbol.Trim('*', '^', '$', ' ').Replace('/', '.').Replace(' ', '.').ToUpperInvariant();
        return mended.Length is > 0 and <= PositionLimits.SymbolLength && SymbolTable.IsAllowed(Encoding.UTF8.GetBytes(mended)) ? mended : null;
    }

    private static Error Fault(NumberText number, string found) => number.Decimals > PositionLimits.PriceDecimals && !number.IsNegative
        ? Fault(TargetErrors.Price, found, $"The price may have at most {PositionLimits.PriceDecimals} decimals; found {number.Decimals} in {FoundText.Quote(found)}. Round it.", AllowedPrice)
        : Fault(TargetErrors.Price, found, $"The price must be above 0; found {FoundText.Quote(found)}. A target of a short is a price as well, below today’s when it is to gain.", AllowedPrice);

    private static Error Fault(ErrorDefinition definition, string found, string message, string allowed, string? suggestion = null)
    {
        var details = new Dictionary<string, object?> { [ErrorDetails.Found] = FoundText.Clip(found), [ErrorDetails.Allowed] = allowed };
        if (suggestion is not null)
        {
            details[ErrorDetails.Suggestion] = suggestion;
        }

        return definition.Because(message, details: details);
    }
}
