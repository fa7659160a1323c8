using App.Core.Accounts;
using App.Core.Results;
using App.Data.Accounts;
using Microsoft.AspNetCore.Identity;

namespace App.Features.Accounts;

/// <summary>Signs a program in by address and password, and by a code where the account asks for one.</summary>
/// <remarks>Side effects: those of <see cref="PasswordSignIn"/> and <see cref="TwoFactorSignIn"/>; an entry of the audit trail. Errors: ERR_AUTH_001, ERR_AUTH_002, ERR_AUTH_004.</remarks>
internal sealed class ProgramSignIn(PasswordSignIn password, TwoFactorSignIn second, UserManager<AppUser> users, SignInTrail trail)
{
    public async Task<Result<AppUser>> HandleAsync(LoginRequest request, CancellationToken cancellationToken)
    {
        var first = await password.HandleAsync(request.Email, request.Password);
        if (!first.IsSuccess)
        {
            return first;
        }

        var (user, means) = (first.Value, SignInMeans.Password);
        if (await users.GetTwoFactorEnabledAsync(user))
        {
            if (string.IsNullOrWhiteSpace(request.TwoFactorCode) && string.IsNullOrWhiteSpace(request.RecoveryCode))
            {
                return AccountErrors.TwoFactorRequired.Because(
                    "The account has two-factor sign-in. Send two_factor_code or recovery_code too.",
                    details: new Dictionary<string, object?> { ["reason"] = "two_factor_required" });
            }

            var code = await second.HandleAsync(user, request.TwoFactorCode, request.RecoveryCode);
            if (!code.IsSuccess)
            {
                return Result<AppUser>.Failed(code.Errors);
            }

            means = code.Value;
        }

        await trail.AppendAsync(user.Id, means, cancellationToken);
        return user;
    }
}
