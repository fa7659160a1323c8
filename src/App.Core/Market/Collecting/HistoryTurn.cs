namespace App.Core.Market.Collecting;

/// <summary>What is asked for of a symbol that is held.</summary>
/// <param name="Entry">Its entry as it was when it was taken; what is learned is written into it.</param>
/// <param name="Kind">What the outcome says was asked.</param>
/// <param name="Requests">One a turn: a source takes each symbol once in a call.</param>
/// <param name="Holes">How many sessions are missing between stored ones, when the last request asks for them; else 0.</param>
internal sealed record HeldPlan(Security Entry, FetchKind Kind, IReadOnlyList<HistoryRequest> Requests, int Holes);

/// <summary>One request of a plan.</summary>
internal sealed record HistoryTurn(HeldPlan Plan, int Number)
{
    public Security Entry => Plan.Entry;

    public HistoryRequest Request => Plan.Requests[Number];

    public bool IsLast => Number == Plan.Requests.Count - 1;

    public bool IsForHoles => IsLast && Plan.Holes > 0;
}

/// <summary>What a turn brought; it counts once it is stored.</summary>
/// <param name="Turn">The turn.</param>
/// <param name="Fetched">New days.</param>
/// <param name="Failure">Why it brought nothing and might have; null when all sources answered.</param>
/// <param name="Warnings">What was wrong with what came.</param>
internal sealed record TurnResult(HistoryTurn Turn, int Fetched, string? Failure, IReadOnlyList<string> Warnings)
{
    /// <summary>True when the new days took the place of invented ones.</summary>
    public bool ReplacesSample { get; init; }
}
