using System.Runtime.CompilerServices;
using System.Threading.Channels;
using App.Core.Calculations;
using App.Features.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace App.Features.Calculations;

/// <summary>Streams a run's progress to programs: call <c>Watch(portfolio_id, run_id)</c> and read until the stream ends with the run.</summary>
[Authorize]
internal sealed class RunHub(IRunStore runs, IRunFeed feed) : Hub
{
    public const string Path = "/hubs/runs";

    /// <summary>The run as it stands, then each change; of changes that come faster than they are read, the newest.</summary>
    /// <exception cref="HubException">The run is not there or another's.</exception>
    public async IAsyncEnumerable<RunResponse> Watch(Guid portfolioId, Guid runId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var changes = Channel.CreateBounded<RunView>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

        // Subscribed first and read second: a change in between is seen in one of the two.
        using var subscription = feed.Subscribe(runId, run => changes.Writer.WriteAsync(run, CancellationToken.None).AsTask());
        var now = await runs.FindAsync(Context.User!.UserId, portfolioId, runId, cancellationToken)
            ?? throw new HubException($"{CalculationErrors.RunNotFound.Code}: there is no such run among those of your portfolios.");
        yield return RunResponse.From(now);
        while (now.IsActive)
        {
            now = await changes.Reader.ReadAsync(cancellationToken);
            yield return RunResponse.From(now);
        }
    }
}
