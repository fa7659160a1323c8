using App.Core.Accounts;
using App.Core.Results;
using App.Features.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace App.Features.Admin;

/// <summary>All that an operator is shown of an account, and what can be done to it.</summary>
public sealed partial class UserPage
{
    private UserDetail? _detail;
    private IReadOnlyList<Error> _errors = [];
    private string? _done;
    private bool _isSelf;
    private bool _busy;

    /// <summary>The account.</summary>
    [Parameter] public Guid Id { get; set; }

    [Inject] private GetUser Get { get; set; } = default!;

    [Inject] private AdministerUser Administer { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    /// <summary>The page of an account.</summary>
    public static string AddressOf(Guid userId) => $"{UsersQuery.Path}/{userId}";

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        (_errors, _done) = ([], null);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var id = Id;
        _isSelf = (await Session).User.UserId == id;
        var found = await Get.HandleAsync(id, Lifetime);
        if (id != Id)
        {
            // The reader has gone on to another account meanwhile.
            return;
        }

        _detail = found.Match<UserDetail?>(detail => detail, _ => null);
        if (_detail is null)
        {
            Navigation.NotFound();
        }
    }

    private async Task ChangeAsync(AccountChange change)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _errors, _done) = (true, [], null);
        var result = await Administer.HandleAsync(change, (await Session).User.UserId, Id, Lifetime);
        (_busy, _errors, _done) = (false, result.Errors, result.IsSuccess ? change.ToResult() : null);
        await LoadAsync();
    }
}
