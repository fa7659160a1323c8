using App.Core.Calculations;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;

namespace E2E.Faults.Batches;

/// <summary>Batches that running nodes find in the database.</summary>
internal static class NodeBatches
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Asks for the session of <see cref="FaultBooks"/>, as the schedule would; the nodes see the row.</summary>
    public static async Task AskForBatchAsync(this TestDatabase database, CancellationToken cancellationToken) =>
        (await new CalculationEngine(database, new ManualTime(FaultBooks.Evening)).StartDay.HandleAsync(new EndOfDayRequest(), cancellationToken)).IsSuccess.ShouldBeTrue();

    /// <summary>Waits until rows say so.</summary>
    public static async Task UntilAsync(this TestDatabase database, Func<App.Data.AppDbContext, Task<bool>> holds, Func<string> log, CancellationToken cancellationToken)
    {
        var until = TimeProvider.System.GetUtcNow() + Patience;
        await using var db = database.NewContext();
        while (!await holds(db))
        {
            (TimeProvider.System.GetUtcNow() < until).ShouldBeTrue("waited for two minutes: " + log());
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>True once the batch has ended, one way or another.</summary>
    public static Task<bool> IsBatchOverAsync(this App.Data.AppDbContext db, CancellationToken cancellationToken) =>
        db.EndOfDays.AllAsync(day => day.Status != RunStatus.Pending && day.Status != RunStatus.Running, cancellationToken);

    /// <summary>How the runs of all batches stand, for the message of a test that fails: those that ended well are counted, the others named.</summary>
    public static async Task<string> FaultsOfRunsAsync(this TestDatabase database, CancellationToken cancellationToken)
    {
        await using var db = database.NewContext();
        var runs = await db.Runs.AsNoTracking().OrderBy(run => run.Id).ToListAsync(cancellationToken);
        var days = await db.EndOfDays.AsNoTracking().OrderBy(day => day.CreatedAt).ToListAsync(cancellationToken);
        return string.Join(
            '\n',
            [
                .. days.Select(day => FormattableString.Invariant($"day {day.Session:yyyy-MM-dd} {day.Status}, attempt {day.Attempt}, {day.Portfolios} portfolios, {day.ErrorCode}")),
                FormattableString.Invariant($"{runs.Count(run => run.Status == RunStatus.Completed)} of {runs.Count} runs completed"),
                .. runs.Where(run => run.Status != RunStatus.Completed).Select(
                    run => FormattableString.Invariant($"{run.PortfolioId} {run.Status}, attempt {run.Attempt}: {run.ErrorCode} {run.ErrorMessage}")),
            ]);
    }
}
