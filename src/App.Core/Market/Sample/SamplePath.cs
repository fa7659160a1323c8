namespace App.Core.Market.Sample;

/// <summary>The closes of one security, stepped outward from its level on the reference session.</summary>
/// <remarks>
/// A day's log return is Σ loading × factor plus the security's own noise, which like the factors reverts slowly to 0, and of which one day in
/// fifty is 2.5 times as large (news). It is held within ±0.4, under the 50 % at which a bar counts as suspect. Each step uses only IEEE
/// additions, multiplications and divisions, so a price does not depend on the range asked for nor on the machine.
/// </remarks>
internal sealed class SamplePath
{
    private const double LargestMove = .4;
    private const double NewsShare = .02;
    private const double NewsScale = 2.5;

    // Makes the noise, news included, have variance 1: 1/√(1 − .02 + .02 × 2.5²).
    private const double NoiseScale = 0.95130299;

    private readonly SampleSecurity _security;
    private readonly ulong _noise;
    private readonly ulong _news;
    private readonly double _daily;
    private readonly (int Factor, double Loading)[] _loadings;
    private readonly int _cycle;
    private readonly double _keep;
    private double _own;

    private SamplePath(SampleSecurity security)
    {
        _security = security;
        _noise = security.Seed;
        _news = SampleNoise.Derive(security.Seed, 3);
        _daily = security.OwnVolatility * SampleSecurity.PerRootSession * NoiseScale;
        _loadings = [.. security.Loadings.Select((loading, factor) => (factor, loading)).Where(pair => pair.loading != 0)];
        _cycle = SampleDividends.CycleOf(security);
        _keep = SampleDividends.Keep(security);
    }

    /// <summary>The unrounded closes of the sessions from index <paramref name="first"/> to <paramref name="last"/>.</summary>
    public static double[] Closes(SampleSecurity security, int first, int last)
    {
        var closes = new double[last - first + 1];
        if (security.IsCash)
        {
            Array.Fill(closes, security.Level);
            return closes;
        }

        new SamplePath(security).Forward(first, last, closes);
        new SamplePath(security).Backward(first, last, closes);
        return closes;
    }

    private void Forward(int first, int last, double[] closes)
    {
        var sessions = TradingCalendar.Nyse.All;
        var price = _security.Level;
        for (var session = SampleSecurity.ReferenceSession; session <= last; session++)
        {
            if (session > SampleSecurity.ReferenceSession)
            {
                var own = Noise(sessions[session].DayNumber) - SampleSecurity.Reversion * _own;
                _own += own;
                price *= Growth(session, own);
            }

            Store(closes, session - first, price);
        }
    }

    private void Backward(int first, int last, double[] closes)
    {
        var sessions = TradingCalendar.Nyse.All;
        var price = _security.Level;
        for (var session = SampleSecurity.ReferenceSession; session > first; session--)
        {
            var own = Noise(sessions[session].DayNumber) + SampleSecurity.Reversion * _own;
            _own -= own;
            price /= Growth(session, own);
            Store(closes, session - 1 - first, price);
        }
    }

    private static void Store(double[] closes, int index, double price)
    {
        if ((uint)index < (uint)closes.Length)
        {
            closes[index] = price;
        }
    }

    private double Noise(int day)
    {
        var noise = _daily * SampleNoise.Normal(_noise, day);
        return SampleNoise.Uniform(_news, day) < NewsShare ? NewsScale * noise : noise;
    }

    private double Growth(int session, double own)
    {
        var factors = SampleFactors.Nyse.Of(session);
        var move = own;
        foreach (var (factor, loading) in _loadings)
        {
            move += loading * factors[factor];
        }

        var growth = SampleNoise.Exp(Math.Clamp(move, -LargestMove, LargestMove));
        return SampleDividends.IsExDay(session, _cycle) ? growth * _keep : growth;
    }
}
