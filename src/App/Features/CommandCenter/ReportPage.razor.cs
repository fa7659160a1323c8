using System.Reflection;
using App.Core.Portfolios;
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

    private IReadOnlyList<PortfolioListing> _portfolios = [];
    private IReadOnlyList<NavPoint>? _points;
    private IReadOnlyList<PositionRow> _options = [];
    private PositionList _list = new([], 0, 0);
    private PositionTotals _totals = PositionTotals.Of([]);
    private PositionTotals _optionTotals = PositionTotals.Of([]);
    private CenterView? _view;
    private CenterRisk? _risk;
    private ReportNotes _notes = new("/report");
    private DateTimeOffset _written;
    private string? _reason;
    private (string Portfolio, DateOnly? Day)? _asked;
    private int _load;
    private bool _isCompared;

    [Inject] private ListPortfolios List { get; set; } = default!;

    [Inject] private CenterLoader Loader { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    [SupplyParameterFromQuery] private string? Portfolio { get; set; }

    [SupplyParameterFromQuery] private string? Date { get; set; }

    [SupplyParameterFromQuery] private string? Range { get; set; }

    private static string Version { get; } = typeof(ReportPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private CenterQuery Query => new(Portfolio, NavRanges.Parse(Range), new PositionQuery()) { Day = CenterQuery.ParseDay(Date) };

    private string Address => CenterQuery.Address("/report", Query.Parts());

    private bool IsComplete => _points is not null && _risk is not null && _isCompared;

    private string CoverageWords => _view?.Exposures is { } exposures ? $"{Formats.Percent(exposures.Coverage)} of gross exposure at a price of the day." : "";

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        // The range changes what is shown of what is here; another portfolio or day is asked for.
        var asked = (Portfolio ?? "", Query.Day);
        if (!RendererInfo.IsInteractive || _asked == asked)
        {
            return;
        }

        _asked = asked;
        (_view, _risk, _points, _reason, _isCompared) = (null, null, null, null, false);
        await LoadAsync(++_load);
    }

    // Part by part, each shown when it is there: the positions, the risk, the line of equity, the sessions it is compared with.
    private async Task LoadAsync(int load)
    {
        var user = (await Session).User;
        var portfolios = await List.HandleAsync(user.UserId, Lifetime);
        var selection = CenterState.Select(portfolios, Portfolio);
        var state = await Loader.StateAsync(user.UserId, portfolios, selection, Query.Day, Lifetime);
        if (load != _load)
        {
            return;
        }

        _portfolios = portfolios;
        if (state is not CenterState.Shown { View: { Equity: { } equity } view })
        {
            _reason = "There are no figures to report: the portfolio is not there, or has not been calculated for that day.";
            return;
        }

        (_view, _notes, _written) = (view, new ReportNotes(Address), Time.GetUtcNow());
        LayOut();
        StateHasChanged();
        var risk = new CenterRisk(await Loader.RiskAsync(user.UserId, selection.PortfolioId, equity.Session, Lifetime));
        if (load != _load)
        {
            return;
        }

        _risk = risk;
        LayOut();
        StateHasChanged();
        var points = await Loader.PointsAsync(user.UserId, selection.PortfolioId, Lifetime);
        if (load != _load)
        {
            return;
        }

        _points = points;
        StateHasChanged();
        var compared = await Loader.CompareAsync(user.UserId, selection.PortfolioId, risk, equity.Session, points, Lifetime);
        (_risk, _isCompared) = load == _load ? (compared, true) : (_risk, _isCompared);
    }

    private void LayOut()
    {
        _list = PositionList.Of(RiskByPosition.Attach(_view!.Positions, _risk), Positions);
        _options = [.. _list.Rows.Where(row => row.Position.Option is not null)];
        (_totals, _optionTotals) = (PositionTotals.Of(_list.Rows), PositionTotals.Of(_options));
    }
}
