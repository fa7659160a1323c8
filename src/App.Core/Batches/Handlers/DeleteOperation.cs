using System.Text.Json.Nodes;
using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary><c>bulk_delete</c>: deletes what <c>resource_type</c> says, as the single call does. A portfolio is kept and no longer shown; the last active one stays. A position is gone.</summary>
public sealed class DeleteOperation(DeletePortfolio deletePortfolio, ChangePositions positions) : IOperationHandler
{
    private const string PortfolioType = "portfolio";
    private const string PositionType = "position";

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
        if (data.Errors.Count == 0 && type is not (PortfolioType or PositionType))
        {
            data.Errors.Add(BatchErrors.Validation.Because($"resource_type is “{ItemFault.Clip(type)}”. Those that can be deleted are {PortfolioType} and {PositionType}.", "resource_type"));
        }

        if (data.Errors.Count > 0)
        {
            return data.Errors;
        }

        if (!Guid.TryParse(call.ResourceId, out var id))
        {
            return type == PortfolioType ? Portfolio.NotFound() : BulkErrors.NoSuchRow.Because("There is no such position in a portfolio of yours.");
        }

        return type == PortfolioType
            ? (await deletePortfolio.HandleAsync(call.OwnerId, id, cancellationToken)).Match<Result<JsonObject>>(_ => AnswerOf(type, id), errors => Result<JsonObject>.Failed(errors))
            : (await positions.RemoveAsync(call.OwnerId, id, cancellationToken)).Match<Result<JsonObject>>(_ => AnswerOf(type, id), errors => Result<JsonObject>.Failed(errors));
    }

    private static JsonObject AnswerOf(string type, Guid id) => new() { ["resource_type"] = type, ["resource_id"] = id };
}
