using App.Core.Portfolios;

namespace App.Core.Market;

/// <summary>How it is with the symbols whose newest prices are of one source.</summary>
/// <param name="Name">The source; null for the symbols that no source has priced.</param>
/// <param name="IsSample">True when its prices are made up.</param>
/// <param name="Symbols">How many symbols.</param>
/// <param name="NewestPrice">The newest session stored.</param>
/// <param name="LastAnswerAt">When sources last answered for one of them.</param>
/// <param name="Waiting">For how many of them a source did not answer when it was last asked.</param>
/// <param name="LastFailureAt">When that last happened; null when none waits.</param>
public sealed record SourceHealth(string? Name, bool IsSample, int Symbols, DateOnly? NewestPrice, DateTimeOffset? LastAnswerAt, int Waiting, DateTimeOffset? LastFailureAt);

/// <summary>What is wrong with a symbol's prices.</summary>
public enum SymbolTrouble
{
    /// <summary>It has none.</summary>
    Missing,

    /// <summary>The newest is of more than five sessions ago.</summary>
    Stale,

    /// <summary>A source did not answer when it was last asked.</summary>
    Waiting,
}

/// <summary>A symbol with something wrong.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Source">The source of its newest price.</param>
/// <param name="LastPrice">The newest session stored.</param>
/// <param name="Reason">Why it has none, in words.</param>
/// <param name="FailedAt">When a source did not answer.</param>
/// <param name="HeldIn">How many portfolios hold it, deleted ones aside.</param>
public sealed record TroubledSymbol(string Symbol, string? Name, string? Source, DateOnly? LastPrice, string? Reason, DateTimeOffset? FailedAt, int HeldIn);

/// <summary>How many symbols have what trouble.</summary>
public sealed record TroubleCounts(int Missing, int Stale, int Waiting, int Sample);

/// <summary>How it is with market data, by what is stored of it.</summary>
public interface IMarketHealth
{
    /// <summary>By source, those with the most symbols first.</summary>
    Task<IReadOnlyList<SourceHealth>> SourcesAsync(CancellationToken cancellationToken);

    /// <summary>How many symbols have what trouble.</summary>
    /// <param name="staleBefore">A newest price of before this day is stale.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<TroubleCounts> CountsAsync(DateOnly staleBefore, CancellationToken cancellationToken);

    /// <summary>The symbols with one trouble, by symbol.</summary>
    Task<Page<TroubledSymbol>> ListAsync(SymbolTrouble trouble, DateOnly staleBefore, int limit, int offset, CancellationToken cancellationToken);
}
