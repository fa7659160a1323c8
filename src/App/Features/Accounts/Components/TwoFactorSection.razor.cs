using App.Data.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace App.Features.Accounts.Components;

/// <summary>Two-factor sign-in: whether it is on, and what can be done about it.</summary>
public sealed partial class TwoFactorSection
{
    private IReadOnlyList<string> _codes = [];
    private int _left;

    [Inject] private TwoFactorSetUp SetUp { get; set; } = default!;

    [Inject] private UserManager<AppUser> Users { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "new-codes")] private PasswordForm? Codes { get; set; }

    [SupplyParameterFromForm(FormName = "turn-off")] private PasswordForm? Off { get; set; }

    private string Left => _left == 1 ? "One recovery code is left." : $"{_left} recovery codes are left.";

    protected override async Task OnInitializedAsync() => _left = Account.TwoFactorEnabled ? await Users.CountRecoveryCodesAsync(Account) : 0;

    private async Task BeginAsync()
    {
        await SetUp.BeginAsync(Account, Cancelled);
        Navigation.NavigateTo(AccountPaths.SetUpTwoFactor);
    }

    private async Task NewCodesAsync()
    {
        var result = await SetUp.NewCodesAsync(Account, Codes?.Password, Cancelled);
        Errors = result.Errors;
        _codes = result.IsSuccess ? result.Value : [];
    }

    private async Task TurnOffAsync()
    {
        Errors = await SetUp.TurnOffAsync(Account, Off?.Password, Cancelled) is { } fault ? [fault] : [];
        if (Errors.Count == 0)
        {
            GoOn(AccountPaths.Security, AccountDone.TwoFactorOff);
        }
    }

    internal sealed class PasswordForm
    {
        public string? Password { get; set; }
    }
}
