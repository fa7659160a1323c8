using App.Core.Accounts;
using App.Features.Accounts;

namespace App.Cli;

/// <summary>The command that makes the first operator: a new account, or one there is. What the environment does not say is asked for at the terminal.</summary>
/// <remarks>
/// SUPERUSER_EMAIL, SUPERUSER_NAME and SUPERUSER_PASSWORD are read from the configuration, so a container can do it without a terminal. Making an operator of somebody
/// who has an account is confirmed, by the person or by <c>--yes</c>: an address that was mistyped is somebody else's.
/// </remarks>
internal sealed class CreateSuperuser(IConfiguration configuration, Superusers superusers)
{
    private const string Email = "SUPERUSER_EMAIL";
    private const string Name = "SUPERUSER_NAME";
    private const string Password = "SUPERUSER_PASSWORD";

    /// <summary>Makes the operator.</summary>
    /// <param name="email">The address; null to take it from the environment or ask.</param>
    /// <param name="isConfirmed">True when promoting an account there is need not be asked.</param>
    /// <returns>What to tell, and whether there is such an operator now.</returns>
    public async Task<(bool IsOperator, string Message)> HandleAsync(string? email, bool isConfirmed)
    {
        if ((email ?? Given(Email) ?? Terminal.Ask("E-mail: "))?.Trim() is not { Length: > 0 } address)
        {
            return (false, $"No address. Give --email, or {Email} in the environment.");
        }

        if (EmailRule.Check(address) is { } wrong)
        {
            return (false, wrong.Message);
        }

        if (await superusers.FindAsync(address) is { } user)
        {
            return await superusers.IsOperatorAsync(user) ? (true, $"{user.Email} is an operator already.")
                : isConfirmed || IsYes(Terminal.Ask($"{user.Email} has an account, made {user.CreatedAt:yyyy-MM-dd}. Make it an operator? [y/N] ")) ? await superusers.GrantAsync(user)
                : (false, $"{user.Email} has an account and was left as it is. Add --yes to make it an operator.");
        }

        var (name, password) = (Given(Name) ?? Terminal.Ask("Full name: "), Given(Password) ?? Terminal.AskSecret("Password: "));
        if (name is null || password is null)
        {
            return (false, $"Nobody has registered as {address}. To make the account give {Name} and {Password} in the environment, or run this at a terminal.");
        }

        // Once is not enough for what cannot be seen.
        return Given(Password) is null && Terminal.AskSecret("Password again: ") != password
            ? (false, "The two passwords differ. No account was made; run this again.")
            : await superusers.CreateAsync(new Registration(name, address, password, null));
    }

    private static bool IsYes(string? answer) => answer?.Trim() is "y" or "Y" or "yes";

    private string? Given(string key) => configuration[key] is { Length: > 0 } value ? value : null;
}
