using System.Text.Json;
using App.Core.Operations;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Operations;

/// <summary>Writes entries of the audit trail within the transaction of what they tell.</summary>
internal static class AuditWriter
{
    /// <summary>Puts an entry at the end of the trail, for <see cref="Actor.Current"/>; nothing when the application acts by itself.</summary>
    /// <remarks>To be called last in a transaction: from here until it is over, whoever writes an entry waits.</remarks>
    /// <param name="db">The context, in its transaction.</param>
    /// <param name="what">What is done.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task AppendAsync(AppDbContext db, AuditEvent what, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Actor.Current is not { } actor)
        {
            return;
        }

        // This statement locks the row: what is read after it is the end that nobody else goes on from.
        await db.AuditHeads.ExecuteUpdateAsync(set => set.SetProperty(head => head.Sequence, head => head.Sequence + 1), cancellationToken);
        var head = await db.AuditHeads.AsNoTracking().SingleAsync(cancellationToken);
        var entry = new AuditEntry
        {
            Sequence = head.Sequence,
            At = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()),
            Action = what.Action.Code,
            ActorId = actor.UserId,
            ImpersonatorId = actor.ImpersonatorId,
            OwnerId = what.OwnerId,
            TargetId = what.TargetId,
            Channel = actor.Channel,
            CorrelationId = actor.CorrelationId,
            Details = DetailsOf(what),
            PreviousHash = head.Hash,
        };
        entry = entry with { Hash = entry.ComputeHash() };
        db.Add(entry);
        await db.SaveChangesAsync(cancellationToken);
        await db.AuditHeads.ExecuteUpdateAsync(set => set.SetProperty(row => row.Hash, entry.Hash), cancellationToken);
    }

    private static string? DetailsOf(AuditEvent what) => what.Details is not { Count: > 0 } details ? null
        : JsonSerializer.Serialize(details) is { Length: <= AuditEntryMap.MostDetails } text ? text
        : throw new InvalidOperationException($"What is told of {what.Action.Code} is longer than {AuditEntryMap.MostDetails} characters.");
}
