namespace App.Core.Market.Collecting;

/// <summary>What is to be asked for to meet a need.</summary>
/// <param name="Kind">The kind of it.</param>
/// <param name="Requests">What to ask, one after the other.</param>
/// <param name="AsksHoles">True to ask for the sessions missing between stored ones too.</param>
internal sealed record FetchPlan(FetchKind Kind, IReadOnlyList<HistoryRequest> Requests, bool AsksHoles)
{
    /// <summary>That of the requests which is for days before the first stored one; null when none is.</summary>
    public HistoryRequest? Back { get; init; }

    /// <summary>The place of the last source that has answered for it; −1 when all are asked.</summary>
    public int BackAfter { get; init; } = -1;

    /// <summary>True to ask for the splits and dividends of stored days too.</summary>
    public bool AsksActions { get; init; }

    public static FetchPlan Cached { get; } = new(FetchKind.Cached, [], false);

    public static FetchPlan Remembered { get; } = new(FetchKind.Remembered, [], false);

    public bool IsEmpty => Requests.Count == 0 && !AsksHoles && !AsksActions;
}

/// <summary>Decides what of a need is stored, what is known not to be had, and what is asked for.</summary>
/// <remarks>
/// <para>A request that continues what is stored takes the stored session at the seam along: the total-return index goes on from it.</para>
/// <para>The sources' word that they have nothing counts for a day when nothing is stored, for an hour when only the newest sessions are missing (a
/// source may be late), for a day when over five are (the symbol is no longer traded). It stops counting when other sources are configured. Missing sessions between stored
/// ones are asked for again three times, a day apart.</para>
/// <para>Days before the first stored one that all sources have answered for are not asked for again, but for when forced or when the sources have changed. When one has answered for them and
/// another behind it has not, that one is asked again after an hour.</para>
/// <para>Splits and dividends of days whose prices came from a source that tells none are asked of the others three times, a day apart, or an hour after one that did not answer.</para>
/// <para>Of a symbol with invented prices a real source is asked for all days, needed now or stored: it replaces what is there. It is asked whenever something is missing, when
/// forced, and once a day where nobody is left to go on inventing.</para>
/// </remarks>
/// <param name="calendar">The sessions.</param>
/// <param name="sources">The names of the sources, as they are remembered.</param>
/// <param name="hasReal">True when one of the sources does not invent its prices.</param>
/// <param name="hasSample">True when one of them does.</param>
/// <param name="tellsActions">True when one that does not invent tells splits and dividends.</param>
internal sealed class FetchPlanner(TradingCalendar calendar, string sources, bool hasReal, bool hasSample, bool tellsActions = true)
{
    public const int MaxHoleTries = 3;

    private static readonly TimeSpan UnknownLasts = TimeSpan.FromDays(1);
    private static readonly TimeSpan LateLasts = TimeSpan.FromHours(1);

    // A symbol that no source has will not be had for a few days more or less either.
    private const int NearEnough = 14;

    /// <summary>The first day that is asked for, should nothing be stored.</summary>
    public DateOnly BackfillFrom(DateOnly from, DateOnly to) => Later(Earlier(from, to.AddDays(-CollectMarketData.HistoryDays)), calendar.First);

    /// <summary>The plan; empty when nothing is to be asked.</summary>
    public FetchPlan Of(Security security, PriceNeed need, PriceDemand demand, DateTimeOffset now)
    {
        if (SessionsOf(need, demand.To) is not var (from, to))
        {
            return FetchPlan.Cached;
        }

        if (security is not { FirstBar: { } first, LastBar: { } last })
        {
            return !demand.Force && IsUnknown(security, from, to, now)
                ? FetchPlan.Remembered
                : new FetchPlan(FetchKind.Backfill, [new HistoryRequest(need.Symbol, BackfillFrom(from, to), to)], false);
        }

        var isAskedAnew = security.AnsweredBy != sources;
        var head = !isAskedAnew && !demand.Force && security.HeadFrom <= from ? OpenHead.Of(security) : null;
        var isBehind = to > last && (to > security.PricesTo || demand.Force || IsLateDue(security, last, to, now));
        var isBack = !(head?.NotBefore > now) && (from < security.PricesFrom || (from < first && (demand.Force || isAskedAnew)));
        var holes = IsHoleDue(security, Holes(first, last, security.Bars), demand.Force, now);
        var actions = AsksActions(security, demand.Force, now);
        var kind = isBack ? FetchKind.Backfill : isBehind ? FetchKind.Incremental : holes || actions ? FetchKind.GapFill : to > last ? FetchKind.Remembered : FetchKind.Cached;
        if (security.IsSample && hasReal)
        {
            var whole = new HistoryRequest(need.Symbol, Earlier(BackfillFrom(from, to), first), Later(to, last));
            var isDue = isBehind || isBack || holes || demand.Force || (!hasSample && !WasAnswered(security, now));
            return isDue ? new FetchPlan(FetchKind.Backfill, [whole], false) : new FetchPlan(kind, [], false);
        }

        List<HistoryRequest> requests = [];
        if (isBehind)
        {
            requests.Add(new HistoryRequest(need.Symbol, last, to));
        }

        var back = isBack ? new HistoryRequest(need.Symbol, from, first) : null;
        if (back is not null)
        {
            requests.Add(back);
        }

        return new FetchPlan(kind, requests, holes) { Back = back, BackAfter = head?.After ?? -1, AsksActions = actions };
    }

    /// <summary>True when splits and dividends of stored days are to be asked for.</summary>
    public bool AsksActions(Security security, bool force, DateTimeOffset now) =>
        tellsActions
        && OpenActions.Of(security) is { } open
        && !security.IsSample
        && (force || security.AnsweredBy != sources || (open.Tries < MaxHoleTries && !(open.NotBefore > now)));

    /// <summary>How many sessions are missing between the first and the last stored one.</summary>
    public int Holes(DateOnly first, DateOnly last, int bars) => calendar.Sessions(first, last).Length - bars;

    /// <summary>The stored sessions around the missing ones, and those between them; null when none is missing.</summary>
    public HistoryRequest? HolesOf(string symbol, StoredHistory stored)
    {
        var dates = stored.Bars.Where(bar => !bar.IsQuarantined).Select(bar => bar.Date).ToArray();
        var seams = dates.Zip(dates.Skip(1)).Where(pair => calendar.NextSession(pair.First) < pair.Second).ToList();
        return seams.Count == 0 ? null : new HistoryRequest(symbol, seams[0].First, seams[^1].Second);
    }

    // Days the calendar does not know have no sessions.
    private (DateOnly From, DateOnly To)? SessionsOf(PriceNeed need, DateOnly to) =>
        calendar.FindSessionOnOrBefore(Earlier(to, calendar.Last)) is { } last && need.From <= last && calendar.SessionOnOrAfter(Later(need.From, calendar.First)) is var first && first <= last
            ? (first, last)
            : null;

    private bool WasAnswered(Security security, DateTimeOffset now) => security.AnsweredBy == sources && now - security.AnsweredAt < UnknownLasts;

    private bool IsUnknown(Security security, DateOnly from, DateOnly to, DateTimeOffset now) =>
        WasAnswered(security, now)
        && security.PricesFrom <= from.AddDays(NearEnough)
        && security.PricesTo >= to.AddDays(-NearEnough);

    private bool IsLateDue(Security security, DateOnly last, DateOnly to, DateTimeOffset now)
    {
        var lasts = calendar.Sessions(last.AddDays(1), to).Length > Snapshots.StalePrice.MaximumSessions ? UnknownLasts : LateLasts;
        return security.AnsweredBy != sources || !(now - security.AnsweredAt < lasts);
    }

    private static bool IsHoleDue(Security security, int holes, bool force, DateTimeOffset now)
    {
        var tries = holes > security.HolesLeft ? 0 : security.HoleTries;
        return holes > 0 && (force || (tries < MaxHoleTries && !(now - security.HolesAskedAt < UnknownLasts)));
    }

    private static DateOnly Earlier(DateOnly left, DateOnly right) => left < right ? left : right;

    private static DateOnly Later(DateOnly left, DateOnly right) => left > right ? left : right;
}
