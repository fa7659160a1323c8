using App.Core.Results;

namespace App.Core.Portfolios;

/// <summary>What can be wrong with a value given of a private asset.</summary>
[ErrorCatalogue]
public static class ValuationErrors
{
    /// <summary>ERR_VALUE_001.</summary>
    public static readonly ErrorDefinition NoPosition = new(
        "ERR_VALUE_001", "Position not found", ErrorKind.NotFound, 404,
        "The portfolio has no such position. It may have been replaced by an import.", "List the portfolio's positions and choose from them.");

    /// <summary>ERR_VALUE_002.</summary>
    public static readonly ErrorDefinition NotPrivate = new(
        "ERR_VALUE_002", "Position is priced by the market", ErrorKind.Validation, 400,
        "Values are given of private assets only. A public position is worth its market price, an option what its underlying makes it.",
        "Choose a position of class PRIVATE. When the class is wrong, import the file with the right one.");

    /// <summary>ERR_VALUE_003.</summary>
    public static readonly ErrorDefinition PriceInvalid = new(
        "ERR_VALUE_003", "Value cannot be given", ErrorKind.Validation, 400,
        "The price of one unit is missing, is not positive, is 1,000,000,000 or more, or has more than 4 decimals.",
        "Give dollars per unit, such as 104.25. Of a whole position's value that is the value divided by its quantity.");

    /// <summary>ERR_VALUE_004.</summary>
    public static readonly ErrorDefinition DateInvalid = new(
        "ERR_VALUE_004", "Day of the value cannot be", ErrorKind.Validation, 400,
        "The day is missing, before the position was entered, after it was closed, or in the future.", "Give the day that the value is of, as YYYY-MM-DD; the message says from when to when.");

    /// <summary>ERR_VALUE_005.</summary>
    public static readonly ErrorDefinition NotFound = new(
        "ERR_VALUE_005", "Value not found", ErrorKind.NotFound, 404,
        "The position has no such value. It may have been removed, or replaced by another of the same day.", "List the position's values and choose from them.");
}
