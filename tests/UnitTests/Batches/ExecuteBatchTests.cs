using System.Text.Json.Nodes;
using App.Core.Accounts;
using App.Core.Batches;
using App.Core.Idempotency;
using App.Core.Market;
using App.Core.Models;
using App.Core.Operations;
using App.Core.Orders;
using App.Core.Portfolios;
using App.Core.Results;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Batches;

public sealed class SqliteExecuteBatchTests(SqliteFixture fixture) : ExecuteBatchContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresExecuteBatchTests(PostgresFixture fixture) : ExecuteBatchContract(fixture), IClassFixture<PostgresFixture>;

public abstract class ExecuteBatchContract(DatabaseFixture fixture)
{
    private readonly TestDatabase _database = fixture.Database;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HandleAsync_UpdatesOfPortfolios_AreDoneInTheirOrder()
    {
        var (owner, ids) = await OwnerAsync(3);

        var detail = await SubmitAsync(owner, "portfolio_update", false,
            (ids[0], """{"name":"First","equity_balance":1000.5,"account_type":"hsa","description":"Words"}"""), (ids[1], """{"name":"Second","version":1}"""), (ids[0], """{"name":"First again","version":2}"""));

        (detail.Batch.Status, detail.Batch.Completed, detail.Batch.Failed, detail.Batch.SuccessRate, detail.Batch.ProgressPercentage).ShouldBe((BatchStatus.Completed, 3, 0, 100m, 100m));
        detail.Operations.Select(operation => (operation.Index, operation.HttpStatus, operation.Status)).ShouldBe([(0, 200, OperationStatus.Completed), (1, 200, OperationStatus.Completed), (2, 200, OperationStatus.Completed)]);
        var answer = JsonNode.Parse(detail.Operations[2].Result!)!;
        ((string)answer["name"]!, (int)answer["version"]!, (decimal)answer["equity_balance"]!).ShouldBe(("First again", 3, 1000.5m));
        var stored = (await _database.Get<IPortfolioStore>().FindAsync(owner, ids[0], Token))!;
        (stored.Name, stored.Version, stored.AccountType, stored.EquityBalance, stored.NetAssetValue, stored.Description).ShouldBe(("First again", 3, AccountType.Hsa, 1000.5m, 1000.5m, "Words"));
    }

    [Fact]
    public async Task HandleAsync_PositionsChangedAndDeleted_AreJudgedByTheRulesOfFiles()
    {
        var (owner, ids) = await OwnerAsync(1);
        var (_, foreign) = await OwnerAsync(1);
        var (mine, theirs) = (await AddPositionsAsync(ids[0], "A", "B", "C"), await AddPositionsAsync(foreign[0], "A"));

        var detail = await SubmitAsync(owner, "position_update", false,
            (mine[0], """{"quantity":-7.5,"version":1}"""), (mine[1], """{"exit_price":3}"""), (mine[1], """{"symbol":"A"}"""), (mine[1], """{"quantity":1,"version":1}"""), (theirs[0], """{"quantity":1}"""),
            (mine[1], """{}"""), (mine[1], """{"size":1}"""), (mine[1], """{"quantity":true}"""), (mine[2], """{"symbol":"D"}"""), (mine[2], """{"symbol":"D"}"""));

        detail.Operations.Select(operation => (operation.HttpStatus, operation.ErrorCode, operation.ErrorType)).ShouldBe(
        [
            (200, null, null), (400, "VALIDATION_ERROR", "ERR_POS_018"), (409, "CONFLICT", "ERR_BULK_010"), (409, "CONFLICT", "ERR_BULK_011"), (404, "RESOURCE_NOT_FOUND", "ERR_BULK_009"),
            (400, "VALIDATION_ERROR", "VALIDATION_ERROR"), (400, "VALIDATION_ERROR", "VALIDATION_ERROR"), (400, "VALIDATION_ERROR", "VALIDATION_ERROR"), (200, null, null), (200, null, null),
        ]);
        ((decimal)JsonNode.Parse(detail.Operations[0].Result!)!["quantity"]!, (int)JsonNode.Parse(detail.Operations[9].Result!)!["version"]!).ShouldBe((-7.5m, 3));
        var store = _database.Get<IPortfolioStore>();
        (await store.PositionsAsync(owner, ids[0], Token)).Select(position => (position.LotKey, position.Quantity)).ShouldBe([("A|2024-03-15", -7.5m), ("B|2024-03-15", 100m), ("D|2024-03-15", 100m)]);
        (await store.FindAsync(owner, ids[0], Token))!.PositionsVersion.ShouldBe(3);

        var deleted = await SubmitAsync(owner, "bulk_delete", false, (mine[1], """{"resource_type":"position"}"""), (mine[1], """{"resource_type":"position"}"""), (theirs[0], """{"resource_type":"position"}"""), (mine[0], """{"resource_type":"lot"}"""));

        deleted.Operations.Select(operation => (operation.HttpStatus, operation.ErrorType)).ShouldBe([(200, null), (404, "ERR_BULK_009"), (404, "ERR_BULK_009"), (400, "VALIDATION_ERROR")]);
        (await store.PositionsAsync(owner, ids[0], Token)).Select(position => position.Symbol).ShouldBe(["A", "D"]);
    }

    [Fact]
    public async Task HandleAsync_SomeRefused_TheRestIsDoneAndEachHasItsCode()
    {
        var (owner, ids) = await OwnerAsync(3);
        var (other, foreign) = await OwnerAsync(1);

        var detail = await SubmitAsync(owner, "portfolio_update", false,
            (ids[0], """{"name":"One"}"""), (foreign[0], """{"name":"Mine now"}"""), (ids[1], """{"account_type":"savings"}"""), (ids[1], """{"account_name":"Account 0"}"""),
            (ids[1], """{"name":"Two","version":9}"""), (ids[1], """{}"""), (ids[1], """{"nam":"x"}"""), (ids[1], """{"name":null}"""), (TestIds.Next(), """{"name":"x"}"""), (ids[2], """{"name":"Three"}"""));

        detail.Operations.Select(operation => (operation.HttpStatus, operation.ErrorCode, operation.ErrorType)).ShouldBe(
        [
            (200, null, null), (404, "RESOURCE_NOT_FOUND", "ERR_PORT_012"), (400, "VALIDATION_ERROR", "ERR_PORT_009"), (409, "CONFLICT", "ERR_PORT_001"), (409, "CONFLICT", "ERR_PORT_019"),
            (400, "VALIDATION_ERROR", "VALIDATION_ERROR"), (400, "VALIDATION_ERROR", "VALIDATION_ERROR"), (400, "VALIDATION_ERROR", "VALIDATION_ERROR"), (404, "RESOURCE_NOT_FOUND", "ERR_PORT_012"), (200, null, null),
        ]);
        (detail.Batch.Status, detail.Batch.Completed, detail.Batch.Failed, detail.Batch.SuccessRate).ShouldBe((BatchStatus.Partial, 2, 8, 20m));
        (await NamesAsync(owner)).ShouldBe(["Book 1", "One", "Three"]);
        (await NamesAsync(other)).ShouldBe(["Book 0"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public async Task HandleAsync_AtomicWithOneRefused_DoesNone(int index)
    {
        var (owner, ids) = await OwnerAsync(5);

        var detail = await SubmitAsync(owner, "portfolio_update", true, [.. ids.Select((id, i) => (id, i == index ? """{"name":""}""" : $$"""{"name":"New {{i}}"}"""))]);

        (detail.Batch.Status, detail.Batch.Completed, detail.Batch.Failed).ShouldBe((BatchStatus.Failed, 0, 5));
        detail.Operations.Select(operation => operation.ErrorCode).ShouldBe(Enumerable.Range(0, 5).Select(i => i == index ? "VALIDATION_ERROR" : "TRANSACTION_FAILED"));
        (await NamesAsync(owner)).ShouldBe(Enumerable.Range(0, 5).Select(i => $"Book {i}"));
    }

    [Fact]
    public async Task HandleAsync_AtomicWithNoneRefused_DoesAll()
    {
        var (owner, ids) = await OwnerAsync(5);

        // Names go round: each is free only once the one before has given it up.
        var detail = await SubmitAsync(owner, "portfolio_update", true, (ids[0], """{"account_name":"Spare"}"""), (ids[1], """{"account_name":"Account 0"}"""), (ids[0], """{"account_name":"Account 1"}"""));

        detail.Batch.Status.ShouldBe(BatchStatus.Completed);
        var store = _database.Get<IPortfolioStore>();
        ((await store.FindAsync(owner, ids[0], Token))!.AccountName, (await store.FindAsync(owner, ids[1], Token))!.AccountName).ShouldBe(("Account 1", "Account 0"));
    }

    [Fact]
    public async Task HandleAsync_Deletions_LeaveTheLastOneAndTakeNothingThroughAnothersEyes()
    {
        var (owner, ids) = await OwnerAsync(2);

        (await SubmitAsync(owner, "bulk_delete", false, CallerRights.None, (ids[0], "{}"))).Operations[0].ErrorCode.ShouldBe("PERMISSION_DENIED");
        var detail = await SubmitAsync(owner, "bulk_delete", false, (ids[0], """{"resource_type":"portfolio"}"""), (ids[0], "{}"), (ids[1], "{}"), (ids[1], """{"resource_type":"house"}"""));

        detail.Operations.Select(operation => operation.ErrorType).ShouldBe([null, "ERR_PORT_012", "ERR_PORT_013", "VALIDATION_ERROR"]);
        (await NamesAsync(owner)).ShouldBe(["Book 1"]);
    }

    [Fact]
    public async Task HandleAsync_UpdatesOfOrders_FollowTheirLife()
    {
        var (owner, ids) = await OwnerAsync(1);
        var (other, foreign) = await OwnerAsync(1);
        var (mine, theirs) = (await OrderAsync(owner, ids[0]), await OrderAsync(other, foreign[0]));

        var detail = await SubmitAsync(owner, "order_update", false,
            (mine, """{"limit_price":10.5,"notes":"soon"}"""), (mine, """{"status":"approved","version":2}"""), (mine, """{"status":"cancelled","version":2}"""), (mine, """{"status":"draft"}"""),
            (mine, """{"status":"filled"}"""), (theirs, """{"status":"approved"}"""), (mine, "{}"), (mine, """{"limit_price":null}"""));

        detail.Operations.Select(operation => (operation.HttpStatus, operation.ErrorCode, operation.ErrorType)).ShouldBe(
        [
            (200, null, null), (200, null, null), (409, "CONFLICT", "CONCURRENCY_ERROR"), (409, "CONFLICT", "BUSINESS_RULE_VIOLATION"), (400, "VALIDATION_ERROR", "VALIDATION_ERROR"),
            (404, "RESOURCE_NOT_FOUND", "ORDER_NOT_FOUND"), (400, "VALIDATION_ERROR", "VALIDATION_ERROR"), (200, null, null),
        ]);
        var answer = JsonNode.Parse(detail.Operations[7].Result!)!;
        ((string)answer["status"]!, answer["limit_price"], (string)answer["notes"]!, (int)answer["version"]!).ShouldBe(("approved", null, "soon", 4));
        (await _database.Get<IOrderStore>().FindAsync(owner, mine, Token))!.History.Count.ShouldBe(4);
        (await _database.Get<IOrderStore>().FindAsync(other, theirs, Token))!.Order.Version.ShouldBe(1);
    }

    [Fact]
    public async Task HandleAsync_AtomicUpdatesOfOrdersWithOneRefused_DoNone()
    {
        var (owner, ids) = await OwnerAsync(1);
        var (one, two) = (await OrderAsync(owner, ids[0]), await OrderAsync(owner, ids[0]));

        var detail = await SubmitAsync(owner, "order_update", true, (one, """{"status":"approved"}"""), (two, """{"status":"exported"}"""));

        detail.Operations.Select(operation => operation.ErrorCode).ShouldBe(["TRANSACTION_FAILED", "CONFLICT"]);
        (await _database.Get<IOrderStore>().FindAsync(owner, one, Token))!.ShouldSatisfyAllConditions(found => found.Order.Status.ShouldBe(OrderStatus.Draft), found => found.History.Count.ShouldBe(1));
    }

    [Fact]
    public async Task HandleAsync_DeletionsOfModelsAndOrders_AreThoseOfTheSingleCalls()
    {
        var (owner, ids) = await OwnerAsync(1);
        var (order, draft) = (await OrderAsync(owner, ids[0]), await OrderAsync(owner, ids[0]));
        var model = new InvestmentModel { Id = TestIds.Next(), OwnerId = owner, Name = "Mine", CreatedAt = TestTimes.Now, UpdatedAt = TestTimes.Now };
        await _database.Get<IModelStore>().AddAsync(model, 10, Token);
        await SubmitAsync(owner, "order_update", false, (order, """{"status":"cancelled"}"""));

        var detail = await SubmitAsync(owner, "bulk_delete", false,
            (model.Id, """{"resource_type":"model"}"""), (model.Id, """{"resource_type":"model"}"""), (order, """{"resource_type":"order"}"""), (draft, """{"resource_type":"order"}"""), (order, """{"resource_type":"model"}"""), (draft, """{"resource_type":"house"}"""));

        detail.Operations.Select(operation => operation.ErrorType).ShouldBe([null, "MODEL_NOT_FOUND", null, "BUSINESS_RULE_VIOLATION", "MODEL_NOT_FOUND", "VALIDATION_ERROR"]);
        detail.Operations[5].ErrorMessage!.ShouldContain("model, order, portfolio");
        JsonNode.Parse(detail.Operations[2].Result!)!.ToJsonString().ShouldBe($$"""{"resource_type":"order","resource_id":"{{order}}"}""");
        (await _database.Get<IOrderStore>().ListAsync(owner, new OrderQuery(), 10, 0, Token)).Items.Select(row => row.Id).ShouldBe([draft]);
        (await _database.Get<IModelStore>().FindAsync(owner, model.Id, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task HandleAsync_UnknownKindOrHandler_FailsEachOperation()
    {
        var (owner, ids) = await OwnerAsync(1);

        (await SubmitAsync(owner, "frobnicate", false, (ids[0], "{}"))).Operations[0].ErrorMessage!.ShouldContain("bulk_delete, custom, order_update, portfolio_update, position_update, rights");
        var detail = await SubmitAsync(owner, "custom", false, (ids[0], """{"handler":"none"}"""), (ids[0], "{}"), (ids[0], """{"handler":"greet"}"""), (ids[0], """{"handler":"burst"}"""));

        detail.Operations.Select(operation => operation.ErrorCode).ShouldBe(["VALIDATION_ERROR", "VALIDATION_ERROR", null, "TRANSACTION_FAILED"]);
        detail.Operations[0].ErrorMessage!.ShouldContain("greet");
        JsonNode.Parse(detail.Operations[2].Result!)!.ToJsonString().ShouldBe("""{"hello":"world"}""");
        detail.Operations[3].ErrorMessage!.ShouldNotContain("secret");
    }

    [Fact]
    public async Task HandleAsync_Interrupted_GoesOnWhereItStopped()
    {
        var (owner, ids) = await OwnerAsync(3);
        using var call = IdempotentCall.Begin(new(new(owner, "POST /api/v1/batch", "one"), TestIds.Next()) { StartedAt = TestTimes.Now });
        var form = FormOf("custom", false, (ids[0], """{"handler":"count"}"""), (ids[1], """{"handler":"count"}"""), (ids[2], """{"handler":"count"}"""));
        var counted = new Counting(onSecond: () => throw new OperationCanceledException("The server is told to stop."));

        await Should.ThrowAsync<OperationCanceledException>(() => Of(_database, counted).HandleAsync(owner, CallerRights.OwnEyes, form, Throw, Token));
        var detail = (await Of(_database, counted).HandleAsync(owner, CallerRights.OwnEyes, form, Throw, Token)).Value;

        detail.Operations.Select(operation => operation.Status).ShouldAllBe(status => status == OperationStatus.Completed);
        (detail.Batch.Status, detail.Batch.Completed).ShouldBe((BatchStatus.Completed, 3));
        (await _database.Get<IBatchStore>().ListAsync(owner, new(null, null, 10, 0), Token)).Total.ShouldBe(1);
        counted.Seen.ShouldBe([ids[0].ToString(), ids[1].ToString(), ids[1].ToString(), ids[2].ToString()]);
    }

    [Fact]
    public async Task HandleAsync_SenderGoneMeanwhile_IsDoneToItsEnd()
    {
        var (owner, ids) = await OwnerAsync(3);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var counted = new Counting(onSecond: gone.Cancel);

        var detail = (await Of(_database, counted).HandleAsync(owner, CallerRights.OwnEyes, FormOf("custom", false, [.. ids.Select(id => (id, """{"handler":"count"}"""))]), Throw, gone.Token)).Value;

        (detail.Batch.Status, detail.Batch.Completed, counted.Seen.Count).ShouldBe((BatchStatus.Completed, 3, 3));
    }

    [Fact]
    public async Task HandleAsync_SeveralAtOneBatch_DoEachOperationOnce()
    {
        var (owner, ids) = await OwnerAsync(1);
        var store = _database.Get<IBatchStore>();
        var batch = BatchOf(owner, 20);
        await store.AddAsync(batch, [.. Enumerable.Range(0, 20).Select(i => new BatchOperation { BatchId = batch.Id, Index = i, Method = "PATCH", ResourceId = $"{ids[0]}", Data = $$"""{"name":"Name {{i}}"}""", Status = OperationStatus.Pending })], Token);

        // The clock of each is past the lease of the one before, so that none believes another to be there.
        await Task.WhenAll(Enumerable.Range(0, ExecuteBatch.MostAttempts).Select(i => Task.Run(() => WorkAsync(i), Token)));
        async Task WorkAsync(int i)
        {
            while (i > 0 && (await store.FindAsync(owner, batch.Id, Token))!.Batch.Attempts < i)
            {
                await Task.Yield();
            }

            await ExecuteOf(_database, new Counting(), TestTimes.Now + (i * 2 * ExecuteBatch.Lease)).HandleAsync(batch.Id, Throw, Token);
        }

        var detail = (await store.FindAsync(owner, batch.Id, Token))!;
        (detail.Batch.Status, detail.Batch.Completed, detail.Batch.Failed).ShouldBe((BatchStatus.Completed, 20, 0));
        (await _database.Get<IPortfolioStore>().FindAsync(owner, ids[0], Token))!.Version.ShouldBe(21);
    }

    [Fact]
    public async Task HandleAsync_ConnectionCutAtEachMoment_EachOperationIsDoneOnce()
    {
        var moments = new DatabaseMoments();
        await using var flaky = await TestDatabase.CreateAsync(_database.Options.Provider, Token, new ManualTime(TestTimes.Now) { SkipsWaits = true }, moments.Interceptors);
        var (owner, ids) = await OwnerAsync(2, flaky);
        var cuts = await moments.CutAtEachAsync(flaky.Options.Provider, async cut =>
        {
            var detail = (await Of(flaky, new Counting()).HandleAsync(owner, CallerRights.OwnEyes, FormOf("portfolio_update", cut % 2 == 0, (ids[0], $$"""{"name":"A {{cut}}"}"""), (ids[1], $$"""{"name":"B {{cut}}"}""")), Throw, Token)).Value;
            (detail.Batch.Status, detail.Batch.Completed).ShouldBe((BatchStatus.Completed, 2), $"cut {cut}");
        });

        cuts.ShouldBeGreaterThan(20);
        (await flaky.Get<IPortfolioStore>().FindAsync(owner, ids[0], Token))!.Version.ShouldBe(cuts + 2);
    }

    [Fact]
    public async Task ListAsync_ByStatusAndKind_AreTheOwnersNewestFirst_AndWhatEndedLongAgoGoes()
    {
        var (owner, ids) = await OwnerAsync(1);
        var (other, _) = await OwnerAsync(1);
        var store = _database.Get<IBatchStore>();
        var good = await SubmitAsync(owner, "portfolio_update", false, (ids[0], """{"name":"A"}"""));
        var bad = await SubmitAsync(owner, "custom", false, (ids[0], "{}"));
        await SubmitAsync(other, "custom", false, (ids[0], "{}"));

        (await ListAsync(new(null, null, 10, 0))).ShouldBe([bad.Batch.Id, good.Batch.Id]);
        (await ListAsync(new(BatchStatus.Failed, null, 10, 0))).ShouldBe([bad.Batch.Id]);
        (await ListAsync(new(null, "portfolio_update", 10, 0))).ShouldBe([good.Batch.Id]);
        (await ListAsync(new(null, null, 1, 1))).ShouldBe([good.Batch.Id]);
        (await store.FindAsync(other, good.Batch.Id, Token)).ShouldBeNull();

        (await store.RemoveEndedAsync(TestTimes.Now.AddDays(-1), Token)).ShouldBe(0);
        (await store.RemoveEndedAsync(TestTimes.Now.AddDays(1), Token)).ShouldBeGreaterThanOrEqualTo(3);
        (await ListAsync(new(null, null, 10, 0))).ShouldBeEmpty();

        async Task<IEnumerable<Guid>> ListAsync(BatchQuery query) => (await store.ListAsync(owner, query, Token)).Items.Select(batch => batch.Id);
    }

    [Fact]
    public async Task HandleAsync_NotWaitedFor_IsStoredAndDoneByAWorker()
    {
        var (owner, ids) = await OwnerAsync(2);
        var dispatched = new RecordingDispatcher();
        var submit = new SubmitBatch(_database.Get<IBatchStore>(), ExecuteOf(_database, new Counting()), dispatched, new TimeOrderedIds(TimeProvider.System), new ManualTime(TestTimes.Now));

        var sent = (await submit.HandleAsync(owner, CallerRights.OwnEyes, FormOf("portfolio_update", false, (ids[0], """{"name":"One"}"""), (ids[1], """{"name":""}""")) with { IsAsync = true }, Throw, Token)).Value;

        (sent.Batch.Status, sent.Batch.IsAsync, sent.Batch.Attempts).ShouldBe((BatchStatus.Pending, true, 0));
        dispatched.Ids.ShouldBe([sent.Batch.Id]);
        (await ExecuteOf(_database, new Counting()).HandleAsync(sent.Batch.Id, Throw, Token)).ShouldBe(BatchExecution.Over);
        var done = (await _database.Get<IBatchStore>().FindAsync(owner, sent.Batch.Id, Token))!.Batch;
        (done.Status, done.Completed, done.Failed, done.Attempts, done.LeaseUntil).ShouldBe((BatchStatus.Partial, 1, 1, 1, null));
        (await ExecuteOf(_database, new Counting()).HandleAsync(sent.Batch.Id, Throw, Token)).ShouldBe(BatchExecution.NotTaken);
    }

    [Fact]
    public async Task HandleAsync_NotWaitedForWithAKey_IsOneBatchHoweverOftenItIsSent()
    {
        var (owner, ids) = await OwnerAsync(1);
        using var call = IdempotentCall.Begin(new(new(owner, "POST /api/v1/batch", "async"), TestIds.Next()) { StartedAt = TestTimes.Now });
        var form = FormOf("portfolio_update", false, (ids[0], """{"name":"One"}""")) with { IsAsync = true };

        var first = (await Of(_database, new Counting()).HandleAsync(owner, CallerRights.OwnEyes, form, Throw, Token)).Value;
        var second = (await Of(_database, new Counting()).HandleAsync(owner, CallerRights.OwnEyes, form, Throw, Token)).Value;

        second.Batch.Id.ShouldBe(first.Batch.Id);
    }

    [Fact]
    public async Task HandleAsync_NodeStopping_GivesTheRestBackUncounted()
    {
        var (owner, ids) = await OwnerAsync(1);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var counted = new Counting(onSecond: stopping.Cancel);
        var batch = await StoredAsync(owner, "custom", [.. Enumerable.Repeat((ids[0], """{"handler":"count"}"""), 4)]);

        (await ExecuteOf(_database, counted).HandleAsync(batch, Throw, stopping.Token)).ShouldBe(BatchExecution.GivenBack);

        var left = (await _database.Get<IBatchStore>().FindAsync(owner, batch, Token))!;
        (left.Batch.Attempts, left.Batch.LeaseUntil, left.Batch.IsOver, left.Batch.Completed).ShouldBe((0, null, false, 1));
        (await ExecuteOf(_database, new Counting()).HandleAsync(batch, Throw, Token)).ShouldBe(BatchExecution.Over);
        (await _database.Get<IBatchStore>().FindAsync(owner, batch, Token))!.Batch.Completed.ShouldBe(4);
    }

    [Fact]
    public async Task DueAsync_WorkerNotHeardOf_IsFoundOnlyAfterItsLease()
    {
        var (owner, ids) = await OwnerAsync(1);
        var store = _database.Get<IBatchStore>();
        var batch = await StoredAsync(owner, "portfolio_update", (ids[0], """{"name":"One"}"""));
        var now = TestTimes.Now;

        (await DueAsync(now)).ShouldBeFalse("it was sent just now");
        (await DueAsync(now.AddSeconds(20))).ShouldBeTrue("nobody has taken it");
        var taken = (await store.TakeAsync(batch, now, now.AddSeconds(15), Token))!;
        (await store.TakeAsync(batch, now.AddSeconds(14), now.AddSeconds(30), Token)).ShouldBeNull();
        (await DueAsync(now.AddSeconds(14))).ShouldBeFalse();
        (await store.RenewAsync(batch, taken.Attempts, now.AddSeconds(30), Token)).ShouldBeTrue();
        (await DueAsync(now.AddSeconds(20))).ShouldBeFalse();
        (await DueAsync(now.AddSeconds(31))).ShouldBeTrue();
        var second = (await store.TakeAsync(batch, now.AddSeconds(31), now.AddSeconds(46), Token))!;
        (await store.RenewAsync(batch, taken.Attempts, now.AddSeconds(60), Token)).ShouldBeFalse("another has it");
        await store.ReleaseAsync(batch, taken.Attempts, isCounted: true, Token);
        (await DueAsync(now.AddSeconds(40))).ShouldBeFalse("what another has is not given back");
        second.Attempts.ShouldBe(2);

        async Task<bool> DueAsync(DateTimeOffset at) => (await store.DueAsync(at.AddSeconds(-5), at, 1_000, Token)).Contains(batch);
    }

    [Fact]
    public async Task HandleAsync_InterruptedTooOften_GivesUpWhatIsLeft()
    {
        var (owner, ids) = await OwnerAsync(1);
        var store = _database.Get<IBatchStore>();
        var batch = await StoredAsync(owner, "portfolio_update", (ids[0], """{"name":"One"}"""), (ids[0], """{"name":"Two"}"""));
        for (var i = 0; i < ExecuteBatch.MostAttempts; i++)
        {
            (await store.TakeAsync(batch, TestTimes.Now.AddMinutes(i), TestTimes.Now.AddMinutes(i), Token)).ShouldNotBeNull();
        }

        (await ExecuteOf(_database, new Counting(), TestTimes.Now.AddMinutes(9)).HandleAsync(batch, Throw, Token)).ShouldBe(BatchExecution.Over);

        var detail = (await store.FindAsync(owner, batch, Token))!;
        (detail.Batch.Status, detail.Batch.Failed).ShouldBe((BatchStatus.Failed, 2));
        detail.Operations.ShouldAllBe(operation => operation.ErrorCode == "TRANSACTION_FAILED" && operation.ErrorMessage!.Contains("3 times"));
        (await NamesAsync(owner)).ShouldBe(["Book 0"]);
    }

    [Fact]
    public async Task HandleAsync_SenderSuspendedMeanwhile_DoesNothing()
    {
        var (owner, ids) = await OwnerAsync(1);
        var batch = await StoredAsync(owner, "portfolio_update", (ids[0], """{"name":"One"}"""));
        await using (var db = _database.NewContext())
        {
            await db.Users.Where(row => row.Id == owner).ExecuteUpdateAsync(set => set.SetProperty(row => row.SuspendedAt, TestTimes.Now), Token);
        }

        await ExecuteOf(_database, new Counting()).HandleAsync(batch, Throw, Token);

        (await _database.Get<IBatchStore>().FindAsync(owner, batch, Token))!.Operations[0].ErrorCode.ShouldBe("PERMISSION_DENIED");
        (await NamesAsync(owner)).ShouldBe(["Book 0"]);
    }

    [Fact]
    public async Task HandleAsync_RightsOfOperatorsLostMeanwhile_AreNotUsed()
    {
        var (owner, ids) = await OwnerAsync(1);
        var rights = new Rights();
        var batch = await StoredAsync(owner, "rights", CallerRights.OwnEyes | CallerRights.Operator, (ids[0], "{}"));

        await ExecuteOf(_database, new Counting(), rights: rights).HandleAsync(batch, Throw, Token);

        rights.Seen.ShouldBe(CallerRights.OwnEyes);
    }

    [Fact]
    public async Task Retry_AfterSomeFailed_SendsThoseAgainAndNamesTheOldOne()
    {
        var (owner, ids) = await OwnerAsync(3);
        var (other, _) = await OwnerAsync(1);
        var store = _database.Get<IBatchStore>();
        var retry = new RetryBatch(store, Of(_database, new Counting()));
        var first = await SubmitAsync(owner, "portfolio_update", false, (ids[0], """{"name":"Good"}"""), (ids[1], """{"account_name":"Account 0"}"""), (ids[2], """{"name":"Book 9"}"""));
        first.Operations.Select(operation => operation.HttpStatus).ShouldBe([200, 409, 200]);
        await SubmitAsync(owner, "portfolio_update", false, (ids[0], """{"account_name":"Elsewhere"}"""));

        var second = (await retry.HandleAsync(owner, CallerRights.OwnEyes, first.Batch.Id, null, Throw, Token)).Value;

        (second.Batch.RetryOf, second.Batch.Total, second.Batch.Status).ShouldBe((first.Batch.Id, 1, BatchStatus.Completed));
        second.Operations.Select(operation => operation.ResourceId).ShouldBe([ids[1].ToString()]);
        (await store.RetriesAsync(owner, first.Batch.Id, Token)).ShouldBe([second.Batch.Id]);
        (await retry.HandleAsync(owner, CallerRights.OwnEyes, second.Batch.Id, null, Throw, Token)).Error.Code.ShouldBe("BATCH_NOT_RETRYABLE");
        (await retry.HandleAsync(other, CallerRights.OwnEyes, first.Batch.Id, null, Throw, Token)).Error.Code.ShouldBe("BATCH_NOT_FOUND");
        var waiting = await StoredAsync(owner, "portfolio_update", (ids[0], "{}"));
        (await retry.HandleAsync(owner, CallerRights.OwnEyes, waiting, null, Throw, Token)).Error.Message.ShouldContain("0 of 1");
    }

    [Fact]
    public async Task TotalsAsync_OfAWhile_AreByKindAndTheOwnersAlone()
    {
        var (owner, ids) = await OwnerAsync(1);
        var (other, foreign) = await OwnerAsync(1);
        await SubmitAsync(owner, "portfolio_update", false, (ids[0], """{"name":"A"}"""), (ids[0], """{"name":""}"""), (ids[0], """{"name":"B"}"""));
        await SubmitAsync(owner, "custom", false, (ids[0], "{}"));
        await SubmitAsync(other, "custom", false, (foreign[0], "{}"));

        var kinds = await _database.Get<IBatchStore>().TotalsAsync(owner, TestTimes.Now.AddDays(-30), Token);

        kinds.ShouldBe([new("custom", 1, 1, 0, 1), new("portfolio_update", 1, 3, 2, 1)]);
        var all = BatchTotals.Sum(kinds);
        (all.Batches, all.Operations, all.SuccessRate, all.MeanSize).ShouldBe((2, 4, 50m, 2m));
        (await _database.Get<IBatchStore>().TotalsAsync(owner, TestTimes.Now.AddDays(1), Token)).ShouldBeEmpty();
        (BatchTotals.Sum([]).SuccessRate, BatchTotals.Sum([]).MeanSize).ShouldBe((null, null));
    }

    [Fact]
    public async Task Watch_ABatch_ShowsItGoOnToItsEnd()
    {
        var (owner, ids) = await OwnerAsync(1);
        var (other, _) = await OwnerAsync(1);
        var signals = new BatchSignals();
        var watch = new WatchBatch(_database.Get<IBatchStore>(), signals, TimeProvider.System);
        var batch = await StoredAsync(owner, "portfolio_update", [.. Enumerable.Range(0, 5).Select(i => (ids[0], $$"""{"name":"N {{i}}"}"""))]);
        List<Batch> seen = [];
        var watching = Task.Run(
            async () =>
            {
                await foreach (var now in watch.HandleAsync(owner, batch, Token))
                {
                    seen.Add(now);
                }
            },
            Token);
        while (seen.Count == 0)
        {
            await Task.Delay(10, Token);
        }

        await ExecuteOf(_database, new Counting(), signals: signals).HandleAsync(batch, Throw, Token);
        await watching.WaitAsync(TimeSpan.FromSeconds(30), Token);

        seen.Select(now => now.Completed).ShouldBeInOrder();
        (seen[0].Completed, seen[^1].Completed, seen[^1].IsOver).ShouldBe((0, 5, true));
        (await watch.HandleAsync(other, batch, Token).AnyAsync(Token)).ShouldBeFalse();
    }

    private static void Throw(Exception fault) => Assert.Fail(fault.ToString());

    private static ExecuteBatch ExecuteOf(TestDatabase database, Counting counting, DateTimeOffset? now = null, BatchSignals? signals = null, Rights? rights = null)
    {
        var portfolios = database.Get<IPortfolioStore>();
        var time = new ManualTime(now ?? TestTimes.Now);
        return new ExecuteBatch(
            database.Get<IBatchStore>(),
            database.Get<IUnitOfWork>(),
            database.Get<IUserAdministration>(),
            [
                new UpdatePortfolioOperation(new ChangePortfolio(portfolios, database.Get<IPortfolioEditStore>(), new PortfolioFormRules(TradingCalendar.Nyse, new OnboardingOptions(), time), time)),
                new UpdatePositionOperation(PositionsOf(database)),
                new UpdateOrderOperation(new ChangeOrder(database.Get<IOrderStore>(), time)),
                new DeleteOperation(
                [
                    new PortfolioDeleter(new DeletePortfolio(portfolios, time)),
                    new PositionDeleter(PositionsOf(database)),
                    new ModelDeleter(new DeleteModel(database.Get<IModelStore>())),
                    new OrderDeleter(new DeleteOrder(database.Get<IOrderStore>(), time)),
                ]),
                new CustomOperation([new Greeting(), new Burst(), counting]),
                rights ?? new Rights(),
            ],
            signals ?? new BatchSignals(),
            time);
    }

    private static ChangePositions PositionsOf(TestDatabase database) => new(database.Get<IPositionBulkStore>(), database.Get<IUnitOfWork>(), new ManualTime(TestTimes.Now));

    private static SubmitBatch Of(TestDatabase database, Counting counting) => new(database.Get<IBatchStore>(), ExecuteOf(database, counting), new RecordingDispatcher(), new TimeOrderedIds(TimeProvider.System), new ManualTime(TestTimes.Now));

    private static BatchForm FormOf(string type, bool atomic, params (Guid Id, string Data)[] operations) =>
        new(type, [.. operations.Select(operation => new OperationForm("PATCH", operation.Id.ToString(), operation.Data))], atomic, null);

    private Task<BatchDetail> SubmitAsync(Guid owner, string type, bool atomic, params (Guid Id, string Data)[] operations) => SubmitAsync(owner, type, atomic, CallerRights.OwnEyes, operations);

    private async Task<BatchDetail> SubmitAsync(Guid owner, string type, bool atomic, CallerRights rights, params (Guid Id, string Data)[] operations) =>
        (await Of(_database, new Counting()).HandleAsync(owner, rights, FormOf(type, atomic, operations), _ => { }, Token)).Value;

    private static Batch BatchOf(Guid owner, int total, CallerRights rights = CallerRights.OwnEyes) => new()
    {
        Id = TestIds.Next(),
        OwnerId = owner,
        OperationType = "portfolio_update",
        IsAtomic = false,
        Rights = rights,
        Channel = ActorChannel.Api,
        Status = BatchStatus.Pending,
        Total = total,
        CreatedAt = TestTimes.Now,
    };

    private async Task<Guid> OrderAsync(Guid owner, Guid portfolio)
    {
        var order = new OrderBuilder { OwnerId = owner, PortfolioId = portfolio }.Build();
        await _database.Get<IOrderStore>().AddAsync([order], Token);
        return order.Id;
    }

    private async Task<(Guid Owner, IReadOnlyList<Guid> Portfolios)> OwnerAsync(int portfolios, TestDatabase? database = null)
    {
        database ??= _database;
        var owner = await database.AddUserAsync(Token);
        List<Portfolio> made = [.. Enumerable.Range(0, portfolios).Select(i => new PortfolioBuilder { OwnerId = owner, Name = $"Book {i}", AccountName = $"Account {i}" }.Build())];
        await database.Get<IPortfolioStore>().AddAsync([.. made.Select(portfolio => new NewPortfolio(portfolio, [], null))], Token);
        return (owner, [.. made.Select(portfolio => portfolio.Id)]);
    }

    private async Task<IReadOnlyList<Guid>> AddPositionsAsync(Guid portfolio, params string[] symbols)
    {
        List<Position> positions = [.. symbols.Select((symbol, ordinal) => new PositionBuilder { PortfolioId = portfolio, Symbol = symbol, Ordinal = ordinal }.Build())];
        await using var db = _database.NewContext();
        db.AddRange(positions);
        await db.SaveChangesAsync(Token);
        return [.. positions.Select(position => position.Id)];
    }

    private async Task<IEnumerable<string>> NamesAsync(Guid owner) => (await _database.Get<IPortfolioStore>().ActiveAsync(owner, 100, Token)).Select(portfolio => portfolio.Name);

    private Task<Guid> StoredAsync(Guid owner, string type, params (Guid Id, string Data)[] operations) => StoredAsync(owner, type, CallerRights.OwnEyes, operations);

    private async Task<Guid> StoredAsync(Guid owner, string type, CallerRights rights, params (Guid Id, string Data)[] operations)
    {
        var submit = new SubmitBatch(_database.Get<IBatchStore>(), ExecuteOf(_database, new Counting()), new RecordingDispatcher(), new TimeOrderedIds(TimeProvider.System), new ManualTime(TestTimes.Now));
        return (await submit.HandleAsync(owner, rights, FormOf(type, false, operations) with { IsAsync = true }, Throw, Token)).Value.Batch.Id;
    }

    private sealed class Rights : IOperationHandler
    {
        public string OperationType => "rights";

        public CallerRights? Seen { get; private set; }

        public Task<Result<JsonObject>> HandleAsync(OperationCall call, CancellationToken cancellationToken)
        {
            Seen = call.Rights;
            return Task.FromResult<Result<JsonObject>>(new JsonObject());
        }
    }

    private sealed class Greeting : ICustomOperation
    {
        public string Name => "greet";

        public Task<Result<JsonObject>> HandleAsync(OperationCall call, CancellationToken cancellationToken) => Task.FromResult<Result<JsonObject>>(new JsonObject { ["hello"] = "world" });
    }

    private sealed class Burst : ICustomOperation
    {
        public string Name => "burst";

        public Task<Result<JsonObject>> HandleAsync(OperationCall call, CancellationToken cancellationToken) => throw new InvalidOperationException("secret");
    }

    private sealed class Counting(Action? onSecond = null) : ICustomOperation
    {
        private readonly List<string> _seen = [];

        public string Name => "count";

        public List<string> Seen => _seen;

        public Task<Result<JsonObject>> HandleAsync(OperationCall call, CancellationToken cancellationToken)
        {
            _seen.Add(call.ResourceId);
            if (_seen.Count == 2)
            {
                onSecond?.Invoke();
            }

            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult<Result<JsonObject>>(new JsonObject());
        }
    }
}
