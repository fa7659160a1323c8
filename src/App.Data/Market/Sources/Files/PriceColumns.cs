namespace App.Data.Market.Sources.Files;

/// <summary>What the columns of a file with prices hold.</summary>
/// <remarks>
/// Two shapes: a file of one symbol, named after it, with Date, Close and any of Open, High, Low, Adj Close and Volume; or a wide file with Date and a column
/// of closes for each symbol. Titles are compared by their letters alone: <c>Adj Close</c>, <c>adj_close</c> and <c>AdjClose</c> are one. Other columns are not looked at.
/// </remarks>
internal sealed record PriceColumns
{
    private static readonly string[] Others = ["open", "high", "low", "volume"];

    /// <summary>Index of the date.</summary>
    public required int Date { get; init; }

    /// <summary>Index of the close in a file of one symbol; −1 in a wide one.</summary>
    public int Close { get; init; } = -1;

    /// <summary>Index of the opening price; −1 when there is none. So are the others.</summary>
    public int Open { get; init; } = -1;

    /// <summary>Index of the highest price.</summary>
    public int High { get; init; } = -1;

    /// <summary>Index of the lowest price.</summary>
    public int Low { get; init; } = -1;

    /// <summary>Index of the close adjusted for splits and dividends.</summary>
    public int AdjustedClose { get; init; } = -1;

    /// <summary>Index of the volume.</summary>
    public int Volume { get; init; } = -1;

    /// <summary>In a wide file, the index of each symbol's column; empty in a file of one symbol.</summary>
    public IReadOnlyDictionary<string, int> Symbols { get; init; } = new Dictionary<string, int>();

    /// <summary>True when the file has a column for each symbol.</summary>
    public bool IsWide => Close < 0;

    /// <summary>The columns, or what is wrong with the titles.</summary>
    public static Reading<PriceColumns> Of(IReadOnlyList<string> titles)
    {
        var keys = titles.Select(KeyOf).ToList();
        var (date, close, adjusted) = (keys.IndexOf("date"), keys.IndexOf("close"), AdjustedCloseAt(keys));
        if (date < 0)
        {
            return Reading.Unavailable<PriceColumns>($"has no column Date; its first line is “{string.Join(',', titles)}”");
        }

        if (close >= 0)
        {
            return Reading.Of(new PriceColumns
            {
                Date = date,
                Close = close,
                Open = keys.IndexOf("open"),
                High = keys.IndexOf("high"),
                Low = keys.IndexOf("low"),
                AdjustedClose = adjusted,
                Volume = keys.IndexOf("volume"),
            });
        }

        // Open is a ticker too; but two such titles are those of one symbol whose close is missing.
        return adjusted >= 0 || Others.Count(keys.Contains) > 1
            ? Reading.Unavailable<PriceColumns>("has no column Close")
            : Wide(titles, date);
    }

    private static Reading<PriceColumns> Wide(IReadOnlyList<string> titles, int date)
    {
        var symbols = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < titles.Count; i++)
        {
            if (i != date && SymbolSpelling.IsTicker(titles[i].Trim()))
            {
                symbols.TryAdd(SymbolSpelling.Dotted(titles[i].Trim()), i);
            }
        }

        return symbols.Count > 0
            ? Reading.Of(new PriceColumns { Date = date, Symbols = symbols })
            : Reading.Unavailable<PriceColumns>("has neither a column Close nor one whose title is a ticker");
    }

    private static int AdjustedCloseAt(List<string> keys) => keys.FindIndex(key => key is "adjclose" or "adjustedclose");

    private static string KeyOf(string title) => new([.. title.Where(char.IsLetter).Select(char.ToLowerInvariant)]);
}
