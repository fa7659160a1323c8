using System.Globalization;
using App.Core.Market;
using CsvHelper;

namespace App.Data.Market.Sources.Files;

/// <summary>Reads the rows of a file with prices.</summary>
/// <remarks>
/// Dates are written yyyy-MM-dd, numbers with a decimal point and nothing between the thousands. A row that breaks this is passed over and counted, as is the second row
/// of a date; one without a price (empty, null, N/A, NaN) is a day without one. A close that is not above 0 is none. Without Adj Close the close stands in for it.
/// </remarks>
internal sealed class PriceRows
{
    private readonly PriceColumns _columns;
    private readonly SkippedRows _skipped = new();
    private readonly Dictionary<string, SortedDictionary<DateOnly, DailyBar>> _bars;

    private PriceRows(PriceFile file, IReadOnlyList<string> symbols)
    {
        _columns = file.Columns;
        _bars = symbols.ToDictionary(symbol => symbol, _ => new SortedDictionary<DateOnly, DailyBar>(), StringComparer.Ordinal);
    }

    /// <summary>The histories of the symbols, which the file has.</summary>
    public static async Task<IReadOnlyList<FileHistory>> ReadAsync(PriceFile file, IReadOnlyList<string> symbols, CancellationToken cancellationToken)
    {
        var rows = new PriceRows(file, symbols);
        string? fault = null;
        try
        {
            await using var reader = PriceFile.Open(file.Path, damaged => rows._skipped.Add(damaged.LineNumber, "its quotes do not match"));
            await reader.ReadAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Take(reader);
            }
        }
        catch (Exception exception) when (PriceFile.IsOfTheFile(exception))
        {
            fault = PriceFile.Explain(exception);
        }

        return [.. symbols.Select(symbol => new FileHistory(symbol, file.Name, [.. rows._bars[symbol].Values], rows._skipped, fault))];
    }

    private void Take(CsvReader row)
    {
        var date = Cell(row, _columns.Date);
        if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            _skipped.Add(row.LineNumber, $"the date “{Clip(date)}” is not written yyyy-MM-dd");
            return;
        }

        foreach (var (symbol, bars) in _bars)
        {
            if ((_columns.IsWide ? Close(row, day, symbol) : Bar(row, day)) is { } bar && !bars.TryAdd(day, bar))
            {
                _skipped.Add(row.LineNumber, $"{day:yyyy-MM-dd} is there twice");
            }
        }
    }

    private DailyBar? Close(CsvReader row, DateOnly day, string symbol) => Price(row, _columns.Symbols[symbol], symbol) is { } close
        ? Figures.Bar(day, null, null, null, close, close, 0)
        : null;

    private DailyBar? Bar(CsvReader row, DateOnly day)
    {
        if (Price(row, _columns.Close, "Close") is not { } close)
        {
            return null;
        }

        // Without the adjusted close of a day when other days have theirs, the day would look like a jump.
        var adjusted = _columns.AdjustedClose < 0 ? close : Price(row, _columns.AdjustedClose, "Adj Close");
        return adjusted is { } value
            ? Figures.Bar(day, Number(row, _columns.Open), Number(row, _columns.High), Number(row, _columns.Low), close, value, Figures.Shares(Number(row, _columns.Volume)))
            : null;
    }

    private decimal? Price(CsvReader row, int column, string title)
    {
        var cell = Cell(row, column);
        if (cell is "" or "null" or "N/A" or "NaN" or "nan" or "-")
        {
            return null;
        }

        var number = Number(row, column);
        if (Figures.IsPrice(number))
        {
            return number;
        }

        _skipped.Add(row.LineNumber, $"{title} “{Clip(cell)}” is no {(number is null ? "number written like 1234.56" : "price")}");
        return null;
    }

    private static decimal? Number(CsvReader row, int column) =>
        decimal.TryParse(Cell(row, column), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Cell(CsvReader row, int column) => column >= 0 && column < row.FieldCount ? row.GetString(column).Trim() : string.Empty;

    private static string Clip(string cell) => cell.Length <= 30 ? cell : cell[..30] + "…";
}
