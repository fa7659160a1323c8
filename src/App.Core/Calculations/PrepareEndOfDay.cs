using App.Core.Operations;
using App.Core.Risk;
using App.Core.Snapshots;

namespace App.Core.Calculations;

/// <summary>What one node does before the portfolios of a session are calculated: collects the market data of them all, and puts their runs in place.</summary>
/// <remarks>
/// Side effects: market data fetched and stored; abandoned claims and old runs removed, old risk figures trimmed; a pending run for each portfolio; the day's row. What is missing is a warning. Taken by one node at a time, and taken over
/// when that node dies: what it has stored by then is not fetched again.
/// </remarks>
public sealed class PrepareEndOfDay(
    IEndOfDayStore days, IBookStore books, ISnapshotStore snapshots, ReleaseClaims claims, MarketDataPhase market, IRiskStore risk, IIdGenerator ids, CalculationOptions options, TimeProvider time)
{
    private const int PortfoliosAtOnce = 200;

    // A night leaves a row for each portfolio: of a season ago nobody asks how it went.
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    /// <summary>Prepares the day if that is free to do.</summary>
    public async Task<RunExecution> HandleAsync(Guid dayId, string node, CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        if (await days.TryPrepareAsync(dayId, node, now, now - options.Lease, stopping) is not { } claim)
        {
            return new RunExecution("is prepared by another node");
        }

        using var span = Telemetry.Source.StartActivity("night preparation")?.SetTag("end_of_day_id", dayId);
        var progress = new EndOfDayProgress(claim, days, time);
        if (claim.Day.Attempt > options.MaxAttempts)
        {
            // Whatever brings the nodes down that prepare it: the nights after it are not to wait for ever.
            await progress.FailAsync(CalculationErrors.PhaseFailed.Code, FormattableString.Invariant($"the preparation was interrupted {options.MaxAttempts} times and is given up"));
            return new RunExecution("was interrupted too often");
        }

        await using var held = new HeldClaim(token => days.SaveProgressAsync(claim, null, time.GetUtcNow(), token), options, time, stopping);
        try
        {
            await PrepareAsync(claim, progress, held.Token);
            return new RunExecution("is prepared");
        }
        catch (ClaimLostException)
        {
            return new RunExecution("was taken over by another node");
        }
        catch (OperationCanceledException) when (held.IsLost)
        {
            return new RunExecution("was taken over by another node");
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await days.ReleaseAsync(claim, CancellationToken.None);
            return new RunExecution("is given back, this node is stopping");
        }
        catch (Exception exception) when (RunFaults.IsToBeTriedAgain(exception, claim.Day.Attempt, options))
        {
            await days.PostponeAsync(claim, CancellationToken.None);
            return new RunExecution("is given back, the database was away", null, exception);
        }
#pragma warning disable CA1031 // The border of the preparation: its fault ends on the day's row.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var error = held.IsTimedOut ? CalculationErrors.TimedOut : DatabaseFaults.IsBehind(exception) ? CalculationErrors.DatabaseFailed : CalculationErrors.PhaseFailed;
            await progress.FailAsync(error.Code, "the preparation failed; the server's log has the cause");
            return new RunExecution("could not be prepared", null, exception);
        }
    }

    private async Task PrepareAsync(EndOfDayClaim claim, EndOfDayProgress progress, CancellationToken cancellationToken)
    {
        MarketNeeds? needs = null;
        await progress.StepAsync(
            RunSteps.SymbolsExtracted, null, "symbols", async _ => (needs = await NeedsAsync(claim.Day.Session, cancellationToken)).Prices.Count, cancellationToken);

        // A node before this one may have ticked the step; what it found went with it.
        needs ??= await NeedsAsync(claim.Day.Session, cancellationToken);
        await market.CollectAsync(needs, claim.Day.Forced, progress, outcomes => MarketDataPhase.WarningsOf(outcomes), cancellationToken);
        await progress.StepAsync(
            RunSteps.ClaimsReleased, null, "claims", _ => claims.NightlyAsync(cancellationToken), cancellationToken);
        if (await days.RemoveOldAsync(time.GetUtcNow() - KeptFor, cancellationToken) is > 0 and var removed)
        {
            progress.Log(FormattableString.Invariant($"{removed} runs older than {KeptFor.TotalDays} days removed"));
        }

        if (await risk.TrimAsync(claim.Day.Session.AddDays(-RiskReport.KeptDays), cancellationToken) is > 0 and var trimmed)
        {
            progress.Log(FormattableString.Invariant($"Risk figures of {trimmed} sessions over {RiskReport.KeptDays} days ago: their summaries are kept"));
        }

        await progress.BeginAsync(RunSteps.PortfoliosQueued, null, "portfolios", cancellationToken);
        if (!await days.EnqueueAsync(claim, portfolio => claim.Day.RunOf(portfolio, ids.Next(), time.GetUtcNow()), count => progress.Completing(RunSteps.PortfoliosQueued, count), cancellationToken))
        {
            throw new ClaimLostException();
        }
    }

    private async Task<MarketNeeds> NeedsAsync(DateOnly session, CancellationToken cancellationToken)
    {
        var needs = new MarketNeeds(session);
        var after = Guid.Empty;
        while (await days.PortfoliosAsync(session, after, PortfoliosAtOnce, cancellationToken) is { Count: > 0 } portfolios)
        {
            var calculated = await snapshots.LastCompleteAsync(portfolios, DateOnly.MaxValue, cancellationToken);
            foreach (var (id, book) in await books.LoadAsync(portfolios, cancellationToken))
            {
                needs.Add(book, isOnboarding: !calculated.ContainsKey(id));
            }

            after = portfolios[^1];
        }

        return needs;
    }
}
