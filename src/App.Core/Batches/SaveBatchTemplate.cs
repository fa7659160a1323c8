using System.Text.Json;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary>Keeps a batch under a name.</summary>
/// <remarks>Side effects: stores the template; one of the same name, whatever its case, is replaced. Errors: those of <see cref="BatchRules.Read"/>; BATCH_TEMPLATE_INVALID, BATCH_TEMPLATE_LIMIT.</remarks>
public sealed class SaveBatchTemplate(IBatchTemplateStore templates, ExecuteBatch execute, WebhookPolicy webhooks, IIdGenerator ids, TimeProvider time)
{
    /// <summary>Keeps it.</summary>
    /// <param name="ownerId">Whose it is.</param>
    /// <param name="name">What it is to be called.</param>
    /// <param name="body">The body of the batch.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Result<BatchTemplate>> HandleAsync(Guid ownerId, string name, JsonElement body, CancellationToken cancellationToken)
    {
        if (BatchTemplate.FaultOf(name) is { } fault)
        {
            return fault;
        }

        var form = BatchRules.Read(body, execute.OperationTypes, webhooks);
        if (!form.IsSuccess)
        {
            return Result<BatchTemplate>.Failed(form.Errors);
        }

        var template = new BatchTemplate
        {
            Id = ids.Next(),
            OwnerId = ownerId,
            Name = name.Trim(),
            NameKey = Portfolio.KeyOf(name),
            OperationType = form.Value.OperationType,
            Operations = form.Value.Operations.Count,
            Body = body.GetRawText(),
            SavedAt = time.GetUtcNow(),
        };
        return await templates.SaveAsync(template, cancellationToken) is { } saved
            ? saved
            : BatchErrors.TemplateLimit.Because($"You have {BatchTemplate.Most} templates. Delete one, or save under a name that you have.");
    }
}
