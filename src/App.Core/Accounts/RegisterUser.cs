using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Accounts;

/// <summary>A registration as it was typed.</summary>
/// <param name="FullName">The full name.</param>
/// <param name="Email">The e-mail address.</param>
/// <param name="Password">The password.</param>
/// <param name="InviteCode">The invite code.</param>
public sealed record Registration(string? FullName, string? Email, string? Password, string? InviteCode)
{
    /// <summary>The network address it comes from, as <see cref="RateSubject"/> writes it; null for one that is not limited.</summary>
    public string? Address { get; init; }

    /// <summary>Leaves the password and the code out, so that they reach no log.</summary>
    public override string ToString() => "Registration";
}

/// <summary>A user who has just registered.</summary>
/// <param name="Id">The id.</param>
/// <param name="Email">The address.</param>
/// <param name="FullName">The name.</param>
public sealed record RegisteredUser(Guid Id, string Email, string FullName);

/// <summary>Registers a person who has an invite code.</summary>
/// <remarks>
/// Side effects: stores the user and counts one use of the code, in one transaction; counts attempts, bad codes and accounts of the address, and holds back the answer to a bad code.
/// Errors: ERR_RATE_001 alone; ERR_INVITE_001, ERR_USER_002, ERR_USER_003, ERR_USER_004 (all that apply, in this order), ERR_USER_001 when nothing else is wrong: whether an
/// address has an account is told only to someone with a code.
/// </remarks>
public sealed class RegisterUser(IUserDirectory users, IInviteCodes invites, RegistrationLimits limits, IIdGenerator ids, TimeProvider time)
{
    /// <summary>Checks everything, then stores the user.</summary>
    public async Task<Result<RegisteredUser>> HandleAsync(Registration registration, CancellationToken cancellationToken) =>
        Telemetry.Registered(await RegisterAsync(registration, cancellationToken));

    private async Task<Result<RegisteredUser>> RegisterAsync(Registration registration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(registration);
        if (await limits.TryAsync(registration.Address, cancellationToken) is { } tooMany)
        {
            return tooMany;
        }

        var now = time.GetUtcNow();
        var code = registration.InviteCode ?? string.Empty;
        var trial = await limits.TryCodeAsync(registration.Address, code, token => invites.IsUsableAsync(code, now, token), cancellationToken);
        if (trial.Refusal is { } refusal)
        {
            return refusal;
        }

        var name = registration.FullName?.Trim() ?? string.Empty;
        List<Error> errors =
        [
            .. Maybe(trial.IsUsable ? null : InviteNotUsable()),
            .. Maybe(EmailRule.Check(registration.Email)),
            .. Maybe(PasswordRule.Check(registration.Password)),
            .. Maybe(NameRule.Check(name)),
        ];
        if (errors.Count > 0)
        {
            return errors;
        }

        var email = registration.Email!.Trim();
        return await users.EmailTakenAsync(email, cancellationToken)
            ? EmailTaken(email)
            : await AddAsync(new NewUser(ids.ForUser(email), email, name, registration.Password!, code), registration.Address, now, cancellationToken);
    }

    private async Task<Result<RegisteredUser>> AddAsync(NewUser user, string? address, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var addition = await limits.AddAsync(address, () => users.AddAsync(user, now, cancellationToken), cancellationToken);
        return addition.Match<Result<RegisteredUser>>(
            done => done switch
            {
                UserAddition.Added => new RegisteredUser(user.Id, user.Email, user.FullName),
                UserAddition.EmailTaken => EmailTaken(user.Email),
                _ => InviteNotUsable(),
            },
            Result<RegisteredUser>.Failed);
    }

    private static Error InviteNotUsable() =>
        AccountErrors.InviteNotUsable.Because("This invite code is not accepted. Check it for typing errors, or ask for a new one.", "Invite code");

    private static Error EmailTaken(string email) =>
        AccountErrors.EmailTaken.Because($"There is an account for {email} already. Sign in with it, or use another address.", "Email");

    private static IEnumerable<Error> Maybe(Error? error) => error is null ? [] : [error];
}
