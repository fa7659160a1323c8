using System.Globalization;
using System.Security.Claims;
using App.Core.Portfolios;
using App.Features.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace App.Features.CommandCenter;

/// <summary>The grid's positions as a download, by the same query that shows them.</summary>
internal static class PositionDownload
{
    private const string ContentType = "text/csv; charset=utf-8";

    public static void MapPositionDownload(this IEndpointRouteBuilder app)
    {
        app.MapGet("/portfolios/{id:guid}/positions.csv", OneAsync).RequireAuthorization().ExcludeFromDescription();
        app.MapGet("/portfolios/all/positions.csv", AllAsync).RequireAuthorization().ExcludeFromDescription();
    }

    /// <summary>Where the positions of a view are had.</summary>
    public static string AddressOf(CenterQuery query, Guid? portfolioId) => CenterQuery.Address(
        FormattableString.Invariant($"/portfolios/{portfolioId?.ToString() ?? CenterQuery.All}/positions.csv"), (query.Positions with { Page = 1 }).Parts());

    private static async Task<IResult> OneAsync(
        ClaimsPrincipal user, GetOverview get, HttpRequest request, Guid id, CancellationToken cancellationToken) =>
        await get.HandleAsync(user.UserId, id, cancellationToken) is { IsSuccess: true, Value: var overview }
            ? File(PositionRow.Of(overview), QueryOf(request), overview.Portfolio.AccountName, overview.Snapshot?.Session)
            : TypedResults.NotFound();

    private static async Task<IResult> AllAsync(ClaimsPrincipal user, GetAggregateOverview get, HttpRequest request, CancellationToken cancellationToken)
    {
        var aggregate = await get.HandleAsync(user.UserId, cancellationToken);
        return File(PositionRow.Of(aggregate), QueryOf(request), "all portfolios", aggregate.Equity?.Session);
    }

    private static PositionQuery QueryOf(HttpRequest request) => PositionQuery.Parse(
        request.Query["q"], request.Query["class"], request.Query["closed"], request.Query["sort"], null);

    private static FileContentHttpResult File(IEnumerable<PositionRow> rows, PositionQuery query, string name, DateOnly? session)
    {
        var day = session?.ToString(" yyyy-MM-dd", CultureInfo.InvariantCulture);
        return TypedResults.File(PositionCsv.Write(PositionList.Of(rows, query).Rows), ContentType, $"Positions {FileNameOf(name)}{day}.csv");
    }

    private static string FileNameOf(string name) => string.Concat(name.Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_' or '(' or ')')).Trim();
}
