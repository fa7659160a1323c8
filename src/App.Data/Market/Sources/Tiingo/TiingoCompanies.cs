using App.Data.Market.Sources.Http;

namespace App.Data.Market.Sources.Tiingo;

/// <summary>Sectors and industries, asked for many tickers at once. An extra: whatever goes wrong, profiles do without.</summary>
/// <param name="client">Asks Tiingo.</param>
/// <param name="symbols">The batch of symbols, in our spelling.</param>
internal sealed class TiingoCompanies(SourceClient client, IReadOnlyList<string> symbols)
{
    /// <summary>Tickers in a request; the address stays under 2 000 characters.</summary>
    private const int TickersPerRequest = 100;

    /// <summary>The texts in place of values for accounts without the subscription begin with this.</summary>
    private const string NotInThePlan = "Field not available";

    private readonly SlicedBatch<Dictionary<string, TiingoCompany>> _batch = new(
        [.. symbols.Where(SymbolSpelling.IsTicker).Select(SymbolSpelling.Hyphenated)], TickersPerRequest, (tickers, token) => AskAsync(client, tickers, token));

    /// <summary>The company of a symbol of the batch; null when it is not told.</summary>
    public async Task<TiingoCompany?> OfAsync(string symbol, CancellationToken cancellationToken)
    {
        var ticker = SymbolSpelling.Hyphenated(symbol);
        return (await _batch.OfAsync(ticker, cancellationToken)).GetValueOrDefault(ticker);
    }

    private static async Task<Dictionary<string, TiingoCompany>> AskAsync(SourceClient client, IReadOnlyList<string> tickers, CancellationToken cancellationToken)
    {
        var reply = await client.GetAsync($"/tiingo/fundamentals/meta?tickers={string.Join(',', tickers)}", cancellationToken);
        var companies = new Dictionary<string, TiingoCompany>(StringComparer.OrdinalIgnoreCase);
        foreach (var company in TiingoAnswers.Read<TiingoCompany?[]>(reply).Value ?? [])
        {
            if (company is { Ticker: { } ticker })
            {
                companies[ticker] = company with { Sector = Told(company.Sector), Industry = Told(company.Industry) };
            }
        }

        return companies;
    }

    private static string? Told(string? text) => string.IsNullOrWhiteSpace(text) || text.StartsWith(NotInThePlan, StringComparison.OrdinalIgnoreCase) ? null : text.Trim();
}
