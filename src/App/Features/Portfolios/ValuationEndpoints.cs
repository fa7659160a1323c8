using System.Security.Claims;
using App.Api;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Features.Accounts;

namespace App.Features.Portfolios;

internal sealed record ValuationRequest(DateOnly? Date, decimal? Price);

internal sealed record ValuationResponse(Guid Id, DateOnly Date, decimal Price, DateTimeOffset CreatedAt)
{
    public static ValuationResponse From(PositionValuation valuation) => new(valuation.Id, valuation.Date, valuation.Price, valuation.CreatedAt);
}

internal sealed record ValuationListResponse(Guid PositionId, IReadOnlyList<ValuationResponse> Valuations, int Total, int Limit, int Offset);

/// <summary>What the caller's private assets are worth from a day on.</summary>
internal static class ValuationEndpoints
{
    public static void MapValuations(this IEndpointRouteBuilder api)
    {
        var valuations = api.MapGroup("/portfolios/{id:guid}/positions/{position_id:guid}/valuations").WithTags("Portfolios").RequireAuthorization().ProducesProblem(401).ProducesProblem(404);
        valuations.MapGet("/", ListAsync)
            .WithName("list_valuations").WithSummary("The values given of a private position, newest first.").Produces<ValuationListResponse>();
        valuations.MapPost("/", AddAsync)
            .WithName("add_valuation").Audits(AuditAction.ValuationRecorded).WithSummary("Gives the price of one unit of a private position from a day on, in the place of one of the same day, and calculates the sessions since again.")
            .Produces<ValuationResponse>(201).ProducesProblem(400);
        valuations.MapDelete("/{valuation_id:guid}", RemoveAsync)
            .WithName("remove_valuation").Audits(AuditAction.ValuationRemoved).WithSummary("Takes a value back, and calculates the sessions since its day again.").Produces(204);
    }

    private static async Task<IResult> ListAsync(
        ClaimsPrincipal user, ListValuations list, Guid id, Guid position_id, int? limit, int? offset, CancellationToken cancellationToken)
    {
        var (most, skip) = (ApiConventions.LimitOf(limit), ApiConventions.OffsetOf(offset));
        return (await list.HandleAsync(user.UserId, id, position_id, most, skip, cancellationToken)).ToHttp(page =>
            TypedResults.Ok(new ValuationListResponse(position_id, [.. page.Items.Select(ValuationResponse.From)], page.Total, most, skip)));
    }

    private static async Task<IResult> AddAsync(
        ClaimsPrincipal user, RecordValuation record, Guid id, Guid position_id, ValuationRequest request, CancellationToken cancellationToken)
    {
        var result = await record.AddAsync(user.UserId, id, position_id, new ValuationForm(request.Date, request.Price), cancellationToken);
        return result.ToHttp(change => TypedResults.Created($"/api/v1/portfolios/{id}/positions/{position_id}/valuations", ValuationResponse.From(change.Valuation)));
    }

    private static async Task<IResult> RemoveAsync(
        ClaimsPrincipal user, RecordValuation record, Guid id, Guid position_id, Guid valuation_id, CancellationToken cancellationToken)
    {
        var result = await record.RemoveAsync(user.UserId, id, position_id, valuation_id, cancellationToken);
        return result.ToHttp(_ => TypedResults.NoContent());
    }
}
