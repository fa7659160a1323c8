using System.Text.Json.Nodes;
using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary><c>portfolio_update</c>: name, account_name, account_type, equity_balance, equity_as_of, description; version, when it has to be the one stored.</summary>
public sealed class UpdatePortfolioOperation(ChangePortfolio change) : IOperationHandler
{
    /// <inheritdoc/>
    public string OperationType => "portfolio_update";

    /// <inheritdoc/>
    public async Task<Result<JsonObject>> HandleAsync(OperationCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var data = new OperationData(call.Data, "name", "account_name", "account_type", "equity_balance", "equity_as_of", "description", "version");
        var patch = new PortfolioPatch(
            data.Text("name"),
            data.Text("account_name"),
            data.Text("account_type"),
            data.Number("equity_balance"),
            data.Text("equity_as_of"),
            data.Text("description"))
        { Version = data.Version("version") };
        if (data.Errors.Count == 0 && patch.Fields.Count == 0)
        {
            data.Errors.Add(BatchErrors.Validation.Because("data has nothing to change. Send at least one of name, account_name, account_type, equity_balance, equity_as_of, description.", "data"));
        }

        if (data.Errors.Count > 0)
        {
            return data.Errors;
        }

        // What is no id at all is nothing of anybody's.
        return Guid.TryParse(call.ResourceId, out var id)
            ? (await change.HandleAsync(call.OwnerId, id, patch, cancellationToken)).Match<Result<JsonObject>>(portfolio => AnswerOf(portfolio), errors => Result<JsonObject>.Failed(errors))
            : Portfolio.NotFound();
    }

    private static JsonObject AnswerOf(Portfolio portfolio) => new()
    {
        ["portfolio_id"] = portfolio.Id,
        ["name"] = portfolio.Name,
        ["account_name"] = portfolio.AccountName,
        ["account_type"] = Codes.AccountTypes.NameOf(portfolio.AccountType),
        ["equity_balance"] = portfolio.StatedEquity,
        ["equity_as_of"] = portfolio.EquityAsOf.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        ["description"] = portfolio.Description,
        ["version"] = portfolio.Version,
    };
}
