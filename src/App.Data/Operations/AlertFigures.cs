using App.Core.Calculations;
using App.Core.Operations;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Operations;

/// <summary>Reads what the rules of alerts look at.</summary>
internal static class AlertFigures
{
    private const int MeanDays = 14;

    public static async Task<AlertFacts> ReadAsync(AppDbContext db, DateTimeOffset now, (DateOnly Session, DateTimeOffset DueAt)? night, CancellationToken token)
    {
        var (hour, day, before) = (now.AddHours(-1), now.AddDays(-1), now.AddDays(-1 - MeanDays));
        var ended = await db.Runs.EndedSince(hour)
            .GroupBy(run => run.Status).Select(group => new { Status = group.Key, Count = group.Count() }).ToListAsync(token);
        return new AlertFacts(
            ended.Sum(group => group.Count),
            ended.Where(group => group.Status == RunStatus.Failed).Sum(group => group.Count),
            await LongestAsync(db, now, hour, token),
            await db.Users.CountAsync(user => user.CreatedAt > hour, token),
            await db.Users.CountAsync(user => user.CreatedAt > day, token),
            await db.Users.CountAsync(user => user.CreatedAt > before && user.CreatedAt <= day, token) / (double)MeanDays,
            night is { } due ? await NightAsync(db, due.Session, due.DueAt, now, token) : null);
    }

    private static async Task<TimeSpan?> LongestAsync(AppDbContext db, DateTimeOffset now, DateTimeOffset hour, CancellationToken token)
    {
        var ended = await db.Runs.EndedSince(hour).Alone().Select(run => new { run.StartedAt, run.FinishedAt }).ToListAsync(token);
        var running = await db.Runs.Alone().Where(run => run.Status == RunStatus.Running).MinAsync(run => run.StartedAt, token);
        var took = ended.Select(run => run.FinishedAt!.Value - run.StartedAt!.Value).Concat(running is { } since ? [now - since] : []).ToList();
        return took.Count == 0 ? null : took.Max();
    }

    // Nobody waits for the night of a session for which there was nothing to calculate when it was to begin.
    private static async Task<NightFacts?> NightAsync(AppDbContext db, DateOnly session, DateTimeOffset dueAt, DateTimeOffset now, CancellationToken token)
    {
        if (!await db.Portfolios.AnyAsync(portfolio => portfolio.DeletedAt == null && portfolio.CreatedAt < dueAt && portfolio.EquityAsOf <= session
            && db.Positions.Any(position => position.PortfolioId == portfolio.Id), token))
        {
            return null;
        }

        var days = await db.EndOfDays.Where(day => day.Session == session).OrderByDescending(day => day.CreatedAt).Select(day => day.Status).ToListAsync(token);
        return new NightFacts(
            session,
            days.Exists(status => status is RunStatus.Completed or RunStatus.CompletedWithWarnings or RunStatus.Cancelled),
            days is [RunStatus.Failed, ..],
            dueAt,
            now);
    }
}
