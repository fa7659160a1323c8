using System.Security.Claims;
using App.Api;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Features.Accounts;

namespace App.Features.Portfolios;

internal sealed record CashEntryRequest(DateOnly? Date, CashEntryKind? Kind, decimal? Amount, string? Note);

internal sealed record CashEntryResponse(Guid Id, DateOnly Date, CashEntryKind Kind, decimal Amount, string? Note, DateTimeOffset CreatedAt)
{
    public static CashEntryResponse From(CashEntry entry) => new(entry.Id, entry.Date, entry.Kind, entry.Amount, entry.Note, entry.CreatedAt);
}

internal sealed record CashEntryListResponse(IReadOnlyList<CashEntryResponse> CashEntries, int Total, int Limit, int Offset);

/// <summary>Deposits, withdrawals and other cash of the caller's portfolios.</summary>
internal static class CashEntryEndpoints
{
    public static void MapCashEntries(this IEndpointRouteBuilder api)
    {
        var entries = api.MapGroup("/portfolios/{id:guid}/cash-entries").WithTags("Portfolios").RequireAuthorization().ProducesProblem(401).ProducesProblem(404);
        entries.MapGet("/", ListAsync)
            .WithName("list_cash_entries").WithSummary("The portfolio's cash entries, newest first.").Produces<CashEntryListResponse>();
        entries.MapPost("/", AddAsync)
            .WithName("add_cash_entry").Audits(AuditAction.CashRecorded).WithSummary("Records a deposit, withdrawal, dividend, interest, fee or tax, and calculates the sessions from its day on again.")
            .Produces<CashEntryResponse>(201).ProducesProblem(400);
        entries.MapDelete("/{entry_id:guid}", RemoveAsync)
            .WithName("remove_cash_entry").Audits(AuditAction.CashRemoved).WithSummary("Takes an entry back, and calculates the sessions from its day on again.").Produces(204);
    }

    private static async Task<IResult> ListAsync(
        ClaimsPrincipal user, IPortfolioStore portfolios, ICashEntryStore store, Guid id, int? limit, int? offset, CancellationToken cancellationToken)
    {
        if (await portfolios.FindAsync(user.UserId, id, cancellationToken) is null)
        {
            return ApiProblems.From([Portfolio.NotFound()]);
        }

        var (most, skip) = (ApiConventions.LimitOf(limit), ApiConventions.OffsetOf(offset));
        var page = await store.ListAsync(user.UserId, id, most, skip, cancellationToken);
        return TypedResults.Ok(new CashEntryListResponse([.. page.Items.Select(CashEntryResponse.From)], page.Total, most, skip));
    }

    private static async Task<IResult> AddAsync(
        ClaimsPrincipal user, RecordCashEntry record, Guid id, CashEntryRequest request, CancellationToken cancellationToken) =>
        (await record.AddAsync(user.UserId, id, new CashEntryForm(request.Date, request.Kind, request.Amount, request.Note), cancellationToken))
            .ToHttp(entry => TypedResults.Created($"/api/v1/portfolios/{id}/cash-entries", CashEntryResponse.From(entry)));

    private static async Task<IResult> RemoveAsync(
        ClaimsPrincipal user, RecordCashEntry record, Guid id, Guid entry_id, CancellationToken cancellationToken) =>
        (await record.RemoveAsync(user.UserId, id, entry_id, cancellationToken)).ToHttp(_ => TypedResults.NoContent());
}
