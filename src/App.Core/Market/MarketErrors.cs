using App.Core.Results;

namespace App.Core.Market;

/// <summary>What can be wrong with a question about the market.</summary>
[ErrorCatalogue]
public static class MarketErrors
{
    /// <summary>ERR_MARKET_001.</summary>
    public static readonly ErrorDefinition SecurityNotFound = new(
        "ERR_MARKET_001", "Security not found", ErrorKind.NotFound, 404,
        "Nothing is stored of the symbol: no portfolio has needed its prices yet, or it is spelled differently here.",
        "Write it as the market does, with a full stop before a class of share, such as BRK.B. A symbol that is held is known after the first calculation.");
}
