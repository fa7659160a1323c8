using System.Globalization;

namespace App.Features.CommandCenter.Risk;

/// <summary>Bars to both sides of an axis on one scale, as shares of the track.</summary>
/// <param name="Low">The lowest value drawn, 0 or negative.</param>
/// <param name="High">The highest, 0 or positive.</param>
public readonly record struct BarScale(double Low, double High)
{
    /// <summary>The scale on which all values and nothing have their place.</summary>
    public static BarScale Over(IEnumerable<double> values)
    {
        var (low, high) = (0.0, 0.0);
        foreach (var value in values)
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        return new(low, high);
    }

    /// <summary>The style of the axis.</summary>
    public string Axis => FormattableString.Invariant($"left: {At(0)}");

    /// <summary>The style of a bar from nothing to a value.</summary>
    public string Bar(double value) => Span(Math.Min(0, value), Math.Max(0, value));

    /// <summary>The style of a span, such as an interval of error; what is beyond the scale is cut off.</summary>
    public string Span(double from, double to) => FormattableString.Invariant($"left: {At(from)}; width: {Share(Place(to) - Place(from))}");

    private string At(double value) => Share(Place(value));

    private double Place(double value) => High == Low ? 0 : Math.Clamp((value - Low) / (High - Low), 0, 1);

    private static string Share(double share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
