using App.Core.Operations;
using App.Shared;

namespace App.Features.Admin;

/// <summary>What the address of the audit trail asks for.</summary>
/// <param name="Who">Part of an address, or an id; empty for anybody.</param>
/// <param name="Action">The code of an action; null for any.</param>
/// <param name="From">From this day on, UTC.</param>
/// <param name="To">Up to this day, with it.</param>
/// <param name="Page">The page, from 1.</param>
public sealed record AuditQuery(string Who = "", string? Action = null, DateOnly? From = null, DateOnly? To = null, int Page = 1)
{
    /// <summary>The path of the page.</summary>
    public const string Path = "/admin/audit";

    /// <summary>Rows of a page.</summary>
    public const int PageSize = 50;

    /// <summary>Letters of <see cref="Who"/> at most: those of an address.</summary>
    public const int MaxWho = 254;

    /// <summary>True when nothing is filtered.</summary>
    public bool IsAll => this with { Page = 1 } == new AuditQuery();

    /// <summary>What is asked of the trail.</summary>
    public AuditFilter Filter => new(Who.Length == 0 ? null : Who, Action, From, To, PageSize, (Page - 1) * PageSize);

    /// <summary>Reads the address. What cannot be read counts as not given: an address is typed and cut by people.</summary>
    public static AuditQuery Parse(string? who, string? action, string? from, string? to, string? page) => new(
        Cut(who),
        AuditAction.All.Any(known => known.Code == action) ? action : null,
        AdminAddress.DayOf(from),
        AdminAddress.DayOf(to),
        Paging.PageOf(page, PageSize));

    /// <summary>What was typed, as it is looked for.</summary>
    public static string Cut(string? who) => who?.Trim() is not { } trimmed ? "" : trimmed.Length <= MaxWho ? trimmed : trimmed[..MaxWho];

    /// <summary>The address of the page that shows this; what is as by default left out.</summary>
    public string ToAddress() => AdminAddress.Of(
        Path, ("who", Who), ("action", Action), ("from", AdminAddress.DayText(From)), ("to", AdminAddress.DayText(To)), ("page", Paging.TextOf(Page)));
}
