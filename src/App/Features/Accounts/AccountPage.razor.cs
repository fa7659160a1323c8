using App.Data.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace App.Features.Accounts;

/// <summary>The profile: name, preferences, address and password. A plain page: what changes here changes the cookie.</summary>
public sealed partial class AccountPage
{
    private AppUser? _user;

    [Inject] private UserManager<AppUser> Users { get; set; } = default!;

    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    protected override async Task OnInitializedAsync() => _user = await Users.GetUserAsync(HttpContext.User);
}
