using System.Security.Claims;
using App.Api;
using App.Core.Batches;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Features.Accounts;

namespace App.Features.Batches;

/// <summary>A portfolio to be made, for the reference only: the body is read by hand.</summary>
internal sealed record PortfolioItemRequest(
    string Name, DateTimeOffset? DateCreated, int? Version, string? AccountName, string? AccountType, decimal? EquityBalance, string? Currency, string? Description);

internal sealed record BulkPortfolioResponse(
    Guid PortfolioId,
    string Name,
    DateTimeOffset DateCreated,
    int Version,
    string AccountName,
    string AccountType,
    decimal? EquityBalance,
    DateOnly EquityAsOf,
    string Currency,
    string? Description)
{
    public static BulkPortfolioResponse From(Portfolio portfolio) => new(
        portfolio.Id,
        portfolio.Name,
        portfolio.CreatedAt,
        portfolio.Version,
        portfolio.AccountName,
        Codes.AccountTypes.NameOf(portfolio.AccountType),
        portfolio.StatedEquity,
        portfolio.EquityAsOf,
        PortfolioItemRules.Currency,
        portfolio.Description);
}

internal sealed record PaginationResponse(int TotalElements, int TotalPages, int CurrentPage, int PageSize, bool HasNext, bool HasPrevious)
{
    public static PaginationResponse Of(int total, int limit, int offset) => new(
        total, (total + limit - 1) / limit, (offset / limit) + 1, limit, (long)offset + limit < total, offset > 0);
}

internal sealed record PortfolioPageResponse(IReadOnlyList<BulkPortfolioResponse> Portfolios, PaginationResponse Pagination);

/// <summary>Portfolios, many at once.</summary>
internal static class PortfolioBulkEndpoints
{
    // A hundred items, each with the longest name, account name and description, every character of them escaped.
    private const long MaxBody = 2 * 1024 * 1024;

    public static void MapPortfolioBulk(this IEndpointRouteBuilder api)
    {
        var portfolios = api.MapGroup("/portfolios").WithTags("Bulk").RequireAuthorization().ProducesProblem(401);
        portfolios.MapPost("", CreateAsync)
            .WithName("create_portfolios").Idempotent(MaxBody).Audits(AuditAction.PortfoliosCreated)
            .WithSummary("Makes 1 to 100 portfolios without positions in one transaction: all of them or none. Answers with them in the order of the items.")
            .WithMetadata(BulkBody.LimitOf(MaxBody))
            .Accepts<IReadOnlyList<PortfolioItemRequest>>("application/json").Produces<IReadOnlyList<BulkPortfolioResponse>>(201).ProducesProblem(400).ProducesProblem(409).ProducesProblem(413);
        portfolios.MapGet("", SearchAsync)
            .WithName("search_portfolios")
            .WithSummary("The caller's active portfolios, the newest first: all, those of a name (name, without regard to case), or those whose name contains a text (name_like).")
            .Produces<PortfolioPageResponse>().ProducesProblem(400);
    }

    private static async Task<IResult> CreateAsync(HttpRequest request, ClaimsPrincipal user, CreatePortfolios create, CancellationToken cancellationToken)
    {
        var body = await BulkBody.ReadAsync(request, MaxBody, cancellationToken);
        if (!body.IsSuccess)
        {
            return ApiProblems.From(body.Errors);
        }

        using var document = body.Value;
        var items = PortfolioItemReader.Read(document.RootElement);
        return items.IsSuccess
            ? await Idempotency.ReplyAsync<IReadOnlyList<Portfolio>, IReadOnlyList<BulkPortfolioResponse>>(
                request.HttpContext, StatusCodes.Status201Created, made => [.. made.Select(BulkPortfolioResponse.From)], null, () => create.HandleAsync(user.UserId, items.Value, cancellationToken))
            : ApiProblems.From(items.Errors);
    }

    private static async Task<IResult> SearchAsync(
        ClaimsPrincipal user, SearchPortfolios search, string? name, string? name_like, int? limit, int? offset, CancellationToken cancellationToken)
    {
        var result = await search.HandleAsync(user.UserId, new PortfolioSearch(name, name_like, limit, offset), cancellationToken);
        return result.ToHttp(page => TypedResults.Ok(new PortfolioPageResponse([.. page.Portfolios.Select(BulkPortfolioResponse.From)], PaginationResponse.Of(page.Total, page.Limit, page.Offset))));
    }
}
