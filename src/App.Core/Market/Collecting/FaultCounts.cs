using System.Globalization;

namespace App.Core.Market.Collecting;

/// <summary>Counts what was wrong with an answer, by rule.</summary>
internal sealed class FaultCounts
{
    private readonly Dictionary<(string What, string Rule), int> _counts = [];

    /// <summary>The counts in words, in the order in which the rules were first met.</summary>
    public IReadOnlyList<string> Texts =>
        [.. _counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Value} {count.Key.What}{(count.Value == 1 ? "" : "s")} {count.Key.Rule}"))];

    public void AddBar(string rule) => Add("bar", rule);

    public void AddAction(CorporateActionKind kind, string rule) => Add(kind == CorporateActionKind.Split ? "split" : "dividend", rule);

    private void Add(string what, string rule) => _counts[(what, rule)] = _counts.GetValueOrDefault((what, rule)) + 1;
}
