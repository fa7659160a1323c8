using App.Core.Portfolios;

namespace App.Core.Models;

/// <summary>What came of storing a model.</summary>
public enum ModelWrite
{
    /// <summary>It is stored.</summary>
    Stored,

    /// <summary>It is not there, or another's.</summary>
    NotFound,

    /// <summary>It has another version than the one that the change was made for.</summary>
    OtherVersion,

    /// <summary>The owner has a model of that name.</summary>
    NameTaken,

    /// <summary>The owner has as many models as one may have.</summary>
    TooMany,
}

/// <summary>What models are sorted by.</summary>
public enum ModelField
{
    /// <summary>The id, which is the order in which they were made.</summary>
    ModelId,

    /// <summary>The name, without regard to case.</summary>
    Name,

    /// <summary>When one was last used to rebalance; those never used come first.</summary>
    LastRebalanceDate,
}

/// <summary>One thing that models are sorted by.</summary>
/// <param name="Field">What.</param>
/// <param name="IsDescending">The largest first.</param>
public readonly record struct ModelOrder(ModelField Field, bool IsDescending);

/// <summary>The investment models. Every read and write is the owner's own.</summary>
public interface IModelStore
{
    /// <summary>A page of the owner's models.</summary>
    /// <param name="ownerId">The owner.</param>
    /// <param name="order">What they are sorted by, the first thing first; by id where that leaves them equal.</param>
    /// <param name="limit">Rows at most.</param>
    /// <param name="offset">Rows to skip.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<Page<InvestmentModel>> ListAsync(Guid ownerId, IReadOnlyList<ModelOrder> order, int limit, int offset, CancellationToken cancellationToken);

    /// <summary>One model, with those of its portfolios that are not deleted; null when it is not there or another's.</summary>
    Task<InvestmentModel?> FindAsync(Guid ownerId, Guid modelId, CancellationToken cancellationToken);

    /// <summary>Those of the ids that are no active portfolios of the owner, in their order.</summary>
    Task<IReadOnlyList<Guid>> NotOwnedAsync(Guid ownerId, IReadOnlyList<Guid> portfolioIds, CancellationToken cancellationToken);

    /// <summary>Stores a new model, unless its name is taken or the owner has <paramref name="most"/>; decided inside one transaction.</summary>
    Task<ModelWrite> AddAsync(InvestmentModel model, int most, CancellationToken cancellationToken);

    /// <summary>Stores what a change made of a model, if that has the version still that it was made for; decided inside one transaction.</summary>
    /// <param name="before">The model as it was read.</param>
    /// <param name="after">As it is to be.</param>
    /// <param name="cancellationToken">Ends the wait; nothing is stored then.</param>
    Task<ModelWrite> ChangeAsync(InvestmentModel before, InvestmentModel after, CancellationToken cancellationToken);

    /// <summary>Removes a model, if it has the version.</summary>
    Task<ModelWrite> RemoveAsync(Guid ownerId, Guid modelId, int version, CancellationToken cancellationToken);
}
