using App.Core.Results;
using Microsoft.AspNetCore.Components;

namespace App.Features.Accounts.Components;

/// <summary>A passkey of the list.</summary>
/// <param name="Id">Its id, as in forms.</param>
/// <param name="Name">Its name.</param>
/// <param name="CreatedAt">When it was added.</param>
public sealed record PasskeyView(string Id, string Name, DateTimeOffset CreatedAt);

/// <summary>The passkeys of an account, and a form for one more.</summary>
public sealed partial class PasskeySection
{
    [Inject] private Passkeys Keys { get; set; } = default!;

    /// <summary>Those there are, the oldest first.</summary>
    [Parameter] public IReadOnlyList<PasskeyView> Passkeys { get; set; } = [];

    [SupplyParameterFromForm(FormName = "add-passkey")] private AddForm? Form { get; set; }

    [SupplyParameterFromForm(FormName = "passkeys")] private ChangeForm? Change { get; set; }

    private async Task AddAsync() => Finish(await Keys.AddAsync(Account, Form?.Name, Form?.Answer, Cancelled), AccountDone.PasskeyAdded);

    private async Task ChangeAsync()
    {
        var isRename = Change?.Rename is { Length: > 0 };
        Finish(
            isRename
                ? await Keys.RenameAsync(Account, Change?.Rename, NameOf(Change?.Rename), Cancelled)
                : await Keys.RemoveAsync(Account, Change?.Remove, Cancelled),
            isRename ? AccountDone.PasskeyRenamed : AccountDone.PasskeyRemoved);
    }

    private string? NameOf(string? id) => id is null ? null : HttpContext.Request.Form[PasskeyRow.NameOf(id)].ToString();

    private void Finish(Error? fault, string done)
    {
        Errors = fault is null ? [] : [fault];
        if (fault is null)
        {
            GoOn(AccountPaths.Security, done);
        }
    }

    internal sealed class AddForm
    {
        public string? Name { get; set; }

        public string? Password { get; set; }

        public string? Answer { get; set; }
    }

    internal sealed class ChangeForm
    {
        /// <summary>The id of the one to rename, by the button that was pressed.</summary>
        public string? Rename { get; set; }

        /// <summary>The id of the one to remove.</summary>
        public string? Remove { get; set; }
    }
}
