using App.Core.Batches;
using App.Core.Market;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Market;

/// <summary>Writes what was fetched of symbols whose rows are locked, within the context's transaction.</summary>
internal sealed class UpdateWriter(AppDbContext db, IReadOnlyCollection<SecurityUpdate> updates)
{
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await RemoveReplacedAsync(cancellationToken);
        await BulkInsert.InsertAsync(db, [.. updates.SelectMany(update => update.Bars)], cancellationToken);
        db.UpdateRange(updates.SelectMany(update => update.Changed));
        await UpsertActionsAsync(cancellationToken);
        await UpsertFundamentalsAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await CountAsync(cancellationToken);
        var stated = await StatedAsync(cancellationToken);
        foreach (var update in updates)
        {
            WriteEntry(update, stated.GetValueOrDefault(update.Entry.Symbol));
        }

        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }

    private async Task RemoveReplacedAsync(CancellationToken cancellationToken)
    {
        foreach (var slice in updates.Where(update => update.ReplacesStored).Select(update => update.Entry.Symbol).Chunk(SecurityRows.PerQuery))
        {
            await db.PriceBars.Where(row => slice.Contains(row.Symbol)).ExecuteDeleteAsync(cancellationToken);
            await db.CorporateActions.Where(row => slice.Contains(row.Symbol)).ExecuteDeleteAsync(cancellationToken);
            await db.Fundamentals.Where(row => slice.Contains(row.Symbol)).ExecuteDeleteAsync(cancellationToken);
        }
    }

    private async Task UpsertActionsAsync(CancellationToken cancellationToken)
    {
        var actions = updates.SelectMany(update => update.Actions.Select(action => SeriesActions.Of(update.Entry.Symbol, action, update.ToldAt))).ToList();
        if (actions.Count == 0)
        {
            return;
        }

        string[] symbols = [.. actions.Select(action => action.Symbol).Distinct(StringComparer.Ordinal)];
        var stored = (await SeriesActions.ReadAsync(db, symbols, actions.Min(action => action.ExDate), actions.Max(action => action.ExDate), cancellationToken))
            .ToDictionary(action => (action.Symbol, action.ExDate, action.Kind), action => action.Value);
        await BulkInsert.InsertAsync(db, [.. actions.Where(action => !stored.ContainsKey((action.Symbol, action.ExDate, action.Kind)))], cancellationToken);
        db.UpdateRange(actions.Where(action => stored.TryGetValue((action.Symbol, action.ExDate, action.Kind), out var value) && value != action.Value));
    }

    private async Task UpsertFundamentalsAsync(CancellationToken cancellationToken)
    {
        var figures = updates.Select(update => update.Fundamentals).OfType<Fundamentals>().ToList();
        if (figures.Count == 0)
        {
            return;
        }

        var symbols = figures.ConvertAll(row => row.Symbol);
        var stored = await db.Fundamentals.Where(row => symbols.Contains(row.Symbol)).Select(row => row.Symbol).ToListAsync(cancellationToken);
        db.AddRange(figures.Where(row => !stored.Contains(row.Symbol)));
        db.UpdateRange(figures.Where(row => stored.Contains(row.Symbol)));
    }

    // Counted where they are, so that the entry cannot disagree with the bars.
    private async Task CountAsync(CancellationToken cancellationToken)
    {
        var entries = updates.Where(update => update.Bars.Count + update.Changed.Count > 0).ToDictionary(update => update.Entry.Symbol, update => update.Entry, StringComparer.Ordinal);
        foreach (var slice in entries.Keys.Chunk(SecurityRows.PerQuery))
        {
            var counts = await db.PriceBars
                .Where(bar => slice.Contains(bar.Symbol) && !bar.IsQuarantined)
                .GroupBy(bar => bar.Symbol)
                .Select(bars => new { Symbol = bars.Key, First = bars.Min(bar => bar.Date), Last = bars.Max(bar => bar.Date), Count = bars.Count() })
                .ToListAsync(cancellationToken);
            foreach (var count in counts)
            {
                var entry = entries[count.Symbol];
                (entry.FirstBar, entry.LastBar, entry.Bars) = (count.First, count.Last, count.Count);
            }
        }
    }

    // What operators have given since the entry was read, too.
    private async Task<Dictionary<string, string?>> StatedAsync(CancellationToken cancellationToken)
    {
        var stated = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var slice in updates.Select(update => update.Entry.Symbol).Chunk(SecurityRows.PerQuery))
        {
            var rows = await db.Securities.Where(row => slice.Contains(row.Symbol) && row.Stated != null).Select(row => new { row.Symbol, row.Stated }).ToListAsync(cancellationToken);
            rows.ForEach(row => stated[row.Symbol] = row.Stated);
        }

        return stated;
    }

    private void WriteEntry(SecurityUpdate update, string? stated)
    {
        var row = db.Update(update.Entry);
        row.Property(entry => entry.Stated).IsModified = false;
        foreach (var field in SecurityFields.StatedOf(stated))
        {
            row.Property(PropertyOf(field)).IsModified = false;
        }

        if (update.Releases)
        {
            (update.Entry.FetchHolder, update.Entry.FetchUntil) = (null, null);
        }
        else
        {
            // The lease may have been renewed since the entry was read.
            row.Property(entry => entry.FetchHolder).IsModified = false;
            row.Property(entry => entry.FetchUntil).IsModified = false;
        }
    }

    private static string PropertyOf(string field) => field switch
    {
        "name" => nameof(Security.Name),
        "sector" => nameof(Security.Sector),
        "industry" => nameof(Security.Industry),
        "exchange" => nameof(Security.Exchange),
        "kind" => nameof(Security.Kind),
        "currency" => nameof(Security.Currency),
        "beta" => nameof(Security.Beta),
        _ => nameof(Security.DividendYield),
    };
}
