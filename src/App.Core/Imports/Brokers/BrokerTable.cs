namespace App.Core.Imports.Brokers;

/// <summary>What a layout found in a file, before any of it is judged: accounts, rows, sums.</summary>
internal sealed class BrokerTable
{
    /// <summary>How many unread rows are listed one by one; all are counted.</summary>
    public const int MostListed = 1_000;

    /// <summary>More positions than this are no account's: 100 000.</summary>
    public const int MostEntries = 100_000;

    /// <summary>More accounts than this are in no file that a broker gives one person: 100.</summary>
    public const int MostAccounts = 100;

    private const int MostCellsShown = 6;

    private static readonly string NotQuoted = new(' ', 1);

    private readonly List<UnreadRow> _unread = [];
    private readonly List<AccountSums> _accounts = [];
    private readonly Dictionary<string, int> _accountsByKey = new(StringComparer.OrdinalIgnoreCase);
    private (AccountLabel Label, int Index)? _newest;

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
        // Most rows are of the account of the row above.
        if (_newest is { } newest && newest.Label == label)
            return newest.Index;
        if (!_accountsByKey.TryGetValue(label.Key, out var index))
        {
            _accounts.Add(new(label));
            index = _accountsByKey[label.Key] = _accounts.Count - 1;
        }
        else if (_accounts[index] is { Label.Name.Length: 0 } known && label.Name.Length > 0)
        {
            known.Label = label;
        }

        _newest = (label, index);
        return index;
    }

    /// <summary>Takes the accounts beyond the hundredth away, their rows go unread. How many there were.</summary>
    public int LimitAccounts()
    {
        var found = _accounts.Count;
        if (found <= MostAccounts)
            return found;
        Withdraw(entry => entry.Account >= MostAccounts ? (UnreadKind.Unknown, FormattableString.Invariant($"Of an account after the first {MostAccounts}: more are not read from one file.")) : null);
        _accounts.RemoveRange(MostAccounts, found - MostAccounts);
        return found;
    }

    /// <summary>Notes the row as unread when there are as many entries as are read from one file; false while there are fewer.</summary>
    public bool IsBeyondTheMost(TableRow row)
    {
        if (Entries.Count < MostEntries)
            return false;
        AddUnread(row, UnreadKind.Unknown, FormattableString.Invariant($"More than {MostEntries:N0} positions: the rest was not read."));
        return true;
    }

    /// <summary>The position, or a lot of it, that the next lot of a symbol belongs to; null when the file gives lots alone.</summary>
    public BrokerEntry? ParentOf(string symbol) =>
        Entries.LastOrDefault() is { IsOrphan: false } last && (symbol.Length == 0 || symbol.Equals(last.Symbol, StringComparison.OrdinalIgnoreCase)) ? last : null;

    /// <summary>Notes a row that is no position.</summary>
    public void AddUnread(TableRow row, UnreadKind kind, string reason) => AddUnread(row.Line, kind, reason, TextOf(row.Cells, Columns));

    /// <inheritdoc cref="AddUnread(TableRow, UnreadKind, string)"/>
    public void AddUnread(int line, UnreadKind kind, string reason, string text)
    {
        UnreadCount++;
        if (_unread.Count < MostListed)
            _unread.Add(new(line, kind, reason, text));
    }

    /// <summary>The entries one after the other, each let go as it is taken: there may be a hundred thousand.</summary>
    public IEnumerable<BrokerEntry> TakeEntries()
    {
        for (var index = 0; index < Entries.Count; index++)
        {
            var entry = Entries[index];
            Entries[index] = null!;
            yield return entry;
        }
    }

    /// <summary>Turns entries into unread rows. What stands in them is filled in by <see cref="Quote"/>.</summary>
    public void Withdraw(Func<BrokerEntry, (UnreadKind Kind, string Reason)?> judge)
    {
        List<BrokerEntry> kept = new(Entries.Count);
        foreach (var entry in Entries)
        {
            if (judge(entry) is { } verdict)
                AddUnread(entry.Line, verdict.Kind, verdict.Reason, NotQuoted);
            else
                kept.Add(entry);
        }

        Entries = kept;
        _unread.Sort((one, other) => one.Line.CompareTo(other.Line));
    }

    /// <summary>Fills in what stands in the rows that were withdrawn. They are read once more: to keep the text of every row for the few would cost more.</summary>
    public void Quote(BrokerSheet sheet)
    {
        var missing = _unread.Index().Where(row => ReferenceEquals(row.Item.Text, NotQuoted)).ToDictionary(row => row.Item.Line, row => row.Index);
        if (missing.Count == 0)
            return;
        foreach (var row in sheet.Rows())
        {
            if (missing.Remove(row.Line, out var index))
                _unread[index] = _unread[index] with { Text = TextOf(row.Cells, Columns) };
            if (missing.Count == 0)
                return;
        }
    }

    /// <summary>The beginning of a row with account numbers masked.</summary>
    /// <param name="cells">Its cells.</param>
    /// <param name="columns">The columns: a number is masked however short it is, and all numbers in a name. Null where they are not known.</param>
    public static string TextOf(IReadOnlyList<string> cells, ColumnMap? columns)
    {
        List<string> shown = [];
        var before = "";
        for (var index = 0; index < cells.Count && shown.Count < MostCellsShown; index++)
        {
            var cell = cells[index].Trim();
            if (cell.Length == 0)
                continue;
            var isNumber = (index == columns?.ColumnOf(PositionField.AccountNumber) || AccountMask.Announces(before)) && cell.Any(char.IsAsciiDigit);
            var isName = index == columns?.ColumnOf(PositionField.AccountName);
            shown.Add(Rules.FoundText.Clip(isNumber ? AccountMask.Of(cell) ?? "" : isName ? AccountMask.Name(cell) : AccountMask.Text(cell)));
            before = cell;
        }

        var text = string.Join(", ", shown);
        return text.Length <= 160 ? text : string.Concat(text.AsSpan(0, 159), "…");
    }
}
