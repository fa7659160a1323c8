using System.Text;

namespace App.Core.Imports.Brokers;

/// <summary>Account numbers show their last four characters, everywhere.</summary>
internal static class AccountMask
{
    private const int Shown = 4;
    private const int LongestText = 2_000;

    /// <summary><c>Z12345678</c> becomes <c>…5678</c>; what the broker masked already keeps what it shows. Null for nothing.</summary>
    public static string? Of(string? number)
    {
        var characters = (number ?? "").Where(char.IsLetterOrDigit).TakeLast(Shown).ToArray();
        return characters.Length == 0 ? null : $"…{new string(characters)}";
    }

    /// <summary>A text of the file in which whatever could be an account's number is masked: letters with 5 digits and more, or 7 digits and more, hyphens between them included.</summary>
    /// <remarks>Walked by hand: a pattern for this takes a time that grows faster than the text does. What lies beyond 2 000 characters is cut off.</remarks>
    public static string Text(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('0', '9'))
            return text;
        var masked = new StringBuilder();
        var rest = text.AsSpan(0, Math.Min(text.Length, LongestText));
        var before = ' ';
        while (!rest.IsEmpty)
        {
            var length = LengthOfRun(rest);
            if (length == 0)
                masked.Append(rest[0]);
            else if (IsNumber(rest[..length], before, rest[length..]))
                masked.Append(Of(rest[..length].ToString()));
            else
                masked.Append(rest[..length]);
            length = Math.Max(1, length);
            before = rest[length - 1];
            rest = rest[length..];
        }

        return masked.ToString();
    }

    // Letters, digits, and hyphens that stand between them.
    private static int LengthOfRun(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || (text[length] == '-' && length > 0 && length + 1 < text.Length && char.IsAsciiLetterOrDigit(text[length + 1]))))
            length++;
        return length;
    }

    // Digits alone are an amount when they go on as one does, behind a currency or around a point: $1234567.00, 0.1234567.
    private static bool IsNumber(ReadOnlySpan<char> run, char before, ReadOnlySpan<char> after)
    {
        var (digits, letters) = (0, 0);
        foreach (var character in run)
        {
            digits += char.IsAsciiDigit(character) ? 1 : 0;
            letters += char.IsAsciiLetter(character) ? 1 : 0;
        }

        if (letters > 0)
            return digits >= 5;
        var isAmount = before is '$' or '.' or ',' or '/' || (after.Length > 1 && after[0] is '.' or ',' or '/' && char.IsAsciiDigit(after[1]));
        return digits >= 7 && !isAmount && FileDate.Read(run.ToString()) is null;
    }
}
