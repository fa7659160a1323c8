using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using E2E.Harness;

namespace E2E.Journeys;

/// <summary>What no page and no answer may say of a book, however strange it is.</summary>
internal static partial class Nonsense
{
    /// <summary>The first of a page's words that is some; empty when none is.</summary>
    public static string Of(string text) => Words().Match(text).Value;

    /// <summary>The figures of an answer of <c>/analytics/risk</c>, by analytic, row and name.</summary>
    public static IEnumerable<(string Analytic, string Name, JsonNode Figure)> Figures(JsonNode risk) => risk["results"]!.AsArray().SelectMany(result =>
        Named((string)result!["id"]!, "", result["figures"]!).Concat(result["rows"]!.AsArray().SelectMany(row => Named((string)result["id"]!, $"{row!["key"]} ", row["figures"]!))));

    /// <summary>The figures of an answer that are neither known nor say why, are both, or are known of nothing: a number with no part of the exposure behind it is a 0 for want of one.</summary>
    public static IReadOnlyList<string> OfFigures(Answer risk) =>
    [
        .. Of(risk.Text.Replace("null", "", StringComparison.Ordinal)) is { Length: > 0 } word ? [word] : Array.Empty<string>(),
        .. Figures(risk.Body).Where(each => !IsSensible(each.Figure)).Select(each => $"{each.Analytic} {each.Name}: {each.Figure.ToJsonString()}"),
    ];

    private static bool IsSensible(JsonNode figure) => (double?)figure["value"] is { } value
        ? double.IsFinite(value) && figure["reason"] is null && (double?)figure["coverage"] != 0
        : !string.IsNullOrWhiteSpace((string?)figure["reason"]);

    private static IEnumerable<(string Analytic, string Name, JsonNode Figure)> Named(string analytic, string row, JsonNode figures) =>
        figures.AsObject().Select(figure => (analytic, row + figure.Key, figure.Value!));

    [GeneratedRegex(@"\bNaN\b|∞|Infinity|\bnull\b|Exception", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
