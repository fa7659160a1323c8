namespace App.Core.Imports.Brokers;

/// <summary>Walks a broker's table of positions row by row: every row becomes an entry or an unread row with its reason, none is dropped.</summary>
/// <remarks>Knows what tables of positions have in common; the layout is asked first about everything.</remarks>
internal sealed class PositionsReader(PositionsLayout layout, BrokerSheet sheet)
{
    private readonly BrokerTable _table = new();
    private ColumnMap? _map;
    private HeaderKind _section;
    private IReadOnlyList<string> _titles = [];
    private AccountLabel _account = layout.Unnamed;
    private bool _accountIsNamed;
    private bool _sawTotal;

    /// <summary>Reads the file.</summary>
    /// <param name="given">The columns as the user mapped them; null to go by the header.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public BrokerTable Read(ColumnMap? given, CancellationToken cancellationToken)
    {
        foreach (var row in sheet.Rows())
        {
            if (++_table.TotalRows % 1_024 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (row.Cells.Count == 0)
                _table.Damaged.Add(row.Line);
            else if (!_table.IsBeyondTheMost(row))
                Take(row, given);
        }

        return _table;
    }

    private void Take(TableRow row, ColumnMap? given)
    {
        if (given is not null ? row.Line == given.HeaderLine : Headers.KindOf(row.Cells, layout.Find) != HeaderKind.None)
            Begin(row, given);
        else if (_section == HeaderKind.Positions && _map is { } map && !RowRules.EndsTable(map, row.Cells))
            TakeData(map, row);
        else
            TakeOther(row);
    }

    private void Begin(TableRow row, ColumnMap? given)
    {
        _section = given is not null ? HeaderKind.Positions : Headers.KindOf(row.Cells, layout.Find);
        _titles = row.Cells;
        _sawTotal = false;
        if (_section == HeaderKind.Positions)
        {
            _map = given ?? ColumnMap.Of(row.Line, row.Cells, layout.Find);
            _table.Columns ??= _map;
            _table.AddUnread(row, UnreadKind.Header, "The titles of the columns.");
        }
        else
        {
            _table.AddUnread(row, UnreadKind.OtherTable, _section == HeaderKind.Transactions ? "The titles of a table of transactions." : "The titles of a table of accounts.");
        }
    }

    private void TakeOther(TableRow row)
    {
        var asOf = layout.AsOfIn(row.Cells);
        _table.AsOf = asOf ?? _table.AsOf;
        if (layout.AccountIn(row.Cells) is { } account)
        {
            (_account, _accountIsNamed) = (account, true);
            _table.AddUnread(row, UnreadKind.Heading, "Names the account of the rows below it.");
        }
        else if (_section == HeaderKind.Balances && layout.AccountSummaryIn(_titles, row.Cells) is { } summary)
        {
            (_account, _accountIsNamed) = (summary.Account, true);
            _table.Accounts[_table.AccountOf(summary.Account)].FileTotal = summary.Total;
            _table.AddUnread(row, UnreadKind.OtherTable, "What the account is worth, by the broker's account.");
        }
        else if (asOf is not null)
        {
            _table.AddUnread(row, _table.Columns is null ? UnreadKind.Heading : UnreadKind.Note, "Says of which day the figures are.");
        }
        else if (_section is HeaderKind.Transactions or HeaderKind.Balances)
        {
            _table.AddUnread(row, UnreadKind.OtherTable, _section == HeaderKind.Transactions ? "A transaction, not a position." : "Of a table of accounts.");
        }
        else
        {
            _table.AddUnread(row, _table.Columns is null ? UnreadKind.Heading : UnreadKind.Note, _table.Columns is null ? "Stands above the table." : "A note below the table.");
        }
    }

    private void TakeData(ColumnMap map, TableRow row)
    {
        var cells = row.Cells;
        var name = RowRules.NameOf(map, cells);
        if (layout.PassOver(map, cells) is { } passed)
            _table.AddUnread(row, passed.Kind, passed.Reason);
        else if (layout.LotIn(map, cells) is { } opened)
            AddEntry(map, row, opened, isLot: true);
        else if (RowRules.IsTotal(map, cells, name))
            TakeTotal(map, row, name);
        else if (RowWords.IsPending(name))
            TakeMoney(map, row, UnreadKind.Pending, "Money under way: counted in the account's total.");
        else if (RowRules.IsCash(map, cells, name))
            TakeMoney(map, row, UnreadKind.Cash, "Cash: counted in the account's total.");
        else if (RowRules.IsPosition(map, cells, out var reason))
            AddEntry(map, row, FileDate.Read(map.Cell(PositionField.OpenDate, cells)), isLot: false);
        else
            _table.AddUnread(row, reason.Kind, reason.Text);
    }

    private void TakeTotal(ColumnMap map, TableRow row, string name)
    {
        // Where no column is of values the last number is another sum: that of the gains.
        var value = BrokerNumber.Read(map.Cell(PositionField.Value, row.Cells)) ?? (map.Has(PositionField.Value) ? RowRules.LastNumber(row.Cells) : null);
        var isPart = RowWords.IsSubtotal(name) || RowWords.IsSubtotal(row.Cells[0]);
        if (!isPart && value is not null && !_sawTotal)
        {
            // A total of a file with several accounts in its rows belongs to none of them alone.
            var several = map.Has(PositionField.AccountNumber) || map.Has(PositionField.AccountName);
            if (!several || _table.Accounts.Count <= 1)
                _table.Accounts[_table.AccountOf(AccountFor(map, row.Cells))].FileTotal = value;
            _sawTotal = true;
        }

        _table.AddUnread(row, UnreadKind.Total, "A sum of other rows.");
    }

    private void TakeMoney(ColumnMap map, TableRow row, UnreadKind kind, string reason)
    {
        var sums = _table.Accounts[_table.AccountOf(AccountFor(map, row.Cells))];
        var value = BrokerNumber.Read(map.Cell(PositionField.Value, row.Cells)) ?? RowRules.LastNumber(row.Cells) ?? 0;
        if (kind == UnreadKind.Cash)
            sums.Cash += value;
        else
            sums.Pending += value;
        _table.AddUnread(row, kind, reason);
    }

    private void AddEntry(ColumnMap map, TableRow row, DateOnly? opened, bool isLot)
    {
        if (map.Has(PositionField.AsOf))
            _table.AsOf = FileDate.Find(map.Cell(PositionField.AsOf, row.Cells)) ?? _table.AsOf;
        var parent = isLot && _table.Entries.Count > 0 ? _table.Entries[^1] : null;
        _table.Entries.Add(BrokerEntries.Of(map, row, _table.AccountOf(AccountFor(map, row.Cells)), opened, parent));
    }

    // A column says which account a row is of; where there is none, the heading above the table does.
    private AccountLabel AccountFor(ColumnMap map, IReadOnlyList<string> cells)
    {
        var (number, name, type) = (map.Cell(PositionField.AccountNumber, cells), map.Cell(PositionField.AccountName, cells), map.Cell(PositionField.AccountType, cells));
        if (number.Length == 0 && name.Length == 0)
            return _accountIsNamed || _table.Accounts.Count != 1 ? _account : _table.Accounts[0].Label;
        return new(BrokerNumber.IsNothing(number) ? "" : number, BrokerNumber.IsNothing(name) ? "" : name, type);
    }
}
