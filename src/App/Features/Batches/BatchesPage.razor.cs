using App.Core.Batches;
using App.Features.Accounts;
using App.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace App.Features.Batches;

/// <summary>The batches of operations that were sent in the reader's name, newest first, and what those of the last thirty days came to.</summary>
public sealed partial class BatchesPage
{
    private const int TotalsDays = 30;

    private BatchesState _state = new BatchesState.Loading();
    private int _load;

    [SupplyParameterFromQuery] private string? Status { get; set; }

    [SupplyParameterFromQuery] private string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = "page")] private string? PageNumber { get; set; }

    [Inject] private IBatchStore Store { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    /// <inheritdoc />
    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var load = ++_load;
        var query = BatchesQuery.Parse(Status, Kind, PageNumber);
        var owner = (await Session).User.UserId;
        var batches = await Store.ListAsync(owner, query.Filter, Lifetime);
        if (batches is { Items.Count: 0, Total: > 0 })
        {
            // The address is from when there were more, or was typed: the last page is the closest there is.
            query = query with { Page = Paging.PagesOf(batches.Total, BatchesQuery.PageSize) };
            batches = await Store.ListAsync(owner, query.Filter, Lifetime);
        }

        var kinds = await Store.TotalsAsync(owner, Time.GetUtcNow().AddDays(-TotalsDays), Lifetime);

        // The reader may have gone on to another page meanwhile.
        if (load == _load)
        {
            _state = BatchesState.Of(batches, query, kinds);
        }
    }
}
