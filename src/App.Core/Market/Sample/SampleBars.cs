namespace App.Core.Market.Sample;

/// <summary>Turns a security's closes into bars: cents, open, high, low, adjusted close and volume.</summary>
/// <remarks>
/// The open lies about a third of the way from the last close to this one; high and low reach beyond open and close by part of a day's usual
/// move. Funds priced once a day have one price and volume 0. Prices are whole cents, at least one; adjusted closes have six decimals.
/// </remarks>
internal static class SampleBars
{
    private const double OpenShare = .35;
    private const double Reach = .35;

    /// <summary>The bars of the sessions from index <paramref name="first"/> to <paramref name="last"/>.</summary>
    public static DailyBar[] Of(SampleSecurity security, int first, int last)
    {
        var sessions = TradingCalendar.Nyse.All;
        var before = Math.Max(first - 1, 0);
        var closes = SamplePath.Closes(security, before, last);
        var (cycle, keep) = (SampleDividends.CycleOf(security), SampleDividends.Keep(security));
        var shape = new Shape(security);
        var bars = new DailyBar[last - first + 1];
        for (var session = first; session <= last; session++)
        {
            var close = closes[session - before];
            var cents = Cents(close);
            var adjusted = Decimals(cents * .01 * SampleDividends.AdjustmentAt(session, cycle, keep), 1e6, 6);
            bars[session - first] = shape.Bar(sessions[session], closes[Math.Max(session - 1, before) - before], close, adjusted);
        }

        return bars;
    }

    private static long Cents(double price) => Math.Max(1, (long)(price * 100 + .5));

    private static decimal Decimals(double value, double scale, byte places) => Fixed((long)(value * scale + .5), places);

    private static decimal Fixed(long units, byte places) => new((int)units, (int)(units >> 32), 0, false, places);

    private sealed class Shape(SampleSecurity security)
    {
        private readonly ulong _open = SampleNoise.Derive(security.Seed, 4);
        private readonly ulong _high = SampleNoise.Derive(security.Seed, 5);
        private readonly ulong _low = SampleNoise.Derive(security.Seed, 6);
        private readonly ulong _volume = SampleNoise.Derive(security.Seed, 7);
        private readonly double _usual = UsualMove(security);
        private readonly double _shares = SharesPerDay(security);

        public DailyBar Bar(DateOnly date, double last, double close, decimal adjusted)
        {
            var closeCents = Cents(close);
            var price = Fixed(closeCents, 2);
            if (security.IsPricedOnce)
            {
                return new DailyBar(date, price, price, price, price, adjusted, 0);
            }

            var day = date.DayNumber;
            var move = close / last - 1;
            var open = last * (1 + OpenShare * move + .25 * _usual * SampleNoise.Normal(_open, day));
            var high = Math.Max(open, close) * (1 + Reach * _usual * Math.Abs(SampleNoise.Normal(_high, day)));
            var low = Math.Min(open, close) * (1 - Reach * _usual * Math.Abs(SampleNoise.Normal(_low, day)));
            var busy = .6 + .5 * SampleNoise.Uniform(_volume, day) + .3 * Math.Min(Math.Abs(move) / _usual, 6);
            return new DailyBar(date, Fixed(Cents(open), 2), Fixed(Cents(high), 2), Fixed(Cents(low), 2), price, adjusted, (long)(_shares * busy) + 100);
        }

        /// <summary>A usual day's move from the security's own noise and its share of the market, a little short for what other factors add.</summary>
        private static double UsualMove(SampleSecurity security)
        {
            var market = security.IsCash ? 0 : .16 * security.Loadings[(int)SampleFactor.Equity];
            return Math.Max(.001, SampleSecurity.PerRootSession * Math.Sqrt(security.OwnVolatility * security.OwnVolatility + market * market));
        }

        /// <summary>Ten million to about two billion dollars a day, by the letters of the symbol.</summary>
        private static double SharesPerDay(SampleSecurity security)
        {
            var size = SampleNoise.Uniform(SampleNoise.Derive(security.Seed, 8), 0);
            return 1e7 * (1 + 200 * size * size * size) / security.Level;
        }
    }
}
