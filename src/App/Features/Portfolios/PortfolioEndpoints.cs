using System.Security.Claims;
using App.Api;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Features.Accounts;

namespace App.Features.Portfolios;

internal sealed record PortfolioResponse(
    Guid Id,
    string Name,
    string AccountName,
    string AccountType,
    decimal? EquityBalance,
    DateOnly EquityAsOf,
    decimal? NetAssetValue,
    decimal? MarketValue,
    DateOnly? AsOf,
    int PositionCount,
    string? Description,
    bool IsActive,
    DateTimeOffset CreatedAt)
{
    public static PortfolioResponse From(PortfolioSummary summary) => new(
        summary.Portfolio.Id,
        summary.Portfolio.Name,
        summary.Portfolio.AccountName,
        Codes.AccountTypes.NameOf(summary.Portfolio.AccountType),
        summary.Portfolio.StatedEquity,
        summary.Portfolio.EquityAsOf,
        summary.Portfolio.KnownEquity,
        summary.MarketValue,
        summary.Session,
        summary.PositionCount,
        summary.Portfolio.Description,
        summary.Portfolio.DeletedAt is null,
        summary.Portfolio.CreatedAt);
}

internal sealed record PortfolioListResponse(IReadOnlyList<PortfolioResponse> Portfolios, int Total, int Limit, int Offset);

/// <summary>The caller's portfolios.</summary>
internal static class PortfolioEndpoints
{
    public static void MapPortfolios(this IEndpointRouteBuilder api)
    {
        var portfolios = api.MapGroup("/portfolios").WithTags("Portfolios").RequireAuthorization().ProducesProblem(401);
        portfolios.MapGet("/", ListAsync)
            .WithName("list_portfolios").WithSummary("The caller's portfolios by name.").Produces<PortfolioListResponse>();
        portfolios.MapGet("/{id:guid}", GetAsync)
            .WithName("get_portfolio").WithSummary("One portfolio.").Produces<PortfolioResponse>().ProducesProblem(404);
        portfolios.MapDelete("/{id:guid}", DeleteAsync).RequireAuthorization(Policies.OwnEyes)
            .WithName("delete_portfolio").Audits(AuditAction.PortfolioDeleted).WithSummary("Deletes a portfolio; the last active one stays.")
            .Produces(204).ProducesProblem(400).ProducesProblem(404);
    }

    private static async Task<IResult> ListAsync(
        ClaimsPrincipal user, IPortfolioStore store, int? limit, int? offset, bool? include_inactive, CancellationToken cancellationToken)
    {
        var (most, skip) = (ApiConventions.LimitOf(limit), ApiConventions.OffsetOf(offset));
        var page = await store.ListAsync(user.UserId, include_inactive ?? false, most, skip, cancellationToken);
        return TypedResults.Ok(new PortfolioListResponse([.. page.Items.Select(PortfolioResponse.From)], page.Total, most, skip));
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, IPortfolioStore store, Guid id, CancellationToken cancellationToken) =>
        await store.SummaryAsync(user.UserId, id, cancellationToken) is { } summary
            ? TypedResults.Ok(PortfolioResponse.From(summary))
            : ApiProblems.From([Portfolio.NotFound()]);

    private static async Task<IResult> DeleteAsync(ClaimsPrincipal user, DeletePortfolio delete, Guid id, CancellationToken cancellationToken) =>
        (await delete.HandleAsync(user.UserId, id, cancellationToken)).ToHttp(_ => TypedResults.NoContent());
}
