namespace App.Hosting;

/// <summary>Looks through the configuration before anything is built of it.</summary>
internal static class ConfigurationCheck
{
    /// <summary>Stops the start at the first value that cannot be worked with.</summary>
    /// <exception cref="FormatException">The message names the key, the value and what is allowed.</exception>
    public static void Check(IConfiguration configuration)
    {
        foreach (var key in ConfigurationKeys.All)
        {
            if (configuration[key.Name] is { } value && !string.IsNullOrWhiteSpace(value) && !key.Accepts(value))
            {
                throw new FormatException($"{key.Name} is {(key.IsSecret ? "not shown here, it may be a secret" : $"“{value}”")}. Allowed are {key.Allowed}.");
            }
        }
    }

    /// <summary>What to say of keys in the application's sections that nothing reads: a mistyped one is passed over, and the default holds without a word.</summary>
    /// <remarks><c>MarketData</c>, <c>RateLimits</c> and <c>Mail</c> are stricter and refuse the start.</remarks>
    public static IReadOnlyList<string> Unknown(IConfiguration configuration)
    {
        var sections = ConfigurationKeys.All.Select(key => key.Section).Where(section => section is not ("" or "ConnectionStrings" or "MarketData")).Distinct(StringComparer.OrdinalIgnoreCase);
        return [.. sections.SelectMany(section => Leaves(configuration.GetSection(section))).Where(path => !IsKnown(path)).Select(Describe)];
    }

    private static bool IsKnown(string path) => ConfigurationKeys.All.Any(key =>
        path.Equals(key.Name, StringComparison.OrdinalIgnoreCase) || (key.IsList && path.StartsWith(key.Name + ":", StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<string> Leaves(IConfigurationSection section) =>
        section.GetChildren().SelectMany(child => child.Value is null ? Leaves(child) : Leaves(child).Prepend(child.Path));

    private static string Describe(string path)
    {
        var nearest = ConfigurationKeys.All.MinBy(key => Distance(path.ToUpperInvariant(), key.Name.ToUpperInvariant()))!.Name;
        return Distance(path.ToUpperInvariant(), nearest.ToUpperInvariant()) <= 3
            ? $"{path} is no setting and is passed over. Is {nearest} meant?"
            : $"{path} is no setting and is passed over. docs/operations.md has all there are.";
    }

    // Letters to put in, take out or exchange: Levenshtein.
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= other.Length; j++)
            {
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1)));
            }
        }

        return row[^1];
    }
}
