using System.Text.Json.Nodes;
using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary><c>bulk_delete</c>: deletes what <c>resource_type</c> says, as the single call does. A portfolio is kept and no longer shown; the last active one stays.</summary>
public sealed class DeleteOperation(DeletePortfolio deletePortfolio) : IOperationHandler
{
    private const string PortfolioType = "portfolio";

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
        var type = data.Text("resource_type") ?? PortfolioType;
        if (data.Errors.Count == 0 && type != PortfolioType)
        {
            data.Errors.Add(BatchErrors.Validation.Because($"resource_type is “{ItemFault.Clip(type)}”. Those that can be deleted are {PortfolioType}.", "resource_type"));
        }

        if (data.Errors.Count > 0)
        {
            return data.Errors;
        }

        return Guid.TryParse(call.ResourceId, out var id)
            ? (await deletePortfolio.HandleAsync(call.OwnerId, id, cancellationToken)).Match<Result<JsonObject>>(
                _ => new JsonObject { ["resource_type"] = PortfolioType, ["resource_id"] = id }, errors => Result<JsonObject>.Failed(errors))
            : Portfolio.NotFound();
    }
}
