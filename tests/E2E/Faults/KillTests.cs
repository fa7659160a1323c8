using System.Globalization;
using System.Text.Json.Nodes;
using App.Core.Market;
using App.Data.Providers;
using E2E.Harness;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace E2E.Faults;

/// <summary>The process is killed with SIGKILL while a run goes on. Afterwards everything is there once and right.</summary>
public sealed class KillTests
{
    // Each is waited for in the database itself; {0} snapshots are there when all are. One row of the result is enough.
    private static readonly (string Name, string Condition)[] Moments =
    [
        ("as soon as it is asked for", "SELECT 1"),
        ("when a node has taken it", "SELECT 1 FROM calculation_runs WHERE portfolio_id = $id AND status = 'Running'"),
        ("at the first claim", "SELECT 1 FROM portfolio_snapshots WHERE portfolio_id = $id"),
        ("at the first snapshot", "SELECT 1 FROM portfolio_snapshots WHERE portfolio_id = $id AND is_complete"),
        ("at a tenth", "SELECT 1 WHERE (SELECT count(*) FROM portfolio_snapshots WHERE portfolio_id = $id) > {0} * 0.1"),
        ("at three tenths", "SELECT 1 WHERE (SELECT count(*) FROM portfolio_snapshots WHERE portfolio_id = $id) > {0} * 0.3"),
        ("at half", "SELECT 1 WHERE (SELECT count(*) FROM portfolio_snapshots WHERE portfolio_id = $id) > {0} * 0.5"),
        ("at eight tenths", "SELECT 1 WHERE (SELECT count(*) FROM portfolio_snapshots WHERE portfolio_id = $id) > {0} * 0.8"),
        ("at the last claim", "SELECT 1 WHERE (SELECT count(*) FROM portfolio_snapshots WHERE portfolio_id = $id) = {0}"),
        ("when the values are stored", "SELECT 1 FROM position_values WHERE portfolio_id = $id"),
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_KilledAtTenMoments_LeavesOneSnapshotPerSessionAndTheRightEquity()
    {
        SqliteNative.Initialize();
        await using var app = await AppProcess.StartAsync(
            new AppOptions { Settings = new Dictionary<string, string> { ["Calculation:Lease"] = "00:00:02" } }, Cancelled);
        using var client = await ApiClient.RegisteredAsync(app.Address, Cancelled);
        var unbroken = await ImportAsync(client, "Unbroken");
        await client.CalculatedAsync(unbroken, Cancelled);
        var expected = await SnapshotsAsync(client, unbroken);
        expected.Count.ShouldBeGreaterThan(200);

        var interrupted = 0;
        foreach (var (name, condition) in Moments)
        {
            var portfolio = await ImportAsync(client, $"Killed {name}");
            await client.PostAsync($"portfolios/{portfolio}/calculate", (JsonNode?)null, Cancelled);
            await UntilAsync(app, string.Format(CultureInfo.InvariantCulture, condition, expected.Count), portfolio);
            await app.KillAsync(Cancelled);
            interrupted += Scalar(app, "SELECT count(*) FROM calculation_runs WHERE portfolio_id = $id AND status IN ('Pending', 'Running')", portfolio) == 1 ? 1 : 0;

            await app.StartAgainAsync(Cancelled);
            var run = await client.EndOfRunAsync(portfolio, Cancelled);

            ((string)run["status"]!).ShouldBe("completed", $"{name}: {run}");
            var snapshots = await SnapshotsAsync(client, portfolio);
            snapshots.ShouldBe(expected, name);
            Scalar(app, "SELECT count(*) FROM portfolio_snapshots WHERE portfolio_id = $id AND NOT is_complete", portfolio).ShouldBe(0, name);
            Scalar(app, "SELECT count(*) FROM position_values WHERE portfolio_id = $id", portfolio).ShouldBe(50, name);
            var shown = (await client.GetAsync($"portfolios/{portfolio}", Cancelled)).Body;
            ((decimal)shown["net_asset_value"]!).ShouldBe(snapshots[^1].Equity, name);
        }

        // A moment that comes too late proves nothing: nearly all have to have hit a run that was going.
        interrupted.ShouldBeGreaterThanOrEqualTo(8);
    }

    [Fact]
    public async Task Calculate_AskedEightTimesAtOnce_GivesOneRun()
    {
        await using var app = await AppProcess.StartAsync(cancellationToken: Cancelled);
        using var client = await ApiClient.RegisteredAsync(app.Address, Cancelled);
        var portfolio = await ImportAsync(client, "Eight");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.PostAsync($"portfolios/{portfolio}/calculate", (JsonNode?)null, Cancelled)));

        var accepted = answers.Where(answer => (int)answer.Status == 202).ToList();
        var runId = (string)accepted.ShouldHaveSingleItem().Body["run_id"]!;
        var refused = answers.Except(accepted).ToList();
        refused.ShouldAllBe(answer => (int)answer.Status == 409 && (string)answer.Body["code"]! == "ERR_BATCH_005");
        refused.ShouldAllBe(answer => (string)answer.Body["details"]!["run_id"]! == runId);
        ((string)(await client.EndOfRunAsync(portfolio, Cancelled))["status"]!).ShouldBe("completed");
        var sessions = (await SnapshotsAsync(client, portfolio)).Select(snapshot => snapshot.Date).ToList();
        sessions.ShouldBe(sessions.Distinct());
    }

    [Fact]
    public async Task Stop_WhileARunGoes_GivesItBackAndTheNextStartFinishesItAtOnce()
    {
        SqliteNative.Initialize();
        await using var app = await AppProcess.StartAsync(cancellationToken: Cancelled);
        using var client = await ApiClient.RegisteredAsync(app.Address, Cancelled);
        var portfolio = await ImportAsync(client, "Stopped");
        await client.PostAsync($"portfolios/{portfolio}/calculate", (JsonNode?)null, Cancelled);
        await UntilAsync(app, "SELECT 1 FROM portfolio_snapshots WHERE portfolio_id = $id AND is_complete", portfolio);

        (await app.StopAsync(Cancelled)).ShouldBe(0);

        Scalar(app, "SELECT count(*) FROM calculation_runs WHERE portfolio_id = $id AND status = 'Pending'", portfolio).ShouldBe(1);
        await app.StartAgainAsync(Cancelled);
        var run = await client.EndOfRunAsync(portfolio, Cancelled);
        ((string)run["status"]!).ShouldBe("completed");
        ((int)run["attempt"]!).ShouldBe(1);
    }

    private static async Task<string> ImportAsync(ApiClient client, string account)
    {
        // Long enough a chain that there is time to be killed in.
        var anchor = TradingCalendar.Nyse.SessionOnOrBefore(TradingCalendar.NewYorkDate(TimeProvider.System.GetUtcNow()).AddDays(-600));
        return await client.CreatedPortfolioAsync(
            new PortfolioUpload { Csv = Books.Fifty(), AccountName = account, EquityAsOf = anchor.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) }, Cancelled);
    }

    private static async Task<IReadOnlyList<(string Date, decimal Equity)>> SnapshotsAsync(ApiClient client, string portfolio)
    {
        var answer = await client.GetAsync($"portfolios/{portfolio}/analytics/snapshots", Cancelled);
        return [.. answer.Body["snapshots"]!.AsArray().Select(snapshot => ((string)snapshot!["date"]!, (decimal)snapshot["equity"]!))];
    }

    private static async Task UntilAsync(AppProcess app, string condition, string portfolio)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        await using var connection = Open(app);
        while (Scalar(connection, condition, portfolio) is null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, patience.Token);
        }
    }

    private static long? Scalar(AppProcess app, string sql, string portfolio)
    {
        using var connection = Open(app);
        return Scalar(connection, sql, portfolio);
    }

    private static long? Scalar(SqliteConnection connection, string sql, string portfolio)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own statements.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$id", portfolio.ToUpperInvariant());
        return (long?)command.ExecuteScalar();
    }

    private static SqliteConnection Open(AppProcess app)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(app.DataFolder, "ballast.db")};Pooling=False");
        connection.Open();
        return connection;
    }
}
