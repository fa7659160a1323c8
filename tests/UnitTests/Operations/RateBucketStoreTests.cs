using App.Core.Operations;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Operations;

public sealed class SqliteRateBucketStoreTests(SqliteFixture fixture) : RateBucketStoreContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresRateBucketStoreTests(PostgresFixture fixture) : RateBucketStoreContract(fixture), IClassFixture<PostgresFixture>;

public abstract class RateBucketStoreContract(DatabaseFixture fixture)
{
    private static readonly RateLimit Hour = new("test_hour", 5, TimeSpan.FromHours(1));

    private readonly TestDatabase _database = fixture.Database;
    private readonly IRateBuckets _buckets = fixture.Database.Get<IRateBuckets>();
    private readonly string _subject = RateSubject.Of(TestIds.Next());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Policies { get; } = [.. new RateLimitOptions().All.Select(limit => limit.Policy)];

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task TakeAsync_UpToTheLimit_ThenRefusesForTheTrueTime_ThenPassesAgain(string policy)
    {
        // With a limit that is reached within a test: what is proved is the edge.
        var limit = new RateLimitOptions().All.Single(each => each.Policy == policy) with { Most = 7 };
        var start = TestTimes.Now;
        for (var i = 1; i <= limit.Most; i++)
        {
            var taken = await _buckets.TakeAsync(limit, _subject, start + (limit.Piece * i), Token);
            (taken.IsTaken, taken.Count).ShouldBe((true, i));
        }

        var now = start + (limit.Piece * 10);
        var refused = await _buckets.TakeAsync(limit, _subject, now, Token);

        (refused.IsTaken, refused.Count).ShouldBe((false, 7));
        refused.Wait.ShouldBe(limit.EndOf(limit.PieceAt(start + limit.Piece)) - now);
        (await _buckets.TakeAsync(limit, _subject, now + refused.Wait!.Value - TimeSpan.FromMilliseconds(1), Token)).IsTaken.ShouldBeFalse();
        (await _buckets.TakeAsync(limit, _subject, now + refused.Wait!.Value, Token)).IsTaken.ShouldBeTrue();
        (await _buckets.TakeAsync(limit, _subject, now + refused.Wait!.Value, Token)).IsTaken.ShouldBeFalse();
    }

    [Fact]
    public async Task TakeAsync_ThirtyTwoAtOnce_LetsThroughAsManyAsAreLeft()
    {
        await _buckets.TakeAsync(Hour, _subject, TestTimes.Now, Token);
        await _buckets.TakeAsync(Hour, _subject, TestTimes.Now, Token);

        // On two nodes, whose clocks show the end of a piece and the beginning of the next.
        await using var other = _database.Again();
        var edge = Hour.PieceAt(TestTimes.Now) + Hour.Piece;
        var decisions = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(
            () => (i % 2 == 0 ? _buckets : other.Get<IRateBuckets>()).TakeAsync(Hour, _subject, i % 3 == 0 ? edge : edge.AddTicks(-10), Token), Token)));

        decisions.Count(decision => decision.IsTaken).ShouldBe(3);
        (await CountAsync()).ShouldBe(5);
    }

    [Fact]
    public async Task TakeAsync_AtTheLastPlaceAgainAndAgain_NeverLetsTwoThrough()
    {
        var one = Hour with { Most = 1 };
        for (var round = 0; round < 5; round++)
        {
            var subject = $"{_subject}-{round}";
            var decisions = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => _buckets.TakeAsync(one, subject, TestTimes.Now, Token), Token)));
            decisions.Count(decision => decision.IsTaken).ShouldBe(1);
        }
    }

    [Fact]
    public async Task TakeAsync_OtherSubjectsAndPolicies_AreCountedApart()
    {
        for (var i = 0; i < Hour.Most; i++)
        {
            await _buckets.TakeAsync(Hour, _subject, TestTimes.Now, Token);
        }

        (await _buckets.TakeAsync(Hour, _subject, TestTimes.Now, Token)).IsTaken.ShouldBeFalse();
        (await _buckets.TakeAsync(Hour, _subject + "x", TestTimes.Now, Token)).IsTaken.ShouldBeTrue();
        (await _buckets.TakeAsync(Hour with { Policy = "test_other" }, _subject, TestTimes.Now, Token)).IsTaken.ShouldBeTrue();
    }

    [Fact]
    public async Task GiveBackAsync_WhatWasTaken_MakesRoomForOne()
    {
        RateDecision last = default;
        for (var i = 0; i < Hour.Most; i++)
        {
            last = await _buckets.TakeAsync(Hour, _subject, TestTimes.Now, Token);
        }

        await _buckets.GiveBackAsync(Hour, _subject, last.Piece, Token);

        (await _buckets.TakeAsync(Hour, _subject, TestTimes.Now, Token)).IsTaken.ShouldBeTrue();
        (await _buckets.TakeAsync(Hour, _subject, TestTimes.Now, Token)).IsTaken.ShouldBeFalse();
    }

    [Fact]
    public async Task TakeAsync_InAnotherProcess_GoesOnWhereThisOneEnded()
    {
        for (var i = 0; i < Hour.Most; i++)
        {
            await _buckets.TakeAsync(Hour, _subject, TestTimes.Now, Token);
        }

        await using var restarted = _database.Again();

        (await restarted.Get<IRateBuckets>().TakeAsync(Hour, _subject, TestTimes.Now, Token)).IsTaken.ShouldBeFalse();
    }

    [Fact]
    public async Task AddAsync_ManyAtOnceFromTwoNodes_AddsUp()
    {
        await using var other = _database.Again();
        var piece = Hour.PieceAt(TestTimes.Now);
        var counts = Enumerable.Range(0, 1_200).Select(i => new RateBucket { Policy = "test_added", Subject = $"{_subject}{i % 600}", StartsAt = piece + (Hour.Piece * (i / 600)), Count = 3 }).ToList();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => (i % 2 == 0 ? _buckets : other.Get<IRateBuckets>()).AddAsync(counts, Token), Token)));

        var stored = await _buckets.ReadAsync("test_added", null, piece, Token);
        stored.Count(row => row.Subject.StartsWith(_subject, StringComparison.Ordinal)).ShouldBe(1_200);
        stored.ShouldAllBe(row => row.Count == 12);
        (await _buckets.ReadAsync("test_added", $"{_subject}7", piece + Hour.Piece, Token)).ShouldHaveSingleItem().StartsAt.ShouldBe(piece + Hour.Piece);
    }

    [Fact]
    public async Task ClearAsync_BeforeAnInstant_LeavesWhatCounts()
    {
        var policy = Hour with { Policy = "test_cleared" };
        await _buckets.TakeAsync(policy, _subject, TestTimes.Now.AddHours(-3), Token);
        await _buckets.TakeAsync(policy, _subject, TestTimes.Now, Token);
        await _buckets.TakeAsync(Hour, _subject, TestTimes.Now.AddHours(-3), Token);

        (await _buckets.ClearAsync(policy.Policy, TestTimes.Now.AddHours(-2), Token)).ShouldBe(1);

        (await _buckets.ReadAsync(policy.Policy, _subject, TestTimes.Now.AddDays(-1), Token)).Count.ShouldBe(1);
        (await CountAsync()).ShouldBe(1);
    }

    private async Task<int> CountAsync()
    {
        await using var db = _database.NewContext();
        return await db.RateBuckets.Where(row => row.Policy == Hour.Policy && row.Subject == _subject).SumAsync(row => row.Count, Token);
    }
}
