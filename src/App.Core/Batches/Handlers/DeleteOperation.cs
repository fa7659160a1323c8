using System.Text.Json.Nodes;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary><c>bulk_delete</c>: deletes what <c>resource_type</c> says, as the single call does; a portfolio when it says nothing.</summary>
public sealed class DeleteOperation(IEnumerable<IResourceDeleter> deleters) : IOperationHandler
{
    private readonly Dictionary<string, IResourceDeleter> _deleters = deleters.ToDictionary(deleter => deleter.ResourceType);

    /// <inheritdoc/>
    public string OperationType => "bulk_delete";

    /// <inheritdoc/>
    public async Task<Result<JsonObject>> HandleAsync(OperationCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (!call.Rights.HasFlag(CallerRights.OwnEyes))
        {
            return BatchErrors.PermissionDenied.Because("Whoever looks through a user's eyes deletes nothing of theirs.");
        }

        var data = new OperationData(call.Data, "resource_type");
        var type = data.Text("resource_type") ?? PortfolioDeleter.Type;
        if (!_deleters.TryGetValue(type, out var deleter) && data.Errors.Count == 0)
        {
            data.Errors.Add(BatchErrors.Validation.Because($"resource_type is “{ItemFault.Clip(type)}”. Those that can be deleted are {string.Join(", ", _deleters.Keys.Order(StringComparer.Ordinal))}.", "resource_type"));
        }

        if (data.Errors.Count > 0)
        {
            return data.Errors;
        }

        return Guid.TryParse(call.ResourceId, out var id)
            ? (await deleter!.DeleteAsync(call.OwnerId, id, cancellationToken)).Match<Result<JsonObject>>(
                deleted => new JsonObject { ["resource_type"] = type, ["resource_id"] = deleted }, errors => Result<JsonObject>.Failed(errors))
            : deleter!.NotFound();
    }
}
