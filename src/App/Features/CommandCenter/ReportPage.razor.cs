using System.Reflection;
using App.Core.Portfolios;
using App.Core.Snapshots;
using App.Features.Accounts;
using App.Features.CommandCenter.Risk;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace App.Features.CommandCenter;

/// <summary>All that the command center shows on sheets of paper: no pages, nothing folded, every position.</summary>
public sealed partial class ReportPage
{
    private const int MostRows = 2_000;

    private IReadOnlyList<Portfolio> _portfolios = [];
    private IReadOnlyList<NavPoint>? _points;
    private PositionList _list = new([], 0, 0);
    private CenterView? _view;
    private CenterRisk? _risk;
    private string? _reason;
    private bool _isAsked;

    [Inject] private CenterLoader Loader { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    [SupplyParameterFromQuery] private string? Portfolio { get; set; }

    [SupplyParameterFromQuery] private string? Date { get; set; }

    [SupplyParameterFromQuery] private string? Range { get; set; }

    private static string Version { get; } = typeof(ReportPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private CenterQuery Query => new(Portfolio, NavRanges.Parse(Range), new PositionQuery()) { Day = CenterQuery.ParseDay(Date) };

    private string CoverageWords => _view?.Exposures is { } exposures ? $"{Formats.Percent(exposures.Coverage)} of gross exposure at a price of the day." : "";

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (!RendererInfo.IsInteractive || _isAsked)
        {
            return;
        }

        _isAsked = true;
        var user = (await Session).User;
        _portfolios = await Loader.PortfoliosAsync(user.UserId, Lifetime);
        var selection = CenterState.Select(_portfolios, Portfolio);
        if (await Loader.StateAsync(user.UserId, _portfolios, selection, Query.Day, Lifetime) is not CenterState.Shown { View: { Equity: { } equity } view })
        {
            _reason = "There are no figures to report: the portfolio is not there, or has not been calculated for that day.";
            return;
        }

        var (line, now) = (Loader.PointsAsync(user.UserId, selection.PortfolioId, Query.Range.From(equity.Session), Lifetime), Loader.RiskAsync(user.UserId, selection.PortfolioId, equity.Session, Lifetime));
        var points = await line;
        _risk = new CenterRisk(await now) { Before = await Loader.BeforeAsync(user.UserId, selection.PortfolioId, equity.Session, points, Lifetime) };
        (_points, _list, _view) = (points, PositionList.Of(view.Positions, new PositionQuery()), view);
    }
}
