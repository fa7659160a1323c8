using System.Globalization;

namespace App.Features.CommandCenter;

/// <summary>What the command center's address asks for.</summary>
/// <param name="Portfolio">A portfolio's id, <see cref="All"/>, or null for the newest; as it stands in the address.</param>
/// <param name="Range">How far back the line of equity goes.</param>
/// <param name="Positions">Which positions, in which order.</param>
public sealed record CenterQuery(string? Portfolio, NavRange Range, PositionQuery Positions)
{
    /// <summary>The day the figures are of: at the last session by then. Null for the newest.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>The word for all portfolios.</summary>
    public const string All = "all";

    public static CenterQuery Default { get; } = new(null, NavRange.Year, new PositionQuery());

    /// <summary>Asks for all portfolios together.</summary>
    public bool IsAll => string.Equals(Portfolio, All, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a day as it stands in an address; null when it is none.</summary>
    public static DateOnly? ParseDay(string? day) => DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var known) ? known : null;

    /// <summary>The address of the page that shows this.</summary>
    public string ToAddress() => Address("/", Parts());

    /// <summary>Another portfolio in the same way; its positions from the first page and without the words for the last one's.</summary>
    public CenterQuery Of(string portfolio) => this with { Portfolio = portfolio, Positions = Positions with { Text = "", Page = 1 } };

    /// <summary>A path with a query.</summary>
    public static string Address(string path, IEnumerable<(string Name, string Value)> parts) => QueryOf(parts) is { Length: > 0 } query ? $"{path}?{query}" : path;

    /// <summary>The query of an address. A comma may stand in it as it is, and lists of columns are easier to read so.</summary>
    public static string QueryOf(IEnumerable<(string Name, string Value)> parts) =>
        string.Join('&', parts.Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value).Replace("%2C", ",", StringComparison.Ordinal)}"));

    /// <summary>The part of an address that names a day.</summary>
    public static (string Name, string Value) DayPart(DateOnly day) => ("date", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>The parts of the address, what is as by default left out.</summary>
    public IEnumerable<(string Name, string Value)> Parts()
    {
        if (Portfolio is { Length: > 0 } portfolio)
        {
            yield return ("portfolio", portfolio);
        }

        if (Day is { } day)
        {
            yield return DayPart(day);
        }

        if (Range != NavRange.Year)
        {
            yield return ("range", Range.ToCode());
        }

        foreach (var part in Positions.Parts())
        {
            yield return part;
        }
    }
}
