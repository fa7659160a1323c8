namespace App.Core.Portfolios;

/// <summary>Which account of which broker a portfolio was filled from: what its next file is known again by.</summary>
/// <param name="Broker">The broker; empty for a table of nobody in particular.</param>
/// <param name="Number">The account's number but for its last four characters, as <c>…1234</c>; null when the file has none.</param>
/// <param name="Name">The account's name in the file; empty when it has none. At most 255 characters.</param>
public sealed record AccountSource(string Broker, string? Number, string Name)
{
    private const int LeastDigits = 3;
    private const int LongestName = 255;

    /// <summary>The name, cut to what is stored.</summary>
    public string Name { get; init; } = Name.Length <= LongestName ? Name : Name[..LongestName];

    /// <summary>True when both tell an account from others by number or name.</summary>
    public bool IsNamed => Number is not null || Name.Length > 0;

    /// <summary>How surely another file is of this account: 0 not at all, 1 by its name, 2 by its number, 3 by both.</summary>
    /// <remarks>A broker that shows three digits one year and four the next means the same account.</remarks>
    public int Likeness(AccountSource other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!string.Equals(Broker, other.Broker, StringComparison.OrdinalIgnoreCase))
            return 0;
        var sameName = Name.Length > 0 && string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);
        if (Number is null || other.Number is null)
            return Number is null && other.Number is null && sameName ? 1 : 0;
        return !SameNumber(Number, other.Number) ? 0 : sameName ? 3 : 2;
    }

    private static bool SameNumber(string left, string right)
    {
        var (mine, theirs) = (left.TrimStart('…'), right.TrimStart('…'));
        var shorter = Math.Min(mine.Length, theirs.Length);
        return mine == theirs || (shorter >= LeastDigits && (mine.EndsWith(theirs, StringComparison.Ordinal) || theirs.EndsWith(mine, StringComparison.Ordinal)));
    }
}
