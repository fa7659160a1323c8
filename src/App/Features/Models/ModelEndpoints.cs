using System.Security.Claims;
using System.Text.Json;
using App.Api;
using App.Core.Models;
using App.Core.Operations;
using App.Core.Results;
using App.Features.Accounts;
using App.Features.Batches;

namespace App.Features.Models;

/// <summary>A position of a model, for the reference only: bodies are read by hand.</summary>
internal sealed record ModelPositionRequest(string Security, decimal Target, decimal LowDrift, decimal HighDrift);

/// <summary>A model, for the reference only.</summary>
internal sealed record ModelRequest(string Name, IReadOnlyList<ModelPositionRequest>? Positions, IReadOnlyList<Guid>? Portfolios, int? Version);

/// <summary>Positions of a model, for the reference only; one by itself can be sent without the list.</summary>
internal sealed record ModelPositionsRequest(IReadOnlyList<ModelPositionRequest> Positions, int? Version);

/// <summary>Securities whose positions go, for the reference only.</summary>
internal sealed record ModelSecuritiesRequest(IReadOnlyList<string> Securities, int? Version);

/// <summary>Portfolios of a model, for the reference only.</summary>
internal sealed record ModelPortfoliosRequest(IReadOnlyList<Guid> Portfolios, int? Version);

internal sealed record ModelPositionResponse(string Security, decimal Target, decimal LowDrift, decimal HighDrift)
{
    public static ModelPositionResponse From(ModelPosition position) => new(position.Security, position.Target, position.LowDrift, position.HighDrift);
}

internal sealed record ModelResponse(
    Guid ModelId,
    string Name,
    IReadOnlyList<ModelPositionResponse> Positions,
    decimal TargetTotal,
    IReadOnlyList<Guid> Portfolios,
    DateTimeOffset? LastRebalanceDate,
    int Version,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public static ModelResponse From(InvestmentModel model) => new(
        model.Id,
        model.Name,
        [.. model.Positions.Select(ModelPositionResponse.From)],
        model.TargetTotal,
        model.Portfolios,
        model.LastRebalanceDate,
        model.Version,
        model.CreatedAt,
        model.UpdatedAt);
}

internal sealed record ModelListResponse(IReadOnlyList<ModelResponse> Models, PageInfo Pagination);

/// <summary>The caller's investment models.</summary>
internal static class ModelEndpoints
{
    // A thousand positions with the longest symbols, every character escaped, are some 900 KB.
    private const long MaxBody = 1024 * 1024;

    private const int MostRows = 100;

    /// <summary>Maps them twice: by their own paths, and by those of the contract that programs know from before, which the reference does not repeat.</summary>
    public static void MapModels(this IEndpointRouteBuilder api)
    {
        Map(api.MapGroup("/models"), "/positions", "/portfolios", isNamed: true);
        Map(api.MapGroup("/model").ExcludeFromDescription(), "/position", "/portfolio", isNamed: false);
    }

    private static void Map(RouteGroupBuilder models, string positions, string portfolios, bool isNamed)
    {
        models.WithTags("Models").RequireAuthorization().ProducesProblem(401);
        Named(models.MapGet("", ListAsync), "list_models")
            .WithSummary("The caller's investment models, sorted by sort_by: model_id, name, last_rebalance_date, each with + or - in front, commas between; by name when left out.").Produces<ModelListResponse>().ProducesProblem(400);
        Named(models.MapPost("", CreateAsync), "create_model").Idempotent(MaxBody).Audits(AuditAction.ModelCreated).WithSummary("Makes a model.").WithMetadata(BulkBody.LimitOf(MaxBody))
            .Accepts<ModelRequest>("application/json").Produces<ModelResponse>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413);
        Named(models.MapGet("/{model_id:guid}", GetAsync), "get_model").WithSummary("One model.").Produces<ModelResponse>().ProducesProblem(404);
        Named(models.MapPut("/{model_id:guid}", ReplaceAsync), "update_model").Audits(AuditAction.ModelChanged).Changes<ModelRequest>()
            .WithSummary("Puts other parts in the place of a model's: name, positions, portfolios; what is left out stays. With version, in the body or as a parameter, only if it is the stored one.");
        Named(models.MapDelete("/{model_id:guid}", DeleteAsync), "delete_model").RequireAuthorization(Policies.OwnEyes).Idempotent().Audits(AuditAction.ModelDeleted)
            .WithSummary("Deletes a model for good; with version only if it is the stored one.").Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);

        var position = $"/{{model_id:guid}}{positions}";
        Named(models.MapPost(position, AddPositionsAsync), "add_model_positions").Audits(AuditAction.ModelChanged).Changes<ModelPositionsRequest>().WithSummary("Adds positions that the model does not have yet.");
        Named(models.MapPut(position, SetPositionsAsync), "set_model_positions").Audits(AuditAction.ModelChanged).Changes<ModelPositionsRequest>()
            .WithSummary("Gives positions that the model has other figures; a target of 0 takes one out.");
        Named(models.MapDelete(position, RemovePositionsAsync), "remove_model_positions").Audits(AuditAction.ModelChanged).Changes<ModelSecuritiesRequest>()
            .WithSummary("Takes positions out, by the body or by security, with commas between; one that is not there changes nothing.");

        var portfolio = $"/{{model_id:guid}}{portfolios}";
        Named(models.MapPost(portfolio, AddPortfoliosAsync), "add_model_portfolios").Audits(AuditAction.ModelChanged).Changes<ModelPortfoliosRequest>()
            .WithSummary("Has portfolios follow the model; one that does already changes nothing.");
        Named(models.MapDelete(portfolio, RemovePortfoliosAsync), "remove_model_portfolios").Audits(AuditAction.ModelChanged).Changes<ModelPortfoliosRequest>()
            .WithSummary("Has portfolios follow the model no longer, by the body or by portfolio, with commas between; one that does not follow it changes nothing.");

        RouteHandlerBuilder Named(RouteHandlerBuilder endpoint, string name) => isNamed ? endpoint.WithName(name) : endpoint;
    }

    private static RouteHandlerBuilder Changes<TRequest>(this RouteHandlerBuilder endpoint)
        where TRequest : notnull => endpoint.Idempotent(MaxBody).WithMetadata(BulkBody.LimitOf(MaxBody))
        .Accepts<TRequest>("application/json").Produces<ModelResponse>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413);

    private static async Task<IResult> ListAsync(ClaimsPrincipal user, ListModels list, string? sort_by, int? limit, int? offset, CancellationToken cancellationToken)
    {
        var (most, skip) = (ApiConventions.LimitOf(limit, most: MostRows), ApiConventions.OffsetOf(offset));
        var result = await list.HandleAsync(user.UserId, sort_by, most, skip, cancellationToken);
        return result.ToHttp(page => TypedResults.Ok(new ModelListResponse([.. page.Items.Select(ModelResponse.From)], new PageInfo(page.Total, most, skip))));
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, IModelStore models, Guid model_id, CancellationToken cancellationToken) =>
        await models.FindAsync(user.UserId, model_id, cancellationToken) is { } model ? TypedResults.Ok(ModelResponse.From(model)) : ApiProblems.From([InvestmentModel.NotFound()]);

    private static Task<IResult> CreateAsync(HttpRequest request, ClaimsPrincipal user, CreateModel create, CancellationToken cancellationToken) => WithBodyAsync(
        request,
        ModelJson.Read,
        form => Idempotency.ReplyAsync<InvestmentModel, ModelResponse>(
            request.HttpContext, StatusCodes.Status201Created, ModelResponse.From, model => $"/api/v1/models/{model.Id}", () => create.HandleAsync(user.UserId, form, cancellationToken)),
        cancellationToken);

    private static Task<IResult> ReplaceAsync(HttpRequest request, ClaimsPrincipal user, ChangeModel change, Guid model_id, int? version, CancellationToken cancellationToken) => WithBodyAsync(
        request, ModelJson.Read, form => ChangeAsync(request, user, change, model_id, version, form.Version, form.ToChange(), cancellationToken), cancellationToken);

    private static Task<IResult> AddPositionsAsync(HttpRequest request, ClaimsPrincipal user, ChangeModel change, Guid model_id, int? version, CancellationToken cancellationToken) => WithBodyAsync(
        request, ModelJson.ReadPositions, part => ChangeAsync(request, user, change, model_id, version, part.Version, new ModelChange.AddPositions(part.Items), cancellationToken), cancellationToken);

    private static Task<IResult> SetPositionsAsync(HttpRequest request, ClaimsPrincipal user, ChangeModel change, Guid model_id, int? version, CancellationToken cancellationToken) => WithBodyAsync(
        request, ModelJson.ReadPositions, part => ChangeAsync(request, user, change, model_id, version, part.Version, new ModelChange.SetPositions(part.Items), cancellationToken), cancellationToken);

    private static Task<IResult> RemovePositionsAsync(HttpRequest request, ClaimsPrincipal user, ChangeModel change, Guid model_id, int? version, string? security, CancellationToken cancellationToken) => WithBodyAsync(
        request,
        ModelJson.ReadSecurities,
        part => ChangeAsync(request, user, change, model_id, version, part.Version, new ModelChange.RemovePositions(part.Items), cancellationToken),
        cancellationToken,
        Listed("securities", security));

    private static Task<IResult> AddPortfoliosAsync(HttpRequest request, ClaimsPrincipal user, ChangeModel change, Guid model_id, int? version, CancellationToken cancellationToken) => WithBodyAsync(
        request, ModelJson.ReadPortfolios, part => ChangeAsync(request, user, change, model_id, version, part.Version, new ModelChange.AddPortfolios(part.Items), cancellationToken), cancellationToken);

    private static Task<IResult> RemovePortfoliosAsync(HttpRequest request, ClaimsPrincipal user, ChangeModel change, Guid model_id, int? version, string? portfolio, CancellationToken cancellationToken) => WithBodyAsync(
        request,
        ModelJson.ReadPortfolios,
        part => ChangeAsync(request, user, change, model_id, version, part.Version, new ModelChange.RemovePortfolios(part.Items), cancellationToken),
        cancellationToken,
        Listed("portfolios", portfolio));

    private static async Task<IResult> DeleteAsync(ClaimsPrincipal user, DeleteModel delete, Guid model_id, int? version, CancellationToken cancellationToken) => version < 1
        ? ApiProblems.From([NoVersion(version.Value)])
        : await Idempotency.DoneAsync(() => delete.HandleAsync(user.UserId, model_id, version, cancellationToken));

    // The version may come either way; two that are not the same are a mistake that nobody can decide.
    private static async Task<IResult> ChangeAsync(HttpRequest request, ClaimsPrincipal user, ChangeModel change, Guid model, int? parameter, int? member, ModelChange what, CancellationToken cancellationToken)
    {
        if (parameter < 1)
        {
            return ApiProblems.From([NoVersion(parameter.Value)]);
        }

        if (parameter is not null && member is not null && parameter != member)
        {
            return ApiProblems.From([RequestErrors.Validation.Because($"The version is {parameter} in the address and {member} in the body. Send one of them, or the same.", "version")]);
        }

        return await Idempotency.ReplyAsync<InvestmentModel, ModelResponse>(
            request.HttpContext, StatusCodes.Status200OK, ModelResponse.From, null, () => change.HandleAsync(user.UserId, model, parameter ?? member, what, cancellationToken));
    }

    private static Error NoVersion(int version) => RequestErrors.Validation.Because($"version is {version}. Send a whole number from 1, or leave it out.", "version");

    // What stands in the address, as a body would say it; null where there is nothing.
    private static JsonDocument? Listed(string member, string? words) => string.IsNullOrWhiteSpace(words)
        ? null
        : JsonSerializer.SerializeToDocument(new Dictionary<string, string[]> { [member] = words.Split(',', StringSplitOptions.TrimEntries) });

    private static async Task<IResult> WithBodyAsync<T>(HttpRequest request, Func<JsonElement, Result<T>> read, Func<T, Task<IResult>> work, CancellationToken cancellationToken, JsonDocument? instead = null)
    {
        Result<JsonDocument> body = instead is not null ? instead : await BulkBody.ReadAsync(request, MaxBody, cancellationToken);
        if (!body.IsSuccess)
        {
            return ApiProblems.From(body.Errors);
        }

        using var document = body.Value;
        var form = read(document.RootElement);
        return form.IsSuccess ? await work(form.Value) : ApiProblems.From(form.Errors);
    }
}
