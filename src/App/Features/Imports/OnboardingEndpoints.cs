using System.Globalization;
using System.Security.Claims;
using App.Api;
using App.Core.Imports;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Features.Accounts;
using App.Features.Admin;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace App.Features.Imports;

internal sealed record CreatePortfolioResponse(
    Guid PortfolioId,
    string PortfolioName,
    string AccountName,
    string AccountType,
    decimal EquityBalance,
    DateOnly EquityAsOf,
    int PositionsImported,
    int PositionsFailed,
    int TotalPositions,
    IReadOnlyList<string> Warnings,
    string NextStep);

/// <summary>The fields of the multipart form, for the reference only: the form is read by hand so that a missing field gets its own error.</summary>
internal sealed record CreatePortfolioForm(
    [property: FromForm(Name = "portfolio_name")] string PortfolioName,
    [property: FromForm(Name = "account_name")] string AccountName,
    [property: FromForm(Name = "account_type")] string AccountType,
    [property: FromForm(Name = "equity_balance")] string EquityBalance,
    [property: FromForm(Name = "equity_as_of")] string? EquityAsOf,
    [property: FromForm(Name = "description")] string? Description,
    [property: FromForm(Name = "csv_file")] IFormFile CsvFile,
    [property: FromForm(Name = "account")] int? Account,
    [property: FromForm(Name = ColumnsField.Name)] string? Columns);

/// <summary>The template, and a portfolio from a form and a file.</summary>
internal static class OnboardingEndpoints
{
    // Room for the form round a file of the largest size, and for files somewhat over it, which are read as far as it takes to say so.
    internal const long MaxRead = 4L * TemplateImport.LargestFile;

    // Beyond this the connection is closed: no answer is worth taking so much in.
    internal const long MaxBody = 8L * TemplateImport.LargestFile;

    public static void MapOnboarding(this IEndpointRouteBuilder api)
    {
        api.MapGet("/onboarding/csv-template", Template)
            .WithName("csv_template").WithTags("Onboarding").WithSummary("The template, with instructions and an example of each sort of position.")
            .Produces(200, contentType: "text/csv").AllowAnonymous();
        api.MapPost("/onboarding/create-portfolio", CreateAsync).CountsImports()
            .WithName("create_portfolio").Idempotent(MaxBody).Audits(AuditAction.PortfolioImported).WithTags("Onboarding")
            .WithSummary("Imports a file as a new portfolio. Nothing is calculated; any error of form or file rejects the whole.")
            .Accepts<CreatePortfolioForm>("multipart/form-data")
            .Produces<CreatePortfolioResponse>(201).ProducesProblem(400).ProducesProblem(401).ProducesProblem(409)
            .WithMetadata(new RequestSizeLimitAttribute(MaxBody))
            .RequireAuthorization();
    }

    private static FileContentHttpResult Template(HttpResponse response)
    {
        response.Headers.CacheControl = "public, max-age=3600";
        return TypedResults.Bytes(TemplateFile.Bytes, "text/csv; charset=utf-8", TemplateFile.FileName);
    }

    private static async Task<IResult> CreateAsync(
        HttpRequest request, ClaimsPrincipal user, CheckImport check, ImportPortfolio import, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxRead)
        {
            return TooLarge();
        }

        var (sent, isTooLarge) = await UploadForm.ReadAsync(request, MaxBody, cancellationToken);
        if (sent is null)
        {
            return Unreadable(isTooLarge);
        }

        var form = new PortfolioForm(
            sent["portfolio_name"], sent["account_name"], sent["account_type"], sent["equity_balance"], sent["equity_as_of"], sent["description"]);
        var columns = ColumnsField.Read(sent[ColumnsField.Name]);
        if (!columns.IsSuccess)
        {
            return ApiProblems.From(columns.Errors);
        }

        await using var content = sent.Files["csv_file"]?.OpenReadStream();
        var file = content is null ? null : new UploadedFile(sent.Files["csv_file"]!.FileName, content, AccountOf(sent["account"]), columns.Value);
        var checkedImport = await check.HandleAsync(user.UserId, form, file, cancellationToken);
        if (!checkedImport.IsReady)
        {
            return Rejected(checkedImport);
        }

        return await Idempotency.ReplyAsync<ImportedPortfolio, CreatePortfolioResponse>(
            request.HttpContext, StatusCodes.Status201Created, imported => ResponseOf(imported, checkedImport.Reading!), imported => $"/api/v1/portfolios/{imported.Portfolio.Id}",
            () => import.HandleAsync(user.UserId, checkedImport, cancellationToken));
    }

    internal static IResult Unreadable(bool isTooLarge) => isTooLarge ? TooLarge() : ApiProblems.From([PortfolioErrors.FileRequired.Because(
        "The multipart form cannot be read: it ends before its last boundary, or has none. Send every part between the boundaries that the Content-Type names.", "csv_file")]);

    internal static IResult TooLarge()
    {
        var tooLarge = FileErrors.TooLarge.Because("The upload is over 40 MB and was not read; a file may have 10 MB. Remove what is not positions, or import it in parts.", "File");
        return ApiProblems.From(
            [PortfolioErrors.FileHasErrors.Because("The file is too large; nothing was imported.", "File")],
            new Dictionary<string, object?> { ["errors"] = new[] { ApiError.From(tooLarge) }, ["error_count"] = 1, ["total_rows"] = 0, ["valid_rows"] = 0 });
    }

    // An account that is no number is one that no file has.
    private static int? AccountOf(string? text) => string.IsNullOrWhiteSpace(text) ? null : int.TryParse(text, CultureInfo.InvariantCulture, out var account) ? account : -1;

    private static CreatePortfolioResponse ResponseOf(ImportedPortfolio imported, ImportReading reading)
    {
        var portfolio = imported.Portfolio;
        return new CreatePortfolioResponse(
            portfolio.Id,
            portfolio.Name,
            portfolio.AccountName,
            Codes.AccountTypes.NameOf(portfolio.AccountType),
            portfolio.EquityBalance,
            portfolio.EquityAsOf,
            imported.Import!.PositionsImported,
            0,
            imported.Import.TotalRows,
            [.. reading.Warnings.Select(warning => warning.Message)],
            "calculate");
    }

    // The file's own errors are what the caller mends: they stand in errors[], after those of the form.
    private static IResult Rejected(ImportCheck check)
    {
        if (check.Reading is not { IsValid: false } reading)
        {
            return ApiProblems.From(check.Errors);
        }

        return ApiProblems.From(check.Errors, new Dictionary<string, object?>
        {
            ["errors"] = check.FormErrors.Concat(reading.Errors).Select(ApiError.From).ToList(),
            ["error_count"] = check.FormErrors.Count + reading.ErrorCount,
            ["total_rows"] = reading.TotalRows,
            ["valid_rows"] = reading.ValidRows,
        });
    }
}
