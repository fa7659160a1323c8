using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace App.Features.Docs;

/// <summary>The part of Markdown that guides are written in, as HTML: headings, paragraphs, flat lists, tables, listings between fences. Every section under a second heading is a card.</summary>
/// <remarks>HTML in a guide is text. A line is one item: lists neither nest nor run over lines.</remarks>
internal static partial class GuideMarkdown
{
    private const string Fence = "```";

    /// <summary>Renders it.</summary>
    public static string Render(string markdown)
    {
        var html = new StringBuilder();
        var isInCard = false;
        foreach (var block in Blocks(markdown))
        {
            if (block[0].StartsWith("## ", StringComparison.Ordinal))
            {
                html.Append(isInCard ? "</section>\n" : "").Append("<section class=\"card\">\n");
                isInCard = true;
            }

            html.Append(Block(block)).Append('\n');
        }

        return html.Append(isInCard ? "</section>\n" : "").ToString();
    }

    /// <summary>The text of the first heading; empty when there is none.</summary>
    public static string TitleOf(string markdown) => Lines(markdown).FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim() ?? "";

    // A block ends at a blank line, at a heading, and where lines of another kind begin; one of code where its fence is closed, whatever stands in it.
    private static IEnumerable<List<string>> Blocks(string markdown)
    {
        List<string> block = [];
        var isCode = false;
        foreach (var raw in markdown.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = isCode ? raw.TrimEnd() : raw.Trim();
            var isFence = line.StartsWith(Fence, StringComparison.Ordinal);
            if (block.Count > 0 && (isCode ? isFence : isFence || line.Length == 0 || KindOf(line) != KindOf(block[0]) || KindOf(line) == '#'))
            {
                yield return block;
                block = [];
            }

            if (isFence)
            {
                isCode = !isCode;
                block = isCode ? [Fence] : [];
            }
            else if (isCode || line.Length > 0)
            {
                block.Add(line);
            }
        }

        if (block.Count > 0)
            yield return block;
    }

    private static IEnumerable<string> Lines(string markdown) => markdown.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim());

    private static char KindOf(string line) => line switch
    {
        Fence => '`',
        _ when Heading().IsMatch(line) => '#',
        ['|', ..] => '|',
        ['-', ' ', ..] => '-',
        _ when Number().IsMatch(line) => '1',
        _ => 'p',
    };

    private static string Block(List<string> lines) => KindOf(lines[0]) switch
    {
        '`' => $"<pre class=\"listing\" tabindex=\"0\"><code>{string.Join('\n', lines.Skip(1).Select(HtmlEncoder.Default.Encode))}</code></pre>",
        '#' => HeadingOf(lines[0]),
        '|' => Table(lines),
        '-' => $"<ul>{Items(lines.Select(line => line[2..]))}</ul>",
        '1' => $"<ol>{Items(lines.Select(line => Number().Replace(line, "")))}</ol>",
        _ => $"<p>{GuideInline.Render(string.Join(' ', lines))}</p>",
    };

    private static string HeadingOf(string line)
    {
        var level = line.IndexOf(' ', StringComparison.Ordinal);
        return $"<h{level}>{GuideInline.Render(line[(level + 1)..])}</h{level}>";
    }

    private static string Items(IEnumerable<string> items) => string.Concat(items.Select(item => $"<li>{GuideInline.Render(item)}</li>"));

    private static string Table(List<string> lines)
    {
        var rows = lines.Where(line => !Rule().IsMatch(line)).Select(line => line.Trim('|').Split('|').Select(cell => GuideInline.Render(cell.Trim()))).ToList();
        var head = string.Concat(rows[0].Select(cell => $"<th class=\"l\" scope=\"col\">{cell}</th>"));
        var body = string.Concat(rows.Skip(1).Select(cells => $"<tr>{string.Concat(cells.Select(cell => $"<td class=\"l\">{cell}</td>"))}</tr>"));
        return $"<div class=\"table-wrap\"><table class=\"table\"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>";
    }

    [GeneratedRegex(@"^#{1,3} ", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\d{1,2}\. ", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Number();

    [GeneratedRegex(@"^\|[\s:|\-]+$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Rule();
}
