using System.Text.Json.Nodes;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary><c>custom</c>: hands the operation to the one of the host's own handlers that <c>data.handler</c> names.</summary>
public sealed class CustomOperation(IEnumerable<ICustomOperation> handlers) : IOperationHandler
{
    /// <inheritdoc/>
    public string OperationType => "custom";

    /// <inheritdoc/>
    public async Task<Result<JsonObject>> HandleAsync(OperationCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var name = SentJson.TextOf(call.Data, "handler");
        if (handlers.FirstOrDefault(handler => handler.Name == name) is { } handler)
        {
            return await handler.HandleAsync(call, cancellationToken);
        }

        var names = string.Join(", ", handlers.Select(handler => handler.Name).Order(StringComparer.Ordinal));
        return BatchErrors.Validation.Because(
            $"{(name is null ? "data has no handler" : $"There is no handler “{ItemFault.Clip(name)}” here")}. {(names.Length == 0 ? "This installation has none of its own." : $"Those are {names}.")}", "handler");
    }
}
