namespace App.Core.Imports.Csv;

/// <summary>How header cells are compared: by letters and digits alone, and by nearness when nothing matches.</summary>
internal static class HeaderName
{
    /// <summary>Titles longer than this are compared by their beginning: no column of ours comes near, and distance costs length squared.</summary>
    private const int LongestCompared = 60;

    /// <summary>Letters and digits of <paramref name="title"/> in lower case: <c>“ Entry_Date: ”</c> gives <c>entrydate</c>. A byte order mark is neither.</summary>
    public static string KeyOf(string title)
    {
        Span<char> key = stackalloc char[LongestCompared];
        var length = 0;
        foreach (var character in title)
        {
            if (!char.IsLetterOrDigit(character))
                continue;
            if (length == key.Length)
                return new string([.. title.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
            key[length++] = char.ToLowerInvariant(character);
        }

        return new string(key[..length]);
    }

    /// <summary>
    /// The candidate nearest to <paramref name="wanted"/> by edit distance, or by one being contained in the other; null when none is near
    /// enough to be a likely misspelling (a third of the wanted title's letters).
    /// </summary>
    public static string? ClosestTo(string wanted, IEnumerable<string> candidates)
    {
        var key = KeyOf(wanted);
        var ranked =
            from candidate in candidates
            let other = KeyOf(candidate)
            where other.Length > 0
            let distance = Contains(key, other) ? 1 : Distance(key, other)
            where distance <= Math.Max(1, key.Length / 3)
            orderby distance
            select candidate;
        return ranked.FirstOrDefault();
    }

    /// <summary>The number of insertions, deletions and replacements that turn one text into the other; only the first 60 characters count.</summary>
    public static int Distance(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        one = one[..Math.Min(one.Length, LongestCompared)];
        other = other[..Math.Min(other.Length, LongestCompared)];
        Span<int> row = stackalloc int[LongestCompared + 1];
        for (var column = 0; column <= other.Length; column++)
            row[column] = column;

        for (var line = 0; line < one.Length; line++)
        {
            var diagonal = row[0];
            row[0] = line + 1;
            for (var column = 0; column < other.Length; column++)
            {
                var above = row[column + 1];
                var replaced = diagonal + (one[line] == other[column] ? 0 : 1);
                row[column + 1] = Math.Min(replaced, Math.Min(above, row[column]) + 1);
                diagonal = above;
            }
        }

        return row[other.Length];
    }

    private static bool Contains(string key, string other) =>
        Math.Min(key.Length, other.Length) >= 5 && (key.Contains(other, StringComparison.Ordinal) || other.Contains(key, StringComparison.Ordinal));
}
