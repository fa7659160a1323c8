using App.Core.Imports.Csv;

namespace App.Core.Batches;

/// <summary>What a list of portfolios can say of each, in the order in which it is shown and written.</summary>
public enum PortfolioColumn
{
    /// <summary>The portfolio's name, the only one that is needed.</summary>
    Name,

    /// <summary>The account's name; the portfolio's when empty.</summary>
    AccountName,

    /// <summary>One of the account types; taxable when empty.</summary>
    AccountType,

    /// <summary>The account's net value in dollars.</summary>
    EquityBalance,

    /// <summary>USD.</summary>
    Currency,

    /// <summary>The day on which it was created.</summary>
    DateCreated,

    /// <summary>The number that its changes are counted from.</summary>
    Version,

    /// <summary>Free words.</summary>
    Description,
}

/// <summary>How columns are called: in the API, by their titles, and by what people write above them.</summary>
public static class PortfolioColumns
{
    private static readonly (PortfolioColumn Column, string Field, string Title, string[] Synonyms)[] Rows =
    [
        (PortfolioColumn.Name, "name", "Name", ["Portfolio", "Portfolio name", "Title"]),
        (PortfolioColumn.AccountName, "account_name", "Account", ["Account name", "Acct", "Acct name", "Account title"]),
        (PortfolioColumn.AccountType, "account_type", "Account type", ["Type", "Acct type", "Kind", "Registration", "Registration type", "Tax status", "Type of account"]),
        (PortfolioColumn.EquityBalance, "equity_balance", "Equity",
            ["Equity balance", "Balance", "Value", "Account value", "Account balance", "Market value", "Total value", "Total", "Net value", "Net asset value", "NAV", "Amount", "Equity USD", "Balance USD", "Value USD"]),
        (PortfolioColumn.Currency, "currency", "Currency", ["Ccy", "Cur"]),
        (PortfolioColumn.DateCreated, "date_created", "Date created", ["Created", "Created at", "Created on", "Creation date", "Date", "Opened", "Opened on", "Date opened", "Opening date", "Inception", "Inception date", "Start", "Start date", "Since"]),
        (PortfolioColumn.Version, "version", "Version", ["Ver"]),
        (PortfolioColumn.Description, "description", "Description", ["Notes", "Note", "Comment", "Comments", "Memo", "Remark", "Remarks", "Desc", "Details"]),
    ];

    private static readonly Dictionary<string, PortfolioColumn> ByKey = Rows
        .SelectMany(row => row.Synonyms.Append(row.Field).Append(row.Title).Select(title => (Key: HeaderName.KeyOf(title), row.Column)))
        .DistinctBy(each => each.Key).ToDictionary(each => each.Key, each => each.Column);

    /// <summary>Every column.</summary>
    public static IReadOnlyList<PortfolioColumn> All { get; } = [.. Rows.Select(row => row.Column)];

    /// <summary>The columns of a list that says no more than is usual.</summary>
    public static IReadOnlyList<PortfolioColumn> Usual { get; } =
        [PortfolioColumn.Name, PortfolioColumn.AccountName, PortfolioColumn.AccountType, PortfolioColumn.EquityBalance, PortfolioColumn.Description];

    /// <summary>Every title that is understood.</summary>
    internal static IEnumerable<string> Titles => Rows.SelectMany(row => row.Synonyms.Prepend(row.Title));

    /// <summary>The field of the API.</summary>
    public static string Field(this PortfolioColumn column) => Rows[(int)column].Field;

    /// <summary>The title as it is written.</summary>
    public static string Title(this PortfolioColumn column) => Rows[(int)column].Title;

    /// <summary>The column of a field of the API; null when there is none.</summary>
    public static PortfolioColumn? OfField(string? field) => Array.FindIndex(Rows, row => row.Field == field) is >= 0 and var index ? Rows[index].Column : null;

    /// <summary>The column that a title means, without regard to case, spaces and punctuation; null for any other.</summary>
    internal static PortfolioColumn? Find(string title) => ByKey.TryGetValue(HeaderName.KeyOf(title), out var column) ? column : null;
}
