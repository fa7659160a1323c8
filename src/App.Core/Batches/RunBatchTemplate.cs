using System.Text.Json;
using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary>Sends a batch that is kept under a name.</summary>
/// <remarks>
/// <para>As it is kept, or with what the call says otherwise: <c>async</c>, <c>client_reference</c>, and <c>resource_ids</c>, which has the one operation of the template done to each of up to fifty.</para>
/// <para>Side effects: those of <see cref="SubmitBatch"/>. Errors: BATCH_TEMPLATE_NOT_FOUND, BATCH_TEMPLATE_INVALID.</para>
/// </remarks>
public sealed class RunBatchTemplate(IBatchTemplateStore templates, ExecuteBatch execute, WebhookPolicy webhooks, SubmitBatch submit)
{
    private static readonly string[] Members = ["resource_ids", "async", "client_reference"];

    /// <summary>Sends it.</summary>
    /// <param name="ownerId">In whose name.</param>
    /// <param name="rights">What they may do.</param>
    /// <param name="name">What the template is called.</param>
    /// <param name="changes">What is to be otherwise; undefined for nothing.</param>
    /// <param name="fault">As for <see cref="ExecuteBatch.HandleAsync"/>.</param>
    /// <param name="cancellationToken">Ends the wait before anything is stored.</param>
    public async Task<Result<BatchDetail>> HandleAsync(Guid ownerId, CallerRights rights, string name, JsonElement changes, Action<Exception> fault, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (await templates.FindAsync(ownerId, Portfolio.KeyOf(name), cancellationToken) is not { } template)
        {
            return NotFound(name);
        }

        using var body = JsonDocument.Parse(template.Body);
        var kept = BatchRules.Read(body.RootElement, execute.OperationTypes, webhooks);
        if (!kept.IsSuccess)
        {
            // It was good when it was saved: the rules have changed since.
            return Result<BatchDetail>.Failed(kept.Errors);
        }

        var form = With(kept.Value, changes);
        return form.IsSuccess ? await submit.HandleAsync(ownerId, rights, form.Value, fault, cancellationToken) : Result<BatchDetail>.Failed(form.Errors);
    }

    /// <summary>BATCH_TEMPLATE_NOT_FOUND of a name.</summary>
    public static Error NotFound(string name) => BatchErrors.TemplateNotFound.Because($"There is no template “{ItemFault.Clip(name)}” among yours.");

    private static Result<BatchForm> With(BatchForm form, JsonElement changes)
    {
        if (changes.ValueKind == JsonValueKind.Undefined)
        {
            return form;
        }

        if (changes.ValueKind != JsonValueKind.Object)
        {
            return Fault($"The body is {SentJson.WordsOf(changes)}. Send an object with any of {string.Join(", ", Members)}, or nothing.", "body");
        }

        List<Error> errors = [.. changes.EnumerateObject().Where(member => !Members.Contains(member.Name)).Select(member =>
            Fault($"“{ItemFault.Clip(member.Name)}” cannot be changed for one run. What can is {string.Join(", ", Members)}.", ItemFault.Clip(member.Name)!))];
        if (changes.TryGetProperty("async", out var mode))
        {
            if (mode.ValueKind is JsonValueKind.True or JsonValueKind.False)
            {
                form = form with { IsAsync = mode.ValueKind == JsonValueKind.True };
            }
            else
            {
                errors.Add(Fault($"async is {SentJson.WordsOf(mode)}. Send true or false.", "async"));
            }
        }

        if (changes.TryGetProperty("client_reference", out var reference))
        {
            if (SentJson.TextOf(reference) is { Length: <= BatchRules.LongestReference } text && PlainText.FirstForeign(text) is null)
            {
                form = form with { ClientReference = text };
            }
            else
            {
                errors.Add(Fault($"client_reference is no text of up to {BatchRules.LongestReference} characters.", "client_reference"));
            }
        }

        if (changes.TryGetProperty("resource_ids", out var resources))
        {
            var spread = Spread(form, resources);
            if (spread.IsSuccess)
            {
                form = spread.Value;
            }
            else
            {
                errors.AddRange(spread.Errors);
            }
        }

        return errors.Count > 0 ? errors : form;
    }

    private static Result<BatchForm> Spread(BatchForm form, JsonElement resources)
    {
        if (form.Operations.Count != 1)
        {
            return Fault($"The template has {form.Operations.Count} operations. Only that of a template with one can be done to other resources.", "resource_ids");
        }

        List<string?> ids = resources.ValueKind == JsonValueKind.Array ? [.. resources.EnumerateArray().Take(BatchRules.MostOperations + 1).Select(each => SentJson.TextOf(each)?.Trim())] : [];
        return ids.Count is 0 or > BatchRules.MostOperations || ids.Exists(id => id is not { Length: > 0 and <= BatchRules.LongestResourceId } || PlainText.FirstForeign(id) is not null)
            ? Fault($"resource_ids is no list of 1 to {BatchRules.MostOperations} texts of 1 to {BatchRules.LongestResourceId} characters.", "resource_ids")
            : form with { Operations = [.. ids.Select(id => form.Operations[0] with { ResourceId = id! })] };
    }

    private static Error Fault(string message, string field) => BatchErrors.TemplateInvalid.Because(message, field);
}
