using App.Core.Operations;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Operations;

public sealed class SqliteRequestCountsTests(SqliteFixture fixture) : RequestCountsContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresRequestCountsTests(PostgresFixture fixture) : RequestCountsContract(fixture), IClassFixture<PostgresFixture>;

public abstract class RequestCountsContract(DatabaseFixture fixture)
{
    private static readonly RateLimitOptions Options = new() { RequestsPerMinute = 100, RequestsPerHour = 250 };

    private readonly TestDatabase _database = fixture.Database;
    private readonly ManualTime _time = new(TestTimes.Now);
    private readonly string _subject = RateSubject.Of(TestIds.Next());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TakeAsync_ThousandsAtOnce_LetsThroughTheLimitOfAMinute_AndAgainWhenItIsOver()
    {
        using var counts = Node();

        (await PassedAsync(counts, 1_000)).ShouldBe(100);

        var refusal = (await counts.TakeAsync(_subject, Token))!.Value;
        refusal.Limit.ShouldBe(Options.RequestsOfAMinute);
        _time.Advance(refusal.Wait - TimeSpan.FromTicks(1));
        (await counts.TakeAsync(_subject, Token)).ShouldNotBeNull();
        _time.Advance(TimeSpan.FromTicks(1));
        (await counts.TakeAsync(_subject, Token)).ShouldBeNull();
        (await counts.TakeAsync(RateSubject.Of(TestIds.Next()), Token)).ShouldBeNull();
    }

    [Fact]
    public async Task TakeAsync_MinuteAfterMinute_EndsAtTheLimitOfAnHour()
    {
        using var counts = Node();
        var passed = 0;
        for (var minute = 0; minute < 5; minute++)
        {
            passed += await PassedAsync(counts, 100);
            _time.Advance(TimeSpan.FromMinutes(2));
        }

        passed.ShouldBe(250);
        var refusal = (await counts.TakeAsync(_subject, Token))!.Value;
        refusal.Limit.ShouldBe(Options.RequestsOfAnHour);
        refusal.Wait.ShouldBe(Options.RequestsOfAnHour.EndOf(Options.RequestsOfAnHour.PieceAt(TestTimes.Now)) - _time.GetUtcNow());
    }

    [Fact]
    public async Task TakeAsync_AfterARestart_GoesOnWhereTheLastWritingLeftIt()
    {
        using (var before = Node())
        {
            (await PassedAsync(before, 60)).ShouldBe(60);
            await before.SyncAsync(Token);
            (await PassedAsync(before, 10)).ShouldBe(10);
        }

        // What came after the last writing is forgotten by a process that is killed, and nothing else.
        using var after = Node();
        (await PassedAsync(after, 100)).ShouldBe(40);
    }

    [Fact]
    public async Task SyncAsync_OnTwoNodes_SharesWhatEachHasCounted()
    {
        await using var other = _database.Again(_time);
        using var first = Node();
        using var second = Node(other);
        (await PassedAsync(first, 60)).ShouldBe(60);
        (await PassedAsync(second, 30)).ShouldBe(30);

        await first.SyncAsync(Token);
        await second.SyncAsync(Token);
        await first.SyncAsync(Token);

        (await PassedAsync(first, 100)).ShouldBe(10);
        await first.SyncAsync(Token);
        await second.SyncAsync(Token);
        (await PassedAsync(second, 100)).ShouldBe(0);
        (await StoredAsync()).ShouldBe(100);
    }

    [Fact]
    public async Task SyncAsync_AgainAndAgain_WritesEachRequestOnce()
    {
        using var counts = Node();
        for (var i = 0; i < 10; i++)
        {
            await PassedAsync(counts, 5);
            await counts.SyncAsync(Token);
            await counts.SyncAsync(Token);
            _time.Advance(TimeSpan.FromSeconds(3));
        }

        (await StoredAsync()).ShouldBe(50);
        (await PassedAsync(counts, 100)).ShouldBe(50);
    }

    [Fact]
    public async Task TakeAsync_DatabaseThatFails_LetsPassAndKeepsCounting()
    {
        var buckets = new FailingBuckets(_database.Get<IRateBuckets>()) { Fails = true };
        using var counts = new RequestCounts(Options, buckets, _time);

        (await PassedAsync(counts, 200)).ShouldBe(100);
        await Should.ThrowAsync<TimeoutException>(() => counts.SyncAsync(Token));
        buckets.Fails = false;
        await counts.SyncAsync(Token);

        (await StoredAsync()).ShouldBe(100);
    }

    [Fact]
    public async Task TakeAsync_DatabaseThatDoesNotAnswer_WaitsASecondAtMost()
    {
        var time = new ManualTime(TestTimes.Now) { SkipsWaits = true };
        using var counts = new RequestCounts(Options, new FailingBuckets(_database.Get<IRateBuckets>()) { Hangs = true }, time);

        (await counts.TakeAsync(_subject, Token)).ShouldBeNull();

        time.Skipped.ShouldBe([TimeSpan.FromSeconds(1)]);
    }

    [Fact]
    public async Task TakeAsync_MoreUsersThanAreKept_ForgetsWhoWasNotSeenForTheLongest()
    {
        using var counts = new RequestCounts(new RateLimitOptions { UsersInMemory = 100, RequestsPerMinute = 10 }, _database.Get<IRateBuckets>(), _time);
        for (var i = 0; i < 10; i++)
        {
            await counts.TakeAsync(_subject, Token);
        }

        await counts.SyncAsync(Token);
        for (var i = 0; i < 500; i++)
        {
            await counts.TakeAsync($"{_subject}-{i}", Token);
        }

        counts.Users.ShouldBe(100);

        // What was written of who was forgotten is read again.
        (await counts.TakeAsync(_subject, Token)).ShouldNotBeNull();
        _time.Advance(TimeSpan.FromHours(2));
        await counts.SyncAsync(Token);
        counts.Users.ShouldBe(0);
    }

    [Fact]
    public async Task ForgetAsync_WhatWasNotWritten_IsNotWritten()
    {
        using var counts = Node();
        await PassedAsync(counts, 5);

        await counts.ForgetAsync(_subject, Token);
        await counts.SyncAsync(Token);

        (await StoredAsync()).ShouldBe(0);
        counts.Users.ShouldBe(0);
    }

    [Fact]
    public async Task TakeAsync_WhenNotEnabled_CountsNothing()
    {
        using var counts = new RequestCounts(new RateLimitOptions { Enabled = false, RequestsPerMinute = 10 }, new FailingBuckets(_database.Get<IRateBuckets>()) { Fails = true }, _time);

        (await PassedAsync(counts, 100)).ShouldBe(100);
    }

    private RequestCounts Node(TestDatabase? database = null) => new(Options, (database ?? _database).Get<IRateBuckets>(), _time);

    private async Task<int> PassedAsync(RequestCounts counts, int requests) =>
        (await Task.WhenAll(Enumerable.Range(0, requests).Select(_ => Task.Run(async () => await counts.TakeAsync(_subject, Token), Token)))).Count(refusal => refusal is null);

    private async Task<int> StoredAsync()
    {
        await using var db = _database.NewContext();
        return await db.RateBuckets.Where(row => row.Policy == "requests_hour" && row.Subject == _subject).SumAsync(row => row.Count, Token);
    }
}
