namespace App.Core.Market;

/// <summary>The security master and the stored prices, for those who compute and show.</summary>
public interface IPriceStore
{
    /// <summary>The entries of the symbols that have one.</summary>
    Task<IReadOnlyDictionary<string, Security>> SecuritiesAsync(IReadOnlyCollection<string> symbols, CancellationToken cancellationToken);

    /// <summary>
    /// The closes, splits and dividends of the symbols from <paramref name="from"/> to <paramref name="to"/>, both included. Symbols without a price in
    /// these days are left out, and so are quarantined prices.
    /// </summary>
    Task<IReadOnlyDictionary<string, PriceSeries>> LoadAsync(
        IReadOnlyCollection<string> symbols, DateOnly from, DateOnly to, CancellationToken cancellationToken);
}
