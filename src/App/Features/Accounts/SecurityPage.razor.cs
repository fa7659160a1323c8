using App.Data.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace App.Features.Accounts;

/// <summary>How one gets into the account: two-factor sign-in and passkeys. A plain page: what changes here changes the cookie.</summary>
public sealed partial class SecurityPage
{
    private AppUser? _user;

    [Inject] private UserManager<AppUser> Users { get; set; } = default!;

    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    protected override async Task OnInitializedAsync() => _user = await Users.GetUserAsync(HttpContext.User);
}
