using App.Core.Accounts;
using App.Core.Operations;
using App.Core.Results;
using App.Features.Limits;
using Microsoft.AspNetCore.Components;

namespace App.Features.Accounts;

/// <summary>Registers a reader and signs them in. A plain page: the cookie can only be set by the answer to a post.</summary>
public sealed partial class RegisterPage
{
    /// <summary>Where a new user begins.</summary>
    private const string FirstPage = "/import";

    // As on the page from top to bottom; the summary lists the errors in this order.
    private static readonly (string Id, ErrorDefinition[] Errors)[] Fields =
    [
        ("full-name", [AccountErrors.FullNameRequired]),
        ("email", [AccountErrors.EmailTaken, AccountErrors.EmailFormat]),
        ("password", [AccountErrors.PasswordWeak]),
        ("invite-code", [AccountErrors.InviteNotUsable]),
    ];

    private IReadOnlyList<Error> _errors = [];

    [Inject] private RegisterUser Register { get; set; } = default!;

    [Inject] private CookieSession Session { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm] private RegisterForm? Form { get; set; }

    protected override void OnInitialized()
    {
        if (HttpContext.User.Identity is { IsAuthenticated: true })
        {
            Navigation.NavigateTo("/");
        }
    }

    private async Task RegisterAsync()
    {
        var result = await Register.HandleAsync(
            new Registration(Form?.FullName, Form?.Email, Form?.Password, Form?.InviteCode) { Address = HttpContext.LimitedAddress }, HttpContext.RequestAborted);
        _errors = [.. result.Errors.OrderBy(error => Array.FindIndex(Fields, field => field.Id == FieldId(error)))];
        if (!result.IsSuccess && result.Error.Definition == RateErrors.TooMany)
        {
            HttpContext.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            TooManyRequests.SetHeader(HttpContext.Response, result.Error);
        }

        if (result.IsSuccess)
        {
            await Session.StartAsync(result.Value.Id);
            Navigation.NavigateTo(FirstPage);
        }
    }

    private IEnumerable<Error> For(string id) => _errors.Where(error => FieldId(error) == id);

    private static string? FieldId(Error error) => Fields.FirstOrDefault(field => field.Errors.Contains(error.Definition)).Id;

    internal sealed class RegisterForm
    {
        public string? FullName { get; set; }

        public string? Email { get; set; }

        public string? Password { get; set; }

        public string? InviteCode { get; set; }
    }
}
