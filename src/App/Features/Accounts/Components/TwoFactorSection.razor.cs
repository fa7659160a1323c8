using Microsoft.AspNetCore.Components;

namespace App.Features.Accounts.Components;

/// <summary>Two-factor sign-in: whether it is on, and what can be done about it.</summary>
public sealed partial class TwoFactorSection
{
    private IReadOnlyList<string> _codes = [];

    [Inject] private TwoFactorSetUp SetUp { get; set; } = default!;

    /// <summary>How many recovery codes are not used yet.</summary>
    [Parameter] public int CodesLeft { get; set; }

    [SupplyParameterFromForm(FormName = "new-codes")] private PasswordForm? Codes { get; set; }

    [SupplyParameterFromForm(FormName = "turn-off")] private PasswordForm? Off { get; set; }

    private string Left => CodesLeft == 1 ? "One recovery code is left." : $"{CodesLeft} recovery codes are left.";

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
