using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Core.Risk;
using App.Core.Risk.Analytics;

namespace App.Benchmarks;

/// <summary>
/// The analytics of a book of many positions over a year of returns, each and all together, how they grow with the book, and against numpy for the same figures of the same data
/// (Debian's python3-numpy and libopenblas0-pthread).
/// </summary>
internal static class RiskBenchmark
{
    private const int Sessions = 252;
    private const int Rounds = 15;
    private const double Bound = 3;

    private static readonly DateOnly Session = new(2026, 6, 30);
    private static readonly decimal Equity = 10_000_000;

    /// <summary>Measures books of 25, 500 and 5 000 positions, or of those named. The bound is for 500.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var held = true;
        foreach (var positions in args.Length == 0 ? [25, 500, 5_000] : args.Select(text => int.Parse(text, CultureInfo.InvariantCulture)))
        {
            held &= await MeasureAsync(positions) || positions != 500;
        }

        return held ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(int positions)
    {
        var (returns, holdings) = Book(positions);
        var analytics = AnalyticSet.Standard.Risk.Append(AnalyticSet.Standard.Sectors).ToList();
        var times = analytics.ToDictionary(analytic => analytic.Id, _ => new List<double>());
        List<double> whole = [], written = [];
        var size = 0;
        for (var round = -5; round < Rounds; round++)
        {
            // New for each round: the factors are fitted when first asked for.
            var data = new RiskData(Session, Equity, holdings, returns, RiskSettings.Standard);
            List<RiskResult> results = [];
            var start = Stopwatch.GetTimestamp();
            foreach (var analytic in analytics)
            {
                var one = Stopwatch.GetTimestamp();
                results.Add(analytic.Compute(data));
                if (round >= 0)
                {
                    times[analytic.Id].Add(Stopwatch.GetElapsedTime(one).TotalMilliseconds);
                }
            }

            var computed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            size = JsonSerializer.SerializeToUtf8Bytes(results).Length;
            if (round >= 0)
            {
                whole.Add(computed);
                written.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds - computed);
            }
        }

        var numpy = await NumpyRisk.RunAsync(new RiskData(Session, Equity, holdings, returns, RiskSettings.Standard), Rounds);
        Console.WriteLine($"{positions:N0} positions × {Sessions} sessions, median of {Rounds}, {Environment.ProcessorCount} processors, ms{(numpy is null ? "; no numpy here: apt-get install python3-numpy libopenblas0-pthread" : string.Empty)}");
        foreach (var (id, each) in times)
        {
            Console.WriteLine($"  {id,-20} {Median(each),9:0.000}{(numpy?.GetValueOrDefault(id) is > 0 and var other ? $"   numpy {other,9:0.000}: {Median(each) / other:0.00} ×" : string.Empty)}");
        }

        Console.WriteLine($"  {"all",-20} {Median(whole),9:0.000}");
        Console.WriteLine($"  {"as JSON",-20} {Median(written),9:0.000}   {size / 1024.0:0} kB");
        if (numpy is null)
        {
            return true;
        }

        var (ours, theirs) = (numpy.Keys.Sum(id => Median(times[id])), numpy.Values.Sum());
        Console.WriteLine($"  {"what numpy does too",-20} {ours,9:0.000}   numpy {theirs,9:0.000}: {ours / theirs:0.00} × (bound {Bound:0} × for 500 positions)");
        return ours / theirs < Bound;
    }

    private static (ReturnTable Returns, List<RiskHolding> Holdings) Book(int positions)
    {
        var random = new Random(7);
        var ids = new TimeOrderedIds(TimeProvider.System);
        DateOnly[] sessions = [.. Enumerable.Range(0, Sessions).Select(day => Session.AddDays((day - Sessions + 1) * 365 / Sessions))];
        var market = Series(random, null, 0.01);
        Dictionary<string, double?[]> series = RiskSettings.Standard.Symbols.ToDictionary(symbol => symbol, symbol => symbol == "SPY" ? market : Series(random, symbol == "TLT" ? null : market, 0.004));
        List<RiskHolding> holdings = [];
        for (var i = 0; i < positions; i++)
        {
            var symbol = string.Create(CultureInfo.InvariantCulture, $"S{i:0000}");
            series[symbol] = Series(random, market, 0.015);
            var value = random.Next(10_000, 40_000) * (i % 7 == 0 ? -1 : 1);
            holdings.Add(new RiskHolding
            {
                PositionId = ids.Next(),
                Symbol = symbol,
                MovesWith = symbol,
                Class = InvestmentClass.Public,
                Sector = GicsSectors.All[i % GicsSectors.All.Count],
                Units = value,
                MarketValue = value,
                DeltaAdjusted = value,
            });
        }

        return (new ReturnTable(sessions, series), holdings);
    }

    private static double?[] Series(Random random, double?[]? market, double noise) =>
        [.. Enumerable.Range(0, Sessions).Select(day => (double?)((market?[day] ?? 0) + noise * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5)))];

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
