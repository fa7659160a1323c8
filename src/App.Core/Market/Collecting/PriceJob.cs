namespace App.Core.Market.Collecting;

/// <summary>Meets one demand for prices.</summary>
internal sealed class PriceJob : IFetchJob
{
    private readonly IMarketDataStore _store;
    private readonly HistorySources _sources;
    private readonly ActionSources _actions;
    private readonly FetchPlanner _planner;
    private readonly PriceDemand _demand;
    private readonly PriceOutcomes _outcomes;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, PriceNeed> _needs;

    public PriceJob(
        IMarketDataStore store, HistorySources sources, ActionSources actions, FetchPlanner planner, PriceDemand demand, PriceOutcomes outcomes, TimeProvider time)
    {
        (_store, _sources, _actions, _planner, _demand, _outcomes, _time) = (store, sources, actions, planner, demand, outcomes, time);
        _needs = demand.Needs.ToDictionary(need => need.Symbol, StringComparer.Ordinal);
    }

    public async Task<IReadOnlyList<string>> DueAsync(IReadOnlyDictionary<string, Security> entries, IReadOnlyCollection<string> symbols)
    {
        List<string> due = [];
        foreach (var symbol in symbols)
        {
            var entry = entries.GetValueOrDefault(symbol) ?? new Security { Symbol = symbol };
            if (PlanOf(entry) is { IsEmpty: true } plan)
            {
                await _outcomes.SettleAsync(entry, plan.Kind);
            }
            else
            {
                due.Add(symbol);
                _outcomes.Note(entry);
            }
        }

        return due;
    }

    public async Task<IReadOnlyCollection<string>> FetchAsync(FetchClaim claim, IReadOnlyList<Security> held, CancellationToken cancellationToken)
    {
        var plans = await PlansAsync(held, cancellationToken);
        foreach (var plan in plans.Where(plan => plan.Requests.Count == 0 && !AsksActions(plan)))
        {
            await _outcomes.SettleAsync(plan.Entry, FetchKind.Cached);
        }

        for (var round = 0; plans.Exists(plan => plan.Requests.Count > round); round++)
        {
            var turn = plans.Where(plan => plan.Requests.Count > round).Select(plan => new HistoryTurn(plan, round)).ToList();
            await _sources.AskAsync(claim.Holder, turn, AsksActions, _outcomes, cancellationToken);
        }

        var open = plans.Where(plan => !_outcomes.IsSettled(plan.Entry.Symbol) && AsksActions(plan)).ToList();
        if (open.Count > 0)
        {
            await _actions.AskAsync(claim.Holder, open, _outcomes, cancellationToken);
        }

        return [.. held.Select(entry => entry.Symbol).Where(_outcomes.IsSettled)];
    }

    public async Task GiveUpAsync(IReadOnlyCollection<string> symbols, string reason)
    {
        foreach (var symbol in symbols)
        {
            await _outcomes.GiveUpAsync(symbol, reason);
        }
    }

    private FetchPlan PlanOf(Security entry) => _planner.Of(entry, _needs[entry.Symbol], _demand, _time.GetUtcNow());

    // After its prices: what they left open is known by then, and so is who has been asked.
    private bool AsksActions(HeldPlan plan) => _planner.AsksActions(plan.Entry, _demand.Force, _time.GetUtcNow()) && _actions.CanAsk(plan);

    // Which sessions are missing is read only for the few symbols that miss some.
    private async Task<List<HeldPlan>> PlansAsync(IReadOnlyList<Security> held, CancellationToken cancellationToken)
    {
        var plans = held.Select(entry => (Entry: entry, Plan: PlanOf(entry))).ToList();
        var gaps = plans.Where(each => each.Plan.AsksHoles).Select(each => each.Entry).ToList();
        var stored = await _store.HistoriesAsync([.. gaps.Select(entry => new HistoryRequest(entry.Symbol, entry.FirstBar!.Value, entry.LastBar!.Value))], cancellationToken);
        return [.. plans.Select(each => HeldPlanOf(each.Entry, each.Plan, stored.GetValueOrDefault(each.Entry.Symbol)))];
    }

    private HeldPlan HeldPlanOf(Security entry, FetchPlan plan, StoredHistory? stored)
    {
        var holes = plan.AsksHoles && stored is not null ? _planner.HolesOf(entry.Symbol, stored) : null;
        var held = holes is null
            ? new HeldPlan(entry, plan.Kind, plan.Requests, 0)
            : new HeldPlan(entry, plan.Kind, [.. plan.Requests, holes], _planner.Holes(entry.FirstBar!.Value, entry.LastBar!.Value, entry.Bars));
        return held with { Back = plan.Back, BackAfter = plan.BackAfter };
    }
}
