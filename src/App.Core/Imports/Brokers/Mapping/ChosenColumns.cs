using App.Core.Imports.Csv;
using App.Core.Imports.Rules;
using App.Core.Results;

namespace App.Core.Imports.Brokers.Mapping;

/// <summary>The user's choice of columns held against the table: a map to read by, or ERR_BROKER_004 for each thing that cannot be.</summary>
internal sealed class ChosenColumns
{
    private const int MostTitlesNamed = 20;
    private const string Field = "Columns";

    // One column may hold either of what is in a group: a ticker or a name, an account's name or its number.
    private static readonly HashSet<PositionField>[] Shared =
    [
        [PositionField.Symbol, PositionField.Description, PositionField.SecurityId, PositionField.Underlying],
        [PositionField.AccountName, PositionField.AccountNumber, PositionField.AccountType],
        [PositionField.SecurityType, PositionField.PutCall, PositionField.Side],
    ];

    private readonly ColumnChoice _choice;
    private readonly TableShape _table;
    private readonly List<Error> _errors = [];

    private ChosenColumns(ColumnChoice choice, TableShape table) => (_choice, _table) = (choice, table);

    /// <summary>The map.</summary>
    /// <param name="choice">The choice.</param>
    /// <param name="sheet">The file.</param>
    /// <param name="headerLine">The line of the titles where the choice does not name one.</param>
    public static Result<ColumnMap> MapOf(ColumnChoice choice, BrokerSheet sheet, int headerLine)
    {
        var line = choice.HeaderLine ?? headerLine;
        TableRow? header = null;
        if (line != 0 && !TryFindRow(sheet, line, out header, out var last))
            return Impossible($"There is no row of titles on line {line}: the rows of the file are on the lines up to {last}. Give the line of the titles, or 0 for a table without titles.", line, $"0 to {last}");
        return new ChosenColumns(choice, TableShape.Of(sheet, header, sheet.Rows())).Resolve();
    }

    private Result<ColumnMap> Resolve()
    {
        Dictionary<PositionField, int> columns = [];
        foreach (var field in _choice.Fields.Order())
        {
            if (IndexOf(field) is { } index)
                columns[field] = index;
        }

        _errors.AddRange(columns.GroupBy(each => each.Value, each => each.Key).Where(group => !CanShare([.. group])).Select(Doubled));
        if (_errors.Count == 0)
            _errors.AddRange(_choice.Missing.Select(need => Impossible($"{need.Words()} {Available()}", null, string.Join(", ", ColumnNeeds.FieldsFor(need).Select(field => field.Name())))));
        return _errors.Count > 0 ? Result<ColumnMap>.Failed(_errors) : ColumnMap.Of(_table.HeaderLine, _table.Titles, columns);
    }

    private int? IndexOf(PositionField field)
    {
        if (_choice.Columns.TryGetValue(field, out var index))
        {
            if (index >= 0 && index < _table.Titles.Count)
                return index;
            _errors.Add(Impossible($"Column {index} was chosen for {field.Words()}. {Available()}", index, $"0 to {_table.Titles.Count - 1}"));
            return null;
        }

        var wanted = _choice.Titles[field];
        var found = Titled(wanted);
        if (found.Count == 1)
            return found[0];
        _errors.Add(Impossible(
            found.Count == 0 ? $"No column is titled {FoundText.Quote(wanted)}, which was chosen for {field.Words()}. {Available()}"
                : $"The columns {string.Join(" and ", found)} are all titled {FoundText.Quote(wanted)}, which was chosen for {field.Words()}. Give the number of the one that is meant.",
            FoundText.Clip(wanted), "a title of the table, or the number of a column from 0"));
        return null;
    }

    // To the letter, else by letters and digits; a title that is shown with a number masked is found by what is shown.
    private List<int> Titled(string wanted)
    {
        var exact = Where(title => title.Equals(wanted.Trim(), StringComparison.Ordinal));
        if (exact.Count > 0)
            return exact;
        var key = HeaderName.KeyOf(wanted);
        return key.Length == 0 ? [] : Where(title => HeaderName.KeyOf(title) == key || HeaderName.KeyOf(AccountMask.Text(title)) == key);
    }

    private List<int> Where(Func<string, bool> fits) => [.. Enumerable.Range(0, _table.Titles.Count).Where(index => fits(_table.Titles[index]))];

    private Error Doubled(IGrouping<int, PositionField> group) => Impossible(
        $"The column {FoundText.Quote(AccountMask.Text(_table.Titles[group.Key]))} was chosen for {string.Join(" and ", group.Select(field => field.Words()))}, and can be only one of them. Choose another column for the others, or none.",
        string.Join(", ", group.Select(field => field.Name())), "one field a column");

    private static bool CanShare(IReadOnlyCollection<PositionField> fields) => fields.Count == 1 || Shared.Any(group => fields.All(group.Contains));

    private string Available()
    {
        var titles = _table.Titles.Take(MostTitlesNamed).Select((title, index) => FormattableString.Invariant($"{index} {FoundText.Quote(AccountMask.Text(title))}"));
        return $"The columns are {string.Join(", ", titles)}{(_table.Titles.Count > MostTitlesNamed ? $" and {_table.Titles.Count - MostTitlesNamed} more" : "")}.";
    }

    private static bool TryFindRow(BrokerSheet sheet, int line, out TableRow? found, out int last)
    {
        (found, last) = (null, 0);
        foreach (var row in sheet.Rows())
        {
            last = row.Line;
            if (row.Line < line)
                continue;
            found = row.Line == line && row.Cells.Count > 0 ? row : null;
            if (found is not null)
                return true;
        }

        return false;
    }

    private static Error Impossible(string message, object? found, string allowed) => BrokerErrors.ImpossibleColumns.Because(
        message, Field, details: new Dictionary<string, object?> { [ErrorDetails.Found] = found, [ErrorDetails.Allowed] = allowed });
}
