using App.Data.Providers;
using App.Testing;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Faults.Batches;

/// <summary>A node that calculates answers when it is asked how it is.</summary>
public sealed class HealthTests(BatchTemplates templates)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Health_WhileBatchesGoOn_IsGood(DatabaseProvider provider)
    {
        var template = await templates.OfAsync(provider);
        await using var database = await template.CopyAsync(withPrices: true, Cancelled);
        await using var node = await AppProcess.StartAsync(new AppOptions { ConnectionString = database.Options.ConnectionString, Settings = CommandProcess.Settings }, Cancelled);
        await using var live = await HealthWatch.StartAsync(node.Address, "/health/live", Cancelled);
        await using var ready = await HealthWatch.StartAsync(node.Address, "/health/ready", Cancelled);
        for (var batch = 0; batch < FaultCounts.Of(2, 10); batch++)
        {
            await database.ForgetResultsAsync(keepsPrices: true, Cancelled);
            await database.AskForBatchAsync(Cancelled);
            await database.UntilAsync(db => db.IsBatchOverAsync(Cancelled), () => node.Log, Cancelled);
            (await StoredResults.ReadAsync(database, Cancelled)).DifferenceFrom(template.Whole).ShouldBeNull();
        }

        await live.ShouldHaveBeenGoodAsync(provider.ToString());
        await ready.ShouldHaveBeenGoodAsync(provider.ToString());
    }
}
