using App.Core.Risk.Formulas;

namespace App.Core.Snapshots;

/// <summary>The prices of an option's underlying on consecutive sessions.</summary>
public sealed class UnderlyingSeries
{
    /// <summary>How many returns the realised volatility is taken from.</summary>
    public const int RealisedWindow = 63;

    private readonly DateOnly[] _sessions;
    private readonly decimal?[] _closes;
    private readonly double?[] _adjusted;

    /// <summary>A series.</summary>
    /// <param name="sessions">Consecutive sessions, ascending.</param>
    /// <param name="closes">The unadjusted close of each; null where there is none.</param>
    /// <param name="adjustedCloses">The adjusted close of each, for returns; null where there is none.</param>
    public UnderlyingSeries(DateOnly[] sessions, decimal?[] closes, double?[] adjustedCloses)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        ArgumentNullException.ThrowIfNull(closes);
        ArgumentNullException.ThrowIfNull(adjustedCloses);
        ArgumentOutOfRangeException.ThrowIfNotEqual(closes.Length, sessions.Length, nameof(closes));
        ArgumentOutOfRangeException.ThrowIfNotEqual(adjustedCloses.Length, sessions.Length, nameof(adjustedCloses));
        (_sessions, _closes, _adjusted) = (sessions, closes, adjustedCloses);
    }

    /// <summary>The sessions.</summary>
    public ReadOnlySpan<DateOnly> Sessions => _sessions;

    /// <summary>The close of that session or the one carried to it; null when there is neither.</summary>
    public Mark? PriceAt(int session) => StalePrice.At(_closes, session);

    /// <summary>The close of <paramref name="first"/>, or the first close in the five sessions after it; null when there is none, or the series lacks that session.</summary>
    public decimal? FirstCloseFrom(DateOnly first)
    {
        var start = Array.BinarySearch(_sessions, first);
        for (var session = start; session >= 0 && session < _closes.Length && session <= start + StalePrice.MaximumSessions; session++)
        {
            if (_closes[session] is { } close and > 0)
            {
                return close;
            }
        }

        return null;
    }

    /// <summary>
    /// The annual volatility of the last <see cref="RealisedWindow"/> returns up to that session: their sample standard deviation × √252, simple returns
    /// on adjusted closes, missing ones passed over. Null when there are fewer, or the price never moved.
    /// </summary>
    public double? RealisedVolatility(int session)
    {
        Span<double> returns = stackalloc double[RealisedWindow];
        var count = 0;
        double? later = null;
        for (var index = session; index >= 0 && count < RealisedWindow; index--)
        {
            if (_adjusted[index] is not { } price || !(price > 0))
            {
                continue;
            }

            if (later is { } next)
            {
                returns[count++] = next / price - 1;
            }

            later = price;
        }

        return count == RealisedWindow && SampleStatistics.AnnualVolatility(returns) is > 0 and var volatility ? volatility : null;
    }
}
