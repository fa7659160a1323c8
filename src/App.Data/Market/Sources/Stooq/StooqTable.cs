using System.Globalization;
using App.Data.Market.Sources.Http;

namespace App.Data.Market.Sources.Stooq;

/// <summary>One row of a Stooq table.</summary>
internal sealed record StooqRow(DateOnly Date, decimal? Open, decimal? High, decimal? Low, decimal Close, decimal? Volume);

/// <summary>Reads what Stooq sends in place of a table, and the table.</summary>
/// <remarks>
/// Every answer has status 200: the table (<c>Date,Open,High,Low,Close,Volume</c>), the words No data, a notice that the day's limit is used up, instructions
/// to get a key, a page that wants work done to prove a browser. Warnings of its own program may stand above the header. A row is whole or the table is
/// not believed: a table cut off in a row would otherwise end in a wrong price.
/// </remarks>
internal static class StooqTable
{
    private const string Header = "Date,Open,High,Low,Close";

    /// <summary>The rows, ascending by date, each date once.</summary>
    public static Reading<IReadOnlyList<StooqRow>> Read(SourceReply reply)
    {
        if (reply.Fault is { } fault)
        {
            return Reading.Unavailable<IReadOnlyList<StooqRow>>(fault);
        }

        var text = reply.Text;
        var header = text.IndexOf(Header, StringComparison.OrdinalIgnoreCase);
        return reply.IsSuccess && header >= 0 && !reply.IsPage ? Rows(text[header..]) : Refused(reply, text);
    }

    private static Reading<IReadOnlyList<StooqRow>> Refused(SourceReply reply, string text) => text switch
    {
        _ when text.Contains("hits limit", StringComparison.OrdinalIgnoreCase) => Fault("has no more answers today: its daily limit is used up"),
        _ when text.Contains("apikey", StringComparison.OrdinalIgnoreCase) => Fault("wants a key: set MarketData:Stooq:ApiKey, or check the one that is set"),
        _ when reply.IsSuccess && text.AsSpan().Trim().Equals("No data", StringComparison.OrdinalIgnoreCase) => Reading.NotKnown<IReadOnlyList<StooqRow>>("has no data of it"),
        _ when reply.IsPage => Fault(reply.Refusal("a web page instead of a table; it may want a browser")),
        _ when string.IsNullOrWhiteSpace(text) => Fault(reply.Refusal("an empty body")),
        _ => Fault(reply.Refusal($"something that is no table: “{text[..Math.Min(text.Length, 60)]}”")),
    };

    private static Reading<IReadOnlyList<StooqRow>> Rows(string table)
    {
        var rows = new SortedDictionary<DateOnly, StooqRow>();
        var columns = 0;
        foreach (var line in table.AsSpan().EnumerateLines())
        {
            var cells = line.ToString().Split(',');
            if (columns == 0)
            {
                columns = cells.Length;
            }
            else if (cells.Length == columns && Row(cells) is { } row)
            {
                rows[row.Date] = row;
            }
            else if (!line.IsWhiteSpace())
            {
                return Fault($"answered with a table that breaks off or is damaged at “{line}”");
            }
        }

        return Reading.Of<IReadOnlyList<StooqRow>>([.. rows.Values]);
    }

    /// <summary>The row; null when it is none. Indices have no volume.</summary>
    private static StooqRow? Row(string[] cells) =>
        DateOnly.TryParseExact(cells[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && Number(cells[4]) is { } close && Figures.IsPrice(close)
            ? new StooqRow(date, Number(cells[1]), Number(cells[2]), Number(cells[3]), close, cells.Length > 5 ? Number(cells[5]) : null)
            : null;

    private static decimal? Number(string cell) => decimal.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Reading<IReadOnlyList<StooqRow>> Fault(string fault) => Reading.Unavailable<IReadOnlyList<StooqRow>>(fault);
}
