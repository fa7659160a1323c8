using System.Net;
using App.Core.Market;
using App.Data.Market.Sources.Http;

namespace App.Data.Market.Sources.Yahoo;

/// <summary>Asks for summaries, with a pass; with another one when the first is refused.</summary>
internal sealed class YahooSummaries(SourceClient client, YahooSession session, TimeProvider time)
{
    /// <summary>A symbol's profile.</summary>
    public async Task<Reading<SecurityProfile>> ProfileAsync(string symbol, CancellationToken cancellationToken)
    {
        var summary = await AskAsync(symbol, cancellationToken);
        return !summary.Succeeded ? summary.As<SecurityProfile>()
            : YahooSummary.Profile(symbol, summary.Value) is { } profile ? Reading.Of(profile)
            : Reading.NotKnown<SecurityProfile>("has a summary of it and no name");
    }

    /// <summary>A symbol's fundamentals.</summary>
    public async Task<Reading<Fundamentals>> FundamentalsAsync(string symbol, CancellationToken cancellationToken)
    {
        var summary = await AskAsync(symbol, cancellationToken);
        return !summary.Succeeded ? summary.As<Fundamentals>()
            : YahooSummary.Fundamentals(symbol, summary.Value, TradingCalendar.NewYorkDate(time.GetUtcNow())) is { } figures ? Reading.Of(figures)
            : Reading.NotKnown<Fundamentals>("has no figures of it");
    }

    private async Task<Reading<YahooModules>> AskAsync(string symbol, CancellationToken cancellationToken)
    {
        var pass = await session.PassAsync(null, cancellationToken);
        if (!pass.Succeeded)
        {
            return pass.As<YahooModules>();
        }

        var reply = await AskAsync(symbol, pass.Value, cancellationToken);
        if (reply.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            pass = await session.PassAsync(pass.Value, cancellationToken);
            if (!pass.Succeeded)
            {
                return pass.As<YahooModules>();
            }

            reply = await AskAsync(symbol, pass.Value, cancellationToken);
        }

        return Read(SymbolSpelling.Hyphenated(symbol), reply);
    }

    private Task<SourceReply> AskAsync(string symbol, YahooPass pass, CancellationToken cancellationToken) => client.GetAsync(
        $"/v10/finance/quoteSummary/{SymbolSpelling.Hyphenated(symbol)}?modules={Uri.EscapeDataString(YahooSummary.Modules)}&formatted=false&crumb={Uri.EscapeDataString(pass.Crumb)}",
        cancellationToken,
        pass.Cookie);

    private static Reading<YahooModules> Read(string spelled, SourceReply reply)
    {
        var read = reply.ReadJson<YahooSummaryReply>();
        return read.Value switch
        {
            null => read.As<YahooModules>(),
            { Error: { } error } when YahooCharts.IsUnknown(error) => Reading.NotKnown<YahooModules>($"does not have it: {error.Description ?? error.Code}"),
            { Error: { } error } => Reading.Unavailable<YahooModules>(reply.Refusal(error.Description ?? error.Code ?? "an error")),
            { Modules.Price.Symbol: { } answered } when !answered.Equals(spelled, StringComparison.OrdinalIgnoreCase) =>
                Reading.Unavailable<YahooModules>($"answered for {answered} instead of {spelled}"),
            { Modules: { } modules } when reply.IsSuccess => Reading.Of(modules),
            _ => Reading.Unavailable<YahooModules>(reply.Refusal(reply.IsSuccess ? "an empty summary" : string.Empty)),
        };
    }
}
