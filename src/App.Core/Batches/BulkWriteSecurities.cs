using System.Text.Json;
using App.Core.Idempotency;
using App.Core.Market;
using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary>Makes or changes many entries of the security master in one transaction. For operators.</summary>
/// <remarks>
/// Side effects: the fields that were sent, which are the operators' from then on: no source writes them until they are given back with null. Everything else of an entry is the collector's and is left alone. One entry of the audit trail.
/// Errors: ERR_BULK_001 to 004, 008 to 010, 014.
/// </remarks>
public sealed class BulkWriteSecurities(ISecurityBulkStore store, IUnitOfWork unit)
{
    /// <summary>Does it.</summary>
    /// <param name="body">The call as it was sent.</param>
    /// <param name="meter">Measures it.</param>
    /// <param name="cancellationToken">Ends the wait; nothing is stored then.</param>
    public Task<Result<BulkReport>> HandleAsync(JsonElement body, BulkMeter meter, CancellationToken cancellationToken) =>
        Telemetry.BulkAsync("securities", BulkTerms.OperationOf(body), meter, () => DoAsync(body, meter, cancellationToken));

    private async Task<Result<BulkReport>> DoAsync(JsonElement body, BulkMeter meter, CancellationToken cancellationToken)
    {
        var read = BulkTerms.Read(body, "securities", hasIds: false);
        if (!read.IsSuccess)
        {
            return Result<BulkReport>.Failed(read.Errors);
        }

        var (terms, judged) = (read.Value, new BulkTally());
        var planned = SecurityItems.Read(terms, judged);
        planned = terms.Operation switch
        {
            BulkOperation.Upsert => BulkCall.LastOfEach(planned, each => (each.Index, each.Symbol), "security", judged),
            BulkOperation.Update => FirstOfEach(planned, judged),
            _ => planned,
        };
        if (judged.Failed > 0 && !terms.Continues)
        {
            return Result<BulkReport>.Failed(judged.ToErrors());
        }

        // In one order, so that two calls for the same symbols wait for each other in a row and never in a circle.
        planned = [.. planned.OrderBy(each => each.Symbol, StringComparer.Ordinal).ThenBy(each => each.Index)];
        return await BulkCall.RunAsync(unit, terms, judged, null, meter, (tally, retries, token) => WriteAsync(terms, planned, tally, retries, meter, token), cancellationToken);
    }

    private async Task<BulkReport> WriteAsync(BulkTerms terms, IReadOnlyList<PlannedSecurity> planned, BulkTally tally, int retries, BulkMeter meter, CancellationToken cancellationToken)
    {
        var stored = (await store.HoldAsync([.. planned.Select(each => each.Symbol).Distinct(StringComparer.Ordinal)], cancellationToken)).ToDictionary(each => each.Symbol, StringComparer.Ordinal);
        var rows = RowsOf(terms, planned, stored, tally);
        BulkCall.ThrowIfUndone(terms, tally);
        var replaces = terms.Operation != BulkOperation.Create;
        await new BulkWriter<Security>("security", (batch, token) => store.InsertAsync(batch, replaces, token)).WriteAsync(terms, rows, tally, cancellationToken);
        BulkCall.ThrowIfUndone(terms, tally);
        var report = tally.ToReport(terms, null, meter, retries);
        if (!report.HasChanges)
        {
            throw new BulkIdleException(report);
        }

        IdempotentCall.Succeeds(report);
        await store.FinishAsync(report.Inserted, report.Updated, cancellationToken);
        return report;
    }

    private static List<BulkRow<Security>> RowsOf(BulkTerms terms, IReadOnlyList<PlannedSecurity> planned, Dictionary<string, Security> stored, BulkTally tally)
    {
        List<BulkRow<Security>> rows = new(planned.Count);
        foreach (var each in planned)
        {
            var row = stored.GetValueOrDefault(each.Symbol);
            if (terms.Operation == BulkOperation.Update && row is null)
            {
                tally.Fail(each.Index, each.Symbol, BulkErrors.NoSuchRow.Because($"There is no security “{each.Symbol}”.", SecurityFields.Symbol));
            }
            else if (row is not null && each.Where?.Judge(name => SecurityFields.TextOf(row, name)) is { } unmet)
            {
                tally.Skip(each.Index, each.Symbol, unmet);
            }
            else
            {
                rows.Add(new(each.Index, each.Symbol, each.Onto(row)));
            }
        }

        return rows;
    }

    private static List<PlannedSecurity> FirstOfEach(IReadOnlyList<PlannedSecurity> planned, BulkTally tally)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        List<PlannedSecurity> kept = new(planned.Count);
        foreach (var each in planned)
        {
            if (first.TryAdd(each.Symbol, each.Index))
            {
                kept.Add(each);
            }
            else
            {
                tally.Fail(each.Index, each.Symbol, BulkErrors.Doubled.Because($"Item {first[each.Symbol]} changes the same security. Send all that is to be changed of it in one item.", SecurityFields.Symbol));
            }
        }

        return kept;
    }
}
