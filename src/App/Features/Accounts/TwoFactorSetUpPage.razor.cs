using App.Core.Results;
using App.Data.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace App.Features.Accounts;

/// <summary>Shows the key of an authenticator app, asks for its first code, and then shows the recovery codes, once.</summary>
public sealed partial class TwoFactorSetUpPage
{
    private AppUser? _user;
    private AuthenticatorKey? _key;
    private IReadOnlyList<string> _codes = [];
    private IReadOnlyList<Error> _errors = [];

    [Inject] private UserManager<AppUser> Users { get; set; } = default!;

    [Inject] private TwoFactorSetUp SetUp { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm] private CodeForm? Form { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _user = await Users.GetUserAsync(HttpContext.User);
        _key = _user is null ? null : await SetUp.FindKeyAsync(_user);
        if (_key is null)
        {
            // On already, or not begun.
            Navigation.NavigateTo(AccountPaths.Security);
        }
    }

    private async Task ConfirmAsync()
    {
        var result = await SetUp.ConfirmAsync(_user!, Form?.Code, HttpContext.RequestAborted);
        _errors = result.Errors;
        _codes = result.IsSuccess ? result.Value : [];
    }

    internal sealed class CodeForm
    {
        public string? Code { get; set; }
    }
}
