namespace App.Core.Market.Collecting;

/// <summary>Why nothing came of asking for a symbol, source by source.</summary>
internal sealed class GapLog
{
    private const int LongestReason = 500;

    private readonly Dictionary<string, List<(string Source, SourceGap Gap, string Reason)>> _gaps = new(StringComparer.Ordinal);

    public void Add(string symbol, string source, SourceGap gap, string? reason)
    {
        if (!_gaps.TryGetValue(symbol, out var gaps))
        {
            _gaps.Add(symbol, gaps = []);
        }

        gaps.Add((source, gap, reason ?? "no reason given"));
    }

    /// <summary>True when a source that did not answer may have the symbol, whatever the others said.</summary>
    public bool IsUnavailable(string symbol) => _gaps.GetValueOrDefault(symbol)?.Exists(gap => gap.Gap == SourceGap.Unavailable) == true;

    /// <summary>The name of the first source that did not answer; null when all did.</summary>
    public string? FirstUnavailable(string symbol) =>
        _gaps.GetValueOrDefault(symbol)?.Find(gap => gap.Gap == SourceGap.Unavailable) is { Source: { } source } ? source : null;

    /// <summary>The reason in words; with several sources each is named. At most 500 characters.</summary>
    public string ReasonOf(string symbol)
    {
        var reason = _gaps.GetValueOrDefault(symbol) switch
        {
            null => "no market-data source is configured",
            [var only] => only.Reason,
            var gaps => string.Join("; ", gaps.Select(gap => $"{gap.Source}: {gap.Reason}")),
        };
        return reason.Length <= LongestReason ? reason : string.Concat(reason.AsSpan(0, LongestReason - 1), "…");
    }
}
