using App.Core.Accounts;
using App.Core.Operations;
using App.Shared;

namespace App.Features.Admin;

/// <summary>What the address of the list of invite codes asks for.</summary>
/// <param name="Cohort">Codes of this cohort; null for all.</param>
/// <param name="State">Codes in this state; null for any.</param>
/// <param name="Page">The page, from 1.</param>
public sealed record InviteCodesQuery(string? Cohort = null, InviteCodeState? State = null, int Page = 1)
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 50;

    /// <summary>The address without a filter.</summary>
    public const string Address = "/admin/invite-codes";

    /// <summary>What is asked of the store.</summary>
    public InviteCodeFilter Filter => new(Cohort, State, PageSize, (Page - 1) * PageSize);

    /// <summary>True when not all codes are asked for.</summary>
    public bool IsFiltered => Cohort is not null || State is not null;

    /// <summary>Reads the address. What cannot be read counts as not given: an address is typed and cut by people.</summary>
    public static InviteCodesQuery Parse(string? cohort, string? state, string? page) => new(
        AdminAddress.Words(cohort),
        AdminCodes.InviteStates.TryParse(state, out var known) ? known : null,
        Paging.PageOf(page, PageSize));

    /// <summary>The address of the list that shows this; what is as by default left out.</summary>
    public string ToAddress() => AdminAddress.Of(
        Address, ("cohort", Cohort), ("state", State is { } state ? AdminCodes.InviteStates.NameOf(state) : null), ("page", Paging.TextOf(Page)));
}
