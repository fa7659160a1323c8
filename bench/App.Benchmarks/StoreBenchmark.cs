using System.Diagnostics;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Data;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace App.Benchmarks;

/// <summary>A portfolio with 10 000 positions stored by the product, against the same rows stored by code written for these two tables alone.</summary>
internal static class StoreBenchmark
{
    private const int Rows = 10_000;
    private const int WarmUp = 5;
    private const int Pairs = 15;
    private const double Bound = 2.0;
    private static readonly TimeOrderedIds Ids = new(TimeProvider.System);

    /// <summary>Measures both databases, or the one named: sqlite, postgres.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        Console.WriteLine($"{Rows:N0} positions and their portfolio in one transaction, {Pairs} pairs after {WarmUp}, {Environment.ProcessorCount} processors");
        return await BenchmarkDatabase.OnEachAsync(args, options => options.Provider is DatabaseProvider.Sqlite
            ? CompareAsync("SQLite, prepared insert", options, new HandWrittenSqlite(options.ConnectionString))
            : CompareAsync("PostgreSQL, binary COPY", options, new HandWrittenPostgres(options.ConnectionString))) ? 0 : 1;
    }

    private static async Task<bool> CompareAsync(string name, DatabaseOptions options, IHandWritten byHand)
    {
        await using var services = await BenchmarkDatabase.ServicesAsync(options);
        var owner = await BenchmarkDatabase.AddOwnerAsync(services, Ids.Next());
        var store = services.GetRequiredService<IPortfolioStore>();

        var (product, baseline) = (new List<double>(), new List<double>());
        for (var round = -WarmUp; round < Pairs; round++)
        {
            var a = await TimeAsync(owner, (portfolio, positions) => store.AddAsync(portfolio, positions, null, CancellationToken.None));
            var b = await TimeAsync(owner, byHand.AddAsync);
            if (round >= 0)
            {
                product.Add(a);
                baseline.Add(b);
            }
        }

        await AssertSameRowsAsync(services, 2 * (WarmUp + Pairs));
        var ratio = Median(product) / Median(baseline);
        Console.WriteLine(name);
        Console.WriteLine($"  product        {Median(product),9:0.0} ms  ({product.Min():0.0} to {product.Max():0.0})");
        Console.WriteLine($"  hand-written   {Median(baseline),9:0.0} ms  ({baseline.Min():0.0} to {baseline.Max():0.0})");
        Console.WriteLine($"  ratio          {ratio,9:0.00}     (bound {Bound:0.0})");
        return ratio <= Bound;
    }

    private static async Task<double> TimeAsync(Guid owner, Func<Portfolio, List<Position>, Task> store)
    {
        var portfolio = BenchmarkBook.Portfolio(Ids, owner);
        var positions = BenchmarkBook.Positions(Ids, portfolio.Id, Rows);
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        await store(portfolio, positions);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    // Both ways must have written what reads back the same, or the comparison is of different work.
    private static async Task AssertSameRowsAsync(ServiceProvider services, int portfolios)
    {
        await using var db = services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContext();
        var counts = await db.Positions.GroupBy(position => position.PortfolioId).Select(group => group.Count()).ToListAsync();
        var samples = await db.Positions.AsNoTracking().Where(position => position.Ordinal < 10).OrderBy(position => position.Ordinal).ToListAsync();
        var kinds = samples.GroupBy(position => position.Ordinal).Select(group => group.DistinctBy(BenchmarkBook.Identity).Count());
        if (counts.Count != portfolios || counts.Any(count => count != Rows) || kinds.Any(distinct => distinct != 1))
        {
            throw new InvalidOperationException("The two ways did not store the same rows.");
        }
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
