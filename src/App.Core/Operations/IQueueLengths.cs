namespace App.Core.Operations;

/// <summary>How much waits, in the whole installation.</summary>
/// <param name="PendingRuns">Runs that no node has taken yet.</param>
/// <param name="WaitingMails">Messages that are neither sent nor given up.</param>
/// <param name="WaitingWebhooks">Records of batches that are neither delivered nor given up.</param>
public sealed record QueueLengths(long PendingRuns, long WaitingMails, long WaitingWebhooks = 0);

/// <summary>Counts what waits.</summary>
public interface IQueueLengths
{
    /// <summary>As of now.</summary>
    Task<QueueLengths> ReadAsync(CancellationToken cancellationToken);
}
