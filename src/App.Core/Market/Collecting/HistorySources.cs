namespace App.Core.Market.Collecting;

/// <summary>Asks the sources for histories, each for what those before it lack, and stores the answers as they come.</summary>
/// <remarks>A symbol that one source has later days of only is asked of those behind it for the earlier ones, once what came is stored.</remarks>
/// <param name="sources">The sources in order of preference.</param>
/// <param name="store">Where to store.</param>
/// <param name="calendar">The sessions.</param>
/// <param name="screen">What sorts out impossible prices.</param>
/// <param name="notes">What is remembered of an answer.</param>
/// <param name="time">The clock.</param>
internal sealed class HistorySources(
    IReadOnlyList<IMarketDataSource> sources, IMarketDataStore store, TradingCalendar calendar, BarScreen screen, EntryNotes notes, TimeProvider time)
{
    private readonly bool _tellsSplits = sources.Any(source => source is { TellsActions: true, IsSample: false });

    /// <summary>Asks for one request of each plan; what came before a cancellation or a fault is stored all the same.</summary>
    /// <param name="holder">Who holds the symbols.</param>
    /// <param name="turns">The requests.</param>
    /// <param name="asksActions">Says of a plan whether splits and dividends are asked for after its last request.</param>
    /// <param name="outcomes">Told what came.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task AskAsync(
        string holder, IReadOnlyList<HistoryTurn> turns, Func<HeldPlan, bool> asksActions, PriceOutcomes outcomes, CancellationToken cancellationToken)
    {
        // Each time behind the source that answered: it ends with the last one.
        for (var open = turns; open.Count > 0;)
        {
            open = await AskOnceAsync(holder, open, asksActions, outcomes, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<HistoryTurn>> AskOnceAsync(
        string holder, IReadOnlyList<HistoryTurn> turns, Func<HeldPlan, bool> asksActions, PriceOutcomes outcomes, CancellationToken cancellationToken)
    {
        var stored = await store.HistoriesAsync([.. turns.Where(turn => turn.Entry.Bars > 0).Select(turn => turn.Request)], cancellationToken);
        var round = new Round(turns.ToDictionary(turn => turn.Request.Symbol, StringComparer.Ordinal), stored, asksActions);
        await using var buffer = new UpdateBuffer(store, holder, symbol => outcomes.StoredAsync(round.Results[symbol]), time);
        for (var place = 0; place < sources.Count && round.Open.Count > 0; place++)
        {
            await AskAsync(place, round, buffer, cancellationToken);
        }

        foreach (var turn in round.Open.Values)
        {
            await buffer.AddAsync(NotHad(turn, round), cancellationToken);
        }

        return round.Heads;
    }

    private async Task AskAsync(int place, Round round, UpdateBuffer buffer, CancellationToken cancellationToken)
    {
        var source = sources[place];
        var byRule = round.Open.Values.Where(turn => turn.After < place).ToLookup(turn => MayAsk(source, turn));
        foreach (var turn in byRule[false])
        {
            round.Gaps.Add(turn.Request.Symbol, source.Name, SourceGap.NotOffered, SampleRule.NotAsked);
        }

        HistoryRequest[] requests = [.. byRule[true].Select(turn => turn.Request)];
        if (requests.Length == 0)
        {
            return;
        }

        var answers = SourceAnswers.OneEachAsync(
            source.Name, requests.Select(request => request.Symbol), source.GetHistoriesAsync(requests, cancellationToken), cancellationToken);
        await foreach (var answer in answers)
        {
            if (Had(place, answer, round) is { } update)
            {
                round.Open.Remove(answer.Symbol);
                await buffer.AddAsync(update, cancellationToken);
            }
        }
    }

    // Earlier days of what just came are of its kind, invented or not.
    private static bool MayAsk(IMarketDataSource source, HistoryTurn turn) => turn.IsHead ? source.IsSample == turn.Entry.IsSample : SampleRule.MayAsk(source, turn.Entry);

    private SecurityUpdate? Had(int place, SourceAnswer<PriceHistory> answer, Round round)
    {
        var source = sources[place];
        if (answer.Value is not { } history)
        {
            round.Gaps.Add(answer.Symbol, source.Name, answer.Gap, answer.Missing);
            return null;
        }

        var turn = round.Open[answer.Symbol];
        var screened = screen.Of(history, turn.Request);
        var replaces = SampleRule.Replaces(source, turn.Entry);
        var stored = replaces ? StoredHistory.None : round.Stored.GetValueOrDefault(answer.Symbol, StoredHistory.None);
        var merge = HistoryMerge.Of(answer.Symbol, stored, screened);
        if (!merge.IsNews)
        {
            round.Gaps.Add(answer.Symbol, source.Name, SourceGap.NotKnown, NothingNew(screened));
            return null;
        }

        if (replaces)
        {
            SampleRule.Forget(turn.Entry);
        }

        var head = HeadOf(turn, place, merge);
        notes.Found(turn, place, [.. merge.Bars.Select(bar => bar.Date).Order()], screened.Bars[^1].Date, head, round.Gaps.IsUnavailable(answer.Symbol));
        if (head is not null)
        {
            round.Heads.Add(turn.ForHead(head, place));
        }

        var settles = head is null && turn.IsLast && !round.AsksActions(turn.Plan);
        round.Results[answer.Symbol] = new TurnResult(turn, merge.Bars.Count, null, [.. WarningsOf(source, answer.Symbol, screened, merge)]) { ReplacesSample = replaces, Settles = settles };
        return new SecurityUpdate(turn.Entry) { ReplacesStored = replaces, Bars = merge.Bars, Changed = merge.Changed, Actions = merge.Actions, ToldAt = time.GetUtcNow(), Releases = settles };
    }

    // What the source lacks of the days before the first stored one, when another may have it.
    private HistoryRequest? HeadOf(HistoryTurn turn, int place, HistoryMerge merge)
    {
        var (request, stored) = (turn.Request, turn.Entry.FirstBar);
        if (request.From >= stored || merge.Bars.Count == 0 || !sources.Skip(place + 1).Any(later => later.IsSample == sources[place].IsSample))
        {
            return null;
        }

        var came = merge.Bars.Min(bar => bar.Date);
        var first = stored < came ? stored.Value : came;
        return calendar.SessionOnOrAfter(request.From) < first ? request with { To = first } : null;
    }

    private IEnumerable<string> WarningsOf(IMarketDataSource source, string symbol, ScreenedHistory screened, HistoryMerge merge) =>
    [
        .. screened.Faults.Select(fault => $"{symbol}, prices of {source.Name}: {fault}."),
        .. merge.Warnings,
        .. _tellsSplits || source.TellsActions ? [] : SplitSigns.WarningsOf(symbol, source.Name, screened.Bars, merge.Bars),
    ];

    private SecurityUpdate NotHad(HistoryTurn turn, Round round)
    {
        var symbol = turn.Request.Symbol;
        var reason = round.Gaps.ReasonOf(symbol);
        var silent = round.Gaps.FirstUnavailable(symbol) is { } name ? PlaceOf(name) : -1;
        List<string> warnings = [];
        if (silent > 0 && turn.IsBack)
        {
            // Those preferred to it have answered: the newer prices are theirs, and only these days wait.
            notes.HeadIsOpen(turn, silent - 1);
            warnings.Add(FormattableString.Invariant($"Prices of {symbol} before {turn.Request.To:yyyy-MM-dd} could not be had: {reason}. They are asked for again."));
        }
        else if (silent >= 0)
        {
            notes.Unavailable(turn, reason);
            if (sources[silent] is { TellsActions: true, IsSample: false })
            {
                // Nor would it tell splits and dividends now.
                notes.NotTold(turn.Entry, isSilent: true);
            }
        }
        else if (sources.Count == 0)
        {
            // Nobody was asked, so nothing is known: the day a source is configured it is.
            turn.Entry.Missing = turn.Entry.Bars > 0 ? null : reason;
        }
        else
        {
            notes.NotKnown(turn, reason);
        }

        var settles = turn.IsLast && !round.AsksActions(turn.Plan);
        round.Results[symbol] = new TurnResult(turn, 0, silent >= 0 && warnings.Count == 0 ? reason : null, warnings) { Settles = settles };
        return new SecurityUpdate(turn.Entry) { Releases = settles };
    }

    private int PlaceOf(string name) => sources.Select(source => source.Name).ToList().IndexOf(name);

    private static string NothingNew(ScreenedHistory answer) => answer switch
    {
        { Bars.Count: > 0 } => "nothing that is not stored",
        { Faults.Count: > 0 } => $"no usable price: {string.Join(", ", answer.Faults)}",
        _ => "no price",
    };

    private sealed record Round(Dictionary<string, HistoryTurn> Open, IReadOnlyDictionary<string, StoredHistory> Stored, Func<HeldPlan, bool> AsksActions)
    {
        public GapLog Gaps { get; } = new();

        public Dictionary<string, TurnResult> Results { get; } = new(StringComparer.Ordinal);

        public List<HistoryTurn> Heads { get; } = [];
    }
}
