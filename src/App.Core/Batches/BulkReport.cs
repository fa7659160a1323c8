using App.Core.Results;

namespace App.Core.Batches;

/// <summary>An item that failed, or that was left alone.</summary>
/// <param name="Index">Its place in the call, from 0.</param>
/// <param name="Key">What its row is known by; null where the item does not tell.</param>
/// <param name="Code">The code of the rule.</param>
/// <param name="Message">What was found, what is allowed and what to do.</param>
/// <param name="Field">The field, as it is spelled in JSON; null for the item as a whole.</param>
public sealed record BulkIssue(int Index, string? Key, string Code, string Message, string? Field);

/// <summary>What doing a bulk call took.</summary>
/// <param name="Duration">From the first byte of the body that was read until right before the commit.</param>
/// <param name="Batches">Batches that were written.</param>
/// <param name="Retries">How often the database was asked again from the start.</param>
/// <param name="AllocatedBytes">Memory that the process allocated meanwhile, other calls' included.</param>
/// <param name="PeakBatchSize">Items of the largest batch.</param>
public sealed record BulkMetrics(TimeSpan Duration, int Batches, int Retries, long AllocatedBytes, int PeakBatchSize);

/// <summary>What came of a bulk call.</summary>
/// <param name="Operation">What it was.</param>
/// <param name="Total">Its items.</param>
/// <param name="Inserted">Rows that were made.</param>
/// <param name="Updated">Rows that were changed.</param>
/// <param name="Unchanged">Rows that were what the item says already.</param>
/// <param name="Failed">Items at fault.</param>
/// <param name="Skipped">Items that were left alone: their condition did not hold, or a later one of the same key won.</param>
/// <param name="Failures">The first of those at fault, by index.</param>
/// <param name="Skips">The first of those left alone, by index.</param>
/// <param name="Version">The version of the portfolio's positions afterwards; null for securities.</param>
/// <param name="Metrics">What it took.</param>
public sealed record BulkReport(
    BulkOperation Operation, int Total, int Inserted, int Updated, int Unchanged, int Failed, int Skipped, IReadOnlyList<BulkIssue> Failures, IReadOnlyList<BulkIssue> Skips, int? Version, BulkMetrics Metrics)
{
    /// <summary>Items that were done.</summary>
    public int Succeeded => Inserted + Updated + Unchanged;

    /// <summary>True when any row is another than before.</summary>
    public bool HasChanges => Inserted + Updated > 0;

    /// <summary>Items a second, of all that were sent.</summary>
    public double ItemsPerSecond => Metrics.Duration > TimeSpan.Zero ? Total / Metrics.Duration.TotalSeconds : 0;

    /// <summary>completed, partial or failed, as a batch of operations has it.</summary>
    public string Outcome => Failed == 0 ? "completed" : Succeeded > 0 ? "partial" : "failed";
}

/// <summary>Measures a bulk call from when its body is read.</summary>
/// <param name="time">The clock.</param>
public sealed class BulkMeter(TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();
    private readonly long _allocated = GC.GetTotalAllocatedBytes(precise: false);

    /// <summary>How long it has taken so far.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_began);

    /// <summary>What was allocated so far, by the whole process.</summary>
    public long AllocatedBytes => GC.GetTotalAllocatedBytes(precise: false) - _allocated;
}

/// <summary>Counts what comes of the items of one try at a call.</summary>
internal sealed class BulkTally
{
    private readonly List<(int Index, string? Key, Error Error)> _failures = [];
    private readonly List<BulkIssue> _skips = [];

    public int Inserted { get; private set; }

    public int Updated { get; private set; }

    public int Unchanged { get; private set; }

    public int Failed { get; private set; }

    public int Skipped { get; private set; }

    public int Batches { get; private set; }

    public int PeakBatchSize { get; private set; }

    /// <summary>What was at fault, without the items' places.</summary>
    public IReadOnlyList<Error> Errors => [.. _failures.Select(each => each.Error)];

    /// <summary>A copy to go on with: a try that is made again must not keep what a failed one counted.</summary>
    public BulkTally Copy()
    {
        var copy = new BulkTally { Failed = Failed, Skipped = Skipped };
        copy._failures.AddRange(_failures);
        copy._skips.AddRange(_skips);
        return copy;
    }

    public void Succeed(RowOutcome outcome)
    {
        _ = outcome switch
        {
            RowOutcome.Inserted => ++Inserted,
            RowOutcome.Updated => ++Updated,
            _ => ++Unchanged,
        };
    }

    /// <summary>An item is at fault, in one field or several; of an item that is, one with no errors has had those left out for there being too many.</summary>
    public void Fail(int index, string? key, params IEnumerable<Error> errors)
    {
        Failed++;
        foreach (var error in errors)
        {
            if (_failures.Count < BulkTerms.MostListed)
            {
                _failures.Add((index, key, error));
            }
        }
    }

    public void Skip(int index, string? key, Error why)
    {
        Skipped++;
        if (_skips.Count < BulkTerms.MostListed)
        {
            _skips.Add(new(index, key, why.Code, why.Message, why.Field));
        }
    }

    public void Wrote(int items)
    {
        Batches++;
        PeakBatchSize = Math.Max(PeakBatchSize, items);
    }

    public BulkReport ToReport(BulkTerms terms, int? version, BulkMeter meter, int retries) => new(
        terms.Operation,
        terms.Items.Count,
        Inserted,
        Updated,
        Unchanged,
        Failed,
        Skipped,
        [.. _failures.OrderBy(each => each.Index).Select(each => new BulkIssue(each.Index, each.Key, each.Error.Code, each.Error.Message, each.Error.Field))],
        [.. _skips.OrderBy(each => each.Index)],
        version,
        new(meter.Elapsed, Batches, retries, meter.AllocatedBytes, PeakBatchSize));

    /// <summary>The failures as the errors of a call that was undone.</summary>
    public IReadOnlyList<Error> ToErrors() =>
    [
        .. _failures.OrderBy(each => each.Index).Select(each => each.Error.Definition.Because(
            $"Item {each.Index}: {each.Error.Message}",
            each.Error.Field,
            details: new Dictionary<string, object?>(each.Error.Details) { ["index"] = each.Index, ["key"] = each.Key, ["field"] = each.Error.Field, ["failed"] = Failed })),
    ];
}
