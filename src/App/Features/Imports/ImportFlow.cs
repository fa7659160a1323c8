using App.Core.Calculations;
using App.Core.Operations;
using App.Core.Results;
using App.Features.Accounts;
using App.Features.Admin;
using App.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace App.Features.Imports;

/// <summary>What the pages of an import share: the state, what happens to it, and the asking for a calculation.</summary>
/// <remarks>A page shows <see cref="State"/>, hands what happens to <see cref="SendAsync"/>, and does the work of a state when it is entered.</remarks>
public abstract class ImportFlow : PageBase
{
    [Inject] protected StartCalculation Calculation { get; set; } = default!;

    [Inject] private FindRun FindRun { get; set; } = default!;

    [Inject] private ILoggerFactory Logs { get; set; } = default!;

    /// <summary>Counts what is imported and what is refused.</summary>
    [Inject] protected IActivityCounter Activity { get; set; } = default!;

    /// <summary>Who is signed in; asked anew for each command, since a circuit can outlive a sign-in.</summary>
    [CascadingParameter] protected Task<AuthenticationState> Session { get; set; } = default!;

    /// <summary>Where the import is.</summary>
    protected ImportState State { get; set; } = ImportState.Idle.Fresh;

    /// <summary>Tells the state what has happened and does the work of the one that is entered by it, if one is.</summary>
    protected async Task SendAsync(ImportEvent happened)
    {
        var before = State;
        State = ImportTransitions.Next(before, happened);
        if (ReferenceEquals(State, before))
        {
            return;
        }

        Activity.Count(happened);
        if (before.Copy is { } copy && !ReferenceEquals(copy, State.Copy))
        {
            copy.Dispose();
        }

        StateHasChanged();
        if (before.GetType() != State.GetType() || before is ImportState.Processing { Run: null })
        {
            await EnterAsync();
        }
    }

    /// <summary>The id of who is signed in.</summary>
    protected async Task<Guid> UserIdAsync() => (await Session).User.UserId;

    /// <summary>Does the work of the state just entered.</summary>
    protected virtual Task EnterAsync() => State is ImportState.Processing { Run: null } processing ? StartAsync(processing.Portfolio) : Task.CompletedTask;

    /// <summary>A fault as it is told the user; the log has the whole of it.</summary>
    protected Error FaultOf(Exception exception, string work)
    {
        Logs.CreateLogger(GetType()).LogError(exception, "{Work} failed", work);
        return RequestErrors.Fault.Because($"{work} ended with a fault of the application, which is in the server's log. Try again.");
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            State.Copy?.Dispose();
        }

        base.Dispose(disposing);
    }

    // Not under the page's token: who imported and closed the page finds the portfolio calculated when they come back.
    private async Task StartAsync(StoredPortfolio portfolio)
    {
        ImportEvent outcome;
        try
        {
            outcome = await StartAsync(await UserIdAsync(), portfolio.Id);
        }
#pragma warning disable CA1031 // The border of the work: the portfolio is stored, and the page has to go on saying so.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            outcome = new ImportEvent.RunRefused(FaultOf(exception, "Asking for the calculation"));
        }

        await SendAsync(outcome);
    }

    private async Task<ImportEvent> StartAsync(Guid ownerId, Guid portfolioId)
    {
        var result = await Calculation.HandleAsync(new CalculationRequest(ownerId, portfolioId), CancellationToken.None);
        if (result.IsSuccess)
        {
            return new ImportEvent.RunStarted(result.Value);
        }

        // Another tab, or the schedule, was first: its run is the one to follow.
        var running = result.Error.Definition == CalculationErrors.AlreadyRunning
            ? (await FindRun.HandleAsync(ownerId, portfolioId, runId: null, CancellationToken.None)).Match(found => found.Run, _ => null)
            : null;
        return running is null ? new ImportEvent.RunRefused(result.Error) : new ImportEvent.RunStarted(running);
    }
}
