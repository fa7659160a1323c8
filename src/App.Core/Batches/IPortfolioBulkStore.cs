using App.Core.Portfolios;

namespace App.Core.Batches;

/// <summary>What of the portfolios to be added is there already.</summary>
/// <param name="Names">Names of active portfolios of the owner, in the form of <see cref="Portfolio.KeyOf"/>.</param>
/// <param name="Accounts">Account names, in the same form.</param>
public sealed record TakenNames(IReadOnlySet<string> Names, IReadOnlySet<string> Accounts)
{
    /// <summary>Nothing is.</summary>
    public static TakenNames None { get; } = new(new HashSet<string>(), new HashSet<string>());

    /// <summary>True when nothing is.</summary>
    public bool IsNone => Names.Count + Accounts.Count == 0;
}

/// <summary>What came of adding portfolios.</summary>
/// <param name="IsAdded">True when all are stored; otherwise none is.</param>
/// <param name="Taken">What was in the way; nothing when that is gone again.</param>
public sealed record PortfolioBulkAddition(bool IsAdded, TakenNames Taken);

/// <summary>Where an owner's portfolio stands in lists.</summary>
public sealed record PortfolioName(Guid Id, string Name, DateTimeOffset CreatedAt);

/// <summary>Portfolios, many at once.</summary>
public interface IPortfolioBulkStore
{
    /// <summary>How many deleted portfolios of the owner had each of the account names; those that none had are not in it.</summary>
    Task<IReadOnlyDictionary<string, int>> CountDeletedAsync(Guid ownerId, IReadOnlyCollection<string> accountKeys, CancellationToken cancellationToken);

    /// <summary>Stores portfolios without positions, all or none, unless the owner has one of a name or of an account name of theirs. Of several such calls for one owner each waits for the one before it.</summary>
    Task<PortfolioBulkAddition> AddAsync(Guid ownerId, IReadOnlyList<Portfolio> portfolios, CancellationToken cancellationToken);

    /// <summary>Which of some names and account names active portfolios of the owner have.</summary>
    /// <param name="ownerId">Whose.</param>
    /// <param name="nameKeys">Names, in the form of <see cref="Portfolio.KeyOf"/>.</param>
    /// <param name="accountKeys">Account names, in the same form.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<TakenNames> TakenAsync(Guid ownerId, IReadOnlyCollection<string> nameKeys, IReadOnlyCollection<string> accountKeys, CancellationToken cancellationToken);

    /// <summary>The names of all active portfolios of the owner.</summary>
    Task<IReadOnlyList<PortfolioName>> NamesAsync(Guid ownerId, CancellationToken cancellationToken);

    /// <summary>Those of the owner's active portfolios that have an id among some, in no order.</summary>
    Task<IReadOnlyList<Portfolio>> FindAsync(Guid ownerId, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);
}
