using App.Core.Market;
using App.Data;
using App.Data.Providers;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace UnitTests.Providers;

/// <summary>Prices stored by the version before come through the migration that turns adjusted closes into an index.</summary>
public sealed class MarketHistoryMigrationTests
{
    private const string Before = "ColumnMappings";
    private const string After = "MarketHistory";

    private static readonly DateOnly Day = new(2026, 11, 2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Migrate_UpAndDown_KeepsThePrices(DatabaseProvider provider)
    {
        var folder = Directory.CreateTempSubdirectory("ballast-").FullName;
        var options = new DatabaseOptions(provider, provider == DatabaseProvider.Sqlite
            ? TestDatabase.ConnectionStringOf(folder) + ";Pooling=False"
            : await SharedPostgres.CreateEmptyDatabaseAsync(Token));
        await using (var services = TestDatabase.ServicesFor(options, TimeProvider.System))
        {
            await MigrateAsync(services, Before);
            await ExecuteAsync(services, "INSERT INTO securities (symbol, is_sample, prices_from, prices_to, profiled_at) VALUES ('AAA', false, '2026-10-01', '2026-11-03', '2026-11-03 10:00:00'), ('NONE', false, NULL, NULL, NULL)");
            await ExecuteAsync(services, "INSERT INTO price_bars (symbol, date, open, high, low, close, adjusted_close, volume) VALUES ('AAA', '2026-11-02', '1.0', '2.5', '0.5', '2.25', '2.2500001', 7), ('AAA', '2026-11-03', '1', '3', '1', '3.0', '3', 8)");

            await MigrateAsync(services, After);

            // What reads them is of the newest version.
            await MigrateAsync(services, null);
            var series = (await services.GetRequiredService<IPriceStore>().LoadAsync(["AAA"], Day, Day.AddDays(1), Token))["AAA"];
            series.Dates.ShouldBe([Day, Day.AddDays(1)]);
            series.Closes.ShouldBe([2.25m, 3.0m]);
            series.TotalReturnIndex.ShouldBe([2.2500001, 3]);
            var entries = await services.GetRequiredService<IPriceStore>().SecuritiesAsync(["AAA", "NONE"], Token);
            (entries["AAA"].Bars, entries["AAA"].FirstBar, entries["AAA"].LastBar, entries["AAA"].ProfiledAt).ShouldBe((2, Day, Day.AddDays(1), null));
            (entries["NONE"].Bars, entries["NONE"].FirstBar).ShouldBe((0, null));
            await MigrateAsync(services, Before);
            await MigrateAsync(services, null);
            (await services.GetRequiredService<IPriceStore>().LoadAsync(["AAA"], Day, Day.AddDays(1), Token))["AAA"].TotalReturnIndex.ShouldBe([2.2500001, 3]);
        }

        if (provider == DatabaseProvider.Postgres)
        {
            await SharedPostgres.DropDatabaseAsync(options.ConnectionString);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task MigrateAsync(ServiceProvider services, string? target)
    {
        await using var db = services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContext();
        await db.GetService<IMigrator>().MigrateAsync(target, Token);
    }

    private static async Task ExecuteAsync(ServiceProvider services, string sql)
    {
        await using var db = services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContext();
        await db.Database.ExecuteSqlRawAsync(sql, Token);
    }
}
