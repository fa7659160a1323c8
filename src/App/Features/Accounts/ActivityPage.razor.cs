using System.Globalization;
using App.Core.Accounts;
using App.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace App.Features.Accounts;

/// <summary>What was done in or to the reader's account, by whom, and who looked at it.</summary>
public sealed partial class ActivityPage
{
    /// <summary>Rows of a page.</summary>
    internal const int PageSize = 50;

    private AccountActivity? _found;
    private Guid _userId;
    private int _page = 1;
    private int _load;

    [SupplyParameterFromQuery(Name = "page")] private string? PageNumber { get; set; }

    [Inject] private ListActivity List { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    /// <summary>The address of a page of entries.</summary>
    internal static string AddressOf(int page) => page > 1 ? string.Create(CultureInfo.InvariantCulture, $"/account/activity?page={page}") : "/account/activity";

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        var load = ++_load;
        var userId = (await Session).User.UserId;
        var page = Paging.PageOf(PageNumber, PageSize);
        var found = await List.HandleAsync(userId, PageSize, (page - 1) * PageSize, Lifetime);
        if (found.Entries is { Items.Count: 0, Total: > 0 })
        {
            page = Paging.PagesOf(found.Entries.Total, PageSize);
            found = await List.HandleAsync(userId, PageSize, (page - 1) * PageSize, Lifetime);
        }

        if (load == _load)
        {
            (_userId, _page, _found) = (userId, page, found);
        }
    }
}
