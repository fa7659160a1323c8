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
            table.Withdraw(entry => IsCode(entry.Currency) && entry.Currency != main ? (UnreadKind.OtherCurrency, $"Held in {entry.Currency}: a portfolio is in one currency, and this file's is {main}.") : null);
        if (main != Dollar)
            table.Warnings.Add(new($"The file is in {main}. Its amounts are taken as they are, and shown as dollars.", "Currency"));
    }

    private static bool IsCode(string currency) => currency.Length == 3 && currency.All(char.IsAsciiLetterUpper);
}
