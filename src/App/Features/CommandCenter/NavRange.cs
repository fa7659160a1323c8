namespace App.Features.CommandCenter;

/// <summary>How far back the line of equity is shown.</summary>
public enum NavRange
{
    Month,
    Quarter,
    Year,
    All,
}

public static class NavRanges
{
    public static IReadOnlyList<NavRange> Every { get; } = [NavRange.Month, NavRange.Quarter, NavRange.Year, NavRange.All];

    /// <summary>Reads the address; a year when it says nothing known.</summary>
    public static NavRange Parse(string? code) => Every.Where(range => string.Equals(range.ToCode(), code, StringComparison.OrdinalIgnoreCase)).DefaultIfEmpty(NavRange.Year).First();

    public static string ToCode(this NavRange range) => range.ToWords().ToLowerInvariant();

    /// <summary>What the switch says.</summary>
    public static string ToWords(this NavRange range) => range switch
    {
        NavRange.Month => "1M",
        NavRange.Quarter => "3M",
        NavRange.Year => "1Y",
        _ => "All",
    };

    /// <summary>What a screen reader says.</summary>
    public static string ToName(this NavRange range) => range switch
    {
        NavRange.Month => "1M: one month",
        NavRange.Quarter => "3M: three months",
        NavRange.Year => "1Y: one year",
        _ => "All there is",
    };

    /// <summary>The first day shown when the last is <paramref name="last"/>.</summary>
    public static DateOnly From(this NavRange range, DateOnly last) => range switch
    {
        NavRange.Month => last.AddMonths(-1),
        NavRange.Quarter => last.AddMonths(-3),
        NavRange.Year => last.AddYears(-1),
        _ => DateOnly.MinValue,
    };
}
