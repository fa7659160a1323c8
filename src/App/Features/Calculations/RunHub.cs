using System.Runtime.CompilerServices;
using App.Api;
using App.Core.Calculations;
using App.Features.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace App.Features.Calculations;

/// <summary>Streams a run's progress to programs: call <c>Watch(portfolio_id, run_id)</c> and read until the stream ends with the run.</summary>
[Authorize]
internal sealed class RunHub(WatchRun watch) : Hub
{
    public const string Path = "/hubs/runs";

    /// <summary>The run as it stands, then each change; of changes that come faster than they are read, the newest.</summary>
    /// <exception cref="HubException">The run is not there or another's.</exception>
    [AuditsNothing("reads a run as it goes on")]
    public async IAsyncEnumerable<RunResponse> Watch(Guid portfolioId, Guid runId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var found = false;
        await foreach (var run in watch.HandleAsync(Context.User!.UserId, portfolioId, runId, cancellationToken))
        {
            found = true;
            yield return RunResponse.From(run);
        }

        if (!found)
        {
            throw new HubException($"{CalculationErrors.RunNotFound.Code}: there is no such run among those of your portfolios.");
        }
    }
}
