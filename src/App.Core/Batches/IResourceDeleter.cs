using App.Core.Models;
using App.Core.Orders;
using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary>Deletes what <c>bulk_delete</c> calls by a <c>resource_type</c>, as the single call does. One for each type, registered with the other services.</summary>
public interface IResourceDeleter
{
    /// <summary>The type, as it is sent.</summary>
    string ResourceType { get; }

    /// <summary>What is said of an id that is none.</summary>
    Error NotFound();

    /// <summary>Deletes one.</summary>
    /// <returns>Its id.</returns>
    Task<Result<Guid>> DeleteAsync(Guid ownerId, Guid resourceId, CancellationToken cancellationToken);
}

/// <summary><c>portfolio</c>: it is kept and no longer shown; the last active one stays.</summary>
public sealed class PortfolioDeleter(DeletePortfolio delete) : IResourceDeleter
{
    /// <summary>The type that is meant when none is sent.</summary>
    public const string Type = "portfolio";

    /// <inheritdoc/>
    public string ResourceType => Type;

    /// <inheritdoc/>
    public Error NotFound() => Portfolio.NotFound();

    /// <inheritdoc/>
    public async Task<Result<Guid>> DeleteAsync(Guid ownerId, Guid resourceId, CancellationToken cancellationToken) =>
        (await delete.HandleAsync(ownerId, resourceId, cancellationToken)).Match<Result<Guid>>(_ => resourceId, errors => Result<Guid>.Failed(errors));
}

/// <summary><c>model</c>: it is gone for good.</summary>
public sealed class ModelDeleter(DeleteModel delete) : IResourceDeleter
{
    /// <inheritdoc/>
    public string ResourceType => "model";

    /// <inheritdoc/>
    public Error NotFound() => InvestmentModel.NotFound();

    /// <inheritdoc/>
    public async Task<Result<Guid>> DeleteAsync(Guid ownerId, Guid resourceId, CancellationToken cancellationToken) =>
        (await delete.HandleAsync(ownerId, resourceId, null, cancellationToken)).Match<Result<Guid>>(_ => resourceId, errors => Result<Guid>.Failed(errors));
}

/// <summary><c>order</c>: a draft that was cancelled is kept and no longer shown; every other stays.</summary>
public sealed class OrderDeleter(DeleteOrder delete) : IResourceDeleter
{
    /// <inheritdoc/>
    public string ResourceType => "order";

    /// <inheritdoc/>
    public Error NotFound() => Order.NotFound();

    /// <inheritdoc/>
    public async Task<Result<Guid>> DeleteAsync(Guid ownerId, Guid resourceId, CancellationToken cancellationToken) =>
        (await delete.HandleAsync(ownerId, resourceId, null, cancellationToken)).Match<Result<Guid>>(_ => resourceId, errors => Result<Guid>.Failed(errors));
}

/// <summary><c>position</c>: it is gone for good.</summary>
public sealed class PositionDeleter(ChangePositions positions) : IResourceDeleter
{
    /// <inheritdoc/>
    public string ResourceType => "position";

    /// <inheritdoc/>
    public Error NotFound() => BulkErrors.NoSuchRow.Because("There is no such position in a portfolio of yours.");

    /// <inheritdoc/>
    public async Task<Result<Guid>> DeleteAsync(Guid ownerId, Guid resourceId, CancellationToken cancellationToken) =>
        (await positions.RemoveAsync(ownerId, resourceId, cancellationToken)).Match<Result<Guid>>(_ => resourceId, errors => Result<Guid>.Failed(errors));
}
