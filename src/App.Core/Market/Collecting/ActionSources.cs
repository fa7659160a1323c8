namespace App.Core.Market.Collecting;

/// <summary>Asks for the splits and dividends of days whose prices came from a source that tells none.</summary>
/// <remarks>Those that tell them are asked in their order, each for the days that are still open; prices in their answers are not looked at.</remarks>
/// <param name="sources">The sources in order of preference.</param>
/// <param name="store">Where to store.</param>
/// <param name="screen">What sorts out impossible ones.</param>
/// <param name="notes">What is remembered of an answer.</param>
/// <param name="time">The clock.</param>
internal sealed class ActionSources(IReadOnlyList<IMarketDataSource> sources, IMarketDataStore store, BarScreen screen, EntryNotes notes, TimeProvider time)
{
    /// <summary>True when somebody can be asked for the splits and dividends of a plan's symbol.</summary>
    public bool CanAsk(HeldPlan plan) => sources.Skip(plan.ActionsAfter + 1).Any(source => source is { TellsActions: true, IsSample: false });

    /// <summary>Asks for the open days of each plan, and settles it.</summary>
    public async Task AskAsync(string holder, IReadOnlyList<HeldPlan> plans, PriceOutcomes outcomes, CancellationToken cancellationToken)
    {
        var drafts = plans.ToDictionary(plan => plan.Entry.Symbol, plan => new Draft(plan), StringComparer.Ordinal);
        var open = new Dictionary<string, Draft>(drafts, StringComparer.Ordinal);
        await using var buffer = new UpdateBuffer(store, holder, symbol => SettleAsync(drafts[symbol], outcomes), time);
        for (var place = 0; place < sources.Count && open.Count > 0; place++)
        {
            if (sources[place] is { TellsActions: true, IsSample: false })
            {
                await AskAsync(place, open, buffer, cancellationToken);
            }
        }

        foreach (var draft in open.Values)
        {
            notes.NotTold(draft.Plan.Entry, draft.IsSilent);
            await buffer.AddAsync(draft.UpdateAt(time.GetUtcNow()), cancellationToken);
        }
    }

    private async Task AskAsync(int place, Dictionary<string, Draft> open, UpdateBuffer buffer, CancellationToken cancellationToken)
    {
        var source = sources[place];
        HistoryRequest[] requests = [.. open.Values.Where(draft => draft.Plan.ActionsAfter < place).Select(draft => draft.Request)];
        if (requests.Length == 0)
        {
            return;
        }

        var asked = requests.ToDictionary(request => request.Symbol, StringComparer.Ordinal);
        var answers = SourceAnswers.OneEachAsync(source.Name, asked.Keys, source.GetHistoriesAsync(requests, cancellationToken), cancellationToken);
        await foreach (var answer in answers)
        {
            var draft = open[answer.Symbol];
            if (answer.Value is not { Bars: [.., var last] } history)
            {
                draft.IsSilent |= answer.Gap == SourceGap.Unavailable;
                continue;
            }

            var (actions, faults) = screen.ActionsOf(history, asked[answer.Symbol]);
            draft.Actions.AddRange(actions);
            draft.Warnings.AddRange(faults.Select(fault => $"{answer.Symbol}, splits and dividends of {source.Name}: {fault}."));

            // A source that does not have the newest session yet cannot tell what it brought.
            EntryNotes.Told(draft.Plan.Entry, asked[answer.Symbol].From, last.Date);
            if (OpenActions.Of(draft.Plan.Entry) is null)
            {
                open.Remove(answer.Symbol);
                await buffer.AddAsync(draft.UpdateAt(time.GetUtcNow()), cancellationToken);
            }
        }
    }

    private static Task SettleAsync(Draft draft, PriceOutcomes outcomes)
    {
        outcomes.Warn(draft.Plan.Entry.Symbol, draft.Warnings);
        return outcomes.SettleAsync(draft.Plan.Entry, draft.Plan.Kind);
    }

    private sealed record Draft(HeldPlan Plan)
    {
        public List<CorporateAction> Actions { get; } = [];

        public List<string> Warnings { get; } = [];

        public bool IsSilent { get; set; }

        public HistoryRequest Request => OpenActions.Of(Plan.Entry) is { } days
            ? new HistoryRequest(Plan.Entry.Symbol, days.From, days.To)
            : throw new InvalidOperationException($"No day of {Plan.Entry.Symbol} is open.");

        public SecurityUpdate UpdateAt(DateTimeOffset now) => new(Plan.Entry) { Actions = [.. Actions.DistinctBy(action => (action.ExDate, action.Kind))], ToldAt = now, Releases = true };
    }
}
