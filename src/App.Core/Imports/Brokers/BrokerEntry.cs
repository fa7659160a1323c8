using App.Core.Portfolios;

namespace App.Core.Imports.Brokers;

/// <summary>An account that a file names, as it names it.</summary>
/// <param name="Number">Its number, masked by the broker or not; never shown or logged as it is.</param>
/// <param name="Name">Its name; empty when the file has none.</param>
/// <param name="Type">How it is registered, when that stands apart from the name.</param>
internal sealed record AccountLabel(string Number, string Name, string Type = "")
{
    /// <summary>The account of a file that names none.</summary>
    public static AccountLabel None { get; } = new("", "");

    /// <summary>How it is called, in the words that tell its type.</summary>
    public string Words => $"{BrokerEntries.Clip(Type)} {BrokerEntries.Clip(Name)}";

    /// <summary>What two rows have in common when they are of one account. A number of which only the end is shown may be that of two.</summary>
    public string Key => Number.Length == 0 ? Name : char.IsLetterOrDigit(Number[0]) && !Number.StartsWith("xx", StringComparison.OrdinalIgnoreCase) ? Number : $"{Name} {Number}";
}

/// <summary>A row of a position or of a lot, as it was found: words cleaned, figures read, nothing judged.</summary>
internal sealed record BrokerEntry
{
    public required int Line { get; init; }

    /// <summary>Which of the file's accounts, from 0.</summary>
    public required int Account { get; init; }

    public required string Symbol { get; init; }

    public string Description { get; init; } = "";

    public string Type { get; init; } = "";

    public string Currency { get; init; } = "";

    public required RowFigures Figures { get; init; }

    public OptionTerms? Option { get; init; }

    /// <summary>The day the position or lot was opened, where the file says so.</summary>
    public DateOnly? Opened { get; init; }

    /// <summary>True for a lot of the position above it.</summary>
    public bool IsLot { get; init; }

    /// <summary>True for a lot in a file that does not give the position it is of: a position of its own, with no lots below it.</summary>
    public bool IsOrphan { get; init; }
}
