using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using App.Api;
using App.Core.Imports;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Core.Results;
using App.Features.Accounts;
using App.Features.Admin;
using Microsoft.AspNetCore.Mvc;

namespace App.Features.Imports;

/// <summary>The fields of the form, for the reference only.</summary>
internal sealed record PreviewForm(
    [property: FromForm(Name = "csv_file")] IFormFile CsvFile, [property: FromForm(Name = "entry_date")] string? EntryDate, [property: FromForm(Name = ColumnsField.Name)] string? Columns);

/// <summary>
/// The fields of the form, for the reference only. <c>accounts</c> is JSON: the accounts to import, with what the file does not tell as it should be; so is
/// <c>columns</c>: which column holds what.
/// </summary>
internal sealed record ImportAccountsForm(
    [property: FromForm(Name = "csv_file")] IFormFile CsvFile,
    [property: FromForm(Name = "entry_date")] string? EntryDate,
    [property: FromForm(Name = "accounts")] string? Accounts,
    [property: FromForm(Name = ColumnsField.Name)] string? Columns);

/// <summary>One account of the field <c>accounts</c>.</summary>
internal sealed record ImportAccountRequest(
    int Account,
    string? PortfolioName = null,
    string? AccountName = null,
    string? AccountType = null,
    JsonElement EquityBalance = default,
    string? EquityAsOf = null,
    string? Description = null,
    Guid? PortfolioId = null,
    int? PositionsVersion = null);

internal sealed record ImportedAccountResponse(
    Guid PortfolioId, string PortfolioName, string AccountName, string AccountType, decimal EquityBalance, DateOnly EquityAsOf, int PositionsImported, ChangesResponse? Changes)
{
    public static ImportedAccountResponse From(ImportedPortfolio imported) => new(
        imported.Portfolio.Id,
        imported.Portfolio.Name,
        imported.Portfolio.AccountName,
        Codes.AccountTypes.NameOf(imported.Portfolio.AccountType),
        imported.Portfolio.EquityBalance,
        imported.Portfolio.EquityAsOf,
        imported.Import?.PositionsImported ?? 0,
        imported.Changes is { } changes ? ChangesResponse.From(changes) : null);
}

internal sealed record ImportAccountsResponse(IReadOnlyList<ImportedAccountResponse> Portfolios, IReadOnlyList<string> Warnings, string NextStep);

/// <summary>What is in a file, and portfolios of the accounts in it.</summary>
internal static class ImportEndpoints
{
    public static void MapImports(this IEndpointRouteBuilder api)
    {
        var imports = api.MapGroup("/imports").WithTags("Imports").RequireAuthorization();
        imports.MapPost("/preview", PreviewAsync)
            .WithName("import_preview").AuditsNothing("stores nothing").WithSummary("What a file was read as: the template or a broker's export. Nothing is stored; 200 also when there are errors.")
            .Accepts<PreviewForm>("multipart/form-data").Produces<PreviewResponse>().ProducesProblem(400).WithMetadata(new RequestSizeLimitAttribute(OnboardingEndpoints.MaxBody));
        imports.MapPost("", ImportAsync).CountsImports()
            .WithName("import_accounts").Audits(AuditAction.PortfolioImported, AuditAction.PortfolioUpdated).WithSummary("Makes a portfolio of each account of a broker's file, or of those chosen, or replaces the positions of those named by portfolio_id: all of them or none.")
            .Accepts<ImportAccountsForm>("multipart/form-data").Produces<ImportAccountsResponse>(201).ProducesProblem(400).ProducesProblem(409).WithMetadata(new RequestSizeLimitAttribute(OnboardingEndpoints.MaxBody));
    }

    private static async Task<IResult> PreviewAsync(HttpRequest request, ClaimsPrincipal user, PreviewFile preview, CompareAccounts compare, CancellationToken cancellationToken)
    {
        var (sent, problem) = await ReadAsync(request, user.UserId, preview, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        var updates = sent!.Reading is FileReading.Broker { Reading: var broker }
            ? await compare.HandleAsync(user.UserId, broker, new Dictionary<int, Guid?>(), cancellationToken)
            : new Dictionary<int, PortfolioUpdate>();
        return TypedResults.Ok(PreviewResponse.From(sent.Reading, updates));
    }

    private static async Task<IResult> ImportAsync(
        HttpRequest request, ClaimsPrincipal user, PreviewFile preview, ImportAccounts import, CancellationToken cancellationToken)
    {
        var (sent, problem) = await ReadAsync(request, user.UserId, preview, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        if (sent!.Reading is not FileReading.Broker { Reading: var reading })
        {
            return ApiProblems.From(NotImported(sent.Reading));
        }

        // Of a file in which no position was found there is no account to choose: what keeps it from being read is the answer.
        if (reading.Accounts.Count == 0 && reading.Errors.Count > 0)
        {
            return ApiProblems.From(reading.Errors);
        }

        var choices = Choices(sent.Form["accounts"], reading.Accounts.Select(account => account.Index));
        if (!choices.IsSuccess)
        {
            return ApiProblems.From(choices.Errors);
        }

        var result = await import.HandleAsync(user.UserId, reading, choices.Value, cancellationToken);
        return result.ToHttp(imported => TypedResults.Created("/api/v1/portfolios", new ImportAccountsResponse(
            [.. imported.Select(ImportedAccountResponse.From)], [.. reading.Warnings.Select(warning => warning.Message)], "calculate")));
    }

    private static IReadOnlyList<Error> NotImported(FileReading reading) => reading switch
    {
        FileReading.Unknown { AsTemplate: var unknown } => unknown.Errors,
        FileReading.Template { Reading: { IsValid: false } template } => template.Errors,
        _ => [RequestErrors.NotReadable.Because("The file is the template, which is one account without a name: send it to /api/v1/onboarding/create-portfolio.")],
    };

    internal sealed record Sent(IFormCollection Form, FileReading Reading);

    internal static async Task<(Sent? Sent, IResult? Problem)> ReadAsync(HttpRequest request, Guid ownerId, PreviewFile preview, CancellationToken cancellationToken)
    {
        if (request.ContentLength > OnboardingEndpoints.MaxRead)
        {
            return (null, OnboardingEndpoints.TooLarge());
        }

        var (form, isTooLarge) = await UploadForm.ReadAsync(request, OnboardingEndpoints.MaxBody, cancellationToken);
        if (form is null)
        {
            return (null, OnboardingEndpoints.Unreadable(isTooLarge));
        }

        if (form.Files["csv_file"] is not { } file)
        {
            return (null, ApiProblems.From([PortfolioErrors.FileRequired.Because("Send the file as csv_file in a multipart form.", "csv_file")]));
        }

        var entered = EntryDateOf(form["entry_date"]);
        if (!entered.IsSuccess)
        {
            return (null, ApiProblems.From(entered.Errors));
        }

        var columns = ColumnsField.Read(form[ColumnsField.Name]);
        if (!columns.IsSuccess)
        {
            return (null, ApiProblems.From(columns.Errors));
        }

        await using var content = file.OpenReadStream();
        return (new Sent(form, await preview.HandleAsync(ownerId, content, file.FileName, new ReadingChoices { EntryDate = entered.Value, Columns = columns.Value }, cancellationToken)), null);
    }

    private static Result<DateOnly?> EntryDateOf(string? text) =>
        string.IsNullOrWhiteSpace(text) ? Result<DateOnly?>.Of(null)
        : DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? Result<DateOnly?>.Of(date)
        : PositionErrors.DateFormat.Because($"entry_date must be YYYY-MM-DD; found “{Clip(text)}”.", "entry_date");

    private static Result<IReadOnlyList<AccountChoice>> Choices(string? json, IEnumerable<int> all)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return Result<IReadOnlyList<AccountChoice>>.Of([.. all.Select(account => new AccountChoice(account, new PortfolioForm(null, null, null, null)))]);
        }

        try
        {
            var requests = JsonSerializer.Deserialize<IReadOnlyList<ImportAccountRequest?>>(json, Json) ?? [];
            return Result<IReadOnlyList<AccountChoice>>.Of([.. requests.OfType<ImportAccountRequest>().Select(ToChoice)]);
        }
        catch (JsonException exception)
        {
            return RequestErrors.NotReadable.Because($"accounts is not the JSON that is expected, such as [{{\"account\": 0, \"account_name\": \"Schwab IRA\"}}]: {exception.Message}", "accounts");
        }
    }

    private static AccountChoice ToChoice(ImportAccountRequest request)
    {
        var equity = request.EquityBalance.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : request.EquityBalance.ToString();
        return new(request.Account, new PortfolioForm(request.PortfolioName, request.AccountName, request.AccountType, equity, request.EquityAsOf, request.Description), request.PortfolioId, request.PositionsVersion);
    }

    private static string Clip(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, MaxDepth = 8 };
}
