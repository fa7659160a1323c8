using System.Globalization;
using System.Security.Claims;
using App.Core.Portfolios;
using App.Core.Risk;
using App.Features.Accounts;
using App.Features.CommandCenter.Risk;
using Microsoft.AspNetCore.Http.HttpResults;

namespace App.Features.CommandCenter;

/// <summary>The grid's positions as a download, by the same query that shows them.</summary>
internal static class PositionDownload
{
    private const string ContentType = "text/csv; charset=utf-8";

    public static void MapPositionDownload(this IEndpointRouteBuilder app)
    {
        app.MapGet("/portfolios/{id:guid}/positions.csv", OneAsync).RequireAuthorization(Policies.OwnEyes).ExcludeFromDescription();
        app.MapGet("/portfolios/all/positions.csv", AllAsync).RequireAuthorization(Policies.OwnEyes).ExcludeFromDescription();
    }

    /// <summary>Where the positions of a view are had: of its day, by its filter and order, with its columns.</summary>
    public static string AddressOf(CenterQuery query, Guid? portfolioId)
    {
        IEnumerable<(string Name, string Value)> day = query.Day is { } asked ? [CenterQuery.DayPart(asked)] : [];
        return CenterQuery.Address(
            FormattableString.Invariant($"/portfolios/{portfolioId?.ToString() ?? CenterQuery.All}/positions.csv"), day.Concat((query.Positions with { Page = 1 }).Parts()));
    }

    private static async Task<IResult> OneAsync(
        ClaimsPrincipal user, GetOverview get, GetRisk getRisk, HttpRequest request, Guid id, CancellationToken cancellationToken)
    {
        if (await get.HandleAsync(user.UserId, id, DayOf(request), cancellationToken) is not { IsSuccess: true, Value: var overview })
        {
            return TypedResults.NotFound();
        }

        var query = QueryOf(request);
        var session = overview.Snapshot?.Session;
        var risk = query.NeedsRisk && session is not null
            ? (await getRisk.HandleAsync(user.UserId, id, session, cancellationToken)).Match(found => found, _ => null)
            : null;
        return File([.. PositionRow.Of(overview)], risk, query, overview.Portfolio.AccountName, session);
    }

    private static async Task<IResult> AllAsync(
        ClaimsPrincipal user, GetAggregateOverview get, GetRisk getRisk, HttpRequest request, CancellationToken cancellationToken)
    {
        var aggregate = await get.HandleAsync(user.UserId, DayOf(request), cancellationToken);
        var query = QueryOf(request);
        var session = aggregate.Equity?.Session;
        var risk = query.NeedsRisk && session is not null ? await getRisk.AggregateAsync(user.UserId, session, cancellationToken) : null;
        return File([.. PositionRow.Of(aggregate)], risk, query, "all portfolios", session);
    }

    private static DateOnly? DayOf(HttpRequest request) => CenterQuery.ParseDay(request.Query["date"]);

    private static PositionQuery QueryOf(HttpRequest request) => PositionQuery.Parse(
        request.Query["q"], request.Query["class"], request.Query["closed"], request.Query["sort"], request.Query["cols"], null);

    private static FileContentHttpResult File(IReadOnlyList<PositionRow> rows, BookRisk? risk, PositionQuery query, string name, DateOnly? session)
    {
        var day = session?.ToString(" yyyy-MM-dd", CultureInfo.InvariantCulture);
        var list = PositionList.Of(RiskByPosition.Attach(rows, new CenterRisk(risk)), query);
        return TypedResults.File(PositionCsv.Write(list.Rows, query.Columns), ContentType, $"Positions {FileNameOf(name)}{day}.csv");
    }

    private static string FileNameOf(string name) => string.Concat(name.Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_' or '(' or ')')).Trim();
}
