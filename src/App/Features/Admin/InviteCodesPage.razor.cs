using App.Core.Accounts;
using App.Core.Portfolios;
using App.Core.Results;
using App.Features.Accounts;
using App.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace App.Features.Admin;

/// <summary>The invite codes: who let whom in, new ones, and the end of old ones.</summary>
public sealed partial class InviteCodesPage
{
    private Page<InviteCodeRow>? _codes;
    private IReadOnlyList<string> _cohorts = [];
    private IReadOnlyList<Error> _errors = [];
    private InviteDraft _draft = new();
    private InviteCodeRow? _made;
    private InviteCodeRow? _asked;
    private ConfirmDialog _dialog = default!;
    private string _said = "";
    private bool _busy;
    private int _load;

    [SupplyParameterFromQuery] private string? Cohort { get; set; }

    [SupplyParameterFromQuery] private string? State { get; set; }

    [SupplyParameterFromQuery(Name = "page")] private string? PageNumber { get; set; }

    [Inject] private ListInviteCodes List { get; set; } = default!;

    [Inject] private MakeInviteCode Make { get; set; } = default!;

    [Inject] private RevokeInviteCode Revoke { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    private InviteCodesQuery Query { get; set; } = new();

    /// <inheritdoc />
    protected override Task OnParametersSetAsync() => LoadAsync(InviteCodesQuery.Parse(Cohort, State, PageNumber));

    private async Task LoadAsync(InviteCodesQuery query)
    {
        var load = ++_load;
        var codes = await List.HandleAsync(query.Filter, Lifetime);
        if (codes is { Items.Count: 0, Total: > 0 })
        {
            // The address is from when there were more, or was typed: the last page is the closest there is.
            query = query with { Page = Paging.PagesOf(codes.Total, InviteCodesQuery.PageSize) };
            codes = await List.HandleAsync(query.Filter, Lifetime);
        }

        var cohorts = await List.CohortsAsync(Lifetime);

        // The reader may have gone on to another page meanwhile.
        (_codes, _cohorts, Query) = load == _load ? (codes, cohorts, query) : (_codes, _cohorts, Query);
    }

    private async Task MakeAsync()
    {
        if (_busy)
        {
            return;
        }

        (_busy, _made) = (true, null);
        try
        {
            var form = _draft.Read((await Session).User.UserId);
            var result = form.IsSuccess ? await Make.HandleAsync(form.Value, Lifetime) : form.Errors.ToList();
            _errors = result.Errors;
            if (result.IsSuccess)
            {
                // The next is most likely for the same people.
                (_made, _draft) = (result.Value, new InviteDraft(Cohort: _draft.Cohort));
                await LoadAsync(Query);
            }
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task AskAsync(InviteCodeRow row)
    {
        _asked = row;
        StateHasChanged();
        await _dialog.ShowAsync();
    }

    private async Task RevokeAsync()
    {
        if (_asked is { } row)
        {
            _asked = null;
            var result = await Revoke.HandleAsync(row.Code.Code, Lifetime);
            (_said, _errors, _made) = (result.IsSuccess ? $"{row.Code.Code} is revoked." : "", result.Errors, null);
            await LoadAsync(Query);
        }
    }
}
