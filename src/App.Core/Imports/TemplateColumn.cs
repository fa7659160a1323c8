using System.Collections.Frozen;
using App.Core.Imports.Csv;

namespace App.Core.Imports;

/// <summary>The twelve columns of the template, in the order of the template; errors inside a row are reported in this order.</summary>
public enum TemplateColumn
{
    /// <summary>Symbol: required; may be empty for an option whose underlying is given.</summary>
    Symbol,

    /// <summary>Quantity: required; negative is short.</summary>
    Quantity,

    /// <summary>Entry Price Per Share: required.</summary>
    EntryPrice,

    /// <summary>Entry Date: required; YYYY-MM-DD.</summary>
    EntryDate,

    /// <summary>Investment Class: PUBLIC, OPTIONS, PRIVATE, or empty to have it inferred.</summary>
    InvestmentClass,

    /// <summary>Investment Subtype: one of the class's subtypes, or empty.</summary>
    InvestmentSubtype,

    /// <summary>Underlying Symbol: for options.</summary>
    UnderlyingSymbol,

    /// <summary>Strike Price: for options.</summary>
    StrikePrice,

    /// <summary>Expiration Date: for options; YYYY-MM-DD.</summary>
    ExpirationDate,

    /// <summary>Option Type: CALL or PUT, for options.</summary>
    OptionType,

    /// <summary>Exit Date: for closed positions; YYYY-MM-DD.</summary>
    ExitDate,

    /// <summary>Exit Price Per Share: only with an exit date.</summary>
    ExitPrice,
}

/// <summary>Titles of the template's columns and how a header is matched to them.</summary>
public static class TemplateColumns
{
    private static readonly string[] TitlesInOrder =
    [
        "Symbol", "Quantity", "Entry Price Per Share", "Entry Date", "Investment Class", "Investment Subtype",
        "Underlying Symbol", "Strike Price", "Expiration Date", "Option Type", "Exit Date", "Exit Price Per Share",
    ];

    private static readonly FrozenDictionary<string, TemplateColumn> ByKey = Enum.GetValues<TemplateColumn>()
        .ToFrozenDictionary(column => HeaderName.KeyOf(column.Title()), StringComparer.Ordinal);

    /// <summary>How many columns the template has: 12.</summary>
    public static int Count => TitlesInOrder.Length;

    /// <summary>The titles as the template writes them, in its order.</summary>
    public static IReadOnlyList<string> Titles => TitlesInOrder;

    /// <summary>The title as the template writes it; also the <c>Field</c> of every error of the column.</summary>
    public static string Title(this TemplateColumn column) => TitlesInOrder[(int)column];

    /// <summary>True for the first four, without which a file is not a list of positions.</summary>
    public static bool IsRequired(this TemplateColumn column) => column <= TemplateColumn.EntryDate;

    /// <summary>The column that a header cell names, ignoring case, spaces and punctuation; null when it names none.</summary>
    public static TemplateColumn? Find(string title) => ByKey.TryGetValue(HeaderName.KeyOf(title), out var column) ? column : null;

    /// <summary>The title as it begins a sentence: <c>Entry price per share</c>.</summary>
    internal static string Sentence(this TemplateColumn column) => Sentences[(int)column];

    private static readonly string[] Sentences = [.. TitlesInOrder.Select(title => title[0] + title[1..].ToLowerInvariant())];
}
