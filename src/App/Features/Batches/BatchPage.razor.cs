using App.Core.Batches;
using App.Core.Results;
using App.Features.Accounts;
using App.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace App.Features.Batches;

/// <summary>One batch as it goes on, and what came of each of its operations. Whoever opens the address finds it where it is.</summary>
public sealed partial class BatchPage
{
    private Guid? _shown;
    private BatchDetail? _detail;
    private IReadOnlyList<Guid> _retries = [];
    private IReadOnlyList<Error> _errors = [];
    private bool _busy;

    /// <summary>The batch.</summary>
    [Parameter] public Guid BatchId { get; set; }

    [Inject] private IBatchStore Store { get; set; } = default!;

    [Inject] private WatchBatch Watch { get; set; } = default!;

    [Inject] private RetryBatch Retry { get; set; } = default!;

    [Inject] private ILogger<BatchPage> Logger { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (_shown == BatchId)
        {
            return;
        }

        (_shown, _errors) = (BatchId, []);
        if (!await LoadAsync(BatchId))
        {
            Navigation.NotFound();
            return;
        }

        if (RendererInfo.IsInteractive && _detail is { Batch.IsOver: false })
        {
            _ = FollowAsync(BatchId);
        }
    }

    private string Export(string extension) => $"/api/v1/batch/{BatchId}/results.{extension}";

    private string Progress(Batch batch) => (batch.Completed + batch.Failed, batch.Failed) switch
    {
        (var ended, 0) => $"{Formats.Count(ended)} of {Formats.Count(batch.Total)} done",
        (var ended, var failed) => $"{Formats.Count(ended)} of {Formats.Count(batch.Total)}: {Formats.Count(batch.Completed)} done, {Formats.Count(failed)} failed",
    };

    private static string How(Batch batch) => (batch.IsAtomic, batch.IsAsync) switch
    {
        (true, true) => "All or none, in the background",
        (true, false) => "All or none",
        (false, true) => "One by one, in the background",
        _ => "One by one",
    };

    // False when it is not there, or another's.
    private async Task<bool> LoadAsync(Guid batchId)
    {
        var owner = (await Session).User.UserId;
        if (await Store.FindAsync(owner, batchId, Lifetime) is not { } detail)
        {
            return false;
        }

        var retries = await Store.RetriesAsync(owner, batchId, Lifetime);

        // The reader may have gone on to another batch meanwhile.
        if (_shown == batchId)
        {
            (_detail, _retries) = (detail, retries);
        }

        return true;
    }

    private async Task FollowAsync(Guid batchId)
    {
        try
        {
            await foreach (var _ in Watch.HandleAsync((await Session).User.UserId, batchId, Lifetime))
            {
                if (_shown != batchId)
                {
                    return;
                }

                await LoadAsync(batchId);
                await InvokeAsync(StateHasChanged);
            }
        }
        catch (OperationCanceledException) when (Lifetime.IsCancellationRequested)
        {
            // The page has gone.
        }
#pragma warning disable CA1031 // Nobody waits for this: the renderer shows the fault as it does one of an event's handler.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await DispatchExceptionAsync(exception);
        }
    }

    // Not waited for: the page of the new batch shows how it goes on.
    private async Task RetryAsync()
    {
        if (_busy)
        {
            return;
        }

        (_busy, _errors) = (true, []);
        var user = (await Session).User;
        var retried = await Retry.HandleAsync(user.UserId, BatchRights.Of(user), BatchId, true, exception => Logger.LogError(exception, "An operation of a batch was taken back"), Lifetime);
        _busy = false;
        if (retried.IsSuccess)
        {
            Navigation.NavigateTo(BatchWords.AddressOf(retried.Value.Batch.Id));
        }
        else
        {
            _errors = retried.Errors;
        }
    }
}
