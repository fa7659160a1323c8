using System.Collections.Frozen;
using System.Text.Json;

namespace App.Core.Imports.Brokers;

/// <summary>What the fields of a position are called: in words for people, by name for programs.</summary>
public static class PositionFields
{
    private static readonly FrozenDictionary<string, PositionField> ByName = Enum.GetValues<PositionField>()
        .ToFrozenDictionary(field => field.Name(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Every name, in the order of the fields.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<PositionField>().Select(field => field.Name())];

    /// <summary>The name in snake_case: <c>cost_per_share</c>.</summary>
    public static string Name(this PositionField field) => JsonNamingPolicy.SnakeCaseLower.ConvertName(field.ToString());

    /// <summary>The field of a name, in any case; null when there is none.</summary>
    public static PositionField? Find(string name) => ByName.TryGetValue(name?.Trim() ?? "", out var field) ? field : null;

    /// <summary>What the field is, as it stands inside a sentence: “the quantity”.</summary>
    public static string Words(this PositionField field) => field switch
    {
        PositionField.AccountNumber => "the account's number",
        PositionField.AccountName => "the account",
        PositionField.AccountType => "the sort of account",
        PositionField.Symbol => "the symbol",
        PositionField.Description => "the name",
        PositionField.SecurityId => "the security's number (ISIN, CUSIP)",
        PositionField.SecurityType => "the sort of security",
        PositionField.Quantity => "the quantity",
        PositionField.Price => "the price",
        PositionField.Value => "the value",
        PositionField.TotalCost => "the cost in total",
        PositionField.CostPerShare => "the cost per share",
        PositionField.Cost => "the cost",
        PositionField.Gain => "the gain",
        PositionField.Currency => "the currency",
        PositionField.Multiplier => "the multiplier",
        PositionField.Underlying => "the underlying",
        PositionField.PutCall => "call or put",
        PositionField.Strike => "the strike price",
        PositionField.Expiration => "the day of expiration",
        PositionField.Side => "long or short",
        PositionField.OpenDate => "the day of purchase",
        PositionField.AsOf => "the day of the figures",
        PositionField.DetailLevel => "position or lot",
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, null),
    };

    /// <summary>True for the fields that are numbers: of units or of money.</summary>
    internal static bool IsNumber(this PositionField field) => field is PositionField.Quantity or PositionField.Price or PositionField.Value or PositionField.TotalCost
        or PositionField.CostPerShare or PositionField.Cost or PositionField.Gain or PositionField.Multiplier or PositionField.Strike;

    /// <summary>True for the fields that are days.</summary>
    internal static bool IsDay(this PositionField field) => field is PositionField.OpenDate or PositionField.AsOf or PositionField.Expiration;
}
