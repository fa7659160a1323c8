namespace App.Core.Imports.Brokers.Mapping;

/// <summary>Collects from a table's cells how it writes numbers and days.</summary>
/// <remarks>
/// A decimal comma is believed when some number can be read in no other way and none contradicts it. 1,234 proves nothing: by itself it is twelve hundred odd.
/// </remarks>
internal sealed class DialectEvidence
{
    private string? _point;
    private string? _comma;
    private string? _ambiguous;
    private bool _dayFirst;
    private bool _monthFirst;

    /// <summary>Money that stands beside numbers and is no dollar; null when there is none.</summary>
    public string? Currency { get; private set; }

    /// <summary>True while a number further down could contradict what was seen, or settle it.</summary>
    public bool IsOpen => _point is null && (_comma ?? _ambiguous) is not null;

    /// <summary>How the table writes, as far as its rows were seen.</summary>
    public TableDialect Dialect => new(HasDecimalComma, _dayFirst ? !_monthFirst : !_monthFirst && HasDecimalComma);

    /// <summary>What its owner should know; null when nothing was in doubt.</summary>
    public string? Warning => this switch
    {
        { _point: { } point, _comma: { } comma } => $"Some numbers have a decimal comma (“{comma}”), others a decimal point (“{point}”). Commas were read as separators of thousands; check the figures.",
        { _comma: { } comma } => $"Numbers were read with a decimal comma, as in “{comma}”: “1.234” is 1234.",
        { _point: null, _ambiguous: { } unclear } when unclear.Contains(',', StringComparison.Ordinal) => $"“{unclear}” was read with a separator of thousands, for nothing in the file tells that its comma is a decimal sign. Check the figures.",
        { _point: null, _ambiguous: { } unclear } => $"“{unclear}” was read with a decimal point, for nothing in the file tells that its point separates thousands. Check the figures.",
        _ => null,
    };

    private bool HasDecimalComma => _comma is not null && _point is null;

    /// <summary>Takes the cells of a row of data.</summary>
    /// <param name="cells">Its cells.</param>
    /// <param name="delimiter">What separates them: where a comma does, 1.234 is nothing to wonder about.</param>
    public void Take(IReadOnlyList<string> cells, char delimiter)
    {
        foreach (var cell in cells)
            Take(cell.Trim(), delimiter);
    }

    private void Take(string cell, char delimiter)
    {
        if (cell.Length is 0 or > 40 || !cell.AsSpan().ContainsAnyExceptInRange('0', '9') || !cell.AsSpan().ContainsAnyInRange('0', '9'))
            return;
        var shape = NumberShape.Of(cell.TrimEnd('%', ' ', '\u00A0'));
        switch (shape.Proof)
        {
            case DecimalProof.Point:
                _point ??= cell;
                break;
            case DecimalProof.Comma:
                _comma ??= cell;
                break;
            case DecimalProof.AmbiguousComma:
            case DecimalProof.AmbiguousPoint when delimiter == ';':
                _ambiguous ??= cell;
                break;
            case DecimalProof.NotANumber:
                TakeDay(cell);
                break;
        }

        if (shape.Currency is { Length: > 0 } money && money is not ("$" or "USD" or "usd"))
            Currency ??= money;
    }

    private void TakeDay(string cell)
    {
        var parts = cell.Split(' ')[0].Split(cell.Contains('/', StringComparison.Ordinal) ? '/' : '-');
        if (parts.Length != 3 || parts[0].Length > 2 || !parts.All(part => part.Length is 1 or 2 or 4 && part.All(char.IsAsciiDigit)))
            return;
        _dayFirst |= int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture) > 12;
        _monthFirst |= int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) > 12;
    }
}
