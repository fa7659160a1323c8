using App.Core.Idempotency;
using App.Core.Results;

namespace App.Core.Models;

/// <summary>Deletes an investment model for good. The portfolios that follow it stay.</summary>
/// <remarks>Side effects: the model, its positions and its list of portfolios go; an entry of the audit trail. Errors: MODEL_NOT_FOUND, CONCURRENCY_ERROR.</remarks>
public sealed class DeleteModel(IModelStore models)
{
    private const int MostRounds = 5;

    /// <summary>Deletes it.</summary>
    /// <param name="ownerId">Whose it has to be.</param>
    /// <param name="modelId">The model.</param>
    /// <param name="version">The version that it has to have; null for whichever.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The model as it was.</returns>
    public async Task<Result<InvestmentModel>> HandleAsync(Guid ownerId, Guid modelId, int? version, CancellationToken cancellationToken)
    {
        for (var round = 1; ; round++)
        {
            if (await models.FindAsync(ownerId, modelId, cancellationToken) is not { } model)
            {
                return InvestmentModel.NotFound();
            }

            if (version is { } wanted && wanted != model.Version)
            {
                return model.OtherVersion(wanted);
            }

            IdempotentCall.Succeeds(model);
            switch (await models.RemoveAsync(ownerId, modelId, model.Version, cancellationToken))
            {
                case ModelWrite.Stored:
                    return model;
                case ModelWrite.NotFound:
                    return InvestmentModel.NotFound();
                case var _ when version is null && round < MostRounds:
                    break;
                default:
                    return (await models.FindAsync(ownerId, modelId, cancellationToken))?.OtherVersion(model.Version) ?? InvestmentModel.NotFound();
            }
        }
    }
}
