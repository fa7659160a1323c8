using System.Security.Claims;
using App.Api;
using App.Core.Portfolios;
using App.Core.Results;
using App.Core.Risk;
using App.Core.Snapshots;
using App.Features.Accounts;

namespace App.Features.CommandCenter;

internal sealed record PerformanceResponse(
    DateOnly From, DateOnly To, decimal Pnl, decimal Flows, double TimeWeighted, double? MoneyWeighted, string? MoneyWeightedReason, double Drawdown, double WorstDrawdown, DateOnly WorstOn);

internal sealed record OverviewResponse(
    Guid? PortfolioId,
    DateOnly? AsOf,
    string? Reason,
    IReadOnlyDictionary<string, Figure> Figures,
    IReadOnlyDictionary<string, RiskFigureResponse> Risk,
    PerformanceResponse? Performance,
    string? PerformanceReason,
    int Positions,
    int SampleSymbols,
    IReadOnlyList<PriceSourceResponse> PriceSources);

internal sealed record PriceSourceResponse(string Source, int Symbols);

internal sealed record BreakdownRowResponse(Guid PortfolioId, string Name, string AccountName, DateOnly? AsOf, Figure Equity, Figure Share, Figure DayPnl, Figure Gross, Figure Net);

internal sealed record BreakdownResponse(DateOnly? AsOf, string? Reason, Figure Equity, IReadOnlyList<BreakdownRowResponse> Portfolios, IReadOnlyList<ClassExposureResponse> Classes);

/// <summary>The top of the command center, for programs.</summary>
internal static class OverviewEndpoints
{
    public static async Task<IResult> OneAsync(
        ClaimsPrincipal user, GetOverview get, GetRisk risk, GetNavHistory history, Guid id, DateOnly? date, CancellationToken cancellationToken)
    {
        var found = await get.HandleAsync(user.UserId, id, date, cancellationToken);
        if (!found.IsSuccess)
        {
            return ApiProblems.From(found.Errors);
        }

        var view = CenterView.Of(found.Value);
        var figures = view.Equity is { } equity ? (await risk.HandleAsync(user.UserId, id, equity.Session, cancellationToken)).Match(known => known, _ => null) : null;
        var line = (await history.HandleAsync(user.UserId, id, cancellationToken)).Match(points => points, _ => []);
        return TypedResults.Ok(Response(id, view, figures, line, AnalyticsEndpoints.NotCalculated));
    }

    public static async Task<IResult> AllAsync(
        ClaimsPrincipal user, GetAggregateOverview get, GetRisk risk, GetAggregateNavHistory history, DateOnly? date, CancellationToken cancellationToken)
    {
        var view = CenterView.Of(await get.HandleAsync(user.UserId, date, cancellationToken));
        var figures = view.Equity is { } equity ? await risk.AggregateAsync(user.UserId, equity.Session, cancellationToken) : null;
        return TypedResults.Ok(Response(null, view, figures, await history.HandleAsync(user.UserId, cancellationToken), AnalyticsEndpoints.Uneven));
    }

    public static async Task<IResult> BreakdownAsync(ClaimsPrincipal user, GetAggregateOverview get, DateOnly? date, CancellationToken cancellationToken)
    {
        var aggregate = await get.HandleAsync(user.UserId, date, cancellationToken);
        var unknown = Figure.Unknown("usd", AnalyticsEndpoints.Uneven);
        return TypedResults.Ok(new BreakdownResponse(
            aggregate.Equity?.Session,
            aggregate.Equity is null ? AnalyticsEndpoints.Uneven : null,
            aggregate.Equity is { } equity ? Figure.Dollars(equity.Equity, equity.Session) : unknown,
            [.. aggregate.Parts.Select(part => Row(part, aggregate.Equity))],
            aggregate.Exposures is { } exposures ? [.. exposures.Classes.Select(one => ClassExposureResponse.From(one, exposures.AsOf))] : []));
    }

    private static BreakdownRowResponse Row(PortfolioOverview part, EquitySummary? all)
    {
        var session = part.Snapshot?.Session;
        var unknown = Figure.Unknown("usd", AnalyticsEndpoints.NotCalculated);
        return new(
            part.Portfolio.Id,
            part.Portfolio.Name,
            part.Portfolio.AccountName,
            session,
            Dollars(part.Equity?.Equity),
            part.Equity is { } equity && all is { Equity: > 0 } ? new Figure(equity.Equity / all.Equity, "fraction", session) : Figure.Unknown("fraction", AnalyticsEndpoints.Uneven),
            Dollars(part.Equity?.DayPnl),
            Dollars(part.Exposures?.Totals.Gross),
            Dollars(part.Exposures?.Totals.Net));

        Figure Dollars(decimal? amount) => amount is { } value && session is { } day ? Figure.Dollars(value, day) : unknown;
    }

    private static PriceSourceResponse[] Sources(CenterView view) => [.. view.PriceSources.Select(count => new PriceSourceResponse(count.Source, count.Symbols))];

    private static OverviewResponse Response(Guid? id, CenterView view, BookRisk? risk, IReadOnlyList<NavPoint> line, string reason)
    {
        if (view is not { Equity: { } equity, Exposures: { } exposures })
        {
            return new(id, null, reason, new Dictionary<string, Figure>(), new Dictionary<string, RiskFigureResponse>(), null, reason, view.Positions.Count, view.SampleSymbols, Sources(view));
        }

        var (day, coverage) = (equity.Session, exposures.Coverage);
        var (performance, why) = Performance.Of([.. line.Where(point => point.Session <= day)]);
        var figures = new Dictionary<string, Figure>(StringComparer.Ordinal)
        {
            ["equity"] = Figure.Dollars(equity.Equity, day),
            ["day_pnl"] = Figure.Dollars(equity.DayPnl, day),
            ["day_return"] = Figure.Of(equity.DayReturn, "fraction", day),
            ["cash"] = Figure.Dollars(equity.Cash, day),
            ["long"] = Figure.Dollars(exposures.Totals.Long, day, coverage),
            ["short"] = Figure.Dollars(exposures.Totals.Short, day, coverage),
            ["gross"] = Figure.Dollars(exposures.Totals.Gross, day, coverage),
            ["net"] = Figure.Dollars(exposures.Totals.Net, day, coverage),
            ["leverage"] = Figure.Of(exposures.Leverage, "ratio", day, coverage),
        };
        return new(
            id,
            day,
            null,
            figures,
            RiskSummary.Of(risk?.Results ?? []).Figures.ToDictionary(each => each.Key, each => RiskFigureResponse.From(each.Value, day), StringComparer.Ordinal),
            performance is null ? null : new PerformanceResponse(
                performance.From, performance.To, performance.Pnl, performance.Flows, performance.TimeWeighted, performance.MoneyWeighted.Value, performance.MoneyWeighted.Reason, performance.Drawdown, performance.WorstDrawdown, performance.WorstOn),
            why,
            view.Positions.Count(row => !row.IsClosed),
            view.SampleSymbols,
            Sources(view));
    }
}
