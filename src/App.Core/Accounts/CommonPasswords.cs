using System.Collections.Frozen;

namespace App.Core.Accounts;

/// <summary>What many people use as a password, and decorate when a rule asks for more: words, names, teams, places, walks over the keyboard, and the like.</summary>
/// <remarks>
/// <para>The list is a file in this assembly, in lower case, one a line: common-passwords.txt. Names and words stand there without the digits and signs that are put at their ends, for those are taken away before
/// a password is looked up.</para>
/// <para>Read once, at the first question.</para>
/// </remarks>
public static class CommonPasswords
{
    private static readonly Lazy<FrozenSet<string>> List = new(Read);

    // What is left of a password is compared without these.
    private static readonly char[] Decoration = [.. "0123456789!?.,:;#*_-+=&%@$~^()/\\ '\""];

    /// <summary>How many there are.</summary>
    public static int Count => List.Value.Count;

    /// <summary>True when a password is one of them: as it is, without what stands at its ends, or with letters in the place of look-alikes; or one of them, or a few signs, again and again.</summary>
    public static bool Contains(string password)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (password.Distinct().Count() < 4)
        {
            return true;
        }

        var lower = password.ToLowerInvariant();
        return IsDecorated(lower) || IsDecorated(Unit(lower));
    }

    private static bool IsDecorated(string lower)
    {
        // "P4ssw0rd2024!": the ends go first and the look-alikes within are undone. Of "4dmin1" only what is behind may go, for the 4 is a letter.
        var begun = Plain(lower.TrimEnd(Decoration));
        string[] readings = [lower, Plain(lower), Bare(lower), Plain(Bare(lower)), begun, Bare(begun)];
        return readings.Any(reading => IsListed(reading) || IsListed(Unit(reading)));
    }

    private static bool IsListed(string text) => text.Length < 2 || List.Value.Contains(text);

    // "summersummer" is "summer", and "xyxyxyxy" two signs.
    private static string Unit(string text)
    {
        for (var length = 1; length <= text.Length / 2; length++)
        {
            if (text.Length % length == 0 && text.AsSpan(length).SequenceEqual(text.AsSpan(0, text.Length - length)))
            {
                return length < 4 ? string.Empty : text[..length];
            }
        }

        return text;
    }

    private static string Bare(string text) => text.Trim(Decoration);

    private static string Plain(string text) => string.Concat(text.Select(LookAlike));

    private static char LookAlike(char character) => character switch
    {
        '@' or '4' => 'a',
        '0' => 'o',
        '1' or '!' => 'i',
        '3' => 'e',
        '$' or '5' => 's',
        '7' => 't',
        _ => character,
    };

    private static FrozenSet<string> Read()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        var entries = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        // "1q2w3e4r2024" has lost its first digit too when it is looked up.
        return entries.Concat(entries.Select(Bare).Where(entry => entry.Length >= 4)).ToFrozenSet(StringComparer.Ordinal);
    }
}
