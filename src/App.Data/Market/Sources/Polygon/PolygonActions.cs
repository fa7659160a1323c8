using System.Globalization;
using App.Core.Market;

namespace App.Data.Market.Sources.Polygon;

/// <summary>Splits and dividends of a batch of symbols: two requests for fifty symbols, which counts where five a minute are allowed.</summary>
/// <param name="pages">Asks Polygon.</param>
/// <param name="requests">The batch; the earliest and the latest of its days are asked for.</param>
internal sealed class PolygonActions(PolygonPages pages, IReadOnlyList<HistoryRequest> requests)
{
    private const int TickersPerRequest = 50;
    private const int ResultsPerPage = 5000;

    private readonly SlicedBatch<Reading<ILookup<string, CorporateAction>>> _batch = new(
        [.. requests.Where(request => SymbolSpelling.IsTicker(request.Symbol)).Select(request => SymbolSpelling.Dotted(request.Symbol))],
        TickersPerRequest,
        (tickers, token) => AskAsync(pages, tickers, requests.Min(request => request.From), requests.Max(request => request.To), token));

    /// <summary>The actions of a request of the batch, among its days.</summary>
    public async Task<Reading<IReadOnlyList<CorporateAction>>> OfAsync(HistoryRequest request, CancellationToken cancellationToken)
    {
        var ticker = SymbolSpelling.Dotted(request.Symbol);
        var told = await _batch.OfAsync(ticker, cancellationToken);
        return told.Succeeded
            ? Reading.Of(Adjustment.Among(told.Value[ticker], request.From, request.To))
            : told.As<IReadOnlyList<CorporateAction>>();
    }

    private static async Task<Reading<ILookup<string, CorporateAction>>> AskAsync(
        PolygonPages pages, IReadOnlyList<string> tickers, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        string Path(string kind, string date) => string.Create(
            CultureInfo.InvariantCulture,
            $"/stocks/v1/{kind}?ticker.any_of={string.Join(',', tickers)}&{date}.gte={from:yyyy-MM-dd}&{date}.lte={to:yyyy-MM-dd}&limit={ResultsPerPage}&sort={date}.asc");

        var splits = await pages.AllAsync<PolygonSplit>(Path("splits", "execution_date"), null, cancellationToken);
        if (!splits.Succeeded)
        {
            return splits.As<ILookup<string, CorporateAction>>();
        }

        var dividends = await pages.AllAsync<PolygonDividend>(Path("dividends", "ex_dividend_date"), null, cancellationToken);
        return dividends.Succeeded
            ? Reading.Of(Splits(splits.Value).Concat(Dividends(dividends.Value)).Distinct().ToLookup(found => found.Ticker, found => found.Action))
            : dividends.As<ILookup<string, CorporateAction>>();
    }

    private static IEnumerable<(string Ticker, CorporateAction Action)> Splits(List<PolygonSplit> splits)
    {
        foreach (var split in splits)
        {
            if (split is { Ticker: { } ticker, ExecutionDate: { } date, From: { } old and > 0, To: { } shares and > 0 } && Figures.IsSplit(shares / old))
            {
                yield return (ticker, new CorporateAction(date, CorporateActionKind.Split, shares / old));
            }
        }
    }

    // One in another currency than the price's cannot be set against it.
    private static IEnumerable<(string Ticker, CorporateAction Action)> Dividends(List<PolygonDividend> dividends)
    {
        foreach (var dividend in dividends)
        {
            if (dividend is { Ticker: { } ticker, ExDividendDate: { } date, CashAmount: { } cash, Currency: null or "USD" } && Figures.IsPrice(cash))
            {
                yield return (ticker, new CorporateAction(date, CorporateActionKind.Dividend, cash));
            }
        }
    }
}
