using App.Core.Calculations;
using App.Core.Operations;
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
    private ConfirmDialog? _undoDialog;
    private string? _done;
    private bool _busy;

    [Inject] private ListPortfolios List { get; set; } = default!;

    [Inject] private StartCalculation Start { get; set; } = default!;

    [Inject] private DeletePortfolio Delete { get; set; } = default!;

    [Inject] private UndoImport Undo { get; set; } = default!;

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

    private async Task AskAsync(PortfolioListing listing, ConfirmDialog dialog)
    {
        (_asked, _done, _errors) = (listing, null, []);
        StateHasChanged();
        await dialog.ShowAsync();
    }

    private async Task UndoAsync()
    {
        if (_busy || _asked is not { } asked)
        {
            return;
        }

        _busy = true;
        var ownerId = (await Session).User.UserId;
        var result = await Undo.HandleAsync(ownerId, asked.Portfolio.Id, Lifetime);
        if (result.IsSuccess)
        {
            // Not under the page's token: who leaves finds the figures of the positions that are back.
            await Start.HandleAsync(new CalculationRequest(ownerId, asked.Portfolio.Id), CancellationToken.None);
        }

        _busy = false;
        (_done, _errors) = result.Match(undone => ($"The import of {undone.Import.FileName} into “{asked.Portfolio.Name}” was undone.", []), errors => ((string?)null, errors));
        await LoadAsync();
    }

    private async Task DeleteAsync()
    {
        if (_busy || _asked is not { } asked)
        {
            return;
        }

        // The button is not there for an operator who looks through the owner's eyes; what a browser sends is another matter.
        if ((await Session).User.ImpersonatorId is not null)
        {
            _errors = [AdminErrors.Closed.Because("Deleting a portfolio is the owner's to do. Stop the impersonation first.")];
            return;
        }

        _busy = true;
        var result = await Delete.HandleAsync((await Session).User.UserId, asked.Portfolio.Id, Lifetime);
        _busy = false;
        (_done, _errors) = result.Match(_ => ($"“{asked.Portfolio.Name}” was deleted.", []), errors => ((string?)null, errors));
        await LoadAsync();
    }
}
