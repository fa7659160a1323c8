using App.Core.Calculations;
using App.Core.Operations;
using App.Data.Providers;
using App.Testing;
using Shouldly;
using UnitTests.Accounts;
using Xunit;

namespace UnitTests.Operations;

public sealed class SqliteMetricsTests() : MetricsContract(DatabaseProvider.Sqlite);

public sealed class PostgresMetricsTests() : MetricsContract(DatabaseProvider.Postgres);

/// <summary>Counts as they are stored, and what is told of them.</summary>
public abstract class MetricsContract(DatabaseProvider provider) : IAsyncLifetime
{
    private static readonly DateTimeOffset Hour = new(2026, 11, 20, 21, 0, 0, TimeSpan.Zero);

    private TestDatabase _database = default!;
    private IHourlyCountStore _counts = default!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(provider, Token);
        _counts = _database.Get<IHourlyCountStore>();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task AddAsync_ByManyNodesAtOnce_AddsUp()
    {
        await using var other = _database.Again();
        IHourlyCountStore[] nodes = [_counts, other.Get<IHourlyCountStore>()];

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(
            () => nodes[i % 2].AddAsync([Of("a", Hour, 2), Of("b", Hour, 1), Of("a", Hour.AddHours(1), 5)], Token), Token)));

        var hours = await _counts.HoursAsync(["a", "b"], Hour, Hour.AddHours(2), Token);
        hours.Select(count => (count.Name, count.Hour, count.Count)).ShouldBe([("a", Hour, 40), ("b", Hour, 20), ("a", Hour.AddHours(1), 100)]);
        (await _counts.SumsAsync(Hour, Hour.AddHours(2), Token)).ShouldBe(new Dictionary<string, long> { ["a"] = 140, ["b"] = 20 }, ignoreOrder: true);
        (await _counts.SumsAsync(Hour.AddMinutes(1), Hour.AddHours(1), Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task RemoveAsync_RemovesWhatIsOlder()
    {
        await _counts.AddAsync([Of("a", Hour, 1), Of("a", Hour.AddHours(-1), 1)], Token);

        (await _counts.RemoveAsync(Hour, Token)).ShouldBe(1);
        (await _counts.SumsAsync(Hour.AddDays(-1), Hour.AddDays(1), Token)).ShouldBe(new Dictionary<string, long> { ["a"] = 1 });
    }

    [Fact]
    public async Task GetMetrics_ByTheHour_TellsEveryHourAndTheErrorsAgainstBefore()
    {
        await _counts.AddAsync(
            [
                Of(ActivityNames.Registrations, Hour, 3), Of(ActivityNames.ImportsRefused, Hour.AddHours(-1), 2), Of("error.ERR_POS_005", Hour, 3), Of("error.ERR_CSV_001", Hour.AddHours(-1), 1),
                Of("error.ERR_POS_005", Hour.AddHours(-4), 2), Of("error.ERR_POS_005", Hour.AddHours(-7), 50),
            ],
            Token);
        var operated = new OperatedDatabase(_database);
        var user = await operated.UserAsync(_ => { }, Token);
        for (var i = 1; i <= 20; i++)
        {
            await operated.RunAsync(await operated.PortfolioAsync(user, 0, Token), i == 1 ? RunStatus.Failed : RunStatus.Completed, Hour.AddMinutes(1), Token, TimeSpan.FromSeconds(i));
        }

        await operated.RunAsync(await operated.PortfolioAsync(user, 0, Token), RunStatus.Cancelled, Hour.AddMinutes(1), Token, TimeSpan.FromSeconds(1000));

        var metrics = (await Metrics().HandleAsync(Hour.AddHours(-2).AddMinutes(5), Hour.AddMinutes(5), MetricBucket.Hour, Token)).Value;

        (metrics.From, metrics.To).ShouldBe((Hour.AddHours(-2), Hour.AddHours(1)));
        metrics.Points.Select(point => (point.From, point.Registrations, point.ImportsRefused, point.Runs)).ShouldBe([(Hour.AddHours(-2), 0, 0, 0), (Hour.AddHours(-1), 0, 2, 0), (Hour, 3, 0, 20)]);
        (metrics.Points[2].MedianSeconds, metrics.Points[2].P95Seconds, metrics.Points[1].MedianSeconds).ShouldBe((10, 19, null));
        (metrics.MedianSeconds, metrics.P95Seconds).ShouldBe((10, 19));
        metrics.Errors.ShouldBe([new ErrorFrequency("ERR_POS_005", 3, 0.75, 2), new ErrorFrequency("ERR_CSV_001", 1, 0.25, 0)]);
        (metrics.Errors[0].Change, metrics.Errors[1].Change).ShouldBe((0.5, null));
    }

    [Theory]
    [InlineData(0, MetricBucket.Hour)]
    [InlineData(-1, MetricBucket.Day)]
    [InlineData(31 * 24 + 1, MetricBucket.Hour)]
    [InlineData(400 * 24 + 1, MetricBucket.Day)]
    public async Task GetMetrics_OfAStretchThatIsNone_IsRefused(int hours, MetricBucket bucket) =>
        (await Metrics().HandleAsync(Hour, Hour.AddHours(hours), bucket, Token)).Error.Code.ShouldBe("ERR_REQUEST_001");

    [Fact]
    public async Task FinishAsync_FailedRun_IsCountedByItsCode()
    {
        var operated = new OperatedDatabase(_database);
        var user = await operated.UserAsync(_ => { }, Token);
        await operated.RunAsync(await operated.PortfolioAsync(user, 0, Token), RunStatus.Failed, TestTimes.Now, Token);
        await operated.RunAsync(await operated.PortfolioAsync(user, 0, Token), RunStatus.Completed, TestTimes.Now, Token);

        await _database.Get<ActivityCounter>().FlushAsync(Token);

        var now = TimeProvider.System.GetUtcNow();
        (await _counts.SumsAsync(now.AddDays(-1), now.AddDays(1), Token)).ShouldBe(new Dictionary<string, long> { ["error.ERR_BATCH_002"] = 1 });
    }

    [Fact]
    public async Task Installation_TellsDatabaseNodesAndFailures()
    {
        var installation = _database.Get<IInstallation>();
        var operated = new OperatedDatabase(_database);
        var user = await operated.UserAsync(_ => { }, Token);
        await operated.RunAsync(await operated.PortfolioAsync(user, 0, Token), RunStatus.Failed, TestTimes.Now, Token);
        await operated.RunAsync(await operated.PortfolioAsync(user, 0, Token), RunStatus.Completed, TestTimes.Now.AddMinutes(1), Token);

        var database = await installation.DatabaseAsync(Token);
        database.Provider.ShouldBe(provider == DatabaseProvider.Sqlite ? "SQLite" : "PostgreSQL");
        (database.Version.Length > 0 && database.Bytes > 100_000).ShouldBeTrue($"{database}");
        (await installation.NodesAsync(TestTimes.Now.AddDays(-1), Token)).ShouldBe([new SeenNode("node", TestTimes.Now.AddMinutes(1).AddSeconds(2))]);
        (await installation.FailedRunsAsync(TestTimes.Now.AddDays(-1), Token)).ShouldBe(1);
        (await installation.FailedRunsAsync(TestTimes.Now.AddDays(1), Token)).ShouldBe(0);
    }

    private GetMetrics Metrics() => new(_counts, _database.Get<IRunTimes>());

    private static HourlyCount Of(string name, DateTimeOffset hour, long count) => new() { Name = name, Hour = hour, Count = count };
}
