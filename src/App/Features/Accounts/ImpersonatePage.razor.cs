using App.Core.Accounts;
using App.Core.Results;
using App.Features.Accounts.Sessions;
using App.Layout;
using Microsoft.AspNetCore.Components;

namespace App.Features.Accounts;

/// <summary>Asks an operator why and for how long, and begins. A plain page: what it changes is who the next page is for.</summary>
public sealed partial class ImpersonatePage
{
    internal const string FormName = "impersonate";

    private ImpersonationTarget? _target;
    private IReadOnlyList<Error> _errors = [];

    [Parameter] public Guid UserId { get; set; }

    [Inject] private IImpersonations Impersonations { get; set; } = default!;

    [Inject] private StartImpersonation Start { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm(FormName = FormName)] private ImpersonateInput? Form { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _target = await Impersonations.FindTargetAsync(UserId, HttpContext.RequestAborted);
        if (_target is null)
        {
            HttpContext.Response.AnswerNotFound();
        }
    }

    private async Task StartAsync()
    {
        var request = ImpersonationEndpoints.RequestOf(HttpContext.User, UserId, Form?.Reason, Form?.Hours);
        _errors = (await Start.HandleAsync(request, HttpContext.RequestAborted)).Errors;
        if (_errors.Count == 0)
        {
            Navigation.NavigateTo("/");
        }
    }

    private static string? FieldId(Error error) => error.Field is { } field ? $"impersonate-{field.ToLowerInvariant()}" : null;

    internal sealed class ImpersonateInput
    {
        public string? Reason { get; set; }

        public int? Hours { get; set; }
    }
}
