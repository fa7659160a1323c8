using System.Diagnostics;
using App.Core.Market;
using App.Data.Providers;
using Microsoft.Extensions.DependencyInjection;

namespace App.Benchmarks;

/// <summary>Ten years of 500 symbols stored and loaded by the product, against the same rows by code written for this table alone.</summary>
internal static class PricesBenchmark
{
    private const int Symbols = 500;
    private const int SymbolsPerSlice = 8;
    private const int WritePairs = 3;
    private const int ReadPairs = 5;
    private const double WriteBound = 2.0;
    private const double ReadBound = 1.25;

    private static readonly DateOnly[] Sessions = [.. TradingCalendar.Nyse.Sessions(new DateOnly(2015, 1, 2), new DateOnly(2026, 11, 20)).ToArray()[^2_520..]];

    /// <summary>Measures both databases, or the one named: sqlite, postgres.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        Console.WriteLine($"{Symbols} symbols × {Sessions.Length:N0} sessions, {Environment.ProcessorCount} processors");
        return await BenchmarkDatabase.OnEachAsync(args, options => options.Provider is DatabaseProvider.Sqlite
            ? CompareAsync("SQLite", options, new PricesByHandSqlite(options.ConnectionString))
            : CompareAsync("PostgreSQL", options, new PricesByHandPostgres(options.ConnectionString))) ? 0 : 1;
    }

    private static async Task<bool> CompareAsync(string name, DatabaseOptions options, IPricesByHand byHand)
    {
        await using var services = await BenchmarkDatabase.ServicesAsync(options);
        var (store, prices) = (services.GetRequiredService<IMarketDataStore>(), services.GetRequiredService<IPriceStore>());
        var slices = Slices();
        var symbols = slices.SelectMany(slice => slice.Select(bar => bar.Symbol)).Distinct().ToArray();

        // What the product stored last is what both read.
        var written = await PairsAsync(
            WritePairs, 1, byHand.ClearAsync, () => WriteAllAsync(slices, byHand.WriteAsync), () => WriteAllAsync(slices, slice => StoreAsync(store, slice)));
        var held = Report($"{name}, stored", written, WriteBound);
        foreach (var (span, sessions) in new[] { ("ten years", Sessions.Length), ("one year", 252) })
        {
            var (from, to) = (Sessions[^sessions], Sessions[^1]);
            var read = await PairsAsync(
                ReadPairs,
                2,
                () => Task.CompletedTask,
                async () => Expect(await byHand.ReadAsync(symbols, from, to), Symbols * sessions),
                async () => Expect((await prices.LoadAsync(symbols, from, to, CancellationToken.None)).Values.Sum(series => series.Dates.Length), Symbols * sessions));
            held &= Report($"{name}, {span} loaded", read, ReadBound);
        }

        return held;
    }

    private static async Task WriteAllAsync(List<PriceBar[]> slices, Func<PriceBar[], Task> write)
    {
        foreach (var slice in slices)
        {
            await write(slice);
        }
    }

    // As the collecting does it: the symbols are taken, stored with their entries and given up.
    private static async Task StoreAsync(IMarketDataStore store, PriceBar[] bars)
    {
        var bySymbol = bars.ToLookup(bar => bar.Symbol);
        var now = TimeProvider.System.GetUtcNow();
        var taken = await store.TakeAsync([.. bySymbol.Select(group => group.Key)], "benchmark", now, now.AddMinutes(5), CancellationToken.None);
        Expect((await store.StoreAsync(
            "benchmark", [.. taken.Values.Select(entry => new SecurityUpdate(entry) { Bars = [.. bySymbol[entry.Symbol]], Releases = true })], CancellationToken.None)).Count, taken.Count);
    }

    private static List<PriceBar[]> Slices() =>
        [.. Enumerable.Range(0, Symbols).Chunk(SymbolsPerSlice).Select(slice => slice.SelectMany(Bars).ToArray())];

    private static IEnumerable<PriceBar> Bars(int symbol)
    {
        var random = new Random(symbol);
        var close = 20 + random.Next(40_000) / 100m;
        foreach (var session in Sessions)
        {
            close = Math.Max(1m, Math.Round(close * (1 + ((decimal)random.NextDouble() - 0.5m) / 25), 2));
            yield return PriceBar.From($"SYM{symbol:000}", new DailyBar(session, close, close + 0.5m, close - 0.25m, close, close, 1_000_000 + random.Next(9_000_000)), (double)close * 0.9);
        }
    }

    private static async Task<(double Product, double ByHand)> PairsAsync(int pairs, int warmUp, Func<Task> before, Func<Task> byHand, Func<Task> product)
    {
        List<double> baseline = [], subject = [];
        for (var round = -warmUp; round < pairs; round++)
        {
            var b = await TimeAsync(before, byHand);
            var a = await TimeAsync(before, product);
            if (round >= 0)
            {
                baseline.Add(b);
                subject.Add(a);
            }
        }

        return (Median(subject), Median(baseline));
    }

    private static async Task<double> TimeAsync(Func<Task> before, Func<Task> work)
    {
        await before();
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static bool Report(string what, (double Product, double ByHand) times, double bound)
    {
        var ratio = times.Product / times.ByHand;
        Console.WriteLine($"{what,-32} product {times.Product,9:0} ms   by hand {times.ByHand,9:0} ms   ratio {ratio:0.00}   (bound {bound:0.##})");
        return ratio <= bound;
    }

    private static void Expect(int count, int expected)
    {
        if (count != expected)
        {
            throw new InvalidOperationException($"{count} instead of {expected}: the two ways did not do the same work.");
        }
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
