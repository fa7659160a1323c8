using System.Text.Json.Nodes;
using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary><c>position_update</c>: the fields of a position that are to be changed; version, when it has to be the one of the portfolio's positions. A field sent as null or as an empty text is emptied.</summary>
public sealed class UpdatePositionOperation(ChangePositions change) : IOperationHandler
{
    private static readonly string[] Fields = [.. PositionFields.Names];

    /// <inheritdoc/>
    public string OperationType => "position_update";

    /// <inheritdoc/>
    public async Task<Result<JsonObject>> HandleAsync(OperationCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var read = ItemFields.Read(call.Data, "a position", PositionFields.Names, PositionFields.IsNumber, "version");
        List<Error> errors = [.. read.Errors.Select(error => BatchErrors.Validation.Because(error.Message, error.Field))];
        var version = new OperationData(call.Data, [.. Fields, "version"]);
        var wanted = version.Version("version");
        errors.AddRange(version.Errors.Where(error => error.Field == "version"));
        if (errors.Count == 0 && read.Names.Count == 0)
        {
            errors.Add(BatchErrors.Validation.Because($"data has nothing to change. Send at least one of {string.Join(", ", Fields)}.", "data"));
        }

        if (errors.Count > 0)
        {
            return errors;
        }

        // What is no id at all is nothing of anybody's.
        return Guid.TryParse(call.ResourceId, out var id)
            ? (await change.ChangeAsync(call.OwnerId, id, new PositionPatch(read.Names.ToDictionary(name => name, name => read[name])), wanted, cancellationToken))
                .Match<Result<JsonObject>>(changed => AnswerOf(changed), failures => Result<JsonObject>.Failed(failures))
            : BulkErrors.NoSuchRow.Because("There is no such position in a portfolio of yours.");
    }

    private static JsonObject AnswerOf(ChangedPositionOf changed)
    {
        var position = changed.Position;
        return new JsonObject
        {
            ["position_id"] = position.Id,
            ["portfolio_id"] = position.PortfolioId,
            ["symbol"] = position.Symbol,
            ["quantity"] = position.Quantity,
            ["entry_price"] = position.EntryPrice,
            ["entry_date"] = PositionFields.TextOf(position, "entry_date"),
            ["investment_class"] = Codes.InvestmentClasses.NameOf(position.Class),
            ["investment_subtype"] = PositionFields.TextOf(position, "investment_subtype"),
            ["underlying_symbol"] = position.UnderlyingSymbol,
            ["strike_price"] = position.StrikePrice,
            ["expiration_date"] = PositionFields.TextOf(position, "expiration_date"),
            ["option_type"] = PositionFields.TextOf(position, "option_type"),
            ["exit_date"] = PositionFields.TextOf(position, "exit_date"),
            ["exit_price"] = position.ExitPrice,
            ["version"] = changed.Version,
        };
    }
}
