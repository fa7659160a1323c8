namespace App.Core.Operations;

/// <summary>Something that has to be there before the application can do its work, and whether it is.</summary>
/// <param name="Name">The stable name, in snake_case.</param>
/// <param name="Title">The name shown.</param>
/// <param name="Ok">True when it is there.</param>
/// <param name="Found">What was found, in words for operators.</param>
/// <param name="Wanted">What there has to be.</param>
/// <param name="Mend">What to do when it is not there.</param>
public sealed record Prerequisite(string Name, string Title, bool Ok, string Found, string Wanted, string Mend)
{
    /// <summary>False for what the application can be without: it is told, and stops nothing.</summary>
    public bool IsRequired { get; init; } = true;

    /// <summary>True when it keeps the application from its work.</summary>
    public bool IsInTheWay => IsRequired && !Ok;

    /// <summary>In one line, for a log or a terminal.</summary>
    public override string ToString() => $"{Title}: found {Found}; wanted {Wanted}. {Mend}";
}
