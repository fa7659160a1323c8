using App.Core.Calculations;
using App.Data.Providers;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations.Faults;

public sealed class SqliteManyNodesTests() : ManyNodesContract(DatabaseProvider.Sqlite);

public sealed class PostgresManyNodesTests() : ManyNodesContract(DatabaseProvider.Postgres);

/// <summary>Nodes with connections of their own that ask for the same session at the same time. With processes: E2E/Faults.</summary>
public abstract class ManyNodesContract(DatabaseProvider provider)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public async Task EndOfDay_AskedByManyAtOnce_IsDoneOnce(int nodes)
    {
        await using var bench = await FaultBench.CreateAsync(provider, 6, Token);
        await bench.CalculateAsync(bench.Engine(), isBatch: true, Token);
        var whole = await bench.ReadAsync(Token);

        for (var round = 1; round <= FaultCounts.Of(2, 20); round++)
        {
            await bench.ResetAsync(Token);
            var databases = Enumerable.Range(0, nodes).Select(_ => bench.Database.Again()).ToList();
            var asked = await Task.WhenAll(databases.Select(database => Task.Run(() => AskAsync(bench.Engine(database)), Token)));
            asked.Distinct().ShouldHaveSingleItem();
            await Task.WhenAll(databases.Select((database, node) => Task.Run(() => WorkAsync(bench.Engine(database), $"node{node}"), Token)));

            (await bench.ReadAsync(Token)).DifferenceFrom(whole).ShouldBeNull($"round {round}");
            await using (var db = bench.Database.NewContext())
            {
                (await db.Runs.AllAsync(run => run.Attempt == 1 && run.Fence == 1, Token)).ShouldBeTrue("each was taken once");
            }

            foreach (var database in databases)
            {
                await database.DisposeAsync();
            }
        }
    }

    private static async Task<Guid> AskAsync(CalculationEngine engine) => (await engine.StartDay.HandleAsync(new EndOfDayRequest(), Token)).Value.Id;

    // As a node does: what others prepare is looked for again.
    private static async Task WorkAsync(CalculationEngine engine, string node)
    {
        var days = engine.Database.Get<IEndOfDayStore>();
        while (await days.ActiveAsync(Token) is not null)
        {
            if (!await engine.WorkDay.HandleAsync(node, _ => { }, Token))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Token);
            }
        }
    }
}
