namespace App.Core.Results;

/// <summary>A figure as screens and the API show it: the value or the reason why there is none, and what it rests on.</summary>
/// <param name="Value">The value; null when it is unknown, and then <see cref="Reason"/> says why.</param>
/// <param name="Unit">usd, fraction, ratio, count.</param>
/// <param name="AsOf">The session it is of; null when nothing has been calculated.</param>
/// <param name="Coverage">Share, 0 to 1, of what it is about that had the data; null where that has no meaning.</param>
/// <param name="Window">The window it was computed over, in words; null for a figure of one session.</param>
/// <param name="Observations">How many observations went into it; null for a figure of one session.</param>
/// <param name="Reason">Why it is unknown.</param>
public sealed record Figure(
    decimal? Value, string Unit, DateOnly? AsOf, double? Coverage = null, string? Window = null, int? Observations = null, string? Reason = null)
{
    /// <summary>A known amount of dollars.</summary>
    public static Figure Dollars(decimal value, DateOnly asOf, double? coverage = null) => new(value, "usd", asOf, coverage);

    /// <summary>A fraction or ratio that may be unknown.</summary>
    public static Figure Of(Measure<double> measure, string unit, DateOnly asOf, double? coverage = null) =>
        new(measure.Value is { } value ? (decimal)value : null, unit, asOf, coverage, Reason: measure.Reason);

    /// <summary>A figure that is not known.</summary>
    public static Figure Unknown(string unit, string reason, DateOnly? asOf = null) => new(null, unit, asOf, Reason: reason);
}
