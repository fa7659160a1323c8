using System.Globalization;
using App.Core.Imports;
using App.Core.Imports.Csv;
using App.Core.Imports.Rules;
using App.Core.Results;

namespace App.Core.Targets;

/// <summary>The rows below a header, every one through every rule, in one pass. For one reading.</summary>
internal sealed class TargetTable(DecodedText text, TargetHeader header)
{
    private const int MostErrors = 200;

    private readonly List<TargetDraft> _targets = [];
    private readonly List<Error> _errors = [];
    private readonly Dictionary<TargetKey, int> _lines = [];
    private int _errorCount;
    private int _rows;

    public TargetReading Read(string fileName)
    {
        using var cursor = new RowCursor(text, header.Delimiter);
        cursor.Read(); // the header
        while (cursor.Read())
        {
            if (++_rows > TargetRules.MostTargets)
            {
                return TargetReading.Failed(fileName, [TooManyRows(cursor.Line)]);
            }

            Check(cursor);
        }

        if (_rows == 0)
        {
            Add(FileErrors.NoRows.Because("The file has a header and no rows below it. Add one row per target."));
        }

        return new TargetReading(fileName, _targets, _errors, _errorCount, _rows, header.Unclaimed);
    }

    private void Check(RowCursor row)
    {
        if (row.Fault is { } fault)
        {
            Add(RowFaults.Quoting(fault));
        }
        else if (row.FieldCount > header.FieldCount && !row.IsBlankFrom(header.FieldCount))
        {
            Add(TooManyFields(row));
        }
        else
        {
            CheckCells(row);
        }
    }

    private void CheckCells(RowCursor row)
    {
        var before = _errorCount;
        var symbol = Take(TargetRules.Symbol(Cell(row, TargetColumn.Symbol)), row, TargetColumn.Symbol);
        var direction = Take(TargetRules.Direction(Cell(row, TargetColumn.Direction)), row, TargetColumn.Direction);
        var endOfYear = Take(TargetRules.Price(Cell(row, TargetColumn.EndOfYear)), row, TargetColumn.EndOfYear);
        var nextYear = Take(TargetRules.Price(Cell(row, TargetColumn.NextYear)), row, TargetColumn.NextYear);
        var downside = Take(TargetRules.Price(Cell(row, TargetColumn.Downside)), row, TargetColumn.Downside);
        var note = Take(TargetRules.Note(Cell(row, TargetColumn.Note)), row, TargetColumn.Note);
        if (_errorCount > before)
        {
            return;
        }

        var draft = new TargetDraft(new TargetKey(symbol!, direction), endOfYear, nextYear, downside, note);
        if (draft.IsEmpty)
        {
            Add(TargetErrors.NoPrice.Because(
                $"{draft.Key.Symbol} has no price. Fill at least one of End Of Year, Next Year and Downside, or remove the row.", TargetColumn.EndOfYear.Title(), row.Line, About(draft.Key, "", "at least one price")));
        }
        else if (!_lines.TryAdd(draft.Key, row.Line))
        {
            Add(Duplicate(draft.Key, row.Line));
        }
        else
        {
            _targets.Add(draft);
        }
    }

    private string Cell(RowCursor row, TargetColumn column) => header.IndexOf(column) is >= 0 and var index && index < row.FieldCount ? row.GetString(index) : "";

    private T? Take<T>(Result<T> cell, RowCursor row, TargetColumn column)
    {
        if (cell.IsSuccess)
        {
            return cell.Value;
        }

        var symbol = Cell(row, TargetColumn.Symbol).Trim();
        Add(cell.Error with { Field = column.Title(), Row = row.Line, Details = new Dictionary<string, object?>(cell.Error.Details) { [ErrorDetails.Symbol] = FoundText.Clip(symbol) } });
        return default;
    }

    private void Add(Error error)
    {
        _errorCount++;
        if (_errors.Count < MostErrors)
        {
            _errors.Add(error);
        }
    }

    private Error Duplicate(TargetKey key, int line)
    {
        var (first, direction) = (_lines[key], TargetCodes.Directions.NameOf(key.Direction));
        return TargetErrors.Duplicate.Because(
            $"{key.Symbol} {direction} is on line {first} already. Allowed is one row per symbol and direction: keep one of the two, or change the direction of one.",
            TargetColumn.Symbol.Title(), line, new Dictionary<string, object?>(About(key, $"{key.Symbol} {direction}", "each symbol and direction once")) { [ErrorDetails.OtherRow] = first });
    }

    private static Dictionary<string, object?> About(TargetKey key, string found, string allowed) => new()
    {
        [ErrorDetails.Symbol] = key.Symbol,
        [ErrorDetails.Found] = found,
        [ErrorDetails.Allowed] = allowed,
    };

    private Error TooManyFields(RowCursor row) => FileErrors.Malformed.Because(
        $"Line {row.Line} has {row.FieldCount} fields where the header has {header.FieldCount}; the surplus is {FoundText.Quote(row.GetString(header.FieldCount))}. Put a field that contains the separator, such as \"1,250.00\", in double quotes.",
        row: row.Line, details: new Dictionary<string, object?> { [ErrorDetails.Found] = row.FieldCount, [ErrorDetails.Allowed] = header.FieldCount });

    private static Error TooManyRows(int line) => TargetErrors.FileTooLarge.Because(
        string.Create(CultureInfo.InvariantCulture, $"The file has more than {TargetRules.MostTargets:N0} rows; line {line} is the first one too many. Import it in parts."),
        row: line, details: new Dictionary<string, object?> { [ErrorDetails.Allowed] = TargetRules.MostTargets });
}
