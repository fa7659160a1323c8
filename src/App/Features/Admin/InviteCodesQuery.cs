using System.Globalization;
using App.Core.Accounts;

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
        string.IsNullOrWhiteSpace(cohort) ? null : cohort.Trim(),
        InviteCodeStates.Parse(state),
        int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, int.MaxValue / PageSize) : 1);

    /// <summary>How many pages so many codes take; one when there are none.</summary>
    public static int PagesOf(int codes) => Math.Max(1, (codes + PageSize - 1) / PageSize);

    /// <summary>The address of the list that shows this; what is as by default left out.</summary>
    public string ToAddress()
    {
        string?[] parts =
        [
            Cohort is { } cohort ? "cohort=" + Uri.EscapeDataString(cohort) : null,
            State is { } state ? "state=" + InviteCodeStates.NameOf(state) : null,
            Page > 1 ? string.Create(CultureInfo.InvariantCulture, $"page={Page}") : null,
        ];
        var query = string.Join('&', parts.OfType<string>());
        return Address + (query.Length == 0 ? "" : "?" + query);
    }
}
