using App.Core.Calculations;
using App.Core.Portfolios;

namespace App.Testing;

/// <summary>Brings a database to where a node holds a run.</summary>
public sealed class ScenarioOfRuns(TestDatabase database)
{
    private readonly IRunStore _runs = database.Get<IRunStore>();
    private DateTimeOffset _clock = TestTimes.Now;

    /// <summary>A new owner's new portfolio, and a run of it that a node has just taken.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="positions">How many positions the portfolio has.</param>
    public async Task<(Guid Owner, RunClaim Claim)> HeldRunAsync(CancellationToken cancellationToken, int positions = 0)
    {
        var owner = await database.AddUserAsync(cancellationToken);
        var portfolio = new PortfolioBuilder { OwnerId = owner }.Build();
        await database.Get<IPortfolioStore>().AddAsync(portfolio, PositionBuilder.Many(portfolio.Id, positions), null, cancellationToken);
        return (owner, await HeldRunAsync(portfolio.Id, cancellationToken));
    }

    /// <summary>A run of the portfolio that a node has just taken.</summary>
    public async Task<RunClaim> HeldRunAsync(Guid portfolioId, CancellationToken cancellationToken)
    {
        var run = new RunBuilder { PortfolioId = portfolioId }.Build();
        await _runs.AddAsync(run, cancellationToken);
        return await ClaimAsync(run.Id, cancellationToken);
    }

    /// <summary>The same run, taken by another node because nothing was heard of the holder.</summary>
    public Task<RunClaim> TakenOverAsync(RunClaim old, CancellationToken cancellationToken)
    {
        _clock += TimeSpan.FromMinutes(2);
        return ClaimAsync(old.Run.Id, cancellationToken);
    }

    // A store may write the real time as the last sign of life: whoever takes over here takes any holder for dead.
    private async Task<RunClaim> ClaimAsync(Guid run, CancellationToken cancellationToken) =>
        await _runs.TryClaimAsync(run, "node", _clock, deadBefore: DateTimeOffset.MaxValue.AddYears(-1), cancellationToken)
        ?? throw new InvalidOperationException("The run is over or was never stored.");
}
