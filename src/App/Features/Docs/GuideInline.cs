using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace App.Features.Docs;

/// <summary>Code, bold and links within a line of a guide. Whatever else stands there is encoded.</summary>
internal static partial class GuideInline
{
    private const string Overview = "README";

    /// <summary>The line as HTML.</summary>
    public static string Render(string text)
    {
        var html = new StringBuilder();
        var end = 0;
        foreach (Match match in Marks().Matches(text))
        {
            html.Append(Encode(text[end..match.Index])).Append(Mark(match));
            end = match.Index + match.Length;
        }

        return html.Append(Encode(text[end..])).ToString();
    }

    /// <summary>Where a link leads: another guide's file to its page, pages of the application and https as they are; null for anything else.</summary>
    public static string? Address(string target) => GuideFile().Match(target) is { Success: true } file
        ? file.Groups["name"].Value == Overview ? "/guide" : $"/guide/{file.Groups["name"].Value}"
        : Safe().IsMatch(target) ? target : null;

    private static string Mark(Match match)
    {
        if (match.Groups["code"] is { Success: true } code)
            return $"<code>{Encode(code.Value)}</code>";
        if (match.Groups["bold"] is { Success: true } bold)
            return $"<strong>{Encode(bold.Value)}</strong>";
        return Address(match.Groups["target"].Value) is { } address
            ? $"<a href=\"{Encode(address)}\">{Encode(match.Groups["text"].Value)}</a>"
            : Encode(match.Value);
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    [GeneratedRegex(@"`(?<code>[^`]+)`|\*\*(?<bold>[^*]+(?:\*[^*]+)*)\*\*|\[(?<text>[^\]]+)\]\((?<target>[^)\s]+)\)", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Marks();

    [GeneratedRegex(@"^(?<name>[A-Za-z0-9\-]+)\.md$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex GuideFile();

    [GeneratedRegex(@"^(?:/(?![/\\])|https://)", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Safe();
}
