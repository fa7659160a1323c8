using App.Core.Results;

namespace App.Core.Imports;

/// <summary>What can be wrong with one position, in a file or in a form.</summary>
[ErrorCatalogue]
public static class PositionErrors
{
    /// <summary>No symbol, and no underlying that could stand for it.</summary>
    public static readonly ErrorDefinition SymbolRequired = Define("ERR_POS_001", "Symbol required",
        "The position has no symbol. Only an option may leave it empty, when its underlying symbol is given.",
        "Enter the ticker, or a name of your own for a private holding.");

    /// <summary>Over 100 characters.</summary>
    public static readonly ErrorDefinition SymbolTooLong = Define("ERR_POS_002", "Symbol too long",
        "The symbol has more than 100 characters.", "Shorten it to 100 characters or fewer.");

    /// <summary>Characters that no symbol has.</summary>
    public static readonly ErrorDefinition SymbolCharacters = Define("ERR_POS_003", "Symbol has characters that are not allowed",
        "A symbol consists of letters, digits, dot, underscore and hyphen.", "Remove the other characters; write BRK.B rather than BRK/B.");

    /// <summary>No quantity.</summary>
    public static readonly ErrorDefinition QuantityRequired = Define("ERR_POS_004", "Quantity required",
        "The position has no quantity.", "Enter the number of shares or contracts, negative for a short position.");

    /// <summary>Not a number, or too large to be one.</summary>
    public static readonly ErrorDefinition QuantityNotNumber = Define("ERR_POS_005", "Quantity is not a number",
        "The quantity is not a finite number below 1,000,000,000,000.", "Write digits with a decimal point, such as 1250 or -12.5.");

    /// <summary>Zero.</summary>
    public static readonly ErrorDefinition QuantityZero = Define("ERR_POS_006", "Quantity is zero",
        "A position of zero is none.", "Enter the quantity, or remove the row.");

    /// <summary>Over 6 decimals.</summary>
    public static readonly ErrorDefinition QuantityDecimals = Define("ERR_POS_007", "Quantity has too many decimals",
        "A quantity has at most 6 decimals; trailing zeros do not count.", "Round it to 6 decimals.");

    /// <summary>No entry price.</summary>
    public static readonly ErrorDefinition PriceRequired = Define("ERR_POS_008", "Entry price required",
        "The position has no entry price.", "Enter what was paid per share, or per share of the underlying for an option.");

    /// <summary>Not a number, or too large to be one.</summary>
    public static readonly ErrorDefinition PriceNotNumber = Define("ERR_POS_009", "Entry price is not a number",
        "The entry price is not a finite number below 1,000,000,000.", "Write digits with a decimal point, such as 158.25.");

    /// <summary>Zero or negative.</summary>
    public static readonly ErrorDefinition PriceNotPositive = Define("ERR_POS_010", "Entry price is not positive",
        "An entry price is above zero, for short positions too: the sign belongs to the quantity.", "Enter the price without a sign.");

    /// <summary>Over 2 decimals, or over 4 where 4 are allowed.</summary>
    public static readonly ErrorDefinition PriceDecimals = Define("ERR_POS_011", "Entry price has too many decimals",
        "A price has at most 2 decimals; 4 for PRIVATE, OPTIONS and mutual funds. Trailing zeros do not count.", "Round the price.");

    /// <summary>No entry date.</summary>
    public static readonly ErrorDefinition DateRequired = Define("ERR_POS_012", "Entry date required",
        "The position has no entry date.", "Enter the day of purchase as YYYY-MM-DD.");

    /// <summary>Not YYYY-MM-DD.</summary>
    public static readonly ErrorDefinition DateFormat = Define("ERR_POS_013", "Entry date is not YYYY-MM-DD",
        "The entry date is not a day of the calendar written as YYYY-MM-DD.", "Write it like 2024-01-15.");

    /// <summary>After today.</summary>
    public static readonly ErrorDefinition DateInFuture = Define("ERR_POS_014", "Entry date in the future",
        "The entry date is after today.", "Enter a day that has come.");

    /// <summary>Over 100 years ago.</summary>
    public static readonly ErrorDefinition DateTooOld = Define("ERR_POS_015", "Entry date over 100 years ago",
        "The entry date is more than 100 years before today.", "Check the year.");

    /// <summary>Not one of the three classes, or contradicted by the row's option terms.</summary>
    public static readonly ErrorDefinition Class = Define("ERR_POS_016", "Investment class is not usable",
        "The class is not PUBLIC, OPTIONS or PRIVATE, or the row carries option terms that contradict it.",
        "Write one of the three, or leave the column empty to have it inferred.");

    /// <summary>Not one of the class's subtypes.</summary>
    public static readonly ErrorDefinition Subtype = Define("ERR_POS_017", "Subtype is not of the class",
        "The subtype does not belong to the investment class, given or inferred, or contradicts the option type.",
        "Choose one of the subtypes that the message lists, or leave the column empty.");

    /// <summary>Anything about the exit.</summary>
    public static readonly ErrorDefinition Exit = Define("ERR_POS_018", "Exit is not consistent",
        "The exit date is malformed, before the entry date or in the future; or the exit price is unusable or lacks a date.",
        "For a closed position enter the day as YYYY-MM-DD and a positive price; for an open one leave both columns empty.");

    /// <summary>No underlying, or one that is no symbol.</summary>
    public static readonly ErrorDefinition Underlying = Define("ERR_POS_019", "Underlying symbol missing",
        "The option has no underlying symbol, one that is not a symbol, or one that its own symbol contradicts.",
        "Enter the ticker of the underlying.");

    /// <summary>No strike, or an unusable one.</summary>
    public static readonly ErrorDefinition Strike = Define("ERR_POS_020", "Strike price missing or not positive",
        "The option has no strike price, one that is not a positive number with at most 4 decimals, or one that its symbol contradicts.",
        "Enter the strike per share, such as 150.");

    /// <summary>No expiration, or a malformed one.</summary>
    public static readonly ErrorDefinition Expiration = Define("ERR_POS_021", "Expiration date missing or malformed",
        "The option has no expiration date, one that is not YYYY-MM-DD, or one that its symbol contradicts.",
        "Write it like 2027-06-18.");

    /// <summary>Neither call nor put.</summary>
    public static readonly ErrorDefinition OptionType = Define("ERR_POS_022", "Option type is not CALL or PUT",
        "The option type is missing, is not CALL, PUT, C or P, or is contradicted by the option's symbol.", "Write CALL or PUT.");

    /// <summary>The same position on two rows.</summary>
    public static readonly ErrorDefinition Duplicate = Define("ERR_POS_023", "Duplicate position",
        "Another row has the same symbol, entry date and, for options, contract terms.",
        "Add the quantities into one row, or remove one of the two.");

    private static ErrorDefinition Define(string code, string title, string meaning, string fix) =>
        new(code, title, ErrorKind.Validation, 400, meaning, fix);
}
