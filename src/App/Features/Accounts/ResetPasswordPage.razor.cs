using App.Core.Accounts;
using App.Core.Results;
using Microsoft.AspNetCore.Components;

namespace App.Features.Accounts;

/// <summary>Sets a new password by the link of a message.</summary>
public sealed partial class ResetPasswordPage
{
    private IReadOnlyList<Error> _errors = [];
    private bool _usable;
    private bool _done;

    [Inject] private ResetPassword Reset { get; set; } = default!;

    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm] private PasswordForm? Form { get; set; }

    [SupplyParameterFromQuery] private string? User { get; set; }

    [SupplyParameterFromQuery] private string? Token { get; set; }

    protected override async Task OnInitializedAsync() => _usable = await Reset.IsUsableAsync(User, Token);

    private async Task SetAsync()
    {
        _errors = await Reset.HandleAsync(User, Token, Form?.Password, HttpContext.RequestAborted);
        _usable = !_errors.Any(error => error.Definition == SecurityErrors.LinkNotUsable);
        _done = _errors.Count == 0;
    }

    internal sealed class PasswordForm
    {
        public string? Password { get; set; }
    }
}
