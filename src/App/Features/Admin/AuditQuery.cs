using System.Globalization;
using App.Core.Operations;
using App.Features.CommandCenter;

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

    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>True when nothing is filtered.</summary>
    public bool IsAll => this with { Page = 1 } == new AuditQuery();

    /// <summary>What is asked of the trail.</summary>
    public AuditFilter Filter => new(Who.Length == 0 ? null : Who, Action, From, To, PageSize, (Page - 1) * PageSize);

    /// <summary>Reads the address. What cannot be read counts as not given: an address is typed and cut by people.</summary>
    public static AuditQuery Parse(string? who, string? action, string? from, string? to, string? page) => new(
        Cut(who),
        AuditAction.All.Any(known => known.Code == action) ? action : null,
        DayOf(from),
        DayOf(to),
        int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, int.MaxValue / PageSize) : 1);

    /// <summary>How many pages so many entries take; one when there are none.</summary>
    public static int PagesOf(int entries) => Math.Max(1, (entries + PageSize - 1) / PageSize);

    /// <summary>The day as the address and a date's input have it; null for none.</summary>
    public static string? Text(DateOnly? day) => day?.ToString(DayFormat, CultureInfo.InvariantCulture);

    /// <summary>A day of the address; null when it is none.</summary>
    public static DateOnly? DayOf(string? text) => DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>What was typed, as it is looked for.</summary>
    public static string Cut(string? who) => who?.Trim() is not { } trimmed ? "" : trimmed.Length <= MaxWho ? trimmed : trimmed[..MaxWho];

    /// <summary>The address of the page that shows this; what is as by default left out.</summary>
    public string ToAddress()
    {
        (string Name, string? Value)[] parts =
        [
            ("who", Who.Length == 0 ? null : Who), ("action", Action), ("from", Text(From)), ("to", Text(To)), ("page", Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null),
        ];
        return CenterQuery.Address(Path, parts.Where(part => part.Value is not null).Select(part => (part.Name, part.Value!)));
    }
}
