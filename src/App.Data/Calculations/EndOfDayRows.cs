using App.Core.Calculations;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Calculations;

/// <summary>What the calculations of all portfolios ask of the tables: whom they are for, which runs are free, how they stand.</summary>
internal static class EndOfDayRows
{
    /// <summary>The active portfolios with positions whose chain begins by a session: the others have nothing to calculate for it.</summary>
    public static IQueryable<Guid> ActivePortfolios(AppDbContext db, DateOnly session) => db.Portfolios
        .Where(portfolio => portfolio.DeletedAt == null && portfolio.EquityAsOf <= session && db.Positions.Any(position => position.PortfolioId == portfolio.Id))
        .Select(portfolio => portfolio.Id);

    /// <summary>
    /// Portfolios without a run of the day because another one, for an earlier session, was under way when the day's were put in place. Runs asked for later
    /// are not waited for: a day would have no end while somebody asks for one after the other.
    /// </summary>
    public static IQueryable<LeftOutPortfolio> LeftOut(AppDbContext db, EndOfDay day)
    {
        var (id, session, began) = (day.Id, day.Session, day.StartedAt);
        return ActivePortfolios(db, session)
            .Where(portfolio => !db.Runs.Any(run => run.PortfolioId == portfolio && run.EndOfDayId == id)
                && !db.Snapshots.Any(snapshot => snapshot.PortfolioId == portfolio && snapshot.Session == session && snapshot.IsComplete))
            .Select(portfolio => new LeftOutPortfolio
            {
                Portfolio = portfolio,
                IsWaitedFor = db.Runs.Any(run => run.PortfolioId == portfolio && run.Session < session && run.CreatedAt < began
                    && (run.Status == RunStatus.Pending || run.Status == RunStatus.Running)),
                IsFree = db.Runs.Any(run => run.PortfolioId == portfolio && run.Session < session && run.CreatedAt < began && run.FinishedAt >= began)
                    && !db.Runs.Any(run => run.PortfolioId == portfolio && (run.Status == RunStatus.Pending || run.Status == RunStatus.Running)),
            });
    }

    /// <summary>The day's row, if the claim on its preparation still holds.</summary>
    public static IQueryable<EndOfDay> HeldBy(AppDbContext db, EndOfDayClaim claim)
    {
        var (id, fence) = (claim.Day.Id, claim.Fence);
        return db.EndOfDays.Where(day => day.Id == id && day.Fence == fence && !day.IsPrepared && day.Status == RunStatus.Running);
    }

    /// <summary>Runs of a day that are free to take: those never taken, or one that was interrupted.</summary>
    /// <remarks>On SQLite the transaction is the only one that writes. On PostgreSQL rows that another node is taking right now are passed over instead of waited for.</remarks>
    public static async Task<List<Guid>> FreeAsync(AppDbContext db, Guid id, int limit, DateTimeOffset deadBefore, Guid[] inHand, CancellationToken cancellationToken)
    {
        var rows = db.Database.IsNpgsql()
            ? db.Runs.FromSql(
                $"SELECT * FROM calculation_runs WHERE end_of_day_id = {id} AND (status = 'Pending' OR (status = 'Running' AND heartbeat_at < {deadBefore} AND NOT id = ANY({inHand}))) ORDER BY attempt, id LIMIT {limit} FOR UPDATE SKIP LOCKED")
            : db.Runs
                .Where(run => run.EndOfDayId == id && (run.Status == RunStatus.Pending || (run.Status == RunStatus.Running && run.HeartbeatAt < deadBefore && !inHand.Contains(run.Id))))
                .OrderBy(run => run.Attempt).ThenBy(run => run.Id)
                .Take(limit);
        var free = await rows.AsNoTracking().Select(run => new { run.Id, run.Attempt }).ToListAsync(cancellationToken);
        free.Sort((left, right) => left.Attempt.CompareTo(right.Attempt));
        return free is [{ Attempt: 0 }, ..] ? [.. free.Where(run => run.Attempt == 0).Select(run => run.Id)] : [.. free.Take(1).Select(run => run.Id)];
    }

    /// <summary>How the runs of a day stand.</summary>
    public static async Task<EndOfDayCounts> CountAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        (await CountsAsync(db, [id], cancellationToken))[id];

    /// <summary>How the runs of each day stand.</summary>
    public static async Task<Dictionary<Guid, EndOfDayCounts>> CountsAsync(AppDbContext db, List<Guid> ids, CancellationToken cancellationToken)
    {
        var groups = await db.Runs.Where(run => run.EndOfDayId != null && ids.Contains(run.EndOfDayId.Value))
            .GroupBy(run => new { run.EndOfDayId, run.Status })
            .Select(group => new { group.Key.EndOfDayId, group.Key.Status, Count = group.Count() })
            .ToListAsync(cancellationToken);
        var byStatus = groups.ToDictionary(group => (group.EndOfDayId!.Value, group.Status), group => group.Count);
        return ids.ToDictionary(id => id, id => new EndOfDayCounts(
            Of(id, RunStatus.Pending), Of(id, RunStatus.Running), Of(id, RunStatus.Completed) + Of(id, RunStatus.CompletedWithWarnings), Of(id, RunStatus.Failed), Of(id, RunStatus.Cancelled)));

        int Of(Guid id, RunStatus status) => byStatus.GetValueOrDefault((id, status));
    }

    /// <summary>A portfolio that a day has no run of.</summary>
    public sealed class LeftOutPortfolio
    {
        public Guid Portfolio { get; init; }

        public bool IsWaitedFor { get; init; }

        public bool IsFree { get; init; }
    }
}
