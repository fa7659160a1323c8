using System.Buffers;
using App.Core.Imports.Csv;
using App.Core.Portfolios;

namespace App.Core.Batches;

/// <summary>One portfolio of a list, as it was written: nothing of it is checked yet. Immutable.</summary>
/// <param name="Line">The line it begins on; of JSON the place in the list, from 1. No two of a list have the same.</param>
/// <param name="Cells">What was written; a column that is not there is like an empty one.</param>
public sealed record PortfolioRow(int Line, IReadOnlyDictionary<PortfolioColumn, string> Cells)
{
    // Whoever writes of money as people do; anything else in a cell is for the rules to judge as it stands.
    private static readonly SearchValues<char> OfAmounts = SearchValues.Create("0123456789.,$+-");

    private static readonly Dictionary<string, AccountType> TypeWords = new(
        [
            .. Codes.AccountTypes.Names.Select(name => KeyValuePair.Create(HeaderName.KeyOf(name), Codes.AccountTypes.Parse(name))),
            .. from words in ((AccountType Type, string[] Words)[])
               [
                   (AccountType.Taxable, ["Brokerage", "Taxable brokerage", "Individual", "Individual taxable", "Joint", "Taxable account", "Brokerage account"]),
                   (AccountType.Ira, ["Traditional IRA", "Trad IRA", "Rollover IRA", "IRA traditional", "IRA rollover"]),
                   (AccountType.RothIra, ["Roth", "IRA Roth"]),
                   (AccountType.Plan401k, ["401(k) plan", "Traditional 401(k)"]),
                   (AccountType.Plan403b, ["403(b) plan"]),
                   (AccountType.Plan529, ["529 plan", "College 529"]),
                   (AccountType.Hsa, ["Health savings account", "Health savings"]),
                   (AccountType.Trust, ["Trust account", "Living trust", "Family trust"]),
               ]
               from word in words.Words
               select KeyValuePair.Create(HeaderName.KeyOf(word), words.Type),
        ]);

    /// <summary>What kept it from being read, such as a list where a text belongs.</summary>
    public IReadOnlyList<ItemFault> Unread { get; init; } = [];

    /// <summary>A cell; empty when there is none.</summary>
    public string this[PortfolioColumn column] => Cells.GetValueOrDefault(column, string.Empty);

    /// <summary>The row with another text in a cell: what could not be read of it is settled by that.</summary>
    public PortfolioRow With(PortfolioColumn column, string text) => this with
    {
        Cells = new Dictionary<PortfolioColumn, string>(Cells) { [column] = text },
        Unread = [.. Unread.Where(fault => fault.Field != column.Field())],
    };

    /// <summary>The row of an item of the API's body.</summary>
    internal static PortfolioRow Of(PortfolioItem item, int line)
    {
        (PortfolioColumn Column, string? Text)[] cells =
        [
            (PortfolioColumn.Name, item.Name), (PortfolioColumn.AccountName, item.AccountName), (PortfolioColumn.AccountType, item.AccountType), (PortfolioColumn.EquityBalance, item.EquityBalance),
            (PortfolioColumn.Currency, item.Currency), (PortfolioColumn.DateCreated, item.DateCreated), (PortfolioColumn.Version, item.Version), (PortfolioColumn.Description, item.Description),
        ];
        return new(line, cells.Where(cell => cell.Text is not null).ToDictionary(cell => cell.Column, cell => cell.Text!)) { Unread = item.Unread };
    }

    /// <summary>The item of a bulk call that it is: empty cells are left out, a type in words and an amount as people write it become what the rules read.</summary>
    public PortfolioItem ToItem()
    {
        var equity = Given(PortfolioColumn.EquityBalance) is { } text ? AmountOf(text) : null;
        return new PortfolioItem(
            Cells.GetValueOrDefault(PortfolioColumn.Name),
            Given(PortfolioColumn.DateCreated),
            Given(PortfolioColumn.Version)?.Trim(),
            Given(PortfolioColumn.AccountName),
            Given(PortfolioColumn.AccountType) is { } type ? TypeOf(type) is { } known ? Codes.AccountTypes.NameOf(known) : type : null,
            equity is not null && GroupingFaultOf(equity) is null ? equity : null,
            Given(PortfolioColumn.Currency),
            Given(PortfolioColumn.Description))
        {
            Unread = equity is not null && GroupingFaultOf(equity) is { } fault ? [.. Unread, fault] : Unread,
        };
    }

    /// <summary>The account type that a text means: its code, or what people call it; null for any other.</summary>
    public static AccountType? TypeOf(string text) => TypeWords.TryGetValue(HeaderName.KeyOf(text), out var type) ? type : null;

    /// <summary>True when a text is an amount, whatever its size.</summary>
    internal static bool IsAmount(string text) => AmountOf(text) is var amount && amount.Any(char.IsAsciiDigit) && !amount.AsSpan().ContainsAnyExcept(OfAmounts);

    private string? Given(PortfolioColumn column) => string.IsNullOrWhiteSpace(this[column]) ? null : this[column];

    // “USD 1 250 000” is 1250000; of what is no amount nothing is taken away, so that the message shows what was written.
    private static string AmountOf(string text)
    {
        var plain = string.Concat(text.Where(character => !char.IsWhiteSpace(character)));
        plain = plain.StartsWith("USD", StringComparison.OrdinalIgnoreCase) || plain.StartsWith("US$", StringComparison.OrdinalIgnoreCase) ? plain[3..]
            : plain.EndsWith("USD", StringComparison.OrdinalIgnoreCase) ? plain[..^3] : plain;
        return plain.Length > 0 && !plain.AsSpan().ContainsAnyExcept(OfAmounts) ? plain : text.Trim();
    }

    // A comma for the decimal point would be read as one between thousands: 1250,00 as 125000.
    private static ItemFault? GroupingFaultOf(string amount)
    {
        var whole = amount.TrimStart('$', '+', '-').Split('.')[0].Split(',');
        return whole.Length == 1 || amount.AsSpan().ContainsAnyExcept(OfAmounts) || (whole[0].Length is >= 1 and <= 3 && whole.Skip(1).All(group => group.Length == 3)) ? null : ItemFault.Of(
            PortfolioColumn.EquityBalance.Field(), amount,
            $"“{ItemFault.Clip(amount)}” can be read in two ways: commas stand between thousands, in groups of three digits. Write it like 250000 or 250,000.00.");
    }
}
