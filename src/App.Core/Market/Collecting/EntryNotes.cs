namespace App.Core.Market.Collecting;

/// <summary>Writes into a symbol's entry what an answer says of the days asked for.</summary>
/// <param name="sources">The sources in order of preference.</param>
/// <param name="names">Their names, as they are remembered.</param>
/// <param name="time">The clock.</param>
internal sealed class EntryNotes(IReadOnlyList<IMarketDataSource> sources, string names, TimeProvider time)
{
    // A source that did not answer is asked for these again after an hour, one that has nothing after a day: the waits of late and of missing sessions.
    private static readonly TimeSpan SilenceLasts = TimeSpan.FromHours(1);
    private static readonly TimeSpan NothingLasts = TimeSpan.FromDays(1);

    /// <summary>A source had prices.</summary>
    /// <param name="turn">What was asked.</param>
    /// <param name="place">The place of the source among the sources.</param>
    /// <param name="days">The sessions that came and were not stored, ascending.</param>
    /// <param name="last">The last session of its answer, stored before or not.</param>
    /// <param name="head">The earlier days that other sources are asked for next; null when there are none.</param>
    /// <param name="isSilent">True when a source that is preferred to it did not answer.</param>
    public void Found(HistoryTurn turn, int place, IReadOnlyList<DateOnly> days, DateOnly last, HistoryRequest? head, bool isSilent)
    {
        var (entry, source) = (turn.Entry, sources[place]);
        if (entry.LastBar is not { } newest || (days.Count > 0 && days[^1] >= newest))
        {
            (entry.Source, entry.IsSample) = (source.Name, source.IsSample);
        }

        Answered(turn, entry.Bars > 0);
        if (head is not null)
        {
            // Until others have answered for the earlier days they are not known: a stop in between leaves them open.
            entry.PricesFrom = head.To;
        }

        entry.Missing = null;
        if (source.TellsActions)
        {
            Told(entry, turn.Request.From, last);
        }
        else if (!source.IsSample && days.Count > 0)
        {
            turn.Plan.ActionsAfter = Math.Max(turn.Plan.ActionsAfter, place);
            Open(entry, place, days[0], days[^1], isSilent);
        }
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

    /// <summary>A source has answered for the days before the first stored one, and one behind it has not.</summary>
    /// <param name="turn">What was asked.</param>
    /// <param name="after">The place of the last source that has answered.</param>
    public void HeadIsOpen(HistoryTurn turn, int after)
    {
        var entry = turn.Entry;
        entry.PricesFrom = entry.FirstBar;
        Refresh(entry);
        OpenHead.Write(entry, new OpenHead(turn.Request.From, after, time.GetUtcNow() + SilenceLasts));
    }

    /// <summary>A source has told the splits and dividends of these days.</summary>
    public static void Told(Security entry, DateOnly from, DateOnly to)
    {
        if (OpenActions.Of(entry) is { } open && from <= open.To && to >= open.From)
        {
            OpenActions.Write(entry, from <= open.From ? to >= open.To ? null : open with { From = to.AddDays(1) } : to >= open.To ? open with { To = from.AddDays(-1) } : open);
        }
    }

    /// <summary>No source has told the splits and dividends of all open days.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="isSilent">True when one of them did not answer.</param>
    public void NotTold(Security entry, bool isSilent)
    {
        if (entry.ActionsFrom is not null)
        {
            Refresh(entry);
            OpenActions.Write(entry, Waiting(OpenActions.Of(entry)!, isSilent));
        }
    }

    // The days before that one are asked for along: they are one request.
    private void Open(Security entry, int place, DateOnly from, DateOnly to, bool isSilent)
    {
        Refresh(entry);
        var open = OpenActions.Of(entry) is not { } old ? new OpenActions(from, to) : new OpenActions(old.From < from ? old.From : from, old.To > to ? old.To : to);
        var wasAsked = sources.Take(place).Any(TellsRealActions) && !sources.Skip(place + 1).Any(TellsRealActions);
        OpenActions.Write(entry, wasAsked ? Waiting(open, isSilent) : open);
    }

    private OpenActions Waiting(OpenActions open, bool isSilent) =>
        open with { Tries = isSilent ? open.Tries : open.Tries + 1, NotBefore = time.GetUtcNow() + (isSilent ? SilenceLasts : NothingLasts) };

    private static bool TellsRealActions(IMarketDataSource source) => source is { TellsActions: true, IsSample: false };

    // What was open with other sources is open with these, but nobody waits on account of those; and what those did not have of earlier days, these were not asked for.
    private void Refresh(Security entry)
    {
        if (entry.AnsweredBy == names)
        {
            return;
        }

        (entry.AnsweredAt, entry.AnsweredBy) = (null, names);
        entry.PricesFrom = entry.Bars > 0 ? entry.FirstBar : entry.PricesFrom;
        OpenHead.Write(entry, null);
        OpenActions.Write(entry, OpenActions.Of(entry) is { } open ? new OpenActions(open.From, open.To) : null);
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

        Refresh(entry);

        // Of a request for earlier days only, the newest are as old as they were.
        if (!(entry.Bars > 0) || request.From >= entry.LastBar || (request.From <= entry.FirstBar && request.To >= entry.LastBar))
        {
            entry.AnsweredAt = now;
        }

        if (!(entry.Bars > 0) || request.From < entry.FirstBar)
        {
            OpenHead.Write(entry, null);
        }

        var (from, to) = extends ? (entry.PricesFrom, entry.PricesTo) : (null, null);
        entry.PricesFrom = from < request.From ? from : request.From;
        entry.PricesTo = to > request.To ? to : request.To;
    }
}
