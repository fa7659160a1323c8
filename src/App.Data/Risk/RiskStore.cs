using App.Core.Risk;
using App.Data.Calculations;
using App.Data.Portfolios;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Risk;

/// <summary>The risk figures in the database.</summary>
internal sealed class RiskStore(Database database) : IRiskStore
{
    public Task<IReadOnlyList<bool>> ReplaceAsync(IReadOnlyList<CalculatedRisk> calculated, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<bool>>(
            async (db, token) =>
            {
                var held = await RunStore.HoldAsync(db, [.. calculated.Select(each => each.Claim).Distinct()], now, token);
                var kept = calculated.Where(each => held.Contains(each.Claim.Run.Id)).Select(each => each.Report).ToList();
                foreach (var session in kept.GroupBy(report => report.Session))
                {
                    var portfolios = session.Select(report => report.PortfolioId).ToList();
                    await db.RiskReports.Where(report => report.Session == session.Key && portfolios.Contains(report.PortfolioId)).ExecuteDeleteAsync(token);
                }

                await BulkInsert.InsertAsync(db, kept, token);
                return [.. calculated.Select(each => held.Contains(each.Claim.Run.Id))];
            },
            cancellationToken);

    public Task<IReadOnlyList<UnrememberedSession>> UnrememberedAsync(
        IReadOnlyCollection<Guid> portfolioIds, DateOnly from, DateOnly before, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<UnrememberedSession>>(
            async (db, token) => await db.Snapshots.AsNoTracking()
                .Where(row => portfolioIds.Contains(row.PortfolioId) && row.IsComplete && row.Session >= from && row.Session < before
                    && !db.RiskReports.Any(report => report.PortfolioId == row.PortfolioId && report.Session == row.Session))
                .OrderBy(row => row.Session).ThenBy(row => row.PortfolioId)
                .Select(row => new UnrememberedSession(row.PortfolioId, row.Session, row.Equity))
                .ToListAsync(token),
            cancellationToken);

    public Task<RiskReport?> FindAsync(Guid ownerId, Guid portfolioId, DateOnly? session, CancellationToken cancellationToken) =>
        database.RunAsync((db, token) => Whole(db, ownerId, portfolioId, session).FirstOrDefaultAsync(token), cancellationToken);

    public Task<RiskReportKey?> FindKeyAsync(Guid ownerId, Guid portfolioId, DateOnly? session, CancellationToken cancellationToken) =>
        database.RunAsync(
            (db, token) => Whole(db, ownerId, portfolioId, session).Select(report => new RiskReportKey(report.Session, report.RunId)).FirstOrDefaultAsync(token), cancellationToken);

    public Task<IReadOnlyDictionary<DateOnly, RiskSummary>> SummariesAsync(Guid ownerId, Guid portfolioId, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyDictionary<DateOnly, RiskSummary>>(
            async (db, token) => await db.RiskReports.AsNoTracking().OfPortfolio(db, ownerId, portfolioId)
                .Where(report => report.Session >= from && report.Session <= to)
                .Select(report => new { report.Session, report.Summary })
                .ToDictionaryAsync(report => report.Session, report => report.Summary, token),
            cancellationToken);

    public Task<int> TrimAsync(DateOnly before, CancellationToken cancellationToken)
    {
        IReadOnlyList<RiskResult> none = [];
        return database.RunAsync(
            (db, token) => db.RiskReports
                .Where(report => report.Session < before && !report.IsTrimmed
                    && db.RiskReports.Any(later => later.PortfolioId == report.PortfolioId && later.Session > report.Session && !later.IsTrimmed))
                .ExecuteUpdateAsync(set => set.SetProperty(report => report.Results, none).SetProperty(report => report.IsTrimmed, true), token),
            cancellationToken);
    }

    private static IQueryable<RiskReport> Whole(AppDbContext db, Guid ownerId, Guid portfolioId, DateOnly? session) => db.RiskReports.AsNoTracking().OfPortfolio(db, ownerId, portfolioId)
        .Where(report => !report.IsTrimmed && (session == null || report.Session == session))
        .OrderByDescending(report => report.Session);
}
