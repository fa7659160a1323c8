using App.Api;
using App.Core.Operations;

namespace App.Features.Accounts;

internal sealed record ForgotPasswordRequest(string? Email)
{
    public override string ToString() => nameof(ForgotPasswordRequest);
}

internal sealed record ForgotPasswordResponse(string Message);

internal sealed record ResetPasswordRequest(string? User, string? Token, string? NewPassword)
{
    public override string ToString() => nameof(ResetPasswordRequest);
}

/// <summary>A forgotten password, for programs.</summary>
internal static class AccountRecoveryEndpoints
{
    public static void MapAccountRecovery(this IEndpointRouteBuilder api)
    {
        api.MapPost("/auth/forgot-password", ForgotAsync)
            .WithName("forgot_password").AuditsNothing("changes nothing, and tells nobody whether there is an account").WithTags("Auth").WithSummary("Sends a link for a new password, if the address has an account. The answer is the same when it has none.")
            .Produces<ForgotPasswordResponse>(StatusCodes.Status202Accepted).ProducesProblem(422).AllowAnonymous();
        api.MapPost("/auth/reset-password", ResetAsync)
            .WithName("reset_password").Audits(AuditAction.PasswordReset, AuditAction.SessionsEnded).WithTags("Auth").WithSummary("Sets a new password with the user and the token of that link.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(422).AllowAnonymous();
    }

    private static async Task<IResult> ForgotAsync(ForgotPasswordRequest request, RequestPasswordReset reset, CancellationToken cancellationToken) =>
        await reset.HandleAsync(request.Email, cancellationToken) is { } fault
            ? ApiProblems.From([fault])
            : TypedResults.Accepted((string?)null, new ForgotPasswordResponse("If the address has an account, a message with a link is on its way to it."));

    private static async Task<IResult> ResetAsync(ResetPasswordRequest request, ResetPassword reset, CancellationToken cancellationToken) =>
        await reset.HandleAsync(request.User, request.Token, request.NewPassword, cancellationToken) is { Count: > 0 } errors
            ? ApiProblems.From(errors)
            : TypedResults.NoContent();
}
