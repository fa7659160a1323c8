using App.Core.Calculations;
using App.Data;
using App.Data.Providers;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UnitTests.Providers;
using Xunit;

namespace UnitTests.Calculations;

/// <summary>Two nodes whose PostgreSQL server goes and comes: they find each other again by themselves.</summary>
public sealed class PostgresRunFeedRestartTests(PostgresRestartTests.OwnServer own) : IClassFixture<PostgresRestartTests.OwnServer>, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ServiceProvider _services = TestDatabase.ServicesFor((own ?? throw new ArgumentNullException(nameof(own))).Database, TimeProvider.System);
    private readonly List<FeedNode> _nodes = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IRunStore Runs => _services.GetRequiredService<IRunStore>();

    public async ValueTask InitializeAsync()
    {
        for (var i = 0; i < 2; i++)
        {
            var node = new FeedNode(own.Database, _services.GetRequiredService<Database>());
            node.Start();
            _nodes.Add(node);
        }

        await FeedNode.UntilListeningAsync(own.Database, nodes: 2, Token);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        await _services.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Server_StoppedAndStartedAgain_NoticesArriveAgain(bool crash)
    {
        var claim = await HeldRunAsync();
        var seen = new SemaphoreSlim(0);
        using var watcher = Watch(claim, seen);
        await SaveAsync(claim);
        (await seen.WaitAsync(Patience, Token)).ShouldBeTrue("before the stop");

        await StopAsync(crash);

        // Said while nobody can hear it: told when the server is back, or found when its watchers read again.
        _nodes[0].Feed.Stored(claim.Run.Id);
        await own.Server.RestartAsync(Token);
        (await seen.WaitAsync(Patience, Token)).ShouldBeTrue("what was said while the server was away");

        await FeedNode.UntilListeningAsync(own.Database, nodes: 2, Token);
        await DrainAsync(seen);
        await SaveAsync(claim);
        (await seen.WaitAsync(TimeSpan.FromSeconds(5), Token)).ShouldBeTrue("after the start");
    }

    [Fact]
    public async Task Listener_CutOff_ReadsWhatItMissed()
    {
        var claim = await HeldRunAsync();
        var seen = new SemaphoreSlim(0);
        using var watcher = Watch(claim, seen);

        // A change that no notice tells of.
        await Runs.FinishAsync(claim, RunBuilder.Completed(), TestTimes.Now, Token);
        (await seen.WaitAsync(TimeSpan.FromMilliseconds(500), Token)).ShouldBeFalse();
        await FeedNode.ExecuteAsync(
            own.Database,
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'ballast run feed'",
            Token);

        (await seen.WaitAsync(Patience, Token)).ShouldBeTrue();
    }

    [Fact]
    public async Task Listener_IdleForSeconds_StillHears()
    {
        var claim = await HeldRunAsync();
        var seen = new SemaphoreSlim(0);
        using var watcher = Watch(claim, seen);
        var before = await ListenersAsync();

        await Task.Delay(TimeSpan.FromSeconds(2.5), TimeProvider.System, Token);
        await SaveAsync(claim);

        (await seen.WaitAsync(Patience, Token)).ShouldBeTrue();
        (await ListenersAsync()).ShouldBe(before, "the connections were made anew");
    }

    private async Task<RunClaim> HeldRunAsync()
    {
        await using var db = _services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContext();
        var owner = await TestDatabase.AddUserAsync(db, Token);
        var portfolio = new PortfolioBuilder { OwnerId = owner }.Build();
        await _services.GetRequiredService<App.Core.Portfolios.IPortfolioStore>().AddAsync(portfolio, [], null, Token);
        var run = new RunBuilder { PortfolioId = portfolio.Id }.Build();
        await Runs.AddAsync(run, Token);
        return (await Runs.TryClaimAsync(run.Id, "node", TestTimes.Now, TestTimes.Now, Token)).ShouldNotBeNull();
    }

    private IDisposable Watch(RunClaim claim, SemaphoreSlim seen) => _nodes[1].Feed.Subscribe(claim.Run.Id, _ =>
    {
        seen.Release();
        return Task.CompletedTask;
    });

    private async Task SaveAsync(RunClaim claim)
    {
        (await Runs.SaveProgressAsync(claim, claim.Run.Progress, TestTimes.Now, Token)).ShouldBeTrue();
        _nodes[0].Feed.Stored(claim.Run.Id);
    }

    private Task<long?> ListenersAsync() => FeedNode.ExecuteAsync(
        own.Database, "SELECT sum(pid) FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN ballast_runs'", Token);

    private async Task StopAsync(bool crash)
    {
        if (crash)
        {
            own.Server.StopImmediately();
        }
        else
        {
            await own.Server.StopAsync(Token);
        }
    }

    private static async Task DrainAsync(SemaphoreSlim seen)
    {
        while (await seen.WaitAsync(TimeSpan.FromMilliseconds(500), Token))
        {
        }
    }
}
