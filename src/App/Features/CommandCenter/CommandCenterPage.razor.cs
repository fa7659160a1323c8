using App.Core.Calculations;
using App.Core.Portfolios;
using App.Core.Results;
using App.Core.Risk;
using App.Core.Snapshots;
using App.Features.Accounts;
using App.Features.CommandCenter.Risk;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace App.Features.CommandCenter;

/// <summary>What one holds. Loaded once, in the circuit: what is prerendered is the page's shape.</summary>
/// <remarks>
/// At first each part is shown as it arrives: the figures of the day, the line, the risk, at last what earlier sessions are compared with. When another portfolio or day is
/// chosen, or a run has ended, what is there stays until all of the new is: what has the focus or is unfolded keeps its place.
/// </remarks>
public sealed partial class CommandCenterPage
{
    private CenterState _state = new CenterState.Loading();
    private IReadOnlyList<DateOnly> _sessions = [];
    private IReadOnlyList<NavPoint>? _points;
    private CenterRisk? _risk;
    private CenterFaults _faults;
    private IReadOnlyList<Error> _errors = [];
    private string _firstName = "";
    private (string Portfolio, DateOnly? Day)? _loaded;
    private CenterQuery _shown = CenterQuery.Default;
    private NavRange _reach;
    private CancellationTokenSource? _loading;
    private int _load;
    private bool _waiting;
    private bool _busy;

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

    // What is shown is of the portfolio and day it was loaded for, also while others are being asked for.
    private CenterQuery Shown => Query with { Portfolio = _shown.Portfolio, Day = _shown.Day };

    private IReadOnlyList<Portfolio> Portfolios => _state switch
    {
        CenterState.Shown shown => shown.Portfolios,
        CenterState.Uneven uneven => uneven.Portfolios,
        _ => [],
    };

    private CenterView? View => (_state as CenterState.Shown)?.View;

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        Query = new CenterQuery(Portfolio, NavRanges.Parse(Range), PositionQuery.Parse(Q, Class, Closed, Sort, Cols, PageNumber)) { Day = CenterQuery.ParseDay(Date) };
        if (!RendererInfo.IsInteractive)
        {
            return;
        }

        // Range, filter and order change what is shown of what is here; only another portfolio or day, or a line that goes further back, is asked for.
        var wanted = (Portfolio ?? "", Query.Day);
        if (_loaded != wanted)
        {
            _loaded = wanted;
            await LoadAsync();
        }
        else if (Query.Range > _reach && _points is not null && !_waiting)
        {
            await LoadLineAsync();
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _loading?.Dispose();
        }
    }

    private async Task LoadAsync()
    {
        var load = ++_load;
        _loading?.Cancel();
        _loading?.Dispose();
        _loading = CancellationTokenSource.CreateLinkedTokenSource(Lifetime);
        _waiting = true;
        try
        {
            await LoadPartsAsync(load, Query, _loading.Token);
        }
        catch (OperationCanceledException) when (load != _load)
        {
            // The reader has gone on to another portfolio or day, which is being loaded.
        }
        finally
        {
            if (load == _load)
            {
                _loading?.Dispose();
                (_loading, _waiting) = (null, false);
            }
        }
    }

    private async Task LoadPartsAsync(int load, CenterQuery query, CancellationToken cancellationToken)
    {
        var user = (await Session).User;
        var portfolios = await Loader.PortfoliosAsync(user.UserId, cancellationToken);
        var selection = CenterState.Select(portfolios, query.Portfolio);
        var sessions = await Loader.SessionsAsync(user.UserId, selection, cancellationToken);
        var session = sessions.Where(each => query.Day is null || each <= query.Day).Select(each => (DateOnly?)each).LastOrDefault();

        // Side by side: none of them needs another. The session is the overview's but for the moment in which a run is between its phases.
        var state = Loader.StateAsync(user.UserId, portfolios, selection, query.Day, cancellationToken);
        var risk = Loader.AttemptAsync("The risk", Loader.RiskAsync(user.UserId, selection.PortfolioId, session, cancellationToken));
        var line = Loader.AttemptAsync("The line of equity", Loader.PointsAsync(user.UserId, selection.PortfolioId, session is { } last ? query.Range.From(last) : null, cancellationToken));
        var found = await state;
        if (load != _load)
        {
            return;
        }

        var equity = (found as CenterState.Shown)?.View.Equity;
        if (equity is not null && equity.Session != session)
        {
            risk = Loader.AttemptAsync("The risk", Loader.RiskAsync(user.UserId, selection.PortfolioId, equity.Session, cancellationToken));
        }

        if (equity is null)
        {
            Show(found, user.FullName, query, sessions, null, null, CenterFaults.None);
            return;
        }

        await ShowAsync(load, found, user.FullName, query, sessions, risk, line);
        if (load == _load)
        {
            await CompareAsync(load, user.UserId, selection.PortfolioId, equity.Session, cancellationToken);
        }

        // Meanwhile a longer line may have been asked for.
        if (load == _load && Query.Range > _reach)
        {
            await LoadLineAsync();
        }
    }

    private async Task ShowAsync(
        int load, CenterState found, string reader, CenterQuery query, IReadOnlyList<DateOnly> sessions, Task<CenterPart<BookRisk?>> risk, Task<CenterPart<IReadOnlyList<NavPoint>>> line)
    {
        if (_state is CenterState.Shown { View.Equity: not null })
        {
            var (newRisk, newLine) = (await risk, await line);
            if (load == _load)
            {
                Show(
                    found, reader, query, sessions, newRisk.IsFailed ? null : new CenterRisk(newRisk.Value), newLine.Value,
                    (newRisk.IsFailed ? CenterFaults.Risk : 0) | (newLine.IsFailed ? CenterFaults.Line : 0));
            }

            return;
        }

        Show(found, reader, query, sessions, null, null, CenterFaults.None);
        await Task.WhenAll(RiskAsync(), LineAsync());

        async Task RiskAsync()
        {
            var (now, failed) = await risk;
            if (load == _load)
            {
                _risk = failed ? null : new CenterRisk(now);
                _faults |= failed ? CenterFaults.Risk : 0;
                StateHasChanged();
            }
        }

        async Task LineAsync()
        {
            var (points, failed) = await line;
            if (load == _load)
            {
                _points = points;
                _faults |= failed ? CenterFaults.Line : 0;
                StateHasChanged();
            }
        }
    }

    private void Show(CenterState state, string reader, CenterQuery query, IReadOnlyList<DateOnly> sessions, CenterRisk? risk, IReadOnlyList<NavPoint>? points, CenterFaults faults)
    {
        (_state, _firstName, _shown, _sessions, _risk, _points, _faults, _errors) = (state, reader.Split(' ')[0], query, sessions, risk, points, faults, []);
        (_reach, _waiting) = (query.Range, false);
        StateHasChanged();
    }

    // Last, for it may have to be computed: nothing else waits for it.
    private async Task CompareAsync(int load, Guid ownerId, Guid? portfolioId, DateOnly session, CancellationToken cancellationToken)
    {
        if (_risk is null)
        {
            return;
        }

        // Which sessions were before is read off the line: one that failed takes the comparison with it, which is no fact about the book.
        if (_points is null)
        {
            _faults |= CenterFaults.Before;
            return;
        }

        var (before, failed) = await Loader.AttemptAsync("The risk of earlier sessions", Loader.BeforeAsync(ownerId, portfolioId, session, _points, cancellationToken));
        if (load == _load && _risk is not null)
        {
            _risk = _risk with { Before = before };
            _faults |= failed ? CenterFaults.Before : 0;
        }
    }

    private async Task LoadLineAsync()
    {
        if (_state is not CenterState.Shown { View: { Equity: { } equity, Portfolio: var portfolio } })
        {
            return;
        }

        var (load, range) = (_load, Query.Range);
        _reach = range;
        var owner = (await Session).User.UserId;
        var (points, failed) = await Loader.AttemptAsync("The line of equity", Loader.PointsAsync(owner, portfolio?.Id, range.From(equity.Session), Lifetime));
        if (load == _load)
        {
            _points = points;
            _faults = failed ? _faults | CenterFaults.Line : _faults & ~CenterFaults.Line;
        }
    }

    // What is wrong with a session asked for is shown where it was asked for, everything else above the figures.
    private Task<IReadOnlyList<Error>> CalculateAsync(Guid portfolioId, DateOnly? session) =>
        AskAsync(owner => Start.OneAsync(owner, portfolioId, session, Lifetime), isSaidAbove: session is null);

    private Task CalculateShownAsync() => _state switch
    {
        CenterState.Shown { View.Portfolio: { } portfolio } => CalculateAsync(portfolio.Id, null),
        CenterState.Shown or CenterState.Uneven => AskAsync(async owner => await Start.AllAsync(owner, await Loader.BooksAsync(owner, Lifetime), Lifetime), isSaidAbove: true),
        _ => Task.CompletedTask,
    };

    private async Task<IReadOnlyList<Error>> AskAsync(Func<Guid, Task<(string? Address, IReadOnlyList<Error> Errors)>> ask, bool isSaidAbove)
    {
        if (_busy)
        {
            return [];
        }

        _busy = true;
        var (address, errors) = await ask((await Session).User.UserId);
        (_busy, _errors) = (false, isSaidAbove ? errors : []);
        if (address is not null)
        {
            Navigation.NavigateTo(address);
        }

        return errors;
    }
}
