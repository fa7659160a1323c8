using App.Core.Results;

namespace App.Core.Imports.Rules;

/// <summary>The errors of one reading, in file order, rows inside in column order: at most one per field, the first 1 000 kept, the rest counted.</summary>
/// <remarks>
/// Rules may find the faults of a row in any order; they go into a slot per column and are moved to the list when the row ends. The first fault of a
/// column wins. Once the list is full no message is composed any more, so that a file with a fault in every field costs little more than one without.
/// </remarks>
internal sealed class FaultLog
{
    /// <summary>How many errors are kept.</summary>
    public const int Capacity = 1_000;

    private readonly Error?[] _slots = new Error?[TemplateColumns.Count];
    private readonly List<Error> _errors = [];
    private int _faultyColumns;
    private CandidateRow? _row;
    private int? _line;

    /// <summary>The errors kept.</summary>
    public IReadOnlyList<Error> Errors => _errors;

    /// <summary>How many there were, kept or not.</summary>
    public int Count { get; private set; }

    /// <summary>True when the row being checked has a fault so far.</summary>
    public bool RowHasFault => _faultyColumns != 0;

    /// <summary>True when the column of the row being checked has a fault so far.</summary>
    public bool Has(TemplateColumn column) => (_faultyColumns & (1 << (int)column)) != 0;

    /// <summary>True while the message of a fault in <paramref name="column"/> would be kept.</summary>
    public bool Wants(TemplateColumn column) => _errors.Count < Capacity && !Has(column);

    /// <summary>Starts a row; <paramref name="line"/> is null outside files.</summary>
    public void BeginRow(CandidateRow row, int? line)
    {
        _row = row;
        _line = line;
    }

    /// <summary>Notes a fault of one field of the row.</summary>
    /// <param name="definition">Its entry in the catalogue.</param>
    /// <param name="column">The field.</param>
    /// <param name="text">What was found and what is allowed; composed only when it is kept.</param>
    /// <param name="allowed">What is allowed, for the details.</param>
    /// <param name="guess">Finds a repair from what was found; it ends the message and goes into the details.</param>
    /// <param name="otherRow">The other line involved.</param>
    public void Add(
        ErrorDefinition definition,
        TemplateColumn column,
        [System.Runtime.CompilerServices.InterpolatedStringHandlerArgument("", nameof(column))] ref FaultText text,
        string? allowed = null,
        Func<string, Guess>? guess = null,
        int? otherRow = null)
    {
        if (Wants(column))
            _slots[(int)column] = Compose(definition, column, text.ToStringAndClear(), allowed, guess, otherRow);
        _faultyColumns |= 1 << (int)column;
    }

    /// <summary>Ends the row: moves its faults, in column order, to the list.</summary>
    public void EndRow()
    {
        if (_faultyColumns == 0)
            return;

        Count += System.Numerics.BitOperations.PopCount((uint)_faultyColumns);
        foreach (var error in _slots)
        {
            if (error is not null && _errors.Count < Capacity)
                _errors.Add(error);
        }

        Array.Clear(_slots);
        _faultyColumns = 0;
    }

    /// <summary>Adds an error of a whole row or of the file; between rows only.</summary>
    public void Add(Func<Error> error)
    {
        Count++;
        if (_errors.Count < Capacity)
            _errors.Add(error());
    }

    private Error Compose(ErrorDefinition definition, TemplateColumn column, string message, string? allowed, Func<string, Guess>? guess, int? otherRow)
    {
        var found = _row![column];
        var proposal = guess?.Invoke(found) ?? default;
        var details = new Dictionary<string, object?>
        {
            [ErrorDetails.Symbol] = FoundText.Clip(SymbolShown(_row)),
            [ErrorDetails.Found] = FoundText.Clip(found),
        };
        if (allowed is not null)
            details[ErrorDetails.Allowed] = allowed;
        if (proposal.Suggestion is not null)
            details[ErrorDetails.Suggestion] = proposal.Suggestion;
        if (otherRow is not null)
            details[ErrorDetails.OtherRow] = otherRow;

        var mend = proposal.Suggestion is { } suggestion ? $" Did you mean {suggestion}?" : proposal.Hint is { } hint ? $" {hint}" : "";
        return definition.Because(message + mend, column.Title(), _line, details);
    }

    private static string SymbolShown(CandidateRow row) =>
        row.IsEmpty(TemplateColumn.Symbol) ? row[TemplateColumn.UnderlyingSymbol] : row[TemplateColumn.Symbol];
}
