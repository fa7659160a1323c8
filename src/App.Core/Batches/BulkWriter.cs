using App.Core.Results;

namespace App.Core.Batches;

/// <summary>What came of a row.</summary>
public enum RowOutcome
{
    /// <summary>It is there now.</summary>
    Inserted,

    /// <summary>The row of its key is as it says now.</summary>
    Updated,

    /// <summary>The row of its key was as it says already.</summary>
    Unchanged,

    /// <summary>It was to be made, and there is a row of its key or of its id.</summary>
    KeyTaken,
}

/// <summary>Why the database did not take a batch.</summary>
public enum RowFault
{
    /// <summary>A row would have been the second of its key.</summary>
    KeyTaken,

    /// <summary>A row refers to something that is not there any more.</summary>
    ReferenceGone,

    /// <summary>A row breaks another rule of the database's.</summary>
    Refused,
}

/// <summary>What came of a batch.</summary>
/// <param name="Fault">Why nothing of it was taken; null when it was.</param>
/// <param name="Outcomes">What came of each row, in their order; nothing with a fault.</param>
public sealed record BatchWrite(RowFault? Fault, IReadOnlyList<RowOutcome> Outcomes)
{
    /// <summary>Nothing was taken.</summary>
    public static BatchWrite Failed(RowFault fault) => new(fault, []);

    /// <summary>It was taken.</summary>
    public static BatchWrite Of(IReadOnlyList<RowOutcome> outcomes) => new(null, outcomes);
}

/// <summary>A row to be written, and the item that it comes of.</summary>
/// <param name="Index">The item's place in the call.</param>
/// <param name="Key">What the row is known by.</param>
/// <param name="Row">The row.</param>
public sealed record BulkRow<T>(int Index, string Key, T Row);

/// <summary>Writes rows in batches. One that the database does not take is cut in halves until the rows at fault are found; the others stay.</summary>
/// <param name="things">What a row is, such as <c>position</c>.</param>
/// <param name="write">Writes a batch, all of it or nothing.</param>
internal sealed class BulkWriter<T>(string things, Func<IReadOnlyList<BulkRow<T>>, CancellationToken, Task<BatchWrite>> write)
{
    /// <summary>Writes them.</summary>
    /// <param name="terms">The call.</param>
    /// <param name="rows">The rows, in the order in which they are written.</param>
    /// <param name="tally">Told what comes of each.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task WriteAsync(BulkTerms terms, IReadOnlyList<BulkRow<T>> rows, BulkTally tally, CancellationToken cancellationToken)
    {
        foreach (var batch in rows.Chunk(terms.BatchSize))
        {
            // A call that is undone anyway is followed as far as its failures are listed.
            if (!terms.Continues && tally.Failed >= BulkTerms.MostListed)
            {
                return;
            }

            tally.Wrote(batch.Length);
            await WriteAsync(batch, tally, cancellationToken);
        }
    }

    private async Task WriteAsync(ArraySegment<BulkRow<T>> batch, BulkTally tally, CancellationToken cancellationToken)
    {
        var written = await write(batch, cancellationToken);
        if (written.Fault is not { } fault)
        {
            for (var i = 0; i < batch.Count; i++)
            {
                Note(batch[i], written.Outcomes[i], tally);
            }
        }
        else if (batch.Count == 1)
        {
            tally.Fail(batch[0].Index, batch[0].Key, ErrorOf(fault, batch[0].Key));
        }
        else
        {
            var half = batch.Count / 2;
            await WriteAsync(batch[..half], tally, cancellationToken);
            await WriteAsync(batch[half..], tally, cancellationToken);
        }
    }

    private void Note(BulkRow<T> row, RowOutcome outcome, BulkTally tally)
    {
        if (outcome == RowOutcome.KeyTaken)
        {
            tally.Fail(row.Index, row.Key, ErrorOf(RowFault.KeyTaken, row.Key));
        }
        else
        {
            tally.Succeed(outcome);
        }
    }

    private Error ErrorOf(RowFault fault, string key) => fault switch
    {
        RowFault.KeyTaken => BulkCall.Taken(things, key),
        RowFault.ReferenceGone => BulkErrors.ReferenceGone.Because($"What the {things} “{key}” belongs to is not there any more."),
        _ => BulkErrors.RowRefused.Because($"The database does not take the {things} “{key}”: it breaks a rule that only the database knows."),
    };
}
