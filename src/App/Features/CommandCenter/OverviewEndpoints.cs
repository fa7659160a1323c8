using System.ComponentModel;
using System.Security.Claims;
using App.Api;
using App.Core.Portfolios;
using App.Core.Results;
using App.Core.Risk;
using App.Core.Snapshots;
using App.Features.Accounts;

namespace App.Features.CommandCenter;

internal sealed record PerformanceResponse(
    DateOnly From, DateOnly To, Figure Pnl, Figure Flows, Figure TimeWeighted, Figure MoneyWeighted, Figure Drawdown, Figure WorstDrawdown, DateOnly WorstOn)
{
    public static PerformanceResponse Of(Performance known)
    {
        var window = FormattableString.Invariant($"{known.From:yyyy-MM-dd} to {known.To:yyyy-MM-dd}");
        return new(
            known.From, known.To, Dollars(known.Pnl), Dollars(known.Flows), Ratio(Measure.Known(known.TimeWeighted)), Ratio(known.MoneyWeighted),
            Ratio(Measure.Known(known.Drawdown)), Ratio(Measure.Known(known.WorstDrawdown)), known.WorstOn);

        Figure Dollars(decimal amount) => Over(Figure.Dollars(amount, known.To, known.Drawdowns.Count));
        Figure Ratio(Measure<double> share) => Over(Figure.Ratio(share, known.To, known.Drawdowns.Count));
        Figure Over(Figure figure) => figure with { Window = window };
    }
}

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
    private const string NoShare = "The equity of all portfolios together is not positive, so nothing can be given as a share of it.";

    public static async Task<IResult> OneAsync(
        ClaimsPrincipal user,
        GetOverview get,
        GetRisk risk,
        GetNavHistory history,
        ListSessions sessions,
        Guid id,
        [Description(SessionChoice.SessionWords)] DateOnly? session,
        [Description(SessionChoice.DateWords)] DateOnly? date,
        CancellationToken cancellationToken)
    {
        var choice = await SessionChoice.OfAsync(sessions, user.UserId, id, session, date, cancellationToken);
        var found = await get.HandleAsync(user.UserId, id, choice.ToLoad, cancellationToken);
        if (!found.IsSuccess)
        {
            return ApiProblems.From(found.Errors);
        }

        var view = CenterView.Of(found.Value);
        if (choice.Reason is not null || view.Equity is not { } equity)
        {
            return TypedResults.Ok(Nothing(id, view, choice.Reason ?? SessionChoice.NotCalculated));
        }

        var figures = (await risk.HandleAsync(user.UserId, id, equity.Session, cancellationToken)).Match(known => known, _ => null);
        var line = (await history.HandleAsync(user.UserId, id, cancellationToken)).Match(points => points, _ => []);
        return TypedResults.Ok(Response(id, view, equity, view.Exposures!, figures, line));
    }

    public static async Task<IResult> AllAsync(
        ClaimsPrincipal user,
        GetAggregateOverview get,
        GetRisk risk,
        GetAggregateNavHistory history,
        ListSessions sessions,
        [Description(SessionChoice.SessionWords)] DateOnly? session,
        [Description(SessionChoice.DateWords)] DateOnly? date,
        CancellationToken cancellationToken)
    {
        var choice = await SessionChoice.OfAsync(sessions, user.UserId, null, session, date, cancellationToken);
        var all = await get.HandleAsync(user.UserId, choice.ToLoad, cancellationToken);
        var view = CenterView.Of(all);
        var why = choice.WhyUneven(all);
        if (why is not null || view.Equity is not { } equity)
        {
            return TypedResults.Ok(Nothing(null, view, why ?? SessionChoice.NoCommonSession));
        }

        var figures = await risk.AggregateAsync(user.UserId, equity.Session, cancellationToken);
        return TypedResults.Ok(Response(null, view, equity, view.Exposures!, figures, await history.HandleAsync(user.UserId, cancellationToken)));
    }

    public static async Task<IResult> BreakdownAsync(
        ClaimsPrincipal user,
        GetAggregateOverview get,
        ListSessions sessions,
        [Description(SessionChoice.SessionWords)] DateOnly? session,
        [Description(SessionChoice.DateWords)] DateOnly? date,
        CancellationToken cancellationToken)
    {
        var choice = await SessionChoice.OfAsync(sessions, user.UserId, null, session, date, cancellationToken);
        var all = await get.HandleAsync(user.UserId, choice.ToLoad, cancellationToken);
        var why = choice.WhyUneven(all);
        var exposures = why is null ? all.Exposures : null;
        return TypedResults.Ok(new BreakdownResponse(
            exposures?.AsOf,
            why,
            exposures is not null ? Figure.Dollars(exposures.Equity, exposures.AsOf, exposures.Count) : Figure.Unknown("usd", why ?? SessionChoice.NoCommonSession),
            [.. all.Parts.Select(part => Row(part, exposures, why, session ?? date, session))],
            exposures is not null ? [.. exposures.Classes.Select(one => ClassExposureResponse.From(one, exposures.AsOf))] : []));
    }

    // A row is of its own last session by the day, so that it is told which portfolios lack it; of a session that was asked for exactly it is of none else.
    private static BreakdownRowResponse Row(PortfolioOverview part, PortfolioExposures? all, string? why, DateOnly? asked, DateOnly? exactly)
    {
        var (id, own) = (part.Portfolio.Id, exactly is null || part.Snapshot?.Session == exactly ? part : null);
        var unknown = asked is { } day ? SessionChoice.NoneOf(id, day) : SessionChoice.NotCalculated;
        if (own is not { Equity: { } equity, Exposures: { } exposures })
        {
            var dollars = Figure.Unknown("usd", unknown);
            return new(id, part.Portfolio.Name, part.Portfolio.AccountName, null, dollars, Figure.Unknown("ratio", unknown), dollars, dollars, dollars);
        }

        return new(
            id,
            part.Portfolio.Name,
            part.Portfolio.AccountName,
            equity.Session,
            Figure.Dollars(equity.Equity, equity.Session, exposures.Count),
            all is null ? Figure.Unknown("ratio", why ?? SessionChoice.NoCommonSession, equity.Session)
                : all.Equity > 0 ? Figure.Dollars(equity.Equity / all.Equity, equity.Session, exposures.Count) with { Unit = "ratio" }
                : Figure.Unknown("ratio", NoShare, equity.Session),
            Figure.Dollars(equity.DayPnl, equity.Session, exposures.Count),
            Figure.Dollars(exposures.Totals.Gross, equity.Session, exposures.Count, exposures.Coverage),
            Figure.Dollars(exposures.Totals.Net, equity.Session, exposures.Count, exposures.Coverage));
    }

    private static PriceSourceResponse[] Sources(CenterView view) => [.. view.PriceSources.Select(count => new PriceSourceResponse(count.Source, count.Symbols))];

    private static OverviewResponse Nothing(Guid? id, CenterView view, string reason) =>
        new(id, null, reason, new Dictionary<string, Figure>(), new Dictionary<string, RiskFigureResponse>(), null, reason, view.Positions.Count, view.SampleSymbols, Sources(view));

    private static OverviewResponse Response(Guid? id, CenterView view, EquitySummary equity, PortfolioExposures exposures, BookRisk? risk, IReadOnlyList<NavPoint> line)
    {
        var (day, held, coverage) = (equity.Session, exposures.Count, exposures.Coverage);
        var (performance, why) = Performance.Of([.. line.Where(point => point.Session <= day)]);
        var figures = new Dictionary<string, Figure>(StringComparer.Ordinal)
        {
            ["equity"] = Figure.Dollars(equity.Equity, day, held),
            ["day_pnl"] = Figure.Dollars(equity.DayPnl, day, held),
            ["day_return"] = Figure.Ratio(equity.DayReturn, day, held),
            ["cash"] = Figure.Dollars(equity.Cash, day, held, coverage),
            ["long"] = Figure.Dollars(exposures.Totals.Long, day, exposures.LongCount, coverage),
            ["short"] = Figure.Dollars(exposures.Totals.Short, day, exposures.ShortCount, coverage),
            ["gross"] = Figure.Dollars(exposures.Totals.Gross, day, held, coverage),
            ["net"] = Figure.Dollars(exposures.Totals.Net, day, held, coverage),
            ["leverage"] = Figure.Ratio(exposures.Leverage, day, held, coverage),
        };
        return new(
            id,
            day,
            null,
            figures,
            RiskSummary.Of(risk?.Results ?? []).Figures.ToDictionary(each => each.Key, each => RiskFigureResponse.From(each.Value, day), StringComparer.Ordinal),
            performance is null ? null : PerformanceResponse.Of(performance),
            why,
            view.Positions.Count(row => !row.IsClosed),
            view.SampleSymbols,
            Sources(view));
    }
}
