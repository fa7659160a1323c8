using App.Core.Portfolios;
using App.Shared;

namespace App.Features.CommandCenter;

/// <summary>Says where prices come from.</summary>
internal static class PriceSourceWords
{
    /// <summary>The counts by source: <c>Prices: Yahoo 18, Files 2</c>. Of a source that makes its prices up it is said, for paper has no header to say so.</summary>
    public static string Of(IReadOnlyList<PriceSourceCount> sources, Formats formats) =>
        $"Prices: {string.Join(", ", sources.Select(count => $"{count.Source} {formats.Count(count.Symbols)}{(count.IsSample ? " (made up)" : "")}"))}";
}
