using App.Core.Results;
using App.Data.Accounts;
using App.Shared;
using Microsoft.AspNetCore.Components;

namespace App.Features.Accounts;

/// <summary>Asks for the second factor of a sign-in whose password was right.</summary>
public sealed partial class TwoFactorPage
{
    private AppUser? _user;
    private IReadOnlyList<Error> _errors = [];

    [Inject] private PendingSignIn Pending { get; set; } = default!;

    [Inject] private TwoFactorSignIn Second { get; set; } = default!;

    [Inject] private CookieSession Session { get; set; } = default!;

    [Inject] private SignInTrail Trail { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm] private CodeForm? Form { get; set; }

    [SupplyParameterFromQuery] private string? ReturnUrl { get; set; }

    [SupplyParameterFromQuery] private bool Remember { get; set; }

    [SupplyParameterFromQuery] private bool Recovery { get; set; }

    private string Target => LocalAddress.Or(ReturnUrl, "/");

    /// <summary>The address of this page.</summary>
    public static string AddressOf(string target, bool remember, bool recovery = false) =>
        FormattableString.Invariant($"{AccountPaths.TwoFactor}?remember={(remember ? "true" : "false")}&recovery={(recovery ? "true" : "false")}&returnUrl={Uri.EscapeDataString(target)}");

    protected override async Task OnInitializedAsync()
    {
        _user = await Pending.FindAsync();
        if (_user is null)
        {
            Navigation.NavigateTo($"{AccountServices.SignInPath}?returnUrl={Uri.EscapeDataString(Target)}");
        }
    }

    private async Task SignInAsync()
    {
        if (_user is null)
        {
            return;
        }

        var result = await Second.HandleAsync(_user, Form?.Code, Form?.RecoveryCode);
        _errors = result.Errors;
        if (result.IsSuccess)
        {
            await Pending.EndAsync(_user, Form?.RememberDevice is true);
            await Session.StartAsync(_user, Remember);
            await Trail.AppendAsync(_user.Id, result.Value, HttpContext.RequestAborted);
            Navigation.NavigateTo(Target);
        }
    }

    private string Here(bool recovery) => AddressOf(Target, Remember, recovery);

    internal sealed class CodeForm
    {
        public string? Code { get; set; }

        public string? RecoveryCode { get; set; }

        public bool RememberDevice { get; set; }
    }
}
