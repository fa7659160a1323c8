using System.Globalization;
using App.Core.Market;
using E2E.Harness;
using Xunit;

namespace E2E.Faults;

/// <summary>A portfolio of fifty positions whose chain of snapshots is long enough that there is time to be killed in.</summary>
internal static class LongChain
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Imports it and returns its id.</summary>
    public static async Task<string> ImportAsync(ApiClient client, string account)
    {
        var anchor = TradingCalendar.Nyse.SessionOnOrBefore(TradingCalendar.NewYorkDate(TimeProvider.System.GetUtcNow()).AddDays(-330));
        return await client.CreatedPortfolioAsync(
            new PortfolioUpload { Csv = Books.Fifty(), AccountName = account, EquityAsOf = anchor.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) }, Cancelled);
    }

    /// <summary>Its snapshots, ascending.</summary>
    public static async Task<IReadOnlyList<(string Date, decimal Equity)>> SnapshotsAsync(ApiClient client, string portfolio)
    {
        var answer = await client.GetAsync($"portfolios/{portfolio}/analytics/snapshots", Cancelled);
        return [.. answer.Body["snapshots"]!.AsArray().Select(snapshot => ((string)snapshot!["date"]!, (decimal)snapshot["equity"]!))];
    }
}
