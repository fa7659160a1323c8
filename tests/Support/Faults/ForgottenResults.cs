using Microsoft.EntityFrameworkCore;

namespace App.Testing;

/// <summary>Brings a database back to before its portfolios were calculated.</summary>
public static class ForgottenResults
{
    /// <summary>Removes whatever calculations have stored.</summary>
    public static async Task ForgetResultsAsync(this TestDatabase database, bool keepsPrices, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var db = database.NewContext();
        await db.Runs.ExecuteDeleteAsync(cancellationToken);
        await db.EndOfDays.ExecuteDeleteAsync(cancellationToken);
        await db.Snapshots.ExecuteDeleteAsync(cancellationToken);
        await db.PositionValues.ExecuteDeleteAsync(cancellationToken);
        await db.RiskReports.ExecuteDeleteAsync(cancellationToken);
        await db.Portfolios.ExecuteUpdateAsync(set => set.SetProperty(portfolio => portfolio.NetAssetValue, portfolio => portfolio.EquityBalance), cancellationToken);
        if (!keepsPrices)
        {
            await db.PriceBars.ExecuteDeleteAsync(cancellationToken);
            await db.CorporateActions.ExecuteDeleteAsync(cancellationToken);
            await db.Securities.ExecuteDeleteAsync(cancellationToken);
            await db.Fundamentals.ExecuteDeleteAsync(cancellationToken);
        }
    }
}
