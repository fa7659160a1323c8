using App.Core.Results;
using App.Data.Accounts;
using App.Shared;
using Microsoft.AspNetCore.Components;

namespace App.Features.Accounts;

/// <summary>Signs a reader in by address and password, and sends them where they wanted to go.</summary>
public sealed partial class SignInPage
{
    private IReadOnlyList<Error> _errors = [];

    [Inject] private PasswordSignIn Password { get; set; } = default!;

    [Inject] private CookieSession Session { get; set; } = default!;

    [Inject] private PendingSignIn Pending { get; set; } = default!;

    [Inject] private SignInTrail Trail { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "sign-in")] private SignInForm? Form { get; set; }

    [SupplyParameterFromQuery] private string? ReturnUrl { get; set; }

    /// <summary>Set by signing out, which ends here.</summary>
    [SupplyParameterFromQuery(Name = AccountPages.SignedOut)] private bool SignedOut { get; set; }

    private string Target => LocalAddress.Or(ReturnUrl, "/");

    private string Lead =>
        SignedOut ? "You are signed out."
        : Target is "/" ? "Welcome back."
        : "Sign in to open the page you asked for.";

    protected override void OnInitialized()
    {
        if (HttpContext.User.Identity is { IsAuthenticated: true })
        {
            Navigation.NavigateTo(Target);
        }
    }

    private async Task SignInAsync()
    {
        var result = await Password.HandleAsync(Form?.Email, Form?.Password);
        _errors = result.Errors;
        if (result.IsSuccess)
        {
            await GoOnAsync(result.Value, Form?.Remember is true);
        }
    }

    private async Task GoOnAsync(AppUser user, bool remember)
    {
        if (await Pending.IsNeededAsync(user))
        {
            await Pending.BeginAsync(user);
            Navigation.NavigateTo(TwoFactorPage.AddressOf(Target, remember));
            return;
        }

        await Session.StartAsync(user, remember);
        await Trail.AppendAsync(user.Id, user.TwoFactorEnabled ? SignInMeans.RememberedDevice : SignInMeans.Password, HttpContext.RequestAborted);
        Navigation.NavigateTo(Target);
    }

    private void ShowErrors(IReadOnlyList<Error> errors) => _errors = errors;

    internal sealed class SignInForm
    {
        public string? Email { get; set; }

        public string? Password { get; set; }

        public bool Remember { get; set; }
    }
}
