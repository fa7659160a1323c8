using App.Core.Idempotency;
using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Models;

/// <summary>Changes an investment model: its name, its positions, the portfolios that follow it.</summary>
/// <remarks>
/// Side effects: the model, its version one higher, an entry of the audit trail; none of them when the change leaves everything as it is. Errors: MODEL_NOT_FOUND, PORTFOLIO_NOT_FOUND, VALIDATION_ERROR,
/// BUSINESS_RULE_VIOLATION, CONCURRENCY_ERROR when it is no longer of the version that the change was made for.
/// </remarks>
public sealed class ChangeModel(IModelStore models, TimeProvider time)
{
    private const int MostRounds = 5;

    /// <summary>Changes it.</summary>
    /// <param name="ownerId">Whose it has to be.</param>
    /// <param name="modelId">The model.</param>
    /// <param name="version">The version that the change is made for; null for whichever it has.</param>
    /// <param name="change">The change.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Result<InvestmentModel>> HandleAsync(Guid ownerId, Guid modelId, int? version, ModelChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
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

            if (FaultOf(await models.NotOwnedAsync(ownerId, change.Attached, cancellationToken)) is { } missing)
            {
                return missing;
            }

            var changed = change.ApplyTo(model, time.GetUtcNow().AsStored());
            if (!changed.IsSuccess)
            {
                return changed;
            }

            // Also where nothing is written: an earlier round may have planned another reply.
            IdempotentCall.Succeeds(changed.Value);
            if (ReferenceEquals(changed.Value, model))
            {
                return model;
            }

            switch (await models.ChangeAsync(model, changed.Value, cancellationToken))
            {
                case ModelWrite.Stored:
                    return changed;
                case ModelWrite.NotFound:
                    return InvestmentModel.NotFound();
                case ModelWrite.NameTaken:
                    return NameTaken(changed.Value.Name);
                case var _ when version is null && round < MostRounds:
                    // Changed between the look and the write: what is to be changed is judged beside what it is now.
                    break;
                default:
                    return (await models.FindAsync(ownerId, modelId, cancellationToken))?.OtherVersion(model.Version) ?? InvestmentModel.NotFound();
            }
        }
    }

    /// <summary>PORTFOLIO_NOT_FOUND of these; null when there are none.</summary>
    internal static Error? FaultOf(IReadOnlyList<Guid> missing) => missing.Count == 0 ? null : ModelErrors.PortfolioNotFound.Because(
        $"{(missing.Count == 1 ? "There is no such portfolio" : $"{missing.Count} portfolios are not")} among yours: {string.Join(", ", missing.Take(10))}{(missing.Count > 10 ? " …" : "")}. Leave {(missing.Count == 1 ? "it" : "them")} out.",
        "portfolios",
        details: new Dictionary<string, object?> { [ErrorDetails.Found] = missing.Take(10).ToList() });

    /// <summary>BUSINESS_RULE_VIOLATION of a name.</summary>
    internal static Error NameTaken(string name) => RequestErrors.BusinessRule.Because(
        $"You have a model called “{name}” already; names are compared without regard to case. Choose another name, or change that model.", "name", details: new Dictionary<string, object?> { [ErrorDetails.Found] = name });
}
