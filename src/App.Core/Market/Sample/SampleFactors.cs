namespace App.Core.Market.Sample;

/// <summary>The daily log returns of the factors on every session of the calendar; made once, about 2 MB.</summary>
/// <remarks>
/// A factor's level reverts slowly to its trend (a time constant of <see cref="SampleSecurity.ReversionSessions"/> sessions), so that decades of prices
/// stay plausible; over a year the effect is nothing. Levels are 0 on the reference session and are stepped outward from it, which makes a return
/// independent of what was asked before. Volatility comes in calm and troubled stretches (random knots every 21 and every 189 sessions), and
/// three days in a hundred are 2.2 times as wild; over the whole calendar each factor has its stated volatility.
/// </remarks>
internal sealed class SampleFactors
{
    /// <summary>How many factors there are.</summary>
    public static readonly int Count = (int)SampleFactor.FirstSector + SampleSectors.Count;

    private const int ShortKnots = 21;
    private const int LongKnots = 189;
    private const double WildShare = .03;
    private const double WildScale = 2.2;

    private static readonly Lazy<SampleFactors> Shared = new(() => new SampleFactors());

    private readonly double[] _returns;

    private SampleFactors()
    {
        var sessions = TradingCalendar.Nyse.All;
        _returns = new double[sessions.Length * Count];
        var climate = Climate(sessions);
        for (var factor = 0; factor < Count; factor++)
        {
            Fill(factor, sessions, climate);
        }
    }

    /// <summary>The factors of the New York sessions.</summary>
    public static SampleFactors Nyse => Shared.Value;

    /// <summary>The log returns of all factors from the session before to that of index <paramref name="session"/>.</summary>
    public ReadOnlySpan<double> Of(int session) => _returns.AsSpan(session * Count, Count);

    private static (double Volatility, double Drift) Terms(int factor) => (SampleFactor)factor switch
    {
        SampleFactor.Equity => (.16, .068),
        SampleFactor.Rates => (.135, .03),
        SampleFactor.Value or SampleFactor.Momentum => (.08, 0),
        SampleFactor.Quality => (.04, 0),
        SampleFactor.Size => (.09, 0),
        SampleFactor.LowVolatility => (.05, 0),
        SampleFactor.Credit => (.035, .005),
        SampleFactor.Commodities => (.14, .01),
        SampleFactor.Gold => (.14, .04),
        SampleFactor.Crypto => (.48, .06),
        SampleFactor.Foreign => (.08, -.01),
        _ => (SampleSectors.VolatilityOf((SampleSector)(factor - (int)SampleFactor.FirstSector)), 0),
    };

    private void Fill(int factor, ReadOnlySpan<DateOnly> sessions, double[] climate)
    {
        var (volatility, drift) = Terms(factor);
        var seed = SampleNoise.Seed($"factor:{factor}");
        var daily = volatility * SampleSecurity.PerRootSession;
        var trend = drift / SampleSecurity.SessionsPerYear;
        var reference = SampleSecurity.ReferenceSession;
        double Move(int session, ReadOnlySpan<DateOnly> days) => daily * climate[session] * SampleNoise.Normal(seed, days[session].DayNumber);

        var level = 0.0;
        for (var session = reference + 1; session < sessions.Length; session++)
        {
            var change = Move(session, sessions) - SampleSecurity.Reversion * level;
            level += change;
            _returns[session * Count + factor] = trend + change;
        }

        level = 0.0;
        for (var session = reference; session > 0; session--)
        {
            var change = Move(session, sessions) + SampleSecurity.Reversion * level;
            level -= change;
            _returns[session * Count + factor] = trend + change;
        }
    }

    private static double[] Climate(ReadOnlySpan<DateOnly> sessions)
    {
        var (shortSeed, longSeed, wildSeed) = (SampleNoise.Seed("climate:short"), SampleNoise.Seed("climate:long"), SampleNoise.Seed("climate:wild"));
        var climate = new double[sessions.Length];
        var sumOfSquares = 0.0;
        for (var session = 0; session < climate.Length; session++)
        {
            var mood = .45 + .5 * Knotted(shortSeed, session, ShortKnots) + .6 * Knotted(longSeed, session, LongKnots);
            climate[session] = SampleNoise.Uniform(wildSeed, sessions[session].DayNumber) < WildShare ? WildScale * mood : mood;
            sumOfSquares += climate[session] * climate[session];
        }

        var scale = 1 / Math.Sqrt(sumOfSquares / climate.Length);
        for (var session = 0; session < climate.Length; session++)
        {
            climate[session] *= scale;
        }

        return climate;
    }

    private static double Knotted(ulong seed, int session, int spacing)
    {
        var (knot, offset) = Math.DivRem(session, spacing);
        var share = (double)offset / spacing;
        return (1 - share) * SampleNoise.Uniform(seed, knot) + share * SampleNoise.Uniform(seed, knot + 1);
    }
}
