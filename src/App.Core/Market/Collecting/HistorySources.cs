namespace App.Core.Market.Collecting;

/// <summary>Asks the sources for histories, each for what those before it lack, and stores the answers as they come.</summary>
/// <param name="sources">The sources in order of preference.</param>
/// <param name="store">Where to store.</param>
/// <param name="screen">What sorts out impossible prices.</param>
/// <param name="notes">What is remembered of an answer.</param>
/// <param name="time">The clock.</param>
internal sealed class HistorySources(IReadOnlyList<IMarketDataSource> sources, IMarketDataStore store, BarScreen screen, EntryNotes notes, TimeProvider time)
{
    /// <summary>Asks for one request of each plan; what came before a cancellation or a fault is stored all the same.</summary>
    public async Task AskAsync(string holder, IReadOnlyList<HistoryTurn> turns, PriceOutcomes outcomes, CancellationToken cancellationToken)
    {
        var stored = await store.HistoriesAsync([.. turns.Where(turn => turn.Entry.Bars > 0).Select(turn => turn.Request)], cancellationToken);
        var round = new Round(turns.ToDictionary(turn => turn.Request.Symbol, StringComparer.Ordinal), stored);
        await using var buffer = new UpdateBuffer(store, holder, symbol => outcomes.StoredAsync(round.Results[symbol]), time);
        foreach (var source in sources.TakeWhile(_ => round.Open.Count > 0))
        {
            await AskAsync(source, round, buffer, cancellationToken);
        }

        foreach (var turn in round.Open.Values)
        {
            await buffer.AddAsync(NotHad(turn, round), cancellationToken);
        }
    }

    private async Task AskAsync(IMarketDataSource source, Round round, UpdateBuffer buffer, CancellationToken cancellationToken)
    {
        var byRule = round.Open.Values.ToLookup(turn => SampleRule.MayAsk(source, turn.Entry));
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
            if (Had(source, answer, round) is { } update)
            {
                round.Open.Remove(answer.Symbol);
                await buffer.AddAsync(update, cancellationToken);
            }
        }
    }

    private SecurityUpdate? Had(IMarketDataSource source, SourceAnswer<PriceHistory> answer, Round round)
    {
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

        notes.Found(turn, source);
        var faults = screened.Faults.Select(fault => $"{answer.Symbol}, prices of {source.Name}: {fault}.");
        round.Results[answer.Symbol] = new TurnResult(turn, merge.Bars.Count, null, [.. faults, .. merge.Warnings]) { ReplacesSample = replaces };
        return new SecurityUpdate(turn.Entry) { ReplacesStored = replaces, Bars = merge.Bars, Changed = merge.Changed, Actions = merge.Actions, Releases = turn.IsLast };
    }

    private SecurityUpdate NotHad(HistoryTurn turn, Round round)
    {
        var reason = round.Gaps.ReasonOf(turn.Request.Symbol);
        var isOutage = round.Gaps.IsUnavailable(turn.Request.Symbol);
        if (isOutage)
        {
            notes.Unavailable(turn, reason);
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

        round.Results[turn.Request.Symbol] = new TurnResult(turn, 0, isOutage ? reason : null, []);
        return new SecurityUpdate(turn.Entry) { Releases = turn.IsLast };
    }

    private static string NothingNew(ScreenedHistory answer) => answer switch
    {
        { Bars.Count: > 0 } => "nothing that is not stored",
        { Faults.Count: > 0 } => $"no usable price: {string.Join(", ", answer.Faults)}",
        _ => "no price",
    };

    private sealed record Round(Dictionary<string, HistoryTurn> Open, IReadOnlyDictionary<string, StoredHistory> Stored)
    {
        public GapLog Gaps { get; } = new();

        public Dictionary<string, TurnResult> Results { get; } = new(StringComparer.Ordinal);
    }
}
