using App.Core.Calculations;
using App.Core.Portfolios;
using App.Core.Results;
using App.Features.Accounts;
using App.Features.Calculations;
using App.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace App.Features.Portfolios;

/// <summary>The portfolios one has: to open, calculate, delete.</summary>
public sealed partial class PortfoliosPage
{
    private PortfoliosState _state = new PortfoliosState.Loading();
    private IReadOnlyList<Error> _errors = [];
    private PortfolioListing? _asked;
    private ConfirmDialog? _dialog;
    private string? _done;
    private bool _busy;

    [Inject] private ListPortfolios List { get; set; } = default!;

    [Inject] private StartCalculation Start { get; set; } = default!;

    [Inject] private DeletePortfolio Delete { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            await LoadAsync();
        }
    }

    private async Task LoadAsync() => _state = PortfoliosState.Of(await List.HandleAsync((await Session).User.UserId, Lifetime));

    private async Task CalculateAsync(PortfolioListing listing)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _done, _errors) = (true, null, []);
        var result = await Start.HandleAsync(new CalculationRequest((await Session).User.UserId, listing.Portfolio.Id), Lifetime);
        _busy = false;
        if (RunAddress.Of(listing.Portfolio.Id, result) is { } address)
        {
            Navigation.NavigateTo(address);
        }

        _errors = result.Errors;
    }

    private async Task AskAsync(PortfolioListing listing)
    {
        (_asked, _done, _errors) = (listing, null, []);
        StateHasChanged();
        await _dialog!.ShowAsync();
    }

    private async Task DeleteAsync()
    {
        if (_busy || _asked is not { } asked)
        {
            return;
        }

        _busy = true;
        var result = await Delete.HandleAsync((await Session).User.UserId, asked.Portfolio.Id, Lifetime);
        _busy = false;
        (_done, _errors) = result.Match(_ => ($"“{asked.Portfolio.Name}” was deleted.", []), errors => ((string?)null, errors));
        await LoadAsync();
    }
}
