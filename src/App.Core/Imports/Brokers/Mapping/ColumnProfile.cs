using System.Text.RegularExpressions;
using App.Core.Imports.Rules;

namespace App.Core.Imports.Brokers.Mapping;

/// <summary>What a column holds, counted over the first rows.</summary>
internal sealed partial class ColumnProfile
{
    private const int MostSamples = 5;
    private const int LongestSample = 120;

    private static readonly HashSet<string> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        "stock", "stocks", "equity", "equities", "etf", "etfs", "fund", "funds", "mutual fund", "bond", "bonds", "option", "options", "cash", "crypto", "reit", "adr", "common stock", "fixed income",
        "aktie", "aktien", "fonds", "anleihe", "anleihen", "zertifikat", "action", "actions", "obligation", "acción", "acciones", "fondo", "azione", "azioni", "obbligazione", "aandeel", "obligatie", "share", "shares",
        "long", "short", "call", "put", "buy", "sell", "yes", "no", "n", "y",
    };

    private readonly List<string> _values;

    private ColumnProfile(int index, TitleGuess title, List<string> cells, TableDialect dialect)
    {
        (Index, Title) = (index, title);
        Numbers = [.. cells.Select(cell => NumberOf(cell, dialect))];
        _values = [.. cells.Where(cell => !BrokerNumber.IsNothing(cell))];
        var distinct = _values.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        FilledShare = cells.Count == 0 ? 0 : (double)_values.Count / cells.Count;
        DistinctShare = ShareOf(distinct.Count);
        NumberShare = ShareOf(_values.Count(cell => NumberOf(cell, dialect) is not null));
        PercentShare = ShareOf(_values.Count(cell => cell.EndsWith('%')));
        MoneyShare = ShareOf(_values.Count(cell => NumberShape.Of(cell).Currency.Length > 0));
        WholeShare = Numbers.Count(number => number is not null) is > 0 and var numbers ? Numbers.Count(number => number is { } value && Math.Abs(value % 1) < 1e-9) / (double)numbers : 0;
        IsinShare = ShareOf(_values.Count(cell => SecurityNumbers.IsIsin(cell)));
        IsCusips = distinct.Count >= 3 && ShareOf(_values.Count(cell => SecurityNumbers.IsCusip(cell))) >= 0.8;
        DayShare = ShareOf(_values.Count(cell => FileDate.Read(dialect.Day(cell)) is not null && NumberShape.Of(cell).Proof is DecimalProof.NotANumber or DecimalProof.Silent));
        IsOneDay = DayShare >= 0.8 && distinct.Count == 1;
        CurrencyShare = ShareOf(_values.Count(cell => cell.Length == 3 && CurrencyCodes.Has(cell)));
        KindShare = ShareOf(_values.Count(Kinds.Contains));
        SymbolShare = ShareOf(_values.Count(cell => (Ticker().IsMatch(cell) && !Kinds.Contains(cell)) || OptionSpelling.Read(cell) is not null));
        NameShare = ShareOf(_values.Count(cell => cell.Length > 2 && cell.Any(char.IsLetter) && NumberOf(cell, dialect) is null && (cell.Contains(' ', StringComparison.Ordinal) || cell.Any(char.IsLower))));
        Samples = [.. distinct.Take(MostSamples).Select(cell => FoundText.Clip(IsinShare >= 0.8 ? cell : AccountMask.Text(cell)))];
    }

    /// <summary>The column's place, from 0.</summary>
    public int Index { get; }

    /// <summary>What its title says.</summary>
    public TitleGuess Title { get; }

    /// <summary>Its number in each of the rows; null where there is none.</summary>
    public double?[] Numbers { get; }

    /// <summary>Up to five different values as they are shown.</summary>
    public IReadOnlyList<string> Samples { get; }

    /// <summary>True when no row has a value in it.</summary>
    public bool IsEmpty => _values.Count == 0;

    /// <summary>Rows that have a value in it.</summary>
    public double FilledShare { get; }

    /// <summary>Different values among those there are. This share and those below are of the rows that have a value.</summary>
    public double DistinctShare { get; }

    public double NumberShare { get; }

    public double PercentShare { get; }

    /// <summary>Numbers with a currency beside them.</summary>
    public double MoneyShare { get; }

    /// <summary>Numbers without decimals.</summary>
    public double WholeShare { get; }

    public double IsinShare { get; }

    public bool IsCusips { get; }

    public double DayShare { get; }

    /// <summary>True for a column that says the same day in every row.</summary>
    public bool IsOneDay { get; }

    public double CurrencyShare { get; }

    /// <summary>Words for sorts of securities.</summary>
    public double KindShare { get; }

    /// <summary>Tickers and spellings of options.</summary>
    public double SymbolShare { get; }

    /// <summary>Names in words.</summary>
    public double NameShare { get; }

    /// <summary>True for a column of numbers, shares of a whole left out.</summary>
    public bool IsNumeric => NumberShare >= 0.6 && PercentShare < 0.5 && !IsCusips;

    /// <summary>Counts over the cells of a column.</summary>
    public static ColumnProfile Of(int index, TitleGuess title, IEnumerable<TableRow> rows, TableDialect dialect) =>
        new(index, title, [.. rows.Select(row => index < row.Cells.Count ? Cut(row.Cells[index].Trim()) : "")], dialect);

    /// <summary>True when what the column holds can be the field.</summary>
    public bool CanBe(PositionField field) => IsEmpty || field switch
    {
        _ when field.IsNumber() => NumberShare >= 0.5 && PercentShare < 0.5,
        _ when field.IsDay() => DayShare >= 0.5,
        PositionField.Currency => CurrencyShare >= 0.5,
        PositionField.Description => NumberShare < 0.8,
        PositionField.Symbol or PositionField.SecurityId => PercentShare < 0.5 && MoneyShare < 0.5 && !(NumberShare >= 0.8 && WholeShare < 0.5),
        _ => true,
    };

    /// <summary>True when what the column holds looks like the field, and not only as if it could be.</summary>
    public bool Resembles(PositionField field) => field switch
    {
        PositionField.Symbol => SymbolShare >= 0.5,
        PositionField.Description => NameShare >= 0.5,
        _ => CanBe(field),
    };

    // Long cells are cut: nothing that is told by values is longer.
    private static string Cut(string cell) => cell.Length <= LongestSample ? cell : cell[..LongestSample];

    private static double? NumberOf(string cell, TableDialect dialect) => BrokerNumber.Read(dialect.Number(cell)) is { } number ? (double)number : null;

    private double ShareOf(int count) => _values.Count == 0 ? 0 : (double)count / _values.Count;

    [GeneratedRegex(@"^\$?[A-Z][A-Z0-9]{0,6}(?:[./\-][A-Z0-9]{1,5})?\*{0,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Ticker();
}
