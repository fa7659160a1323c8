namespace App.Core.Market;

/// <summary>What is stored of a symbol around some days.</summary>
/// <param name="Bars">Ascending, quarantined ones included.</param>
/// <param name="Actions">Ascending.</param>
public sealed record StoredHistory(IReadOnlyList<PriceBar> Bars, IReadOnlyList<CorporateAction> Actions)
{
    /// <summary>Nothing.</summary>
    public static StoredHistory None { get; } = new([], []);
}

/// <summary>What to store of one symbol.</summary>
/// <param name="Entry">Its entry as it is to be. The claim's columns are not written; the counted ones are set by the store.</param>
public sealed record SecurityUpdate(Security Entry)
{
    /// <summary>True to remove everything that is stored of the symbol's prices, actions and figures first: it was invented, and what comes is not.</summary>
    public bool ReplacesStored { get; init; }

    /// <summary>Days that are not stored.</summary>
    public IReadOnlyList<PriceBar> Bars { get; init; } = [];

    /// <summary>Days that are stored, as they are to be.</summary>
    public IReadOnlyList<PriceBar> Changed { get; init; } = [];

    /// <summary>Splits and dividends, stored or not; of one that is stored the newer value stands.</summary>
    public IReadOnlyList<CorporateAction> Actions { get; init; } = [];

    /// <summary>When <see cref="Actions"/> were told: those that are new, or of another value, are known since then. Null when that does not matter.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>Its figures, in place of the stored ones; null when there are none.</summary>
    public Fundamentals? Fundamentals { get; init; }

    /// <summary>True to give the claim up with it.</summary>
    public bool Releases { get; init; }
}

/// <summary>The security master and the prices, for those who fetch.</summary>
/// <remarks>
/// Whoever fetches something of a symbol first takes it: a lease in its row, so that runs on any node fetch it once. One statement decides who
/// has it. A lease is renewed while the fetching goes on; one that has lapsed is anybody's, and what its late holder then wants to store is refused.
/// </remarks>
public interface IMarketDataStore : IQuarantine
{
    /// <summary>The entries of the symbols that have one.</summary>
    Task<IReadOnlyDictionary<string, Security>> SecuritiesAsync(IReadOnlyCollection<string> symbols, CancellationToken cancellationToken);

    /// <summary>Takes those of the symbols that nobody holds; a symbol without an entry gets one.</summary>
    /// <param name="symbols">The symbols, each once.</param>
    /// <param name="holder">A name that nobody else uses.</param>
    /// <param name="now">A lease that ends then or before has lapsed.</param>
    /// <param name="until">When the new lease ends.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The entries of the symbols taken, as they were when they were taken.</returns>
    Task<IReadOnlyDictionary<string, Security>> TakeAsync(
        IReadOnlyCollection<string> symbols, string holder, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Extends the lease on those of the symbols that the holder still has.</summary>
    Task RenewAsync(IReadOnlyCollection<string> symbols, string holder, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Gives up those of the symbols that the holder still has.</summary>
    Task ReleaseAsync(IReadOnlyCollection<string> symbols, string holder, CancellationToken cancellationToken);

    /// <summary>What is stored of the symbols in the days given and the three weeks on either side. Symbols without a bar there are left out.</summary>
    Task<IReadOnlyDictionary<string, StoredHistory>> HistoriesAsync(IReadOnlyCollection<HistoryRequest> days, CancellationToken cancellationToken);

    /// <summary>Stores all of it in one transaction, but for the symbols that the holder has lost.</summary>
    /// <returns>The symbols stored.</returns>
    Task<IReadOnlySet<string>> StoreAsync(string holder, IReadOnlyCollection<SecurityUpdate> updates, CancellationToken cancellationToken);

    /// <summary>Removes everything of the symbols whose prices were made up: nothing real goes on from an invented price.</summary>
    /// <returns>How many symbols there were.</returns>
    Task<int> RemoveSampleAsync(CancellationToken cancellationToken);
}
