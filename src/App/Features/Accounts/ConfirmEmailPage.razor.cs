using App.Core.Results;
using Microsoft.AspNetCore.Components;

namespace App.Features.Accounts;

/// <summary>Puts a new address in the place of the old one. By a button, not by opening the page: what looks into links on their way must not follow this one to its end.</summary>
public sealed partial class ConfirmEmailPage
{
    private IReadOnlyList<Error> _errors = [];
    private bool _usable;
    private bool _done;

    [Inject] private ConfirmEmailChange Confirm { get; set; } = default!;

    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromQuery] private string? User { get; set; }

    [SupplyParameterFromQuery] private string? Email { get; set; }

    [SupplyParameterFromQuery] private string? Token { get; set; }

    protected override async Task OnInitializedAsync() => _usable = await Confirm.IsUsableAsync(User, Email, Token);

    private async Task ConfirmAsync()
    {
        _errors = await Confirm.HandleAsync(User, Email, Token, HttpContext.RequestAborted) is { } fault ? [fault] : [];
        _done = _errors.Count == 0;
    }
}
