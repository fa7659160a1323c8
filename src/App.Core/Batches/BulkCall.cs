using App.Core.Idempotency;
using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary>The call is undone. Rolls the transaction back.</summary>
internal sealed class BulkRefusedException(IReadOnlyList<Error> errors) : Exception
{
    public IReadOnlyList<Error> Errors => errors;
}

/// <summary>Nothing is another than before: what was taken for the change is given back. Rolls the transaction back.</summary>
internal sealed class BulkIdleException(BulkReport report) : Exception
{
    public BulkReport Report => report;
}

/// <summary>What bulk calls have in common, whatever they write.</summary>
internal static class BulkCall
{
    /// <summary>Does the work in one transaction, which is run again where the database asks for it.</summary>
    /// <param name="unit">Makes it one.</param>
    /// <param name="terms">The call.</param>
    /// <param name="judged">What was found before.</param>
    /// <param name="version">The version as it is.</param>
    /// <param name="meter">Measures it.</param>
    /// <param name="work">The work; it is told how often it was run before.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<Result<BulkReport>> RunAsync(
        IUnitOfWork unit, BulkTerms terms, BulkTally judged, int? version, BulkMeter meter, Func<BulkTally, int, CancellationToken, Task<BulkReport>> work, CancellationToken cancellationToken)
    {
        if (judged.Failed + judged.Skipped == terms.Items.Count)
        {
            return Told(judged.ToReport(terms, version, meter, 0));
        }

        var tries = 0;
        try
        {
            return await unit.TogetherAsync(token => work(judged.Copy(), tries++, token), cancellationToken);
        }
        catch (BulkRefusedException refused)
        {
            return Result<BulkReport>.Failed(refused.Errors);
        }
        catch (BulkIdleException idle)
        {
            return Told(idle.Report);
        }
    }

    /// <summary>Undoes the call where any failure does.</summary>
    public static void ThrowIfUndone(BulkTerms terms, BulkTally tally)
    {
        if (tally.Failed > 0 && !terms.Continues)
        {
            throw new BulkRefusedException(tally.ToErrors());
        }
    }

    /// <summary>Of the items of one key the last; the others are left alone and told of.</summary>
    public static IReadOnlyList<T> LastOfEach<T>(IReadOnlyList<T> planned, Func<T, (int Index, string Key)> of, string things, BulkTally tally)
    {
        var last = new Dictionary<string, int>(planned.Count, StringComparer.Ordinal);
        foreach (var (index, key) in planned.Select(of))
        {
            last[key] = index;
        }

        List<T> kept = new(last.Count);
        foreach (var each in planned)
        {
            var (index, key) = of(each);
            if (last[key] == index)
            {
                kept.Add(each);
            }
            else
            {
                tally.Skip(index, key, BulkErrors.Superseded.Because($"Item {last[key]} is the same {things}, and the last of them wins."));
            }
        }

        return kept;
    }

    /// <summary>ERR_BULK_010 of a row.</summary>
    /// <param name="thing">What it is, such as <c>position</c>.</param>
    /// <param name="key">Its key.</param>
    public static Error Taken(string thing, string key) => BulkErrors.KeyTaken.Because(
        $"There is a {thing} “{key}” already. Leave this one out, or use upsert to take its place.", details: new Dictionary<string, object?> { ["taken"] = key });

    // The reply is kept though nothing is written.
    private static BulkReport Told(BulkReport report)
    {
        IdempotentCall.Succeeds(report);
        return report;
    }
}
