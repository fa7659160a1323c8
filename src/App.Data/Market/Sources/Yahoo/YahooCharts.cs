using System.Globalization;
using App.Core.Market;
using App.Data.Market.Sources.Http;

namespace App.Data.Market.Sources.Yahoo;

/// <summary>Asks for charts. Needs no cookie.</summary>
/// <remarks>A 404 counts as an unknown symbol only when Yahoo says so in its own words: its outages look the same otherwise.</remarks>
internal sealed class YahooCharts(SourceClient client, TimeProvider time)
{
    /// <summary>A symbol's bars and actions.</summary>
    public async Task<Reading<PriceHistory>> HistoryAsync(HistoryRequest request, CancellationToken cancellationToken)
    {
        // Until now, whatever is wanted: a split after the last day wanted has divided the prices of before.
        var days = string.Create(CultureInfo.InvariantCulture, $"period1={Midnight(request.From.AddDays(-1))}&period2={time.GetUtcNow().ToUnixTimeSeconds()}");
        var chart = await AskAsync(request.Symbol, days, cancellationToken);
        return chart.Succeeded ? YahooChart.Read(chart.Value, request.From, request.To) : chart.As<PriceHistory>();
    }

    /// <summary>What the header of a symbol's chart tells.</summary>
    public async Task<Reading<SecurityProfile>> ProfileAsync(string symbol, CancellationToken cancellationToken)
    {
        var chart = await AskAsync(symbol, "range=5d", cancellationToken);
        return !chart.Succeeded ? chart.As<SecurityProfile>()
            : YahooSummary.Profile(symbol, chart.Value.Meta!) is { } profile ? Reading.Of(profile)
            : Reading.NotKnown<SecurityProfile>("has prices of it and no name");
    }

    /// <summary>True when Yahoo says that it has no such symbol, or nothing of it for those days.</summary>
    public static bool IsUnknown(YahooError error) =>
        error.Code == "Not Found" || error.Description?.StartsWith("Data doesn't exist", StringComparison.Ordinal) == true;

    private async Task<Reading<YahooChartResult>> AskAsync(string symbol, string days, CancellationToken cancellationToken)
    {
        var spelled = SymbolSpelling.Hyphenated(symbol);
        var reply = await client.GetAsync($"/v8/finance/chart/{spelled}?{days}&interval=1d&events=div%2Csplits", cancellationToken);
        var read = reply.ReadJson<YahooChartReply>();
        return read.Value switch
        {
            null => read.As<YahooChartResult>(),
            { Error: { } error } when IsUnknown(error) => Reading.NotKnown<YahooChartResult>($"does not have it: {error.Description ?? error.Code}"),
            { Error: { } error } => Reading.Unavailable<YahooChartResult>(reply.Refusal(error.Description ?? error.Code ?? "an error")),
            { Chart.Result: [{ Meta.Symbol: { } answered }, ..] } when !answered.Equals(spelled, StringComparison.OrdinalIgnoreCase) =>
                Reading.Unavailable<YahooChartResult>($"answered for {answered} instead of {spelled}"),
            { Chart.Result: [{ Meta: not null } chart, ..] } when reply.IsSuccess => Reading.Of(chart),
            _ => Reading.Unavailable<YahooChartResult>(reply.Refusal(reply.IsSuccess ? "an empty chart" : string.Empty)),
        };
    }

    private static long Midnight(DateOnly day) => new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds();
}
