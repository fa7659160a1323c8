using App.Core.Idempotency;
using App.Core.Market;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Calculations;

/// <summary>A calculation asked for.</summary>
/// <param name="OwnerId">Who asks; only the owner may.</param>
/// <param name="PortfolioId">What to calculate.</param>
/// <param name="Force">Calculate although nothing has changed.</param>
/// <param name="AsOf">The session to calculate for; null for the most recent one.</param>
public sealed record CalculationRequest(Guid OwnerId, Guid PortfolioId, bool Force = false, DateOnly? AsOf = null);

/// <summary>Asks for a portfolio to be calculated. The one way in for pages, API and schedule.</summary>
/// <remarks>
/// Side effects: stores a pending run and sets it going. Errors: ERR_PORT_012; ERR_PORT_014 when <see cref="CalculationRequest.AsOf"/> is not a session of the
/// portfolio's chain; ERR_BATCH_001 when there is nothing to calculate; ERR_BATCH_005 with the id of the run that is going already.
/// </remarks>
public sealed class StartCalculation(
    IPortfolioStore portfolios, IRunStore runs, IRunDispatcher dispatcher, TradingCalendar calendar, IIdGenerator ids, TimeProvider time)
{
    /// <summary>Stores the run and returns it as pending.</summary>
    public async Task<Result<RunView>> HandleAsync(CalculationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var planned = await PlanAsync(request, cancellationToken);
        if (!planned.IsSuccess)
        {
            return Result<RunView>.Failed(planned.Errors);
        }

        var run = planned.Value;
        IdempotentCall.Succeeds(run.ToView());
        if (await runs.AddAsync(run, cancellationToken) is { } running)
        {
            var name = (await portfolios.FindAsync(request.OwnerId, request.PortfolioId, cancellationToken))?.Name;
            return CalculationErrors.AlreadyRunning.Because(
                $"A calculation of “{name}” is going already.",
                details: new Dictionary<string, object?> { ["run_id"] = running });
        }

        await dispatcher.DispatchAsync(run.Id, cancellationToken);
        return run.ToView();
    }

    /// <summary>The run that would be stored. Nothing is: for those who store it together with what makes it necessary.</summary>
    internal async Task<Result<CalculationRun>> PlanAsync(CalculationRequest request, CancellationToken cancellationToken)
    {
        if (await portfolios.SummaryAsync(request.OwnerId, request.PortfolioId, cancellationToken) is not { } summary)
        {
            return Portfolio.NotFound();
        }

        var now = time.GetUtcNow();
        var last = calendar.MostRecentSession(now);
        var session = request.AsOf ?? last;
        if (CheckSession(session, last, summary.Portfolio) is { } notASession)
        {
            return notASession;
        }

        if (summary.PositionCount == 0)
        {
            return CalculationErrors.NotReady.Because(
                $"“{summary.Portfolio.Name}” has no positions. Import a file, then calculate.",
                details: new Dictionary<string, object?> { ["missing"] = "positions" });
        }

        var import = await portfolios.LastImportAsync(request.OwnerId, request.PortfolioId, cancellationToken);
        return new CalculationRun
        {
            Id = ids.Next(),
            PortfolioId = request.PortfolioId,
            RequestedBy = request.OwnerId,
            Kind = summary.Session is null ? RunKind.Onboarding : RunKind.Manual,
            Status = RunStatus.Pending,
            Session = session,
            Forced = request.Force,
            Progress = RunSteps.NotBegun(summary.Session is null ? import : null, now),
            CreatedAt = now,
        };
    }

    private Error? CheckSession(DateOnly session, DateOnly last, Portfolio portfolio)
    {
        if (SessionRule.Check(calendar, session, last, "as_of") is { } error)
        {
            return error;
        }

        return session >= portfolio.EquityAsOf
            ? null
            : PortfolioErrors.NotASession.Because(
                $"{session:yyyy-MM-dd} is before {portfolio.EquityAsOf:yyyy-MM-dd}, the session the portfolio's equity balance is of. Figures begin there.",
                "as_of",
                details: new Dictionary<string, object?> { ["next_session"] = portfolio.EquityAsOf.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) });
    }
}
