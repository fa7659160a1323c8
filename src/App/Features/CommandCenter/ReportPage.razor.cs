using System.Reflection;
using App.Core.Snapshots;
using App.Features.Accounts;
using App.Features.CommandCenter.Risk;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace App.Features.CommandCenter;

/// <summary>All that the command center shows on sheets of paper: no pages, nothing folded, every group and every position, and what stands behind the question marks as notes.</summary>
public sealed partial class ReportPage
{
    private const int MostRows = 2_000;

    // What has no column here stands below the name, so that the sheet need not be turned.
    private static readonly PositionQuery Positions = new()
    {
        Columns = PositionColumns.Of(
            PositionColumn.Value, PositionColumn.Weight, PositionColumn.Day, PositionColumn.Pnl, PositionColumn.Cost, PositionColumn.Exposure, PositionColumn.Beta, PositionColumn.Volatility),
    };

    private static readonly PositionQuery Greeks = new()
    {
        Columns = PositionColumns.Of(
            PositionColumn.Delta, PositionColumn.Gamma, PositionColumn.Theta, PositionColumn.Vega, PositionColumn.Rho, PositionColumn.ImpliedVolatility),
    };

    private IReadOnlyList<NavPoint>? _points;
    private IReadOnlyList<PositionRow> _options = [];
    private PositionList _list = new([], 0, 0);
    private PositionTotals _totals = PositionTotals.Of([]);
    private PositionTotals _optionTotals = PositionTotals.Of([]);
    private CenterView? _view;
    private CenterRisk? _risk;
    private CenterFaults _faults;
    private bool _isComplete;
    private ReportNotes _notes = new("/report");
    private DateTimeOffset _written;
    private string? _reason;
    private (string Portfolio, DateOnly? Day, NavRange Range)? _asked;
    private int _load;

    [Inject] private CenterLoader Loader { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    [SupplyParameterFromQuery] private string? Portfolio { get; set; }

    [SupplyParameterFromQuery] private string? Date { get; set; }

    [SupplyParameterFromQuery] private string? Range { get; set; }

    private static string Version { get; } = typeof(ReportPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private CenterQuery Query => new(Portfolio, NavRanges.Parse(Range), new PositionQuery()) { Day = CenterQuery.ParseDay(Date) };

    private string Address => CenterQuery.Address("/report", Query.Parts());

    // What failed is not on its way: the rows say that the risk is not there.
    private CenterRisk? RiskOfRows => _risk ?? (_faults.HasFlag(CenterFaults.Risk) ? new CenterRisk(null) : null);

    private string CoverageWords => _view?.Exposures is { } exposures ? $"{Formats.Percent(exposures.Coverage)} of gross exposure at a price of the day." : "";

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        var asked = (Portfolio ?? "", Query.Day, Query.Range);
        if (!RendererInfo.IsInteractive || _asked == asked)
        {
            return;
        }

        _asked = asked;
        await ReloadAsync();
    }

    private Task ReloadAsync()
    {
        (_view, _risk, _points, _reason, _faults, _isComplete) = (null, null, null, null, CenterFaults.None, false);
        return LoadAsync(++_load);
    }

    // Part by part, each shown when it is there: the positions, the risk, the line of equity, the sessions it is compared with. One that fails is told in its place, the rest stands.
    private async Task LoadAsync(int load)
    {
        var user = (await Session).User;
        var portfolios = await Loader.PortfoliosAsync(user.UserId, Lifetime);
        var selection = CenterState.Select(portfolios, Portfolio);
        var state = await Loader.StateAsync(user.UserId, portfolios, selection, Query.Day, Lifetime);
        if (load != _load)
        {
            return;
        }

        if (state is not CenterState.Shown { View: { Equity: { } equity } view })
        {
            _reason = "There are no figures to report: the portfolio is not there, or has not been calculated for that day.";
            return;
        }

        (_view, _notes, _written) = (view, new ReportNotes(Address), Time.GetUtcNow());
        LayOut();
        StateHasChanged();

        // Side by side: the line does not wait for the risk.
        var line = Loader.AttemptAsync("The line of equity", Loader.PointsAsync(user.UserId, selection.PortfolioId, Query.Range.From(equity.Session), Lifetime));
        var risk = await Loader.AttemptAsync("The risk", Loader.RiskAsync(user.UserId, selection.PortfolioId, equity.Session, Lifetime));
        if (load != _load)
        {
            return;
        }

        (_risk, _faults) = risk.IsFailed ? (null, CenterFaults.Risk) : (new CenterRisk(risk.Value), CenterFaults.None);
        LayOut();
        StateHasChanged();
        var points = await line;
        if (load != _load)
        {
            return;
        }

        _points = points.Value;
        _faults |= points.IsFailed ? CenterFaults.Line : 0;
        StateHasChanged();
        await CompareAsync(load, user.UserId, selection.PortfolioId, equity.Session);
    }

    private async Task CompareAsync(int load, Guid ownerId, Guid? portfolioId, DateOnly session)
    {
        // Which sessions were before is read off the line.
        var before = (_risk, _points) switch
        {
            (null, _) => default,
            (_, null) => new CenterPart<RiskBefore>(null, true),
            (_, { } points) => await Loader.AttemptAsync("The risk of earlier sessions", Loader.BeforeAsync(ownerId, portfolioId, session, points, Lifetime)),
        };
        if (load == _load)
        {
            _risk = _risk is null ? null : _risk with { Before = before.Value };
            _faults |= before.IsFailed ? CenterFaults.Before : 0;
            _isComplete = true;
        }
    }

    private void LayOut()
    {
        _list = PositionList.Of(RiskByPosition.Attach(_view!.Positions, RiskOfRows), Positions);
        _options = [.. _list.Rows.Where(row => row.Position.Option is not null)];
        (_totals, _optionTotals) = (PositionTotals.Of(_list.Rows), PositionTotals.Of(_options));
    }
}
