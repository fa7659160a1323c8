using System.Text.Json.Nodes;
using App.Core.Batches;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Batches;

public sealed class SqliteWebhookOutboxTests(SqliteFixture fixture) : WebhookOutboxContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresWebhookOutboxTests(PostgresFixture fixture) : WebhookOutboxContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>What waits to be sent, who has it, and what came of it.</summary>
public abstract class WebhookOutboxContract(DatabaseFixture fixture)
{
    private const string Url = "https://hooks.example.org/";

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly TestDatabase _database = fixture.Database;
    private readonly IWebhookOutbox _outbox = fixture.Database.Get<IWebhookOutbox>();
    private readonly IBatchStore _batches = fixture.Database.Get<IBatchStore>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FinishAsync_OfABatchWithAWebhook_StoresOneDelivery_HoweverOftenItIsCalled()
    {
        var (owner, batch) = await BatchAsync(finished: false);
        await _batches.FinishAsync(batch, TestTimes.Now, Token);
        (await _outbox.FindAsync(owner, batch, 10, Token)).ShouldBeNull("an operation of it is pending");
        await _batches.SettleAsync(batch, 0, OperationOutcome.Done(new JsonObject()), TestTimes.Now, Token);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => _batches.FinishAsync(batch, TestTimes.Now, Token), Token)));

        var found = (await _outbox.FindAsync(owner, batch, 10, Token))!;
        (found.Delivery.Url, found.Delivery.Status, found.Delivery.Attempts, found.Delivery.CreatedAt, found.Delivery.NextAttemptAt, found.Delivery.GiveUpAt)
            .ShouldBe((Url, WebhookStatus.Pending, 0, TestTimes.Now, TestTimes.Now, TestTimes.Now.AddDays(1)));
        found.Attempts.ShouldBeEmpty();
        await using var db = _database.NewContext();
        (await db.WebhookDeliveries.CountAsync(row => row.BatchId == batch, Token)).ShouldBe(1);
        (await _outbox.FindAsync(TestIds.Next(), batch, 10, Token)).ShouldBeNull("it is another's");
        var (other, plain) = await BatchAsync(url: null);
        (await _outbox.FindAsync(other, plain, 10, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task FinishAsync_WhenTheDeliveryCannotBeStored_DoesNotEndTheBatch()
    {
        var (owner, batch) = await BatchAsync(finished: false);
        await _batches.SettleAsync(batch, 0, OperationOutcome.Done(new JsonObject()), TestTimes.Now, Token);
        await using (var db = _database.NewContext())
        {
            // In the way of the one that is to come.
            db.WebhookDeliveries.Add(WebhookDelivery.Of(TestIds.Next(), batch, Url, TestTimes.Now));
            await db.SaveChangesAsync(Token);
        }

        await Should.ThrowAsync<DbUpdateException>(() => _batches.FinishAsync(batch, TestTimes.Now, Token));

        (await _batches.FindAsync(owner, batch, Token))!.Batch.CompletedAt.ShouldBeNull();
    }

    [Fact]
    public async Task FinishAsync_ConnectionCutAtEachMoment_IsOneDelivery()
    {
        var moments = new DatabaseMoments();
        await using var flaky = await TestDatabase.CreateAsync(_database.Options.Provider, Token, new ManualTime(TestTimes.Now) { SkipsWaits = true }, moments.Interceptors);
        var store = flaky.Get<IBatchStore>();
        var owner = await flaky.AddUserAsync(Token);
        var cuts = await moments.CutAtEachAsync(flaky.Options.Provider, async cut =>
        {
            var batch = await AddAsync(flaky, owner, Url);
            await store.SettleAsync(batch, 0, OperationOutcome.Done(new JsonObject()), TestTimes.Now, Token);
            await store.FinishAsync(batch, TestTimes.Now, Token);
            (await flaky.Get<IWebhookOutbox>().FindAsync(owner, batch, 1, Token)).ShouldNotBeNull($"cut {cut}");
        });

        cuts.ShouldBeGreaterThan(5);
        await using var db = flaky.NewContext();
        (await db.WebhookDeliveries.CountAsync(Token)).ShouldBe(await db.Batches.CountAsync(batch => batch.CompletedAt != null, Token));
    }

    [Fact]
    public async Task ClaimAsync_ByManyAtOnce_GivesEachDeliveryToOne()
    {
        await EmptyAsync();
        for (var i = 0; i < 5; i++)
        {
            await BatchAsync();
        }

        var claims = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => _outbox.ClaimAsync(TestTimes.Now, Lease, $"node {i}", Token), Token)));

        claims.OfType<WebhookClaim>().Select(claim => claim.Delivery.Id).ShouldBeUnique();
        claims.OfType<WebhookClaim>().Count().ShouldBe(5);
        claims.OfType<WebhookClaim>().ShouldAllBe(claim => claim.Delivery.Attempts == 1);
        await using var db = _database.NewContext();
        (await db.WebhookAttempts.CountAsync(Token)).ShouldBe(5);
    }

    [Fact]
    public async Task ClaimAsync_OfOneOwner_GivesOneAtATime_AndAnothersMeanwhile()
    {
        await EmptyAsync();
        var (owner, first) = await BatchAsync(at: TestTimes.Now.AddSeconds(-9));
        await FinishedAsync(owner, TestTimes.Now.AddSeconds(-8));
        var (other, _) = await BatchAsync(at: TestTimes.Now.AddSeconds(-7));

        var one = (await _outbox.ClaimAsync(TestTimes.Now, Lease, "a", Token))!;
        (one.OwnerId, one.Delivery.BatchId).ShouldBe((owner, first));
        (await _outbox.ClaimAsync(TestTimes.Now, Lease, "b", Token))!.OwnerId.ShouldBe(other);
        (await _outbox.ClaimAsync(TestTimes.Now, Lease, "c", Token)).ShouldBeNull();

        await EndAsync(one, WebhookStatus.Delivered, TestTimes.Now);
        (await _outbox.ClaimAsync(TestTimes.Now, Lease, "c", Token))!.OwnerId.ShouldBe(owner);
    }

    [Fact]
    public async Task ClaimAsync_ClaimedAndNotHeardOf_IsGivenAgainAfterTheLease_AndWhoWasFirstChangesNothing()
    {
        await EmptyAsync();
        var (owner, batch) = await BatchAsync();
        var first = (await _outbox.ClaimAsync(TestTimes.Now, Lease, "gone", Token))!;

        (await _outbox.ClaimAsync(TestTimes.Now + Lease - TimeSpan.FromSeconds(1), Lease, "next", Token)).ShouldBeNull();
        var second = (await _outbox.ClaimAsync(TestTimes.Now + Lease, Lease, "next", Token))!;
        (second.Delivery.Id, second.Delivery.Attempts).ShouldBe((first.Delivery.Id, 2));
        (await _outbox.FindAsync(owner, batch, 10, Token))!.Attempts.Select(line => (line.Number, line.Error?[..12])).ShouldBe([(2, null), (1, "Interrupted:")]);

        await EndAsync(first, WebhookStatus.GivenUp, TestTimes.Now + Lease);
        var found = (await _outbox.FindAsync(owner, batch, 10, Token))!;
        (found.Delivery.Status, found.Delivery.ClaimedBy, found.Delivery.LeaseUntil).ShouldBe((WebhookStatus.Pending, "next", TestTimes.Now + Lease + Lease));
        await EndAsync(second, WebhookStatus.Delivered, TestTimes.Now + Lease);
        (await _outbox.FindAsync(owner, batch, 10, Token))!.Delivery.Status.ShouldBe(WebhookStatus.Delivered);
    }

    [Fact]
    public async Task EndTryAsync_PutOffThenDelivered_IsInTheLog_AndIsNotGivenAgain()
    {
        await EmptyAsync();
        var (owner, batch) = await BatchAsync();
        await EndAsync((await _outbox.ClaimAsync(TestTimes.Now, Lease, "a", Token))!, WebhookStatus.Pending, TestTimes.Now.AddMinutes(2), 500, new string('x', 900));
        (await _outbox.ClaimAsync(TestTimes.Now.AddMinutes(2).AddSeconds(-1), Lease, "a", Token)).ShouldBeNull();
        await EndAsync((await _outbox.ClaimAsync(TestTimes.Now.AddMinutes(2), Lease, "a", Token))!, WebhookStatus.Delivered, TestTimes.Now.AddMinutes(2), 204);

        (await _outbox.ClaimAsync(TestTimes.Now.AddDays(2), Lease, "a", Token)).ShouldBeNull();
        var found = (await _outbox.FindAsync(owner, batch, 10, Token))!;
        (found.Delivery.Status, found.Delivery.Attempts, found.Delivery.DeliveredAt, found.Delivery.LastStatus, found.Delivery.LastError, found.Delivery.ClaimedBy)
            .ShouldBe((WebhookStatus.Delivered, 2, TestTimes.Now.AddMinutes(2), 204, null, null));
        found.Attempts.Select(line => (line.Number, line.HttpStatus, line.DurationMs, line.Error?.Length)).ShouldBe([(2, 204, 1_500, null), (1, 500, 1_500, 500)]);
        (await _outbox.FindAsync(owner, batch, 1, Token))!.Attempts.Select(line => line.Number).ShouldBe([2]);
    }

    [Theory]
    [InlineData(WebhookStatus.Delivered)]
    [InlineData(WebhookStatus.GivenUp)]
    [InlineData(WebhookStatus.Pending)]
    public async Task ResendAsync_WhateverBecameOfIt_IsDueAgain_AndCountedOn(WebhookStatus status)
    {
        await EmptyAsync();
        var (owner, batch) = await BatchAsync();
        await EndAsync((await _outbox.ClaimAsync(TestTimes.Now, Lease, "a", Token))!, status, TestTimes.Now.AddHours(4), 200);

        (await _outbox.ResendAsync(TestIds.Next(), batch, TestTimes.Now.AddDays(3), Token)).ShouldBeFalse();
        (await _outbox.ClaimAsync(TestTimes.Now.AddHours(3), Lease, "a", Token)).ShouldBeNull();
        (await _outbox.ResendAsync(owner, batch, TestTimes.Now.AddHours(1), Token)).ShouldBeTrue();

        var again = (await _outbox.ClaimAsync(TestTimes.Now.AddHours(1), Lease, "a", Token))!.Delivery;
        (again.Attempts, again.AttemptsBefore, again.GiveUpAt, again.DeliveredAt).ShouldBe((2, 1, TestTimes.Now.AddHours(25), null));
    }

    [Fact]
    public async Task Removal_OfABatch_TakesDeliveryAndLogAlong()
    {
        await EmptyAsync();
        await BatchAsync();
        var claim = (await _outbox.ClaimAsync(TestTimes.Now, Lease, "a", Token))!;

        await _batches.RemoveEndedAsync(TestTimes.Now.AddDays(91), Token);

        await using var db = _database.NewContext();
        (await db.WebhookDeliveries.CountAsync(Token), await db.WebhookAttempts.CountAsync(Token)).ShouldBe((0, 0));
        await EndAsync(claim, WebhookStatus.Delivered, TestTimes.Now);
    }

    [Fact]
    public async Task Secrets_OfManyAtOnce_AreOne_UntilItIsReplaced()
    {
        var secrets = _database.Get<IWebhookSecretStore>();
        var user = await _database.AddUserAsync(Token);
        (await secrets.FindAsync(user, Token)).ShouldBeNull();

        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => secrets.AddAsync(user, $"secret {i}", Token), Token)));

        made.Distinct().ShouldHaveSingleItem().ShouldBe(await secrets.FindAsync(user, Token));
        await secrets.ReplaceAsync(user, "another", Token);
        (await secrets.FindAsync(user, Token)).ShouldBe("another");
        var second = await _database.AddUserAsync(Token);
        await secrets.ReplaceAsync(second, "first of all", Token);
        (await secrets.FindAsync(second, Token)).ShouldBe("first of all");
    }

    private Task EndAsync(WebhookClaim claim, WebhookStatus status, DateTimeOffset next, int? http = null, string? error = null) =>
        _outbox.EndTryAsync(claim.Delivery, new WebhookTry(status, next, next, http, TimeSpan.FromMilliseconds(1_500.9), error), Token);

    private async Task<(Guid Owner, Guid Batch)> BatchAsync(string? url = Url, bool finished = true, DateTimeOffset? at = null)
    {
        var owner = await _database.AddUserAsync(Token);
        return (owner, finished ? await FinishedAsync(owner, at ?? TestTimes.Now, url) : await AddAsync(_database, owner, url));
    }

    private async Task<Guid> FinishedAsync(Guid owner, DateTimeOffset at, string? url = Url)
    {
        var batch = await AddAsync(_database, owner, url);
        await _batches.SettleAsync(batch, 0, OperationOutcome.Done(new JsonObject()), at, Token);
        await _batches.FinishAsync(batch, at, Token);
        return batch;
    }

    private static Task<Guid> AddAsync(TestDatabase database, Guid owner, string? url) => WebhookBatches.AddAsync(database, owner, url, Token);

    private async Task EmptyAsync()
    {
        await using var db = _database.NewContext();
        await db.WebhookDeliveries.ExecuteDeleteAsync(Token);
    }
}

/// <summary>Batches with a webhook, for tests.</summary>
internal static class WebhookBatches
{
    /// <summary>One of a single operation that is pending.</summary>
    public static Task<Guid> AddAsync(TestDatabase database, Guid owner, string? url, CancellationToken cancellationToken)
    {
        var batch = new Batch { Id = TestIds.Next(), OwnerId = owner, OperationType = "custom", IsAtomic = false, WebhookUrl = url, Status = BatchStatus.Pending, Total = 1, CreatedAt = TestTimes.Now };
        return database.Get<IBatchStore>().AddAsync(
            batch, [new BatchOperation { BatchId = batch.Id, Index = 0, Method = "PATCH", ResourceId = "one", Data = "{}", Status = OperationStatus.Pending }], cancellationToken);
    }
}
