using App.Core.Market;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Market;

/// <summary>The stored splits and dividends of many symbols.</summary>
internal static class SeriesActions
{
    /// <summary>By symbol and date, ascending; of one day the split first, which as text comes after the dividend.</summary>
    public static Task<List<StoredAction>> ReadAsync(AppDbContext db, string[] symbols, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        db.CorporateActions.AsNoTracking()
            .Where(action => symbols.Contains(action.Symbol) && action.ExDate >= from && action.ExDate <= to)
            .OrderBy(action => action.Symbol).ThenBy(action => action.ExDate).ThenByDescending(action => action.Kind)
            .ToListAsync(cancellationToken);

    public static CorporateAction ToAction(StoredAction action) => new(action.ExDate, action.Kind, action.Value);

    public static StoredAction Of(string symbol, CorporateAction action, DateTimeOffset? knownAt) =>
        new() { Symbol = symbol, ExDate = action.ExDate, Kind = action.Kind, Value = action.Value, KnownAt = knownAt };
}
