using App.Core.Calculations;
using App.Core.Risk;
using App.Core.Snapshots;
using App.Data.Providers;
using App.Testing;
using Microsoft.EntityFrameworkCore;

namespace UnitTests.Accounts;

/// <summary>What years of nights leave behind of a portfolio.</summary>
internal static class YearsOfRows
{
    /// <summary>Values of all its positions, a snapshot of each of so many sessions, and so many reports of 20 000 characters.</summary>
    public static async Task FillAsync(TestDatabase database, RunClaim claim, int sessions, int reports, CancellationToken cancellationToken)
    {
        await using var db = database.NewContext();
        var positions = await db.Positions.Where(position => position.PortfolioId == claim.Run.PortfolioId).Select(position => position.Id).ToListAsync(cancellationToken);
        IReadOnlyList<RiskResult> results = [new RiskResult(new string('x', 20_000), new Dictionary<string, RiskFigure>(), [])];
        await database.Get<Database>().WriteAsync(
            async (inner, token) =>
            {
                await BulkInsert.InsertAsync(inner, [.. positions.Select(id => ValueOf(claim, id))], token);
                await BulkInsert.InsertAsync(inner, [.. Enumerable.Range(0, sessions).Select(day => new SnapshotBuilder { Claim = claim, Session = TestTimes.Session.AddDays(-day) }.Build())], token);
                await BulkInsert.InsertAsync(
                    inner,
                    [.. Enumerable.Range(0, reports).Select(day => new RiskReport { PortfolioId = claim.Run.PortfolioId, Session = TestTimes.Session.AddDays(-day), RunId = claim.Run.Id, Results = results })],
                    token);
                return true;
            },
            cancellationToken);
    }

    private static PositionValue ValueOf(RunClaim claim, Guid position) => new()
    {
        PositionId = position,
        PortfolioId = claim.Run.PortfolioId,
        Session = TestTimes.Session,
        IsOpen = true,
        SplitFactor = 1m,
        Price = 1m,
        Source = MarkSource.Quoted,
        PriceDate = TestTimes.Session,
        MarketValue = 1m,
        CostBasis = 1m,
        DayPnl = 0m,
        Pnl = 0m,
        Weight = 0,
        NeedsPriceUpdate = false,
    };
}
