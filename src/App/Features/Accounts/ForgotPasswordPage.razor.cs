using App.Core.Results;
using App.Features.Mail;
using Microsoft.AspNetCore.Components;

namespace App.Features.Accounts;

/// <summary>Asks for the address of an account whose password is forgotten. What it says then is the same whether there is one or not.</summary>
public sealed partial class ForgotPasswordPage
{
    private IReadOnlyList<Error> _errors = [];
    private bool _asked;

    [Inject] private RequestPasswordReset Reset { get; set; } = default!;

    [Inject] private MailOptions Mail { get; set; } = default!;

    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm] private AddressForm? Form { get; set; }

    private async Task SendAsync()
    {
        _errors = await Reset.HandleAsync(Form?.Email, HttpContext.RequestAborted) is { } fault ? [fault] : [];
        _asked = _errors.Count == 0;
    }

    internal sealed class AddressForm
    {
        public string? Email { get; set; }
    }
}
