using App.Core.Accounts;
using App.Core.Operations;
using App.Shared;
using Microsoft.AspNetCore.Components;

namespace App.Features.Admin;

/// <summary>All users: who is stuck, who was last seen when, and the way to each.</summary>
public sealed partial class UsersPage
{
    private UsersQuery _query = new();
    private UserList? _list;
    private IReadOnlyList<string> _cohorts = [];
    private int _load;

    [SupplyParameterFromQuery] private string? Search { get; set; }

    [SupplyParameterFromQuery] private string? State { get; set; }

    [SupplyParameterFromQuery] private string? Operator { get; set; }

    [SupplyParameterFromQuery] private string? Approved { get; set; }

    [SupplyParameterFromQuery] private string? Premium { get; set; }

    [SupplyParameterFromQuery] private string? Cohort { get; set; }

    [SupplyParameterFromQuery(Name = "portfolio")] private string? HasPortfolio { get; set; }

    [SupplyParameterFromQuery] private string? Stuck { get; set; }

    [SupplyParameterFromQuery] private string? Sort { get; set; }

    [SupplyParameterFromQuery] private string? Direction { get; set; }

    [SupplyParameterFromQuery(Name = "page")] private string? PageNumber { get; set; }

    [Inject] private ListUsers List { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        var load = ++_load;
        var query = Parse();
        var list = await List.HandleAsync(query.Filter, Lifetime);
        if (list.Users is { Items.Count: 0, Total: > 0 and var total })
        {
            // The address is from when there were more, or was typed: the last page is the closest there is.
            query = query with { Page = Paging.PagesOf(total, UsersQuery.PageSize) };
            list = await List.HandleAsync(query.Filter, Lifetime);
        }

        var cohorts = await List.CohortsAsync(Lifetime);
        if (load == _load)
        {
            (_query, _list, _cohorts) = (query, list, cohorts);
        }
    }

    private UsersQuery Parse() => new()
    {
        Search = AdminAddress.Words(Search),
        State = AdminCodes.States.TryParse(State, out var state) ? state : null,
        IsOperator = AdminAddress.YesOrNo(Operator),
        IsVerified = AdminAddress.YesOrNo(Approved),
        IsPremium = AdminAddress.YesOrNo(Premium),
        Cohort = AdminAddress.Words(Cohort),
        HasPortfolio = AdminAddress.YesOrNo(HasPortfolio),
        IsStuck = Stuck == "yes",
        Order = AdminCodes.Orders.TryParse(Sort, out var order) ? order : UserOrder.Registered,
        Ascending = Direction == "ascending",
        Page = Paging.PageOf(PageNumber, UsersQuery.PageSize),
    };

    private void Go(UsersQuery query) => Navigation.NavigateTo((query with { Page = 1 }).Address);
}
