using App.Core.Accounts;
using App.Core.Results;
using App.Features.Accounts.Components;
using Microsoft.AspNetCore.Components;

namespace App.Features.Accounts;

/// <summary>What is kept of a user, to take along, and the end of the account. A plain page: the cookie can only be cleared by the answer to a post.</summary>
public sealed partial class DataPage
{
    private IReadOnlyList<Error> _errors = [];
    private bool _hasPassword;

    [Inject] private DeleteAccount Delete { get; set; } = default!;

    [Inject] private IOwnerCheck Owners { get; set; } = default!;

    [Inject] private CookieSession Session { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm] private GoodbyeForm? Form { get; set; }

    protected override async Task OnInitializedAsync() => _hasPassword = await Owners.HasPasswordAsync(HttpContext.User.UserId, HttpContext.RequestAborted);

    private async Task DeleteAsync()
    {
        var deleted = await Delete.HandleAsync(HttpContext.User.UserId, new AccountGoodbye(Form?.Password, Form?.Email, Form?.Word), HttpContext.RequestAborted);
        _errors = deleted.Errors;
        if (deleted.IsSuccess)
        {
            await Session.EndAsync();
            Navigation.NavigateTo(GoodbyePage.Address);
        }
    }
}
