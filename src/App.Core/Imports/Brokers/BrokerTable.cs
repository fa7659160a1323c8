
namespace App.Core.Imports.Brokers;

/// <summary>What a layout found in a file, before any of it is judged: accounts, rows, sums.</summary>
internal sealed class BrokerTable
{
    /// <summary>How many unread rows are listed one by one; all are counted.</summary>
    public const int MostListed = 1_000;

    /// <summary>More positions than this are no account's: 100 000.</summary>
    public const int MostEntries = 100_000;

    private readonly List<UnreadRow> _unread = [];
    private readonly List<AccountSums> _accounts = [];
    private readonly Dictionary<string, int> _accountsByKey = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The rows of positions and lots, in file order.</summary>
    public List<BrokerEntry> Entries { get; private set; } = [];

    /// <summary>The accounts in the order in which the file names them.</summary>
    public IReadOnlyList<AccountSums> Accounts => _accounts;

    /// <summary>Rows that are no positions, the first thousand.</summary>
    public IReadOnlyList<UnreadRow> Unread => _unread;

    /// <summary>How many rows are no positions.</summary>
    public int UnreadCount { get; private set; }

    /// <summary>All rows of the file that count.</summary>
    public int TotalRows { get; set; }

    /// <summary>The day of the figures; null when the file does not say.</summary>
    public DateOnly? AsOf { get; set; }

    /// <summary>The columns of the first table of positions; null when there is none.</summary>
    public ColumnMap? Columns { get; set; }

    /// <summary>The lines of rows that could not be split into fields.</summary>
    public List<int> Damaged { get; } = [];

    /// <summary>Notes on what was found.</summary>
    public List<ImportWarning> Warnings { get; } = [];

    /// <summary>The account's place, from 0; a new one when it was not named before.</summary>
    public int AccountOf(AccountLabel label)
    {
        if (_accountsByKey.TryGetValue(label.Key, out var index))
        {
            var known = _accounts[index];
            if (known.Label.Name.Length == 0 && label.Name.Length > 0)
                known.Label = label;
            return index;
        }

        _accounts.Add(new(label));
        return _accountsByKey[label.Key] = _accounts.Count - 1;
    }

    /// <summary>The position, or a lot of it, that the next lot of a symbol belongs to; null when the file gives lots alone.</summary>
    public BrokerEntry? ParentOf(string symbol) =>
        Entries.LastOrDefault() is { IsOrphan: false } last && (symbol.Length == 0 || symbol.Equals(last.Symbol, StringComparison.OrdinalIgnoreCase)) ? last : null;

    /// <summary>Notes a row that is no position.</summary>
    public void AddUnread(TableRow row, UnreadKind kind, string reason) => AddUnread(row.Line, kind, reason, TextOf(row.Cells, Columns?.ColumnOf(PositionField.AccountNumber) ?? -1));

    /// <inheritdoc cref="AddUnread(TableRow, UnreadKind, string)"/>
    public void AddUnread(int line, UnreadKind kind, string reason, string text)
    {
        UnreadCount++;
        if (_unread.Count < MostListed)
            _unread.Add(new(line, kind, reason, text));
    }

    /// <summary>Turns entries into unread rows.</summary>
    public void Withdraw(Func<BrokerEntry, (UnreadKind Kind, string Reason)?> judge)
    {
        List<BrokerEntry> kept = new(Entries.Count);
        foreach (var entry in Entries)
        {
            if (judge(entry) is { } verdict)
                AddUnread(entry.Line, verdict.Kind, verdict.Reason, entry.Text);
            else
                kept.Add(entry);
        }

        Entries = kept;
        _unread.Sort((one, other) => one.Line.CompareTo(other.Line));
    }

    /// <summary>The beginning of a row with account numbers masked.</summary>
    /// <param name="cells">Its cells.</param>
    /// <param name="numberColumn">The column of account numbers, which are masked however short they are; −1 when there is none.</param>
    public static string TextOf(IReadOnlyList<string> cells, int numberColumn)
    {
        var shown = cells.Index().Where(cell => !string.IsNullOrWhiteSpace(cell.Item)).Take(6)
            .Select(cell => Rules.FoundText.Clip(cell.Index == numberColumn && cell.Item.Any(char.IsAsciiDigit) ? AccountMask.Of(cell.Item) ?? "" : AccountMask.Text(cell.Item.Trim())));
        var text = string.Join(", ", shown);
        return text.Length <= 160 ? text : string.Concat(text.AsSpan(0, 159), "…");
    }
}

/// <summary>The sums of one account as the file gives them.</summary>
internal sealed class AccountSums(AccountLabel label)
{
    public AccountLabel Label { get; set; } = label;

    /// <summary>Cash that is no position.</summary>
    public decimal Cash { get; set; }

    /// <summary>Money under way.</summary>
    public decimal Pending { get; set; }

    /// <summary>What the file says the account is worth; null when it does not say.</summary>
    public decimal? FileTotal { get; set; }
}
