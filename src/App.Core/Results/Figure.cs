namespace App.Core.Results;

/// <summary>A figure as screens and the API show it: the value or the reason why there is none, and what it rests on.</summary>
/// <param name="Value">The value; null when it is unknown, and then <see cref="Reason"/> says why.</param>
/// <param name="Unit">usd, ratio (1 is 100 %), count.</param>
/// <param name="AsOf">The session it is of; null when nothing has been calculated.</param>
/// <param name="Coverage">Share, 0 to 1, of what it is about that had the data; null where that has no meaning.</param>
/// <param name="Window">The window it was computed over, in words; <see cref="OneSession"/> for a figure of one.</param>
/// <param name="Observations">How many returns went into it, or into a figure of one session how many holdings.</param>
/// <param name="Reason">Why it is unknown.</param>
public sealed record Figure(
    decimal? Value, string Unit, DateOnly? AsOf, double? Coverage = null, string Window = Figure.OneSession, int Observations = 0, string? Reason = null)
{
    /// <summary>The window of a figure of one session.</summary>
    public const string OneSession = "the session";

    /// <summary>A known amount of dollars of one session.</summary>
    /// <param name="value">The amount.</param>
    /// <param name="asOf">The session.</param>
    /// <param name="holdings">How many holdings it is of.</param>
    /// <param name="coverage">As <see cref="Coverage"/>.</param>
    public static Figure Dollars(decimal value, DateOnly asOf, int holdings, double? coverage = null) => new(value, "usd", asOf, coverage, Observations: holdings);

    /// <summary>An amount of dollars of one session that may be unknown.</summary>
    /// <param name="amount">The amount.</param>
    /// <param name="asOf">The session.</param>
    /// <param name="holdings">How many holdings it is of.</param>
    /// <param name="coverage">As <see cref="Coverage"/>.</param>
    public static Figure Dollars(Measure<decimal> amount, DateOnly? asOf, int holdings, double? coverage = null) =>
        new(amount.Value, "usd", asOf, coverage, Observations: holdings, Reason: amount.Reason);

    /// <summary>A ratio of one session that may be unknown; 1 is 100 %.</summary>
    /// <param name="measure">The ratio.</param>
    /// <param name="asOf">The session.</param>
    /// <param name="holdings">How many holdings it is of.</param>
    /// <param name="coverage">As <see cref="Coverage"/>.</param>
    public static Figure Ratio(Measure<double> measure, DateOnly? asOf, int holdings, double? coverage = null) =>
        new(measure.Value is { } value ? (decimal)value : null, "ratio", asOf, coverage, Observations: holdings, Reason: measure.Reason);

    /// <summary>A figure that is not known.</summary>
    public static Figure Unknown(string unit, string reason, DateOnly? asOf = null) => new(null, unit, asOf, Reason: reason);
}
