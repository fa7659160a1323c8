using App.Core.Calculations;
using App.Core.Portfolios;
using App.Core.Results;
using App.Features.Accounts;
using App.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace App.Features.Calculations;

/// <summary>Every calculation of a portfolio, newest first: what became of it, and the way to its steps and log.</summary>
public sealed partial class RunsPage
{
    private RunsState _state = new RunsState.Loading();
    private Portfolio? _portfolio;
    private IReadOnlyList<Error> _errors = [];
    private int _load;
    private bool _busy;

    /// <summary>The portfolio.</summary>
    [Parameter] public Guid PortfolioId { get; set; }

    [SupplyParameterFromQuery] private string? Status { get; set; }

    [SupplyParameterFromQuery(Name = "page")] private string? PageNumber { get; set; }

    [Inject] private ListRuns List { get; set; } = default!;

    [Inject] private StartCalculation Start { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    /// <inheritdoc />
    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var load = ++_load;
        var query = RunsQuery.Parse(Status, PageNumber);
        var found = await FindAsync(query);
        if (found is { IsSuccess: true, Value.Runs: { Items.Count: 0, Total: > 0 } beyond })
        {
            // The address is from when there were more, or was typed: the last page is the closest there is.
            query = query with { Page = Paging.PagesOf(beyond.Total, RunsQuery.PageSize) };
            found = await FindAsync(query);
        }

        // The reader may have gone on to another page meanwhile.
        if (load != _load)
        {
            return;
        }

        if (!found.IsSuccess)
        {
            Navigation.NotFound();
            return;
        }

        (_portfolio, _state) = (found.Value.Portfolio, RunsState.Of(found.Value, query));
    }

    private async Task<Result<PortfolioRuns>> FindAsync(RunsQuery query) => await List.HandleAsync((await Session).User.UserId, PortfolioId, query.Filter, Lifetime);

    // What is wrong with a session asked for is shown where it was asked for, everything else above the list.
    private async Task<IReadOnlyList<Error>> CalculateAsync(DateOnly? session)
    {
        if (_busy)
        {
            return [];
        }

        (_busy, _errors) = (true, []);
        var result = await Start.HandleAsync(new CalculationRequest((await Session).User.UserId, PortfolioId, AsOf: session), Lifetime);
        _busy = false;
        if (RunAddress.Of(PortfolioId, result) is { } address)
        {
            Navigation.NavigateTo(address);
            return [];
        }

        _errors = session is null ? result.Errors : [];
        return result.Errors;
    }
}
