using App.Core.Operations;
using App.Shared;
using Microsoft.AspNetCore.Components;

namespace App.Features.Admin;

/// <summary>The audit trail, newest first, filtered by its address.</summary>
public sealed partial class AuditPage
{
    private AuditState _state = new AuditState.Loading();
    private int _load;

    [SupplyParameterFromQuery] private string? Who { get; set; }

    [SupplyParameterFromQuery] private string? Action { get; set; }

    [SupplyParameterFromQuery] private string? From { get; set; }

    [SupplyParameterFromQuery] private string? To { get; set; }

    [SupplyParameterFromQuery(Name = "page")] private string? PageNumber { get; set; }

    [Inject] private ListAudit List { get; set; } = default!;

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        var load = ++_load;
        var query = AuditQuery.Parse(Who, Action, From, To, PageNumber);
        var found = await List.HandleAsync(query.Filter, Lifetime);
        if (found is { Items.Count: 0, Total: > 0 })
        {
            // The address is from when more matched, or was typed: the last page is the closest there is.
            query = query with { Page = Paging.PagesOf(found.Total, AuditQuery.PageSize) };
            found = await List.HandleAsync(query.Filter, Lifetime);
        }

        // The reader may have gone on to another page meanwhile.
        if (load == _load)
        {
            _state = AuditState.Of(found, query);
        }
    }
}
