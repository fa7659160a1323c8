using System.Text;
using System.Text.RegularExpressions;

namespace App.Core.Imports.Brokers;

/// <summary>Account numbers show their last four characters, everywhere.</summary>
internal static partial class AccountMask
{
    private const int Shown = 4;

    /// <summary><c>Z12345678</c> becomes <c>…5678</c>; what the broker masked already keeps what it shows. Null for nothing.</summary>
    public static string? Of(string? number)
    {
        var characters = (number ?? "").Where(char.IsLetterOrDigit).ToArray();
        return characters.Length == 0 ? null : $"…{new string(characters[^Math.Min(Shown, characters.Length)..])}";
    }

    /// <summary>A text of the file in which whatever could be an account's number is masked: letters with 5 digits and more, or 7 digits and more, hyphens between them included.</summary>
    public static string Text(string text) => Numbers().Replace(text, match => Mask(match.Value));

    private static string Mask(string run)
    {
        // A number without letters may be an amount until it is as long as accounts' numbers are.
        var digits = run.Count(char.IsAsciiDigit);
        if (digits < (run.Any(char.IsLetter) ? 5 : 7) || IsDate(run))
            return run;
        var tail = new StringBuilder();
        foreach (var character in run.Where(char.IsLetterOrDigit).TakeLast(Shown))
            tail.Append(character);
        return $"…{tail}";
    }

    private static bool IsDate(string run) => DateShape().IsMatch(run);

    [GeneratedRegex(@"(?<![\w.,$/])[A-Za-z0-9]{1,12}(?:-?[A-Za-z0-9]{2,}){1,5}(?![\w.,/])", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}$|^\d{1,2}-\d{1,2}-\d{4}$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex DateShape();
}
