using App.Core.Idempotency;
using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Models;

/// <summary>Makes an investment model.</summary>
/// <remarks>Side effects: the model, an entry of the audit trail. Errors: VALIDATION_ERROR, PORTFOLIO_NOT_FOUND, BUSINESS_RULE_VIOLATION for a name that is taken or one model too many.</remarks>
public sealed class CreateModel(IModelStore models, IIdGenerator ids, TimeProvider time)
{
    /// <summary>Makes it.</summary>
    public async Task<Result<InvestmentModel>> HandleAsync(Guid ownerId, ModelForm form, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (form.Name is not { } name)
        {
            return ModelRules.Fault("name is missing. Give the model a name of 1 to 255 characters.", "name", null);
        }

        if (ChangeModel.FaultOf(await models.NotOwnedAsync(ownerId, form.Portfolios ?? [], cancellationToken)) is { } missing)
        {
            return missing;
        }

        var now = time.GetUtcNow().AsStored();
        var model = new InvestmentModel { Id = ids.Next(), OwnerId = ownerId, Name = name, Positions = form.Positions ?? [], Portfolios = form.Portfolios ?? [], CreatedAt = now, UpdatedAt = now };
        IdempotentCall.Succeeds(model);
        return await models.AddAsync(model, ModelRules.MostModels, cancellationToken) switch
        {
            ModelWrite.NameTaken => ChangeModel.NameTaken(name),
            ModelWrite.TooMany => RequestErrors.BusinessRule.Because($"You have {ModelRules.MostModels} models, which is the most. Delete one first."),
            _ => model,
        };
    }
}
