using System.Globalization;

namespace App.Data.Market.Sources.Files;

/// <summary>Rows that were passed over, counted, with the reasons of the first.</summary>
public sealed class SkippedRows
{
    /// <summary>Reasons that are kept.</summary>
    private const int Kept = 20;

    private readonly List<string> _reasons = [];

    /// <summary>How many.</summary>
    public int Count { get; private set; }

    /// <summary>Why, of the first twenty: <c>line 7: Close “abc” is no number</c>.</summary>
    public IReadOnlyList<string> Reasons => _reasons;

    /// <summary>Counts one more.</summary>
    internal void Add(long line, string reason)
    {
        Count++;
        if (_reasons.Count < Kept)
        {
            _reasons.Add(string.Create(CultureInfo.InvariantCulture, $"line {line}: {reason}"));
        }
    }
}
