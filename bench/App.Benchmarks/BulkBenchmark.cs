using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using App.Core.Batches;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Data.Providers;
using Microsoft.Extensions.DependencyInjection;

namespace App.Benchmarks;

/// <summary>Bulk calls from their JSON to their report, and what writes the rows of one against code written for these two tables alone.</summary>
internal static class BulkBenchmark
{
    private const int Rows = 10_000;
    private const int WarmUp = 3;
    private const int Rounds = 11;
    private const double Bound = .9;

    private static readonly (int Items, double Milliseconds)[] Targets = [(100, 50), (500, 150), (Rows, 1_500)];
    private static readonly TimeOrderedIds Ids = new(TimeProvider.System);

    /// <summary>Measures both databases, or the one named: sqlite, postgres.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        Console.WriteLine($"{Rounds} rounds after {WarmUp}, {Environment.ProcessorCount} processors");
        return await BenchmarkDatabase.OnEachAsync(args, options => options.Provider is DatabaseProvider.Sqlite
            ? MeasureAsync("SQLite", options, new HandWrittenSqlite(options.ConnectionString))
            : MeasureAsync("PostgreSQL", options, new HandWrittenPostgres(options.ConnectionString))) ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(string name, DatabaseOptions options, IHandWritten byHand)
    {
        await using var services = await BenchmarkDatabase.ServicesAsync(options);
        var owner = await BenchmarkDatabase.AddOwnerAsync(services, Ids.Next());
        Console.WriteLine(name);
        var holds = true;
        foreach (var (items, most) in Targets)
        {
            var body = BodyOf(items);
            List<(double Milliseconds, long Bytes)> calls = [];
            for (var round = -WarmUp; round < Rounds; round++)
            {
                var call = await CallAsync(services, owner, body);
                if (round >= 0)
                {
                    calls.Add(call);
                }
            }

            var (took, bytes) = (Median(calls.ConvertAll(call => call.Milliseconds)), Median(calls.ConvertAll(call => (double)call.Bytes)) / items * 100 / 1024 / 1024);
            holds &= took <= most && bytes < 10;
            Console.WriteLine($"  call of {items,6}   {took,9:0.0} ms (target {most:0}), {bytes:0.00} MB allocated per 100 items (target 10)");
        }

        return holds & await CompareAsync(services, owner, byHand);
    }

    private static async Task<(double Milliseconds, long Bytes)> CallAsync(ServiceProvider services, Guid owner, byte[] body)
    {
        var portfolio = BenchmarkBook.Portfolio(Ids, owner);
        await services.GetRequiredService<IPortfolioStore>().AddAsync([new NewPortfolio(portfolio, [], null)], CancellationToken.None);
        var write = new BulkWritePositions(
            services.GetRequiredService<IPortfolioStore>(), services.GetRequiredService<IPositionBulkStore>(), services.GetRequiredService<IUnitOfWork>(), Ids, TimeProvider.System);
        GC.Collect();
        var (start, before) = (Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes(precise: true));
        using var document = JsonDocument.Parse(body);
        var report = (await write.HandleAsync(owner, portfolio.Id, document.RootElement, new BulkMeter(TimeProvider.System), CancellationToken.None)).Value;
        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return report.Inserted == report.Total ? (took, GC.GetTotalAllocatedBytes(precise: true) - before) : throw new InvalidOperationException("Not everything was written.");
    }

    private static async Task<bool> CompareAsync(ServiceProvider services, Guid owner, IHandWritten byHand)
    {
        var (store, unit, portfolios) = (services.GetRequiredService<IPositionBulkStore>(), services.GetRequiredService<IUnitOfWork>(), services.GetRequiredService<IPortfolioStore>());
        List<double> engine = [];
        List<double> baseline = [];
        for (var round = -WarmUp; round < Rounds; round++)
        {
            var a = await TimeAsync(owner, (portfolio, positions) => unit.TogetherAsync(
                async token =>
                {
                    await portfolios.AddAsync([new NewPortfolio(portfolio, [], null)], token);
                    foreach (var batch in positions.Select((position, index) => new BulkRow<Position>(index, position.LotKey, position)).Chunk(BulkTerms.LargestBatch))
                    {
                        await store.InsertAsync(batch, replaces: false, token);
                    }

                    return true;
                },
                CancellationToken.None));
            var b = await TimeAsync(owner, byHand.AddAsync);
            if (round >= 0)
            {
                engine.Add(a);
                baseline.Add(b);
            }
        }

        var ratio = Median(baseline) / Median(engine);
        Console.WriteLine($"  engine         {Median(engine),9:0.0} ms for {Rows:N0} rows; hand-written {Median(baseline):0.0} ms; {ratio:0.00} × its speed (bound {Bound:0.0})");
        return ratio >= Bound;
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

    private static byte[] BodyOf(int items) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["operation"] = "create",
        ["batch_size"] = BulkTerms.LargestBatch,
        ["items"] = new JsonArray([.. Enumerable.Range(0, items).Select(i => new JsonObject { ["symbol"] = $"S{i}", ["quantity"] = 1 + i, ["entry_price"] = 100.25, ["entry_date"] = "2024-01-16" })]),
    });

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
