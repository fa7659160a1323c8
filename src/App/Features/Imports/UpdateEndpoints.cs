using System.Globalization;
using System.Security.Claims;
using App.Api;
using App.Core.Imports;
using App.Core.Imports.Brokers;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Features.Accounts;
using App.Features.Admin;
using Microsoft.AspNetCore.Mvc;

namespace App.Features.Imports;

/// <summary>The fields of the form, for the reference only.</summary>
internal sealed record UpdateForm(
    [property: FromForm(Name = "csv_file")] IFormFile CsvFile,
    [property: FromForm(Name = "account")] int? Account,
    [property: FromForm(Name = "entry_date")] string? EntryDate,
    [property: FromForm(Name = "positions_version")] int? PositionsVersion,
    [property: FromForm(Name = ColumnsField.Name)] string? Columns);

internal sealed record UpdatedPortfolioResponse(ImportedAccountResponse Portfolio, IReadOnlyList<ChangeResponse> Items, string NextStep);

internal sealed record UndoneImportResponse(Guid PortfolioId, string FileName, DateTimeOffset ImportedAt, bool PortfolioDeleted, string? NextStep);

/// <summary>A newer file of a portfolio's account, and the taking back of one.</summary>
internal static class UpdateEndpoints
{
    public static void MapUpdates(this IEndpointRouteBuilder api)
    {
        var imports = api.MapGroup("/portfolios/{id:guid}/imports").WithTags("Imports").RequireAuthorization().ProducesProblem(404).ProducesProblem(409);
        imports.MapPost("/preview", PreviewAsync)
            .WithName("preview_update").AuditsNothing("stores nothing").WithSummary("What a file would do to the portfolio's positions. Nothing is stored.")
            .Accepts<UpdateForm>("multipart/form-data").Produces<PreviewUpdateResponse>().ProducesProblem(400).WithMetadata(new RequestSizeLimitAttribute(OnboardingEndpoints.MaxBody));
        imports.MapPost("", UpdateAsync).CountsImports()
            .WithName("update_portfolio").Audits(AuditAction.PortfolioUpdated).WithSummary("Replaces the portfolio's positions by what a file says. A file that changes nothing stores nothing.")
            .Accepts<UpdateForm>("multipart/form-data").Produces<UpdatedPortfolioResponse>().ProducesProblem(400).WithMetadata(new RequestSizeLimitAttribute(OnboardingEndpoints.MaxBody));
        imports.MapPost("/undo", UndoAsync)
            .WithName("undo_import").Audits(AuditAction.ImportUndone).WithSummary("Takes the last import back. One that made the portfolio takes it with it.").Produces<UndoneImportResponse>();
    }

    private static async Task<IResult> PreviewAsync(HttpRequest request, ClaimsPrincipal user, Guid id, PreviewFile read, PreviewUpdate preview, CancellationToken cancellationToken)
    {
        var (_, holdings, problem) = await HoldingsAsync(request, user.UserId, read, cancellationToken);
        return problem ?? (await preview.HandleAsync(user.UserId, id, holdings!, cancellationToken)).ToHttp(update => TypedResults.Ok(PreviewUpdateResponse.From(update)));
    }

    private static async Task<IResult> UpdateAsync(HttpRequest request, ClaimsPrincipal user, Guid id, PreviewFile read, UpdatePortfolio update, CancellationToken cancellationToken)
    {
        var (form, holdings, problem) = await HoldingsAsync(request, user.UserId, read, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        var version = int.TryParse(form!["positions_version"], NumberStyles.None, CultureInfo.InvariantCulture, out var confirmed) ? confirmed : (int?)null;
        var result = await update.HandleAsync(user.UserId, id, holdings!, version, cancellationToken);
        return result.ToHttp(imported => TypedResults.Ok(new UpdatedPortfolioResponse(
            ImportedAccountResponse.From(imported),
            [.. imported.Changes!.Items.Where(change => change.Kind != PositionChangeKind.Unchanged).Select(ChangeResponse.From)],
            imported.Import is null ? "none" : "calculate")));
    }

    private static async Task<IResult> UndoAsync(ClaimsPrincipal user, Guid id, UndoImport undo, CancellationToken cancellationToken) =>
        (await undo.HandleAsync(user.UserId, id, cancellationToken)).ToHttp(undone => TypedResults.Ok(new UndoneImportResponse(
            id, undone.Import.FileName, undone.Import.ImportedAt, undone.IsDeleted, undone.IsDeleted ? null : "calculate")));

    private static async Task<(IFormCollection? Form, FileHoldings? Holdings, IResult? Problem)> HoldingsAsync(
        HttpRequest request, Guid ownerId, PreviewFile read, CancellationToken cancellationToken)
    {
        var (sent, problem) = await ImportEndpoints.ReadAsync(request, ownerId, read, cancellationToken);
        if (problem is not null)
        {
            return (null, null, problem);
        }

        var account = int.TryParse(sent!.Form["account"], NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : (int?)null;
        var (reading, holdings) = sent.Reading switch
        {
            FileReading.Broker { Reading: var broker } => (broker.ToImport(account), HoldingsOf(broker, account)),
            FileReading.Template { Reading: var template } => (template, FileHoldings.Of(template)),
            FileReading.Unknown { AsTemplate: var unknown } => (unknown, null),
            var other => throw new InvalidOperationException($"No such reading: {other}"),
        };
        return reading.IsValid && holdings is not null ? (sent.Form, holdings, null) : (null, null, Rejected(reading));
    }

    private static FileHoldings? HoldingsOf(BrokerReading broker, int? account) =>
        broker.Accounts.FirstOrDefault(each => each.Index == (account ?? each.Index)) is { } found ? FileHoldings.Of(broker, found) : null;

    private static IResult Rejected(ImportReading reading)
    {
        var headline = PortfolioErrors.FileHasErrors.Because($"{reading.FileName} has errors; nothing was replaced.", "File");
        return ApiProblems.From([headline], new Dictionary<string, object?>
        {
            ["errors"] = reading.Errors.Select(ApiError.From).ToList(),
            ["error_count"] = reading.ErrorCount,
            ["total_rows"] = reading.TotalRows,
            ["valid_rows"] = reading.ValidRows,
        });
    }
}
