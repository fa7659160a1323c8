using System.Globalization;
using System.Text.Json.Nodes;
using App.Data.Providers;
using App.Testing;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Faults;

/// <summary>The process is killed with SIGKILL while a run goes on. Afterwards everything is there once and right.</summary>
public sealed class KillTests
{
    private const string Claim = "INSERT ON portfolio_snapshots", Completion = "UPDATE ON portfolio_snapshots", Progress = "UPDATE ON calculation_runs";

    // Each is waited for in the database itself, which holds the run at the write that comes next; {0} snapshots are there when all are. One row of the
    // result is enough.
    private static readonly (string Name, string Condition, string? Held)[] Moments =
    [
        ("as soon as it is asked for", "SELECT 1", null),
        ("when a node has taken it", "SELECT 1 FROM calculation_runs WHERE portfolio_id = @id AND status = 'Running'", Claim),
        ("at the first claim", "SELECT 1 FROM portfolio_snapshots WHERE portfolio_id = @id", Completion),
        ("at the first snapshot", "SELECT 1 FROM portfolio_snapshots WHERE portfolio_id = @id AND is_complete", Claim),
        ("at a tenth", "SELECT 1 WHERE (SELECT count(*) FROM portfolio_snapshots WHERE portfolio_id = @id) > {0} * 0.1", Claim),
        ("at three tenths", "SELECT 1 WHERE (SELECT count(*) FROM portfolio_snapshots WHERE portfolio_id = @id) > {0} * 0.3", Completion),
        ("at half", "SELECT 1 WHERE (SELECT count(*) FROM portfolio_snapshots WHERE portfolio_id = @id) > {0} * 0.5", Claim),
        ("at eight tenths", "SELECT 1 WHERE (SELECT count(*) FROM portfolio_snapshots WHERE portfolio_id = @id) > {0} * 0.8", Completion),
        ("at the last claim", "SELECT 1 WHERE (SELECT count(*) FROM portfolio_snapshots WHERE portfolio_id = @id) = {0}", Completion),
        ("when the values are stored", "SELECT 1 FROM position_values WHERE portfolio_id = @id", Progress),
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Those that differ most in what the database was doing; all of them with FAULTS.</summary>
    public static TheoryData<DatabaseProvider, int[]> KilledAt => FaultCounts.IsSwitched
        ? new() { { DatabaseProvider.Sqlite, [.. Enumerable.Range(0, Moments.Length)] }, { DatabaseProvider.Postgres, [.. Enumerable.Range(0, Moments.Length)] } }
        : new() { { DatabaseProvider.Sqlite, [0, 4, 9] }, { DatabaseProvider.Postgres, [3, 9] } };

    [Theory]
    [MemberData(nameof(KilledAt))]
    public async Task Run_KilledAtEachMoment_LeavesOneSnapshotPerSessionAndTheRightEquity(DatabaseProvider provider, int[] moments)
    {
        ArgumentNullException.ThrowIfNull(moments);
        await using var host = await AppOnDatabase.StartAsync(provider, Cancelled);
        using var client = await ApiClient.RegisteredAsync(host.App.Address, Cancelled);
        var unbroken = await LongChain.ImportAsync(client, "Unbroken");
        await client.CalculatedAsync(unbroken, Cancelled);
        var expected = await LongChain.SnapshotsAsync(client, unbroken);
        expected.Count.ShouldBeGreaterThan(200);

        foreach (var (name, condition, held) in moments.Select(moment => Moments[moment]))
        {
            var portfolio = await LongChain.ImportAsync(client, $"Killed {name}");
            var reached = string.Format(CultureInfo.InvariantCulture, condition, expected.Count);
            if (held is not null)
            {
                await host.HoldAsync(held, reached, portfolio, Cancelled);
            }

            await client.PostAsync($"portfolios/{portfolio}/calculate", (JsonNode?)null, Cancelled);
            await host.UntilAsync(reached, portfolio, Cancelled);
            await host.App.KillAsync(Cancelled);

            // One that was over already would prove nothing.
            (await host.ScalarAsync("SELECT count(*) FROM calculation_runs WHERE portfolio_id = @id AND status IN ('Pending', 'Running')", portfolio, Cancelled)).ShouldBe(1, name);
            if (held is not null)
            {
                await host.ReleaseAsync(held, portfolio, Cancelled);
            }

            await host.App.StartAgainAsync(Cancelled);
            await ShouldBeWholeAsync(host, client, portfolio, expected, name);
        }
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Calculate_AskedEightTimesAtOnce_GivesOneRun(DatabaseProvider provider)
    {
        await using var host = await AppOnDatabase.StartAsync(provider, Cancelled);
        using var client = await ApiClient.RegisteredAsync(host.App.Address, Cancelled);
        var portfolio = await LongChain.ImportAsync(client, "Eight");

        await ShouldGiveOneRunAsync(portfolio, [.. Enumerable.Repeat(client, 8)]);

        ((string)(await client.EndOfRunAsync(portfolio, Cancelled))["status"]!).ShouldBe("completed");
        var sessions = (await LongChain.SnapshotsAsync(client, portfolio)).Select(snapshot => snapshot.Date).ToList();
        sessions.ShouldBe(sessions.Distinct());
    }

    [Fact]
    public async Task TwoNodes_OfWhichTheOneThatCalculatesIsKilled_FinishTheRunOnTheOther()
    {
        await using var host = await AppOnDatabase.StartAsync(DatabaseProvider.Postgres, Cancelled);
        await using var other = await host.StartSecondNodeAsync(Cancelled);
        using var client = await ApiClient.RegisteredAsync(host.App.Address, Cancelled);
        using var otherClient = new ApiClient(other.Address);
        otherClient.Use(client.Token);
        var unbroken = await LongChain.ImportAsync(client, "Unbroken");
        await client.CalculatedAsync(unbroken, Cancelled);
        var expected = await LongChain.SnapshotsAsync(otherClient, unbroken);

        var portfolio = await LongChain.ImportAsync(otherClient, "Shared");
        var asked = await ShouldGiveOneRunAsync(portfolio, client, otherClient, client, otherClient, client, otherClient);
        await host.UntilAsync("SELECT 1 FROM portfolio_snapshots WHERE portfolio_id = @id AND is_complete", portfolio, Cancelled);

        // The node that took the request began it: asked through the one, it is killed there and ends on the other.
        var (dying, survivor) = asked == client ? (host.App, otherClient) : (other, client);
        await dying.KillAsync(Cancelled);

        await ShouldBeWholeAsync(host, survivor, portfolio, expected, "on the node that was left");
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Stop_WhileARunGoes_GivesItBackAndTheNextStartFinishesItAtOnce(DatabaseProvider provider)
    {
        await using var host = await AppOnDatabase.StartAsync(provider, Cancelled);
        using var client = await ApiClient.RegisteredAsync(host.App.Address, Cancelled);
        var portfolio = await LongChain.ImportAsync(client, "Stopped");
        await client.PostAsync($"portfolios/{portfolio}/calculate", (JsonNode?)null, Cancelled);
        await host.UntilAsync("SELECT 1 FROM portfolio_snapshots WHERE portfolio_id = @id AND is_complete", portfolio, Cancelled);

        (await host.App.StopAsync(Cancelled)).ShouldBe(0);

        (await host.ScalarAsync("SELECT count(*) FROM calculation_runs WHERE portfolio_id = @id AND status = 'Pending'", portfolio, Cancelled)).ShouldBe(1);
        await host.App.StartAgainAsync(Cancelled);
        var run = await client.EndOfRunAsync(portfolio, Cancelled);
        ((string)run["status"]!).ShouldBe("completed");
        ((int)run["attempt"]!).ShouldBe(1);
    }

    private static async Task<ApiClient> ShouldGiveOneRunAsync(string portfolio, params ApiClient[] clients)
    {
        var answers = await Task.WhenAll(clients.Select(
            async client => (Client: client, Answer: await client.PostAsync($"portfolios/{portfolio}/calculate", (JsonNode?)null, Cancelled))));
        var accepted = answers.Where(answer => (int)answer.Answer.Status == 202).ToList();
        var runId = (string)accepted.ShouldHaveSingleItem().Answer.Body["run_id"]!;
        var refused = answers.Except(accepted).Select(answer => answer.Answer).ToList();
        refused.ShouldAllBe(answer => (int)answer.Status == 409 && (string)answer.Body["code"]! == "ERR_BATCH_005");
        refused.ShouldAllBe(answer => (string)answer.Body["details"]!["run_id"]! == runId);
        return accepted[0].Client;
    }

    private static async Task ShouldBeWholeAsync(
        AppOnDatabase host, ApiClient client, string portfolio, IReadOnlyList<(string Date, decimal Equity)> expected, string name)
    {
        var run = await client.EndOfRunAsync(portfolio, Cancelled);
        ((string)run["status"]!).ShouldBe("completed", $"{name}: {run}");
        var snapshots = await LongChain.SnapshotsAsync(client, portfolio);
        snapshots.ShouldBe(expected, name);
        (await host.ScalarAsync("SELECT count(*) FROM portfolio_snapshots WHERE portfolio_id = @id AND NOT is_complete", portfolio, Cancelled)).ShouldBe(0, name);
        (await host.ScalarAsync("SELECT count(*) FROM position_values WHERE portfolio_id = @id", portfolio, Cancelled)).ShouldBe(50, name);
        var shown = (await client.GetAsync($"portfolios/{portfolio}", Cancelled)).Body;
        ((decimal)shown["net_asset_value"]!).ShouldBe(snapshots[^1].Equity, name);
    }
}
