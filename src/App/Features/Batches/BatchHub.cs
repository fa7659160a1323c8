using System.Runtime.CompilerServices;
using App.Api;
using App.Core.Batches;
using App.Features.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace App.Features.Batches;

/// <summary>Streams a batch's progress to programs: call <c>Watch(batch_id)</c> and read until the stream ends with the batch.</summary>
[Authorize]
internal sealed class BatchHub(WatchBatch watch) : Hub
{
    public const string Path = "/hubs/batches";

    /// <summary>The batch as it stands, then each change; of changes that come faster than they are read, the newest. What came of each operation has GET /api/v1/batch/{batch_id}.</summary>
    /// <exception cref="HubException">The batch is not there or another's.</exception>
    [AuditsNothing("reads a batch as it goes on")]
    public async IAsyncEnumerable<BatchResponse> Watch(Guid batchId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var found = false;
        await foreach (var batch in watch.HandleAsync(Context.User!.UserId, batchId, cancellationToken))
        {
            found = true;
            yield return BatchResponse.From(batch, null);
        }

        if (!found)
        {
            throw new HubException($"{BatchErrors.NotFound.Code}: there is no such batch among yours.");
        }
    }
}
