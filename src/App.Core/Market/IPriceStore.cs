using App.Core.Portfolios;

namespace App.Core.Market;

/// <summary>The prices that are left out of everything, for those who tell of them.</summary>
public interface IQuarantine
{
    /// <summary>Those of the symbols from <paramref name="from"/> to <paramref name="to"/>, both included, by symbol and date.</summary>
    Task<IReadOnlyList<QuarantinedPrice>> QuarantinedAsync(IReadOnlyCollection<string> symbols, DateOnly from, DateOnly to, CancellationToken cancellationToken);
}

/// <summary>The security master and the stored prices, for those who compute and show.</summary>
public interface IPriceStore : IQuarantine
{
    /// <summary>A page of all that are left out, the newest first, then by symbol.</summary>
    /// <param name="symbol">Of this symbol only; null for all.</param>
    /// <param name="limit">Most of the page.</param>
    /// <param name="offset">How many before it are passed over.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<Page<QuarantinedPrice>> ListQuarantinedAsync(string? symbol, int limit, int offset, CancellationToken cancellationToken);

    /// <summary>The entries of the symbols that have one.</summary>
    Task<IReadOnlyDictionary<string, Security>> SecuritiesAsync(IReadOnlyCollection<string> symbols, CancellationToken cancellationToken);

    /// <summary>
    /// The closes, splits and dividends of the symbols from <paramref name="from"/> to <paramref name="to"/>, both included. Symbols without a price in
    /// these days are left out, and so are quarantined prices.
    /// </summary>
    Task<IReadOnlyDictionary<string, PriceSeries>> LoadAsync(
        IReadOnlyCollection<string> symbols, DateOnly from, DateOnly to, CancellationToken cancellationToken);
}
