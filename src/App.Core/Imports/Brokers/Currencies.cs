namespace App.Core.Imports.Brokers;

/// <summary>A file in several currencies: only rows of its main one can be added up.</summary>
internal static class Currencies
{
    private const string Dollar = "USD";

    /// <summary>Keeps the rows in dollars, or where there are none those of the most usual currency; the others go unread.</summary>
    public static void Settle(BrokerTable table)
    {
        var currencies = table.Entries.Select(entry => entry.Currency).Where(IsCode).GroupBy(code => code).OrderByDescending(group => group.Count()).Select(group => group.Key).ToList();
        if (currencies.Count == 0 || (currencies.Count == 1 && currencies[0] == Dollar))
            return;
        var main = currencies.Contains(Dollar) ? Dollar : currencies[0];
        if (currencies.Count > 1)
            LeaveOut(table, main);
        if (main != Dollar)
            table.Warnings.Add(new($"The file is in {main}. Its amounts are taken as they are, and shown as dollars.", "Currency"));
    }

    private static void LeaveOut(BrokerTable table, string main)
    {
        var others = table.Entries.Where(entry => IsOther(entry, main)).ToLookup(entry => entry.Account);
        var categories = table.Entries.Where(entry => !IsOther(entry, main)).ToLookup(entry => entry.Account, entry => entry.Type);
        table.Withdraw(entry => IsOther(entry, main) ? (UnreadKind.OtherCurrency, $"Held in {entry.Currency}: a portfolio is in one currency, and this file's is {main}.") : null);
        foreach (var rows in others)
        {
            var sums = table.Accounts[rows.Key];
            sums.LeaveOut(main, [.. rows.GroupBy(row => row.Currency).Select(group => new CurrencySum(group.Key, group.Count(), group.Sum(row => row.Figures.Value ?? 0)))], categories[rows.Key].ToHashSet());
            var account = table.Accounts.Count > 1 ? $"{AccountMask.Name(sums.Label.Name)} {AccountMask.Of(sums.Label.Number)}".Trim() + ": " : "";
            table.Warnings.Add(new($"{account}{sums.Note}", "Currency"));
        }
    }

    private static bool IsOther(BrokerEntry entry, string main) => IsCode(entry.Currency) && entry.Currency != main;

    private static bool IsCode(string currency) => currency.Length == 3 && currency.All(char.IsAsciiLetterUpper);
}
