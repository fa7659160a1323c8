namespace App.Core.Imports.Brokers;

/// <summary>The sums of one account as the file gives them.</summary>
internal sealed class AccountSums(AccountLabel label)
{
    private Dictionary<(string Currency, string Category), decimal>? _sections;
    private Dictionary<string, decimal>? _cash;

    public AccountLabel Label { get; set; } = label;

    /// <summary>Cash that is no position.</summary>
    public decimal Cash { get; set; }

    /// <summary>Money under way.</summary>
    public decimal Pending { get; set; }

    /// <summary>What the file says the account is worth; null when it does not say.</summary>
    public decimal? FileTotal { get; set; }

    /// <summary>The rows of other currencies that went unread, by currency.</summary>
    public IReadOnlyList<CurrencySum> LeftOut { get; private set; } = [];

    /// <summary>What the file's total is of, where that is not plain; null elsewhere.</summary>
    public string? Note { get; private set; }

    /// <summary>Notes the sum of a category of securities in one currency, as the section of the positions gives it.</summary>
    public void AddSection(string currency, string category, decimal value)
    {
        _sections ??= [];
        _sections[(currency, category)] = _sections.GetValueOrDefault((currency, category)) + value;
    }

    /// <summary>Notes the cash in one currency.</summary>
    public void SetCash(string currency, decimal value)
    {
        _cash ??= [];
        _cash[currency] = value;
    }

    /// <summary>Takes only the rows of one currency for the account's, and what the file says of them for its total: sums in other currencies cannot be compared.</summary>
    /// <param name="main">The currency.</param>
    /// <param name="leftOut">The sums of the others.</param>
    /// <param name="categories">The categories of the rows that stay.</param>
    public void LeaveOut(string main, IReadOnlyList<CurrencySum> leftOut, IReadOnlyCollection<string> categories)
    {
        LeftOut = leftOut;
        var rows = $"Left out: {string.Join(", ", leftOut)}.";
        if (_cash is not null && _cash.TryGetValue(main, out var cash))
            Cash = cash;
        if (_sections is { } sections && categories.Count > 0 && categories.All(category => sections.ContainsKey((main, category))))
        {
            FileTotal = categories.Sum(category => sections[(main, category)]) + Cash + Pending;
            Note = $"Compared with the file's own sums of its rows in {main}, and cash. {rows}";
        }
        else
        {
            Note = FileTotal is null ? rows : $"The file's total is of all currencies, and only its rows in {main} are added up: the rest is part of the difference. {rows}";
        }
    }
}
