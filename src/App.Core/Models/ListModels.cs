using App.Core.Batches;
using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Models;

/// <summary>Lists an owner's investment models.</summary>
/// <remarks>No side effects. Errors: VALIDATION_ERROR for an order that is none.</remarks>
public sealed class ListModels(IModelStore models)
{
    private static readonly CodeTable<ModelField> Fields = new((ModelField.ModelId, "model_id"), (ModelField.Name, "name"), (ModelField.LastRebalanceDate, "last_rebalance_date"));

    /// <summary>Lists them.</summary>
    /// <param name="ownerId">Whose.</param>
    /// <param name="sortBy">Names of fields with commas between, each with + or − in front for upwards, which is usual, or downwards; by name when empty.</param>
    /// <param name="limit">Rows at most.</param>
    /// <param name="offset">Rows to skip.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Result<Page<InvestmentModel>>> HandleAsync(Guid ownerId, string? sortBy, int limit, int offset, CancellationToken cancellationToken)
    {
        var order = OrderOf(sortBy);
        return order.IsSuccess ? await models.ListAsync(ownerId, order.Value, limit, offset, cancellationToken) : Result<Page<InvestmentModel>>.Failed(order.Errors);
    }

    private static Result<IReadOnlyList<ModelOrder>> OrderOf(string? sortBy)
    {
        if (string.IsNullOrWhiteSpace(sortBy))
        {
            return Result<IReadOnlyList<ModelOrder>>.Of([new(ModelField.Name, false)]);
        }

        List<ModelOrder> order = [];
        foreach (var part in sortBy.Split(','))
        {
            // A plus in an address that nobody escaped arrives as a space.
            var word = part.Trim();
            var isDescending = word is ['-' or '−', ..];
            if (!Fields.TryParse(word.TrimStart('+', '-', '−'), out var field) || order.Any(each => each.Field == field) || word.Length - word.TrimStart('+', '-', '−').Length > 1)
            {
                return ModelRules.Fault(
                    $"sort_by has “{ItemFault.Clip(word)}”, which is no field that models are sorted by, or is there twice. Those are {string.Join(", ", Fields.Names)}, each with + or - in front or nothing, and commas between.", "sort_by", sortBy);
            }

            order.Add(new(field, isDescending));
        }

        return Result<IReadOnlyList<ModelOrder>>.Of(order);
    }
}
