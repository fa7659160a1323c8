namespace App.Core.Risk;

/// <summary>Why a figure is not known, as a kind: what would make it known depends on it. Stored with reports, so the numbers stay.</summary>
public enum UnknownCause
{
    /// <summary>Too few returns, or too few on the same days. More sessions with a price mend it.</summary>
    TooFewReturns = 1,

    /// <summary>There are returns, but none of them moves.</summary>
    NothingMoves = 2,

    /// <summary>What is held has no market price, nor will it have one.</summary>
    NoMarketPrice = 3,

    /// <summary>The equity is not positive, so there are no shares of it.</summary>
    NoEquity = 4,

    /// <summary>Nothing is held.</summary>
    NothingHeld = 5,

    /// <summary>An option could not be priced: it has expired, or its underlying has no price.</summary>
    NoOptionPrice = 6,

    /// <summary>No source states a beta.</summary>
    NoStatedBeta = 7,

    /// <summary>No target price is set of what is held and has a price.</summary>
    NoTargets = 8,

    /// <summary>The index's sector weights are not known.</summary>
    NoBenchmark = 9,

    /// <summary>There are not enough holdings of some size to compare.</summary>
    TooFewHoldings = 10,

    /// <summary>The market's series, or one of the factors', are too short or not there.</summary>
    NoFactors = 11,

    /// <summary>What is compared cancels out, or one of it is a combination of the others.</summary>
    NotDetermined = 12,

    /// <summary>No calculation has computed it for the session. One by its date does.</summary>
    NotComputed = 13,

    /// <summary>No source has named a sector of anything that is held.</summary>
    NoSector = 14,

    /// <summary>Too little of what needs a price has one, so that a figure of that part would be taken for one of the book.</summary>
    NotReady = 15,
}

/// <summary>Why a figure is not known.</summary>
/// <param name="Cause">The kind.</param>
/// <param name="Text">In words for the reader, with the numbers.</param>
public sealed record RiskReason(UnknownCause Cause, string Text);
