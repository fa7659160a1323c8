using System.Globalization;
using App.Features.CommandCenter;

namespace App.Features.Targets;

/// <summary>What the page's address asks for.</summary>
/// <param name="Portfolio">A portfolio's id, <see cref="CenterQuery.All"/>, or null for the newest; as it stands in the address.</param>
/// <param name="Text">Words that all have to be in symbol, name or note; empty for all.</param>
/// <param name="Page">The page of what is held, from 1; beyond the last it is the last.</param>
/// <param name="Other">The page of what is not held.</param>
public sealed record TargetsQuery(string? Portfolio = null, string Text = "", int Page = 1, int Other = 1)
{
    /// <summary>The path of the page.</summary>
    public const string Path = "/targets";

    /// <summary>Rows of a page.</summary>
    public const int PageSize = 50;

    /// <summary>Letters of <see cref="Text"/> at most.</summary>
    public const int MaxText = 100;

    /// <summary>Reads the address. What cannot be read counts as not given: an address is typed and cut by people.</summary>
    public static TargetsQuery Parse(string? portfolio, string? text, string? page, string? other) => new(portfolio, Cut(text), Number(page), Number(other));

    /// <summary>The address of the page that shows this.</summary>
    public string ToAddress() => CenterQuery.Address(Path, Parts());

    /// <summary>Filtered by other words, from the first page.</summary>
    public TargetsQuery For(string? text) => this with { Text = Cut(text), Page = 1, Other = 1 };

    /// <summary>True when every word is in one of the texts.</summary>
    public bool Matches(params ReadOnlySpan<string?> texts)
    {
        foreach (var word in Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var found = false;
            foreach (var text in texts)
            {
                found |= text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;
            }

            if (!found)
            {
                return false;
            }
        }

        return true;
    }

    private IEnumerable<(string Name, string Value)> Parts()
    {
        if (Portfolio is { Length: > 0 } portfolio)
        {
            yield return ("portfolio", portfolio);
        }

        if (Text.Length > 0)
        {
            yield return ("q", Text);
        }

        if (Page > 1)
        {
            yield return ("page", Page.ToString(CultureInfo.InvariantCulture));
        }

        if (Other > 1)
        {
            yield return ("other", Other.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : 1;

    private static string Cut(string? text) => text?.Trim() is not { } trimmed ? "" : trimmed.Length <= MaxText ? trimmed : trimmed[..MaxText];
}
