namespace App.Core.Market.Collecting;

/// <summary>What is asked for of a symbol that is held.</summary>
/// <param name="Entry">Its entry as it was when it was taken; what is learned is written into it.</param>
/// <param name="Kind">What the outcome says was asked.</param>
/// <param name="Requests">One a turn: a source takes each symbol once in a call.</param>
/// <param name="Holes">How many sessions are missing between stored ones, when the last request asks for them; else 0.</param>
internal sealed record HeldPlan(Security Entry, FetchKind Kind, IReadOnlyList<HistoryRequest> Requests, int Holes)
{
    /// <summary>That of the requests which is for days before the first stored one; null when none is.</summary>
    public HistoryRequest? Back { get; init; }

    /// <summary>The place of the last source that need not be asked for it any more; −1 when all are asked.</summary>
    public int BackAfter { get; init; } = -1;

    /// <summary>The place of the last source that is known to tell nothing of the splits and dividends of the days just stored; −1 when there is none.</summary>
    public int ActionsAfter { get; set; } = -1;
}

/// <summary>One request of a plan, or what a source that answered it lacks of its earlier days.</summary>
internal sealed record HistoryTurn(HeldPlan Plan, int Number)
{
    private HistoryRequest? _head;
    private int _after = -1;

    public Security Entry => Plan.Entry;

    public HistoryRequest Request => _head ?? Plan.Requests[Number];

    public bool IsLast => Number == Plan.Requests.Count - 1;

    public bool IsForHoles => IsLast && Plan.Holes > 0;

    /// <summary>True when only days before the first stored one are asked for.</summary>
    public bool IsBack => _head is not null || ReferenceEquals(Request, Plan.Back);

    /// <summary>True when another source had later days of the same request.</summary>
    public bool IsHead => _head is not null;

    /// <summary>Sources up to this place are not asked.</summary>
    public int After => _head is not null ? _after : IsBack ? Plan.BackAfter : -1;

    /// <summary>The turn for earlier days that the source at a place lacks, of those behind it.</summary>
    public HistoryTurn ForHead(HistoryRequest head, int place) => this with { _head = head, _after = place };
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

    /// <summary>True when nothing more is asked for of the symbol.</summary>
    public bool Settles { get; init; }
}
