using App.Core.Results;

namespace App.Core.Targets;

/// <summary>What can be wrong with target prices, and with a file of them.</summary>
[ErrorCatalogue]
public static class TargetErrors
{
    /// <summary>ERR_TARGET_001.</summary>
    public static readonly ErrorDefinition Symbol = Define("ERR_TARGET_001", "Symbol of a target price missing or not allowed",
        "The target has no symbol, or one that is over 100 characters long or has others than letters, digits, dot, underscore and hyphen.",
        "Give the symbol as the position has it, such as AAPL or BRK.B; of an option the contract’s own, such as AAPL270618C00150000.");

    /// <summary>ERR_TARGET_002.</summary>
    public static readonly ErrorDefinition Direction = Define("ERR_TARGET_002", "Direction of a target price unknown",
        "The direction is neither LONG nor SHORT.", "Write LONG for what you hold and SHORT for what you sold short. Left empty it is LONG.");

    /// <summary>ERR_TARGET_003.</summary>
    public static readonly ErrorDefinition Price = Define("ERR_TARGET_003", "Not a target price",
        "The price is not a number, not above 0, has more than 4 decimals, or is not under 1,000,000,000.",
        "Give dollars a share, such as 220 or $1,234.50, or leave it empty.");

    /// <summary>ERR_TARGET_004.</summary>
    public static readonly ErrorDefinition NoPrice = Define("ERR_TARGET_004", "Target without a price",
        "None of the three prices is given: end of year, next year, downside.", "Give at least one of them, or leave the target out. To take a target back, remove it.");

    /// <summary>ERR_TARGET_005.</summary>
    public static readonly ErrorDefinition Note = Define("ERR_TARGET_005", "Note of a target price not allowed",
        "The note has more than 500 characters, a line break, or characters that are not text.", "Shorten it to one line of 500 characters or fewer.");

    /// <summary>ERR_TARGET_006.</summary>
    public static readonly ErrorDefinition Duplicate = Define("ERR_TARGET_006", "Target given twice",
        "The same symbol and direction is there twice, and which of them is meant cannot be told.", "Keep one of the two that are named.");

    /// <summary>ERR_TARGET_007.</summary>
    public static readonly ErrorDefinition TooMany = Define("ERR_TARGET_007", "Too many target prices",
        "There is room for 5,000 targets. Nothing was stored.", "Remove targets that are no longer needed, or send fewer.");

    /// <summary>ERR_TARGET_008.</summary>
    public static readonly ErrorDefinition FileHasErrors = Define("ERR_TARGET_008", "File of target prices has errors",
        "The file was read and something in it breaks a rule. Nothing was stored.", "Mend each error listed and import the file again; every error is listed at once, up to 200.");

    /// <summary>ERR_TARGET_009.</summary>
    public static readonly ErrorDefinition NotFound = new("ERR_TARGET_009", "Target price not found", ErrorKind.NotFound, 404,
        "You have no target of this symbol and direction. It may have been removed.", "List your target prices and choose from them.");

    /// <summary>ERR_TARGET_010.</summary>
    public static readonly ErrorDefinition Header = Define("ERR_TARGET_010", "Header of a file of target prices cannot be used",
        "The first row that is not a comment lacks one of the columns Symbol, End Of Year, Next Year and Downside, names a column twice, or has one that is probably misspelt.",
        "Make the first row the header: Symbol, Direction, End Of Year, Next Year, Downside, Note. Direction and Note may be left out. The template has them all.");

    /// <summary>ERR_TARGET_011.</summary>
    public static readonly ErrorDefinition FileTooLarge = Define("ERR_TARGET_011", "File of target prices too large",
        "The file is over 2 MB or has more than 5,000 rows.", "Remove what is not target prices, or import it in parts.");

    private static ErrorDefinition Define(string code, string title, string meaning, string fix) => new(code, title, ErrorKind.Validation, 422, meaning, fix);
}
