using System.Security.Claims;
using App.Api;
using App.Core.Accounts;
using App.Core.Operations;

namespace App.Features.Accounts;

internal sealed record DeleteAccountRequest(string? Password, string? Email, string? Word)
{
    public override string ToString() => nameof(DeleteAccountRequest);
}

/// <summary>The account's data as a file, and the end of the account.</summary>
internal static class LeaveEndpoints
{
    /// <summary>Where the export is had.</summary>
    public const string ExportAddress = "/api/v1/account/export";

    public static void MapLeaving(this IEndpointRouteBuilder api)
    {
        var account = api.MapGroup("/account").WithTags("Account").RequireAuthorization(Policies.OwnEyes).ProducesProblem(401).ProducesProblem(403);
        account.MapGet("/export", ExportAsync)
            .WithName("export_account").WithSummary("All that is kept of the account, as a zip archive of CSV and JSON, written as it is read.").Produces(200, contentType: "application/zip");
        account.MapPost("/delete", DeleteAsync)
            .WithName("delete_account").Audits(AuditAction.AccountDeleted).WithSummary("Deletes the account with all that is its own, at once and for good. Word is DELETE; e-mail is asked of an account without a password.")
            .Produces(204).ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task ExportAsync(HttpContext context, ClaimsPrincipal user, ExportAccount export, TimeProvider time)
    {
        var response = context.Response;
        response.ContentType = "application/zip";
        response.Headers.ContentDisposition = $"attachment; filename={ExportAccount.FileNameOf(time.GetUtcNow())}";
        if (!await export.HandleAsync(user.UserId, response.Body, context.RequestAborted))
        {
            response.Clear();
            await ApiProblems.From([AccountErrors.SignInFailed.Because("This account no longer exists.")]).ExecuteAsync(context);
        }
    }

    private static async Task<IResult> DeleteAsync(ClaimsPrincipal user, DeleteAccount delete, CookieSession session, DeleteAccountRequest request, CancellationToken cancellationToken)
    {
        var deleted = await delete.HandleAsync(user.UserId, new AccountGoodbye(request.Password, request.Email, request.Word), cancellationToken);
        if (deleted.IsSuccess)
        {
            // The cookie, where one was sent: a page that asks here is left without an account.
            await session.EndAsync();
        }

        return deleted.ToHttp(_ => TypedResults.NoContent());
    }
}
