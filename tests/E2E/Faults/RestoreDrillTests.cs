using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using App.Data.Providers;
using App.Testing;
using E2E.Harness;
using Microsoft.Data.Sqlite;
using Npgsql;
using Shouldly;
using Xunit;

namespace E2E.Faults;

/// <summary>The disaster drill of the manual: a back-up is taken in the middle of a run, the machine is lost, and the application is started elsewhere on what the back-up holds.</summary>
public sealed class RestoreDrillTests(ITestOutputHelper output)
{
    private const string Half = "SELECT 1 WHERE (SELECT count(*) FROM portfolio_snapshots WHERE portfolio_id = @id) > 100";
    private const string Claim = "INSERT ON portfolio_snapshots";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Backup_TakenInTheMiddleOfARun_IsAllThatIsNeededElsewhere(DatabaseProvider provider)
    {
        var folder = Directory.CreateTempSubdirectory("ballast-drill-").FullName;
        try
        {
            await using var server = provider == DatabaseProvider.Postgres ? await PostgresServer.StartAsync(cancellationToken: Cancelled) : null;
            await using var host = await AppOnDatabase.StartAsync(provider, Cancelled);
            using var client = await ApiClient.RegisteredAsync(host.App.Address, Cancelled);
            var unbroken = await LongChain.ImportAsync(client, "Unbroken");
            await client.CalculatedAsync(unbroken, Cancelled);
            var expected = await LongChain.SnapshotsAsync(client, unbroken);
            var portfolio = await LongChain.ImportAsync(client, "Interrupted");
            await host.HoldAsync(Claim, Half, portfolio, Cancelled);
            await client.PostAsync($"portfolios/{portfolio}/calculate", (JsonNode?)null, Cancelled);
            await host.UntilAsync(Half, portfolio, Cancelled);

            // A write is under way while the copy is made.
            var file = Path.Combine(folder, "backup");
            var took = Stopwatch.StartNew();
            await BackUpAsync(host, provider, file);
            var backedUp = took.Elapsed;
            await host.App.KillAsync(Cancelled);

            took.Restart();
            var restored = await RestoreAsync(server, file, Path.Combine(folder, "elsewhere"));
            await RemoveHoldAsync(provider, restored);
            await using var elsewhere = await AppProcess.StartAsync(new() { ConnectionString = restored, Settings = new Dictionary<string, string> { ["Calculation:Lease"] = "00:00:02" } }, Cancelled);
            var isUp = took.Elapsed;

            await ShouldGoOnAsync(elsewhere, client, portfolio, expected);
            await ShouldBeWholeAsync(restored);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{provider}: back-up of {new FileInfo(file).Length / 1024.0 / 1024.0:0.0} MB in {backedUp.TotalSeconds:0.0} s; restored and ready in {isUp.TotalSeconds:0.0} s; all runs over after {took.Elapsed.TotalSeconds:0.0} s"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ShouldGoOnAsync(AppProcess elsewhere, ApiClient before, string portfolio, IReadOnlyList<(string Date, decimal Equity)> expected)
    {
        // Signed in before the disaster, and signed in still: the keys came along. And anew, by the password.
        using var client = new ApiClient(elsewhere.Address);
        client.Use(before.Token);
        (await client.GetAsync("auth/me", Cancelled)).Status.ShouldBe(HttpStatusCode.OK);
        (await client.PostAsync("auth/login", new JsonObject { ["email"] = before.Email, ["password"] = ApiClient.Password }, Cancelled)).Status.ShouldBe(HttpStatusCode.OK);

        var run = await client.EndOfRunAsync(portfolio, Cancelled);
        ((string)run["status"]!).ShouldBe("completed", run.ToString());
        ((int)run["attempt"]!).ShouldBe(2);
        (await LongChain.SnapshotsAsync(client, portfolio)).ShouldBe(expected);
    }

    private static async Task ShouldBeWholeAsync(string connectionString)
    {
        var verified = await AppCommand.RunAsync(new(), connectionString, Cancelled, "snapshots", "verify");
        verified.ExitCode.ShouldBe(0, verified.Output);
        verified.Output.ShouldContain("2 portfolios, ");
        verified.Output.ShouldContain(" 0 faults.");
        var audit = await AppCommand.RunAsync(new(), connectionString, Cancelled, "audit", "verify");
        (audit.ExitCode == 0 || audit.Output.Contains("“audit” is no command", StringComparison.Ordinal)).ShouldBeTrue(audit.Output);
    }

    private static async Task BackUpAsync(AppOnDatabase host, DatabaseProvider provider, string file)
    {
        if (provider == DatabaseProvider.Sqlite)
        {
            var (exitCode, output) = await host.App.CommandAsync($"backup {file}", Cancelled);
            exitCode.ShouldBe(0, output);
            return;
        }

        await PostgresAsync("pg_dump", host.ConnectionString!, "--format=custom", "--file", file);
    }

    private static async Task<string> RestoreAsync(PostgresServer? server, string file, string folder)
    {
        if (server is null)
        {
            Directory.CreateDirectory(folder);
            File.Copy(file, Path.Combine(folder, "ballast.db"));
            return $"Data Source={Path.Combine(folder, "ballast.db")}";
        }

        var connectionString = await server.CreateDatabaseAsync(cancellationToken: Cancelled);
        await PostgresAsync("pg_restore", connectionString, "--no-owner", "--exit-on-error", "--dbname", new NpgsqlConnectionStringBuilder(connectionString).Database!, file);
        return connectionString;
    }

    // The test's own brake is in the copy too.
    private static async Task RemoveHoldAsync(DatabaseProvider provider, string connectionString)
    {
        await using System.Data.Common.DbConnection connection = provider == DatabaseProvider.Sqlite
            ? new SqliteConnection(connectionString + ";Pooling=False")
            : new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(Cancelled);
        await using var command = connection.CreateCommand();
        command.CommandText = provider == DatabaseProvider.Sqlite ? "DROP TRIGGER hold" : "DROP TRIGGER hold ON portfolio_snapshots; DROP FUNCTION hold();";
        await command.ExecuteNonQueryAsync(Cancelled);
    }

    private static async Task PostgresAsync(string tool, string connectionString, params string[] arguments)
    {
        var target = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(Path.Combine(PostgresServer.BinFolder!, tool)) { RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        (start.Environment["PGHOST"], start.Environment["PGPORT"], start.Environment["PGUSER"], start.Environment["PGDATABASE"]) =
            (target.Host, target.Port.ToString(CultureInfo.InvariantCulture), target.Username, target.Database);
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync(Cancelled);
        await process.WaitForExitAsync(Cancelled);
        process.ExitCode.ShouldBe(0, errors);
    }
}
