using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Portfolios;

/// <summary>Keeps a way of looking at positions under a name.</summary>
/// <remarks>Side effects: stores the view; one of the same name, whatever its case, is replaced. Errors: ERR_VIEW_001, ERR_VIEW_002, ERR_VIEW_004.</remarks>
public sealed class SavePositionView(IPositionViewStore views, IIdGenerator ids, TimeProvider time)
{
    /// <summary>Keeps it.</summary>
    /// <param name="ownerId">Whose it is.</param>
    /// <param name="name">What it is to be called.</param>
    /// <param name="query">See <see cref="PositionView.Query"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Result<SavedPositionView>> HandleAsync(Guid ownerId, string? name, string query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (PositionView.FaultOf(name) is { } fault)
        {
            return fault;
        }

        if (query.Length > PositionView.LongestQuery)
        {
            return PositionViewErrors.QueryInvalid.Because($"The view takes {query.Length} characters to write; {PositionView.LongestQuery} are allowed. Use fewer words.");
        }

        var view = new PositionView
        {
            Id = ids.Next(),
            OwnerId = ownerId,
            Name = name!.Trim(),
            NameKey = PositionView.KeyOf(name),
            Query = query,
            SavedAt = time.GetUtcNow(),
        };
        return await views.SaveAsync(view, cancellationToken) is { } saved
            ? saved
            : PositionViewErrors.TooMany.Because($"You have {PositionView.Most} views. Remove one, or save under a name that you have.");
    }
}
