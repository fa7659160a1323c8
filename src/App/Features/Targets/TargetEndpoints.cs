using System.Security.Claims;
using System.Text;
using App.Api;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Core.Targets;
using App.Features.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace App.Features.Targets;

internal sealed record TargetRequest(string? Symbol, string? Direction, decimal? EndOfYear, decimal? NextYear, decimal? Downside, string? Note);

internal sealed record TargetListRequest(IReadOnlyList<TargetRequest?>? Targets);

internal sealed record TargetResponse(string Symbol, string Direction, decimal? EndOfYear, decimal? NextYear, decimal? Downside, string? Note, DateTimeOffset UpdatedAt)
{
    public static TargetResponse From(TargetPrice target) => new(
        target.Symbol, TargetCodes.Directions.NameOf(target.Direction), target.EndOfYear, target.NextYear, target.Downside, target.Note, target.UpdatedAt);
}

internal sealed record TargetListResponse(IReadOnlyList<TargetResponse> Targets, int Total, int Limit, int Offset);

internal sealed record TargetsStoredResponse(int Added, int Replaced, int Total)
{
    public static TargetsStoredResponse From(TargetsPut put) => new(put.Added, put.Replaced, put.Total);
}

internal sealed record TargetsImportedResponse(int Added, int Replaced, int Total, int TotalRows, IReadOnlyList<string> IgnoredColumns);

/// <summary>The fields of the form, for the reference only.</summary>
internal sealed record TargetImportForm([property: FromForm(Name = "csv_file")] IFormFile CsvFile);

/// <summary>The caller's target prices.</summary>
internal static class TargetEndpoints
{
    // Room for the form round a file of the largest size, and for one somewhat over it, which is read as far as it takes to say so.
    private const long MaxBody = 4L * TargetFile.LargestFile;

    private const string ContentType = "text/csv; charset=utf-8";

    public static void MapTargets(this IEndpointRouteBuilder api)
    {
        var targets = api.MapGroup("/target-prices").WithTags("Target prices").RequireAuthorization().ProducesProblem(401);
        targets.MapGet("", ListAsync)
            .WithName("list_target_prices").WithSummary("The caller's target prices by symbol and direction.").Produces<TargetListResponse>();
        targets.MapPut("", SetAsync)
            .WithName("set_target_prices").Audits(AuditAction.TargetsSet).WithSummary("Sets up to 5,000 targets in one transaction, each in the place of an earlier one of its symbol and direction. Others stay.")
            .Produces<TargetsStoredResponse>().ProducesProblem(400).ProducesProblem(422);
        targets.MapDelete("", RemoveAsync)
            .WithName("remove_target_price").Audits(AuditAction.TargetRemoved).WithSummary("Takes the target of a symbol and direction back; the direction is LONG when left out.")
            .Produces(204).ProducesProblem(404).ProducesProblem(422);
        targets.MapPost("/import", ImportAsync)
            .WithName("import_target_prices").Audits(AuditAction.TargetsSet).WithSummary("Sets the targets of a file: Symbol, Direction, End Of Year, Next Year, Downside, Note. Any fault rejects the whole, and all are listed, up to 200.")
            .Accepts<TargetImportForm>("multipart/form-data").Produces<TargetsImportedResponse>().ProducesProblem(400).ProducesProblem(422)
            .WithMetadata(new RequestSizeLimitAttribute(MaxBody));
        targets.MapGet("/csv-template", Template)
            .WithName("target_prices_csv_template").WithSummary("The template of a file of target prices.").Produces(200, contentType: "text/csv").AllowAnonymous();
        api.MapGet("/target-prices.csv", ExportAsync).WithTags("Target prices").RequireAuthorization(Policies.OwnEyes)
            .WithName("export_target_prices").WithSummary("All of the caller's target prices as a file that can be imported again.").Produces(200, contentType: "text/csv").ProducesProblem(401);
    }

    private static async Task<IResult> ListAsync(ClaimsPrincipal user, ListTargets list, int? limit, int? offset, CancellationToken cancellationToken)
    {
        var (most, skip) = (ApiConventions.LimitOf(limit), ApiConventions.OffsetOf(offset));
        var targets = await list.HandleAsync(user.UserId, cancellationToken);
        return TypedResults.Ok(new TargetListResponse([.. targets.Skip(skip).Take(most).Select(TargetResponse.From)], targets.Count, most, skip));
    }

    private static async Task<IResult> SetAsync(ClaimsPrincipal user, SetTargets set, TargetListRequest request, CancellationToken cancellationToken) =>
        (await set.HandleAsync(user.UserId, [.. (request.Targets ?? []).Select(FormOf)], cancellationToken)).ToHttp(put => TypedResults.Ok(TargetsStoredResponse.From(put)));

    private static async Task<IResult> RemoveAsync(ClaimsPrincipal user, RemoveTarget remove, string? symbol, string? direction, CancellationToken cancellationToken) =>
        (await remove.HandleAsync(user.UserId, symbol, direction, cancellationToken)).ToHttp(_ => TypedResults.NoContent());

    private static async Task<IResult> ImportAsync(HttpRequest request, ClaimsPrincipal user, ImportTargets import, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxBody)
        {
            return ApiProblems.From([TargetFile.TooLarge()]);
        }

        var (form, isTooLarge) = await UploadForm.ReadAsync(request, MaxBody, cancellationToken);
        if (isTooLarge)
        {
            return ApiProblems.From([TargetFile.TooLarge()]);
        }

        if (form?.Files["csv_file"] is not { } file)
        {
            return ApiProblems.From([PortfolioErrors.FileRequired.Because("Send the file as csv_file in a multipart form.", "csv_file")]);
        }

        await using var content = file.OpenReadStream();
        var imported = await import.HandleAsync(user.UserId, new UploadedFile(file.FileName, content), cancellationToken);
        return imported.Put is { } put
            ? TypedResults.Ok(new TargetsImportedResponse(put.Added, put.Replaced, put.Total, imported.Reading.TotalRows, imported.Reading.IgnoredColumns))
            : Rejected(imported);
    }

    private static IResult Rejected(TargetImport imported)
    {
        var reading = imported.Reading;
        var errors = reading.IsValid ? imported.Errors : reading.Errors;
        return ApiProblems.From(imported.Errors, new Dictionary<string, object?>
        {
            ["errors"] = errors.Select(ApiError.From).ToList(),
            ["error_count"] = reading.IsValid ? errors.Count : reading.ErrorCount,
            ["total_rows"] = reading.TotalRows,
            ["valid_rows"] = reading.Targets.Count,
        });
    }

    private static async Task<IResult> ExportAsync(ClaimsPrincipal user, ListTargets list, CancellationToken cancellationToken) =>
        File(TargetFile.Write(await list.HandleAsync(user.UserId, cancellationToken)), TargetFile.FileName);

    private static FileContentHttpResult Template(HttpResponse response)
    {
        response.Headers.CacheControl = "public, max-age=3600";
        return File(TargetFile.Template, TargetFile.TemplateName);
    }

    // With the mark by which spreadsheets know UTF-8.
    private static FileContentHttpResult File(string text, string name) => TypedResults.Bytes([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)], ContentType, name);

    // A null among the targets is one without anything: its faults say so.
    private static TargetForm FormOf(TargetRequest? target) => target is null
        ? new TargetForm(null, null, null, null, null)
        : new TargetForm(target.Symbol, target.Direction, target.EndOfYear, target.NextYear, target.Downside, target.Note);
}
