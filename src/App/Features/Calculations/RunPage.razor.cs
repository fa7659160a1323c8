using App.Core.Calculations;
using App.Features.Accounts;
using App.Features.Imports;
using Microsoft.AspNetCore.Components;

namespace App.Features.Calculations;

/// <summary>
/// A calculation as it goes on, at an address of its own. Nothing about it lives in the page: whoever opens the address, after a lost connection, a closed tab
/// or a restart of the server, finds the run where it is.
/// </summary>
public sealed partial class RunPage
{
    private (Guid PortfolioId, Guid? RunId)? _shown;
    private CancellationTokenSource _watching = new();

    /// <summary>The portfolio.</summary>
    [Parameter] public Guid PortfolioId { get; set; }

    /// <summary>The run; the latest when the address names none.</summary>
    [Parameter] public Guid? RunId { get; set; }

    [Inject] private FindRun Find { get; set; } = default!;

    [Inject] private WatchRun Watch { get; set; } = default!;

    [Inject] private CancelRun Cancel { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    private RunView? Run => State switch
    {
        ImportState.Processing processing => processing.Run,
        ImportState.Success success => success.Run,
        ImportState.ProcessingError error => error.Run,
        _ => null,
    };

    private string Title => State switch
    {
        _ when _shown is null => "Calculation",
        ImportState.Processing { Run: { } run } state => $"{run.Percent}% · {state.Portfolio.Name}",
        ImportState.ProcessingError { Run.Status: RunStatus.Cancelled } state => $"Cancelled: {state.Portfolio.Name}",
        ImportState.ProcessingError state => $"Error: {state.Portfolio.Name}",
        ImportState.Success state => $"Done: {state.Portfolio.Name}",
        _ => "Calculation",
    };

    /// <summary>Where a run is shown.</summary>
    public static string AddressOf(Guid portfolioId, Guid runId) => $"/portfolios/{portfolioId}/runs/{runId}";

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_shown == (PortfolioId, RunId))
        {
            return;
        }

        _watching.Cancel();
        var found = await Find.HandleAsync(await UserIdAsync(), PortfolioId, RunId, Lifetime);
        if (!found.IsSuccess)
        {
            Navigation.NotFound();
            return;
        }

        _shown = (PortfolioId, RunId);
        State = ImportTransitions.Resume(StoredPortfolio.Of(found.Value.Portfolio), found.Value.Run);
        if (RendererInfo.IsInteractive && found.Value.Run is { IsActive: true } run)
        {
            _ = FollowAsync(run.Id);
        }
    }

    /// <inheritdoc/>
    protected override Task EnterAsync()
    {
        if (State is ImportState.Idle)
        {
            Navigation.NavigateTo("/import");
        }
        else if (RunOf(State) is { } run && run != RunId && !Lifetime.IsCancellationRequested)
        {
            // A calculation tried again is another run, at another address.
            Navigation.NavigateTo(AddressOf(PortfolioId, run), replace: true);
        }

        return base.EnterAsync();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _watching.Cancel();
            _watching.Dispose();
        }

        base.Dispose(disposing);
    }

    private Task HandleAsync(ImportEvent happened) =>
        (State, happened) is (ImportState.Processing { Run: { } run }, ImportEvent.RunCancelWanted) ? CancelAsync(run.Id) : SendAsync(happened);

    private async Task CancelAsync(Guid runId)
    {
        try
        {
            var user = (await Session).User;
            var cancelled = await Cancel.HandleAsync(new CancelRequest(user.UserId, PortfolioId, runId, user.FullName), Lifetime);

            // One that ended just before is shown as it ended.
            var run = cancelled.Match<RunView?>(run => run, _ => null) ?? (await Find.HandleAsync(user.UserId, PortfolioId, runId, Lifetime)).Match(found => found.Run, _ => null);
            await SendAsync(run is null ? new ImportEvent.RunRefused(cancelled.Error) : new ImportEvent.RunMoved(run));
        }
#pragma warning disable CA1031 // The border of the work: the run goes on, and the page has to go on saying so.
        catch (Exception exception) when (!Lifetime.IsCancellationRequested)
#pragma warning restore CA1031
        {
            await SendAsync(new ImportEvent.WorkFailed(FaultOf(exception, "Cancelling the calculation")));
        }
    }

    private async Task FollowAsync(Guid runId)
    {
        _watching.Dispose();
        _watching = new CancellationTokenSource();
        var token = _watching.Token;
        try
        {
            await foreach (var run in Watch.HandleAsync(await UserIdAsync(), PortfolioId, runId, token))
            {
                await SendAsync(new ImportEvent.RunMoved(run));
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // Another run is shown, or none any more.
        }
#pragma warning disable CA1031 // Nobody waits for this: the renderer shows the fault as it does one of an event's handler.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private static Guid? RunOf(ImportState state) => state switch
    {
        ImportState.Processing processing => processing.Run?.Id,
        ImportState.Success success => success.Run.Id,
        _ => null,
    };
}
