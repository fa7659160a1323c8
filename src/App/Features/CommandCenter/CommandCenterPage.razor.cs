using App.Core.Calculations;
using App.Core.Portfolios;
using App.Core.Results;
using App.Core.Snapshots;
using App.Features.Accounts;
using App.Features.Calculations;
using App.Features.CommandCenter.Risk;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace App.Features.CommandCenter;

/// <summary>What one holds. Loaded once, in the circuit: what is prerendered is the page's shape.</summary>
public sealed partial class CommandCenterPage
{
    private CenterState _state = new CenterState.Loading();
    private IReadOnlyList<NavPoint>? _points;
    private CenterRisk? _risk;
    private IReadOnlyList<Error> _errors = [];
    private string _firstName = "";
    private (string Portfolio, DateOnly? Day)? _loaded;
    private int _load;
    private bool _busy;

    [Inject] private ListPortfolios List { get; set; } = default!;

    [Inject] private CenterLoader Loader { get; set; } = default!;

    [Inject] private StartCalculation Start { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    [SupplyParameterFromQuery] private string? Portfolio { get; set; }

    [SupplyParameterFromQuery] private string? Date { get; set; }

    [SupplyParameterFromQuery] private string? Range { get; set; }

    [SupplyParameterFromQuery] private string? Q { get; set; }

    [SupplyParameterFromQuery] private string? Class { get; set; }

    [SupplyParameterFromQuery] private string? Closed { get; set; }

    [SupplyParameterFromQuery] private string? Sort { get; set; }

    [SupplyParameterFromQuery] private string? Cols { get; set; }

    [SupplyParameterFromQuery(Name = "page")] private string? PageNumber { get; set; }

    private CenterQuery Query { get; set; } = CenterQuery.Default;

    private DateOnly[] Sessions => [.. (_points ?? []).Where(point => !point.IsReconstructed).Select(point => point.Session)];

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        Query = new CenterQuery(Portfolio, NavRanges.Parse(Range), PositionQuery.Parse(Q, Class, Closed, Sort, Cols, PageNumber)) { Day = CenterQuery.ParseDay(Date) };

        // Range, filter and order change what is shown of what is here; only another portfolio or day is asked for.
        var wanted = (Portfolio ?? "", Query.Day);
        if (RendererInfo.IsInteractive && _loaded != wanted)
        {
            _loaded = wanted;
            _state = new CenterState.Loading();
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        var load = ++_load;
        var user = (await Session).User;
        var portfolios = await List.HandleAsync(user.UserId, Lifetime);
        var selection = CenterState.Select(portfolios, Portfolio);
        var state = await Loader.StateAsync(user.UserId, portfolios, selection, Query.Day, Lifetime);

        // The reader may have gone on to another portfolio meanwhile.
        if (load != _load)
        {
            return;
        }

        (_state, _firstName, _errors, _points, _risk) = (state, user.FullName.Split(' ')[0], [], null, null);
        if (state is CenterState.Shown { View.Equity: { } equity })
        {
            StateHasChanged();
            await LoadRestAsync(user.UserId, selection.PortfolioId, equity.Session, load);
        }
    }

    // What takes longer, part by part: the risk, the line of equity, the risk of earlier sessions.
    private async Task LoadRestAsync(Guid ownerId, Guid? portfolioId, DateOnly session, int load)
    {
        var risk = new CenterRisk(await Loader.RiskAsync(ownerId, portfolioId, session, Lifetime));
        if (load != _load)
        {
            return;
        }

        _risk = risk;
        StateHasChanged();
        var points = await Loader.PointsAsync(ownerId, portfolioId, Lifetime);
        if (load != _load)
        {
            return;
        }

        _points = points;
        StateHasChanged();
        var compared = await Loader.CompareAsync(ownerId, portfolioId, risk, session, points, Lifetime);
        _risk = load == _load ? compared : _risk;
    }

    // What is wrong with a session asked for is shown where it was asked for, everything else above the figures.
    private async Task<IReadOnlyList<Error>> CalculateAsync(Guid portfolioId, DateOnly? session)
    {
        if (_busy)
        {
            return [];
        }

        _busy = true;
        var result = await Start.HandleAsync(new CalculationRequest((await Session).User.UserId, portfolioId, AsOf: session), Lifetime);
        _busy = false;
        if (RunAddress.Of(portfolioId, result) is { } address)
        {
            Navigation.NavigateTo(address);
            return [];
        }

        _errors = session is null ? result.Errors : [];
        return result.Errors;
    }

    private async Task CalculateAllAsync()
    {
        if (_busy || _state is not CenterState.Uneven uneven)
        {
            return;
        }

        _busy = true;
        var owner = (await Session).User.UserId;
        List<Error> errors = [];
        foreach (var listing in uneven.Portfolios)
        {
            var result = await Start.HandleAsync(new CalculationRequest(owner, listing.Portfolio.Id), Lifetime);
            errors.AddRange(result.Errors.Where(error => error.Code != CalculationErrors.AlreadyRunning.Code));
        }

        (_busy, _errors) = (false, errors);
        if (errors.Count == 0)
        {
            Navigation.NavigateTo("/portfolios");
        }
    }
}
