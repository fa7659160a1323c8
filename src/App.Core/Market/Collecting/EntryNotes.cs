namespace App.Core.Market.Collecting;

/// <summary>Writes into a symbol's entry what an answer says of the days asked for.</summary>
/// <param name="sources">The names of the sources, as they are remembered.</param>
/// <param name="time">The clock.</param>
internal sealed class EntryNotes(string sources, TimeProvider time)
{
    /// <summary>A source had prices.</summary>
    public void Found(HistoryTurn turn, IMarketDataSource source)
    {
        var entry = turn.Entry;
        (entry.Source, entry.IsSample) = (source.Name, source.IsSample);
        Answered(turn, entry.Bars > 0);
        entry.Missing = null;
    }

    /// <summary>No source has anything for these days. They are known as asked for, or a symbol listed last year would be asked for its earlier years by every run.</summary>
    public void NotKnown(HistoryTurn turn, string reason)
    {
        var entry = turn.Entry;

        // Without any price the days asked for need not be adjacent: only what overlaps is one stretch.
        Answered(turn, entry.Bars > 0 || (turn.Request.From <= entry.PricesTo && turn.Request.To >= entry.PricesFrom));
        entry.Missing = entry.Bars > 0 ? null : reason;
    }

    /// <summary>A source that may have it did not answer. Nothing is known of these days.</summary>
    public void Unavailable(HistoryTurn turn, string reason)
    {
        var entry = turn.Entry;
        entry.UnavailableAt = time.GetUtcNow();
        entry.Missing = entry.Bars > 0 ? null : reason;
    }

    private void Answered(HistoryTurn turn, bool extends)
    {
        var (entry, request, now) = (turn.Entry, turn.Request, time.GetUtcNow());
        entry.UnavailableAt = null;
        entry.HolesAskedAt ??= now;
        if (turn.IsForHoles)
        {
            entry.HoleTries = turn.Plan.Holes > entry.HolesLeft ? 1 : entry.HoleTries + 1;
            (entry.HolesAskedAt, entry.HolesLeft) = (now, turn.Plan.Holes);
            return;
        }

        // Of a request for earlier days only, the newest are as old as they were.
        if (!(entry.Bars > 0) || request.From >= entry.LastBar || (request.From <= entry.FirstBar && request.To >= entry.LastBar))
        {
            (entry.AnsweredAt, entry.AnsweredBy) = (now, sources);
        }

        var (from, to) = extends ? (entry.PricesFrom, entry.PricesTo) : (null, null);
        entry.PricesFrom = from < request.From ? from : request.From;
        entry.PricesTo = to > request.To ? to : request.To;
    }
}
