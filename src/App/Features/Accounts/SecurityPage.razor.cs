using App.Data.Accounts;
using App.Features.Accounts.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace App.Features.Accounts;

/// <summary>How one gets into the account: two-factor sign-in and passkeys. A plain page: what changes here changes the cookie.</summary>
public sealed partial class SecurityPage
{
    private AppUser? _user;
    private int _codesLeft;
    private IReadOnlyList<PasskeyView> _passkeys = [];

    [Inject] private UserManager<AppUser> Users { get; set; } = default!;

    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    // For all sections, one after the other: the request has one context, which answers one question at a time.
    protected override async Task OnInitializedAsync()
    {
        if (await Users.GetUserAsync(HttpContext.User) is not { } user)
        {
            return;
        }

        _codesLeft = user.TwoFactorEnabled ? await Users.CountRecoveryCodesAsync(user) : 0;
        _passkeys = [.. from passkey in await Users.GetPasskeysAsync(user) orderby passkey.CreatedAt select new PasskeyView(PasskeyId.Write(passkey.CredentialId), passkey.Name ?? "Passkey", passkey.CreatedAt)];
        _user = user;
    }
}
