using App.Core.Calculations;
using App.Core.Market;
using App.Core.Operations;
using App.Data.Providers;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using UnitTests.Accounts;
using Xunit;

namespace UnitTests.Operations;

public sealed class SqliteAlertStoreTests() : AlertStoreContract(DatabaseProvider.Sqlite);

public sealed class PostgresAlertStoreTests() : AlertStoreContract(DatabaseProvider.Postgres);

/// <summary>Each test has a database of its own: what is counted is everybody's.</summary>
public abstract class AlertStoreContract(DatabaseProvider provider) : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = TestTimes.Now;
    private static readonly AlertFinding Slow = new(AlertRules.RunIsSlow, 130, 120, "It is slow.");
    private static readonly AlertFinding Fails = new(AlertRules.RunsFail, 0.5, 0.1, "They fail.");

    private TestDatabase _database = default!;
    private IAlertStore _alerts = default!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(provider, Token);
        _alerts = _database.Get<IAlertStore>();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task ApplyAsync_FoundKeptAndOver_IsOneAlertThatEnds()
    {
        var raised = await _alerts.ApplyAsync([Slow], Now, Token);
        (raised.Raised.ShouldHaveSingleItem().Rule, raised.Open).ShouldBe((AlertRules.RunIsSlow, 1));
        var kept = await _alerts.ApplyAsync([Slow with { Value = 150, Message = "Slower still." }, Fails], Now.AddMinutes(1), Token);
        (kept.Raised.ShouldHaveSingleItem().Rule, kept.Open).ShouldBe((AlertRules.RunsFail, 2));

        var slow = (await _alerts.ListAsync(true, 10, 0, Token)).Items.Single(each => each.Alert.Rule == AlertRules.RunIsSlow).Alert;
        (slow.Value, slow.Message, slow.RaisedAt, slow.LastSeenAt).ShouldBe((150, "Slower still.", Now, Now.AddMinutes(1)));

        var over = await _alerts.ApplyAsync([], Now.AddMinutes(2), Token);
        (over.Resolved.Count, over.Open).ShouldBe((2, 0));
        (await _alerts.ApplyAsync([], Now.AddMinutes(3), Token)).Resolved.ShouldBeEmpty();
        (await _alerts.ApplyAsync([Slow], Now.AddMinutes(4), Token)).Raised.Count.ShouldBe(1);
        var all = await _alerts.ListAsync(false, 10, 0, Token);
        all.Total.ShouldBe(3);
        all.Items[0].Alert.ResolvedAt.ShouldBeNull();
        all.Items[1].Alert.ResolvedAt.ShouldBe(Now.AddMinutes(2));
    }

    [Fact]
    public async Task ApplyAsync_ByManyNodesAtOnce_RaisesOne()
    {
        await using var other = _database.Again();
        IAlertStore[] nodes = [_alerts, other.Get<IAlertStore>()];

        var changes = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => nodes[i % 2].ApplyAsync([Slow, Fails], Now, Token), Token)));

        changes.Sum(change => change.Raised.Count).ShouldBe(2);
        (await _alerts.ListAsync(true, 10, 0, Token)).Total.ShouldBe(2);
    }

    [Fact]
    public async Task AcknowledgeAsync_OnceAndAgain_KeepsWhoWasFirstAndIsTold()
    {
        var operated = new OperatedDatabase(_database);
        var (one, other) = (await operated.OperatorAsync(Token), await operated.OperatorAsync(Token));
        var alert = (await _alerts.ApplyAsync([Slow], Now, Token)).Raised[0];

        using (Actor.Begin(new Actor(one, null, ActorChannel.Page, null)))
        {
            (await _alerts.AcknowledgeAsync(alert.Id, one, Now.AddMinutes(1), Token)).ShouldBeTrue();
            (await _alerts.AcknowledgeAsync(alert.Id, other, Now.AddMinutes(2), Token)).ShouldBeTrue();
            (await _alerts.AcknowledgeAsync(TestIds.Next(), one, Now, Token)).ShouldBeFalse();
        }

        var listed = (await _alerts.ListAsync(true, 10, 0, Token)).Items.ShouldHaveSingleItem();
        (listed.Alert.AcknowledgedBy, listed.Alert.AcknowledgedAt, listed.Alert.ResolvedAt).ShouldBe((one, Now.AddMinutes(1), (DateTimeOffset?)null));
        listed.AcknowledgedBy.ShouldNotBeNull();
        await using var db = _database.NewContext();
        (await db.AuditEntries.Select(entry => entry.Action).ToListAsync(Token)).ShouldBe(["alert.acknowledged"]);
    }

    [Fact]
    public async Task FactsAsync_CountWhatIsOfTheHour()
    {
        var operated = new OperatedDatabase(_database);
        var user = await operated.UserAsync(row => row.CreatedAt = Now.AddDays(-3), Token);
        await operated.UserAsync(row => row.CreatedAt = Now.AddMinutes(-30), Token);
        await operated.UserAsync(row => row.CreatedAt = Now.AddHours(-5), Token);
        await operated.UserAsync(row => row.CreatedAt = Now.AddDays(-16), Token);
        await operated.RunAsync(await operated.PortfolioAsync(user, 1, Token), RunStatus.Failed, Now.AddMinutes(-20), Token, TimeSpan.FromSeconds(90));
        await operated.RunAsync(await operated.PortfolioAsync(user, 1, Token), RunStatus.Completed, Now.AddMinutes(-20), Token);
        await operated.RunAsync(await operated.PortfolioAsync(user, 1, Token), RunStatus.Failed, Now.AddHours(-2), Token, TimeSpan.FromHours(0.5));
        await operated.RunAsync(await operated.PortfolioAsync(user, 1, Token), RunStatus.Cancelled, Now.AddMinutes(-20), Token, TimeSpan.FromMinutes(10));

        var facts = await _alerts.FactsAsync(Now, null, Token);
        facts.ShouldBe(new AlertFacts(2, 1, TimeSpan.FromSeconds(90), 1, 2, 1 / 14.0, null));

        await operated.RunAsync(await operated.PortfolioAsync(user, 1, Token), RunStatus.Running, Now.AddMinutes(-3), Token);
        (await _alerts.FactsAsync(Now, null, Token)).LongestRun.ShouldBe(TimeSpan.FromMinutes(3));
    }

    [Fact]
    public async Task FactsAsync_Night_IsOfTheSessionAndOnlyWhereThereWasSomethingToCalculate()
    {
        var operated = new OperatedDatabase(_database);
        var due = (TestTimes.Session, Now.AddHours(-3));
        (await _alerts.FactsAsync(Now, due, Token)).Night.ShouldBeNull();
        await operated.PortfolioAsync(await operated.UserAsync(_ => { }, Token), 1, Token);
        await using (var db = _database.NewContext())
        {
            await db.Database.ExecuteSqlAsync($"UPDATE portfolios SET created_at = '2026-11-20 10:00:00'", Token);
        }

        (await _alerts.FactsAsync(Now, due, Token)).Night.ShouldBe(new NightFacts(TestTimes.Session, false, false, due.Item2, Now));
        await AddDayAsync(RunStatus.Failed, Now.AddHours(-2));
        (await _alerts.FactsAsync(Now, due, Token)).Night.ShouldBe(new NightFacts(TestTimes.Session, false, true, due.Item2, Now));
        await AddDayAsync(RunStatus.CompletedWithWarnings, Now.AddHours(-1));
        (await _alerts.FactsAsync(Now, due, Token)).Night.ShouldBe(new NightFacts(TestTimes.Session, true, false, due.Item2, Now));
    }

    [Fact]
    public async Task CheckAlerts_NightNeverBegun_IsLateAndThenOver()
    {
        var operated = new OperatedDatabase(_database);
        await operated.PortfolioAsync(await operated.UserAsync(_ => { }, Token), 1, Token);
        var time = new ManualTime(new DateTimeOffset(2026, 11, 23, 23, 44, 0, TimeSpan.Zero));
        var check = new CheckAlerts(_alerts, TradingCalendar.Nyse, new CalculationOptions(), new AlertOptions(), time);
        await using (var db = _database.NewContext())
        {
            await db.Database.ExecuteSqlAsync($"UPDATE portfolios SET created_at = '2026-11-20 10:00:00'", Token);
        }

        (await check.HandleAsync(Token)).Open.ShouldBe(0);
        time.Advance(TimeSpan.FromMinutes(2));
        (await check.HandleAsync(Token)).Raised.ShouldHaveSingleItem().Rule.ShouldBe(AlertRules.NightLate);
        await AddDayAsync(RunStatus.Completed, time.GetUtcNow(), new DateOnly(2026, 11, 23));
        (await check.HandleAsync(Token)).Resolved.ShouldHaveSingleItem();
        (await new CheckAlerts(_alerts, TradingCalendar.Nyse, new CalculationOptions { NightlyTime = null }, new AlertOptions(), time).HandleAsync(Token)).Open.ShouldBe(0);
    }

    private async Task AddDayAsync(RunStatus status, DateTimeOffset createdAt, DateOnly? session = null)
    {
        await using var db = _database.NewContext();
        db.EndOfDays.Add(new EndOfDay { Id = TestIds.Next(), Session = session ?? TestTimes.Session, Status = status, Progress = RunSteps.EndOfDay(createdAt), CreatedAt = createdAt });
        await db.SaveChangesAsync(Token);
    }
}
