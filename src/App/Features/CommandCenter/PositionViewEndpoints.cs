using System.Security.Claims;
using App.Api;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Core.Results;
using App.Features.Accounts;

namespace App.Features.CommandCenter;

internal sealed record PositionViewRequest(string? Name, string? Text, string? Class, bool? WithClosed, string? Sort, IReadOnlyList<string?>? Columns)
{
    /// <summary>What it asks for. A program is told what it has written wrong; only in the address of a page that is passed over.</summary>
    public Result<PositionQuery> ToQuery()
    {
        List<Error> errors = [];
        if (PositionView.FaultOf(Name) is { } fault)
        {
            errors.Add(fault);
        }

        if (Text?.Trim().Length > PositionQuery.MaxText)
        {
            errors.Add(PositionViewErrors.QueryInvalid.Because($"The text has {Text.Trim().Length} characters; {PositionQuery.MaxText} are allowed.", "text"));
        }

        if (!string.IsNullOrEmpty(Class) && !Codes.InvestmentClasses.TryParse(Class, out _))
        {
            errors.Add(Unknown("class", "class", Class, Codes.InvestmentClasses.Names));
        }

        if (!string.IsNullOrEmpty(Sort) && !ColumnFace.TryParse(Sort[0] == '-' ? Sort[1..] : Sort, out _))
        {
            errors.Add(Unknown("sort", "column", Sort, Names));
        }

        errors.AddRange((Columns ?? []).Where(column => !ColumnFace.TryParse(column, out _)).Select(column => Unknown("columns", "column", column, Names)));
        return errors.Count > 0
            ? errors
            : PositionQuery.Parse(Text, Class, WithClosed is true ? "true" : null, Sort, string.Join(',', Columns ?? []), null);
    }

    private static IReadOnlyList<string> Names { get; } = [.. ColumnFace.All.Select(face => face.Code)];

    private static Error Unknown(string field, string kind, string? found, IReadOnlyList<string> allowed) => PositionViewErrors.QueryInvalid.Because(
        $"“{found}” is no {kind}. Use one of {string.Join(", ", allowed)}.",
        field,
        details: new Dictionary<string, object?> { [ErrorDetails.Found] = found, [ErrorDetails.Allowed] = allowed });
}

internal sealed record PositionViewResponse(
    Guid Id, string Name, string? Text, string? Class, bool WithClosed, string Sort, IReadOnlyList<string> Columns, string Query, DateTimeOffset SavedAt)
{
    public static PositionViewResponse From(PositionView view)
    {
        var query = PositionQuery.FromQuery(view.Query);
        return new PositionViewResponse(
            view.Id,
            view.Name,
            query.Text.Length == 0 ? null : query.Text,
            query.Class is { } one ? Codes.InvestmentClasses.NameOf(one) : null,
            query.WithClosed,
            query.SortCode,
            [.. query.Columns.Shown.Select(column => ColumnFace.Of(column).Code)],
            view.Query,
            view.SavedAt);
    }
}

internal sealed record PositionViewListResponse(IReadOnlyList<PositionViewResponse> PositionViews);

/// <summary>The caller's saved views of positions.</summary>
internal static class PositionViewEndpoints
{
    public static void MapPositionViews(this IEndpointRouteBuilder api)
    {
        var views = api.MapGroup("/position-views").WithTags("Portfolios").RequireAuthorization().ProducesProblem(401);
        views.MapGet("/", ListAsync)
            .WithName("list_position_views").WithSummary("The saved views of positions by name.").Produces<PositionViewListResponse>();
        views.MapPut("/", SaveAsync)
            .WithName("save_position_view").Audits(AuditAction.ViewSaved).WithSummary("Saves a view; one of the same name is replaced and keeps its id.")
            .Produces<PositionViewResponse>().Produces<PositionViewResponse>(201).ProducesProblem(400).ProducesProblem(409);
        views.MapDelete("/{view_id:guid}", RemoveAsync)
            .WithName("remove_position_view").Audits(AuditAction.ViewRemoved).WithSummary("Removes a view.").Produces(204).ProducesProblem(404);
    }

    private static async Task<IResult> ListAsync(ClaimsPrincipal user, ListPositionViews list, CancellationToken cancellationToken) =>
        TypedResults.Ok(new PositionViewListResponse([.. (await list.HandleAsync(user.UserId, cancellationToken)).Select(PositionViewResponse.From)]));

    private static async Task<IResult> SaveAsync(ClaimsPrincipal user, SavePositionView save, PositionViewRequest request, CancellationToken cancellationToken)
    {
        var query = request.ToQuery();
        return query.IsSuccess
            ? (await save.HandleAsync(user.UserId, request.Name, query.Value.ToQuery(), cancellationToken)).ToHttp(Answer)
            : ApiProblems.From(query.Errors);
    }

    private static async Task<IResult> RemoveAsync(ClaimsPrincipal user, RemovePositionView remove, Guid view_id, CancellationToken cancellationToken) =>
        (await remove.HandleAsync(user.UserId, view_id, cancellationToken)).ToHttp(_ => TypedResults.NoContent());

    private static IResult Answer(SavedPositionView saved) => saved.IsNew
        ? TypedResults.Created("/api/v1/position-views", PositionViewResponse.From(saved.View))
        : TypedResults.Ok(PositionViewResponse.From(saved.View));
}
