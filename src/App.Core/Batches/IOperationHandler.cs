using System.Text.Json;
using System.Text.Json.Nodes;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary>One operation that is to be done.</summary>
/// <param name="OwnerId">In whose name.</param>
/// <param name="Rights">What they may do.</param>
/// <param name="Method">The method, as it was sent.</param>
/// <param name="ResourceId">What it is about.</param>
/// <param name="Data">A JSON object.</param>
public sealed record OperationCall(Guid OwnerId, CallerRights Rights, string Method, string ResourceId, JsonElement Data);

/// <summary>What somebody who sends a batch may do besides what every user may.</summary>
[Flags]
public enum CallerRights
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>What a user may who looks through the own eyes: delete.</summary>
    OwnEyes = 1,

    /// <summary>What operators may.</summary>
    Operator = 2,
}

/// <summary>Does operations of a kind.</summary>
/// <remarks>Called within a transaction that is rolled back when it fails, and that may be run again: it changes nothing but the database. A failure that a user can cause is a result; what throws ends as TRANSACTION_FAILED.</remarks>
public interface IOperationHandler
{
    /// <summary>The kind, as it is sent.</summary>
    string OperationType { get; }

    /// <summary>Does one.</summary>
    /// <returns>What it answers; null for nothing.</returns>
    Task<Result<JsonObject>> HandleAsync(OperationCall call, CancellationToken cancellationToken);
}

/// <summary>Does operations of the kind <c>custom</c> of a name that the host gives it: a host registers its own with the other services.</summary>
public interface ICustomOperation
{
    /// <summary>The name, as it is sent in <c>data.handler</c>.</summary>
    string Name { get; }

    /// <inheritdoc cref="IOperationHandler.HandleAsync"/>
    Task<Result<JsonObject>> HandleAsync(OperationCall call, CancellationToken cancellationToken);
}
