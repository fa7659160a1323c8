using System.Globalization;
using System.Text;
using System.Text.Json;
using App.Core.Imports.Rules;
using App.Core.Market;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary>The fields of an entry of the security master that operators give.</summary>
public static class SecurityFields
{
    /// <summary>What an entry is known by.</summary>
    public const string Symbol = "symbol";

    /// <summary>All but the symbol, as they are spelled in JSON and in the database.</summary>
    public static IReadOnlyList<string> Names { get; } = ["name", "sector", "industry", "exchange", "kind", "currency", "beta", "dividend_yield"];

    /// <summary>True for those that are numbers.</summary>
    public static bool IsNumber(string name) => name is "beta" or "dividend_yield";

    /// <summary>The most characters of a text.</summary>
    public static int LongestOf(string name) => name switch { "name" => 300, "kind" => 20, "currency" => 3, _ => 100 };

    /// <summary>A field of an entry as text; null when it has no value.</summary>
    public static string? TextOf(Security security, string name)
    {
        ArgumentNullException.ThrowIfNull(security);
        return name switch
        {
            Symbol => security.Symbol,
            "name" => security.Name,
            "sector" => security.Sector,
            "industry" => security.Industry,
            "exchange" => security.Exchange,
            "kind" => security.Kind,
            "currency" => security.Currency,
            "beta" => security.Beta?.ToString("R", CultureInfo.InvariantCulture),
            "dividend_yield" => security.DividendYield?.ToString("R", CultureInfo.InvariantCulture),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No field of a security."),
        };
    }

    /// <summary>The fields that operators have given of an entry.</summary>
    public static IReadOnlyList<string> StatedOf(string? stated) => stated is { Length: > 0 } ? stated.Split(',') : [];
}

/// <summary>An entry that is to be made or changed.</summary>
/// <param name="Index">Its place in the call.</param>
/// <param name="Symbol">The symbol, upper-case.</param>
/// <param name="Values">The fields that were sent; null gives one back to the sources.</param>
/// <param name="Where">What has to hold of the row; null for nothing.</param>
internal sealed record PlannedSecurity(int Index, string Symbol, IReadOnlyDictionary<string, string?> Values, RowCondition? Where)
{
    /// <summary>The entry with what was sent: beside what is stored of it, when it is.</summary>
    public Security Onto(Security? stored)
    {
        var given = SecurityFields.StatedOf(stored?.Stated).Where(name => !Values.ContainsKey(name)).Concat(Values.Where(each => each.Value is not null).Select(each => each.Key)).ToHashSet();
        var entry = new Security { Symbol = Symbol, Stated = given.Count == 0 ? null : string.Join(',', SecurityFields.Names.Where(given.Contains)) };
        (entry.Name, entry.Sector, entry.Industry, entry.Exchange) = (Text("name"), Text("sector"), Text("industry"), Text("exchange"));
        (entry.Kind, entry.Currency, entry.Beta, entry.DividendYield) = (Text("kind"), Text("currency"), Number("beta"), Number("dividend_yield"));
        return entry;

        // What is given back keeps its value until a source tells another.
        string? Text(string name) => Values.GetValueOrDefault(name) ?? (stored is null ? null : SecurityFields.TextOf(stored, name));

        double? Number(string name) => Text(name) is { } text ? double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : null;
    }
}

/// <summary>Reads the entries of a bulk call: all faults of all of them at once.</summary>
internal static class SecurityItems
{
    private const double LargestBeta = 1_000;
    private const double LargestYield = 10;

    private static readonly string[] OfItem = [SecurityFields.Symbol, .. SecurityFields.Names];

    private static readonly string[] OfMatch = [SecurityFields.Symbol];

    /// <summary>Entries that are to be made or changed. Those at fault go into the tally.</summary>
    public static IReadOnlyList<PlannedSecurity> Read(BulkTerms terms, BulkTally tally)
    {
        List<Error> whole = [];
        var where = terms.Where is { } sent ? RowCondition.Read(sent, OfItem, SecurityFields.IsNumber, whole) : null;
        List<PlannedSecurity> planned = new(terms.Items.Count);
        for (var index = 0; index < terms.Items.Count; index++)
        {
            List<Error> errors = [.. whole];
            var item = terms.Items[index];
            var read = terms.Operation == BulkOperation.Update ? ReadChange(index, item, where, errors) : ReadNew(index, item, errors);
            if (read is not null && errors.Count == 0)
            {
                planned.Add(read);
            }
            else
            {
                tally.Fail(index, item.ValueKind == JsonValueKind.Object ? ItemFault.Clip(SentJson.TextOf(item, SecurityFields.Symbol)) : null, errors);
            }
        }

        return planned;
    }

    private static PlannedSecurity? ReadNew(int index, JsonElement item, List<Error> errors)
    {
        var fields = ItemFields.Read(item, "a security", OfItem, SecurityFields.IsNumber);
        errors.AddRange(fields.Errors);
        if (item.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var symbol = SymbolOf(fields, errors);
        var values = ValuesOf(fields, errors);
        return symbol is null ? null : new(index, symbol, values, null);
    }

    private static PlannedSecurity? ReadChange(int index, JsonElement item, RowCondition? where, List<Error> errors)
    {
        var match = ItemFields.Read(item, "a change", OfMatch, _ => false, "set", "where");
        errors.AddRange(match.Errors);
        if (item.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var symbol = SymbolOf(match, errors);
        var own = item.TryGetProperty("where", out var sent) && sent.ValueKind != JsonValueKind.Null ? RowCondition.Read(sent, OfItem, SecurityFields.IsNumber, errors) : where;
        if (!item.TryGetProperty("set", out var set))
        {
            errors.Add(BulkErrors.ItemInvalid.Because("set is missing. Send the fields that are to be changed, with their new values.", "set"));
            return null;
        }

        var fields = ItemFields.Read(set, "a change", SecurityFields.Names, SecurityFields.IsNumber);
        errors.AddRange(fields.Errors.Select(error => error with { Field = error.Field ?? "set" }));
        if (fields.Errors.Count == 0 && fields.Names.Count == 0)
        {
            errors.Add(BulkErrors.ItemInvalid.Because($"set has nothing to change. Send at least one of {string.Join(", ", SecurityFields.Names)}.", "set"));
        }

        var values = ValuesOf(fields, errors);
        return symbol is null ? null : new(index, symbol, values, own);
    }

    private static string? SymbolOf(ItemFields fields, List<Error> errors)
    {
        var text = fields[SecurityFields.Symbol]?.Trim() ?? "";
        if (text.Length is > 0 and <= PositionLimits.SymbolLength && SymbolTable.IsAllowed(Encoding.UTF8.GetBytes(text)))
        {
            return text.ToUpperInvariant();
        }

        if (!fields.Errors.Any(error => error.Field == SecurityFields.Symbol))
        {
            errors.Add(Fault(SecurityFields.Symbol, text, $"symbol is {(text.Length == 0 ? "missing" : $"“{ItemFault.Clip(text)}”")}. Send 1 to {PositionLimits.SymbolLength} letters, digits, “.”, “_” and “-”."));
        }

        return null;
    }

    private static Dictionary<string, string?> ValuesOf(ItemFields fields, List<Error> errors)
    {
        Dictionary<string, string?> values = [];
        foreach (var name in fields.Names.Where(name => name != SecurityFields.Symbol))
        {
            var text = fields[name]?.Trim();
            if (text is null or "")
            {
                values[name] = null;
            }
            else if (FaultOf(name, text) is { } fault)
            {
                errors.Add(Fault(name, text, fault));
            }
            else
            {
                values[name] = name is "currency" or "kind" ? text.ToUpperInvariant() : text;
            }
        }

        return values;
    }

    private static string? FaultOf(string name, string text)
    {
        var shown = ItemFault.Clip(text);
        if (SecurityFields.IsNumber(name))
        {
            var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);
            return (name, isNumber) switch
            {
                ("beta", _) when !isNumber || Math.Abs(number) > LargestBeta => $"beta is {shown}. Send a number from -1,000 to 1,000.",
                ("dividend_yield", _) when !isNumber || number is < 0 or > LargestYield => $"dividend_yield is {shown}. Send a fraction from 0 to 10: 0.02 is 2 %.",
                _ => null,
            };
        }

        var most = SecurityFields.LongestOf(name);
        return name == "currency" && (text.Length != most || !text.All(char.IsAsciiLetter)) ? $"currency is “{shown}”. Send the three letters of ISO 4217, such as USD."
            : text.Length > most ? $"{name} has {text.Length} characters; {most} are allowed."
            : PlainText.FirstForeign(text) is { } foreign ? $"{name} has the character {foreign}, which is no text."
            : null;
    }

    private static Error Fault(string field, string value, string message) => BulkErrors.ItemInvalid.Because(
        message, field, details: new Dictionary<string, object?> { ["value"] = PlainText.IsWhole(value) ? ItemFault.Clip(value) : null });
}
