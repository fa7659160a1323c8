using System.Text.Json.Nodes;
using App.Core.Batches;
using App.Core.Idempotency;
using App.Core.Market;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Core.Results;
using App.Testing;
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
    public async Task HandleAsync_UnknownKindOrHandler_FailsEachOperation()
    {
        var (owner, ids) = await OwnerAsync(1);

        (await SubmitAsync(owner, "frobnicate", false, (ids[0], "{}"))).Operations[0].ErrorMessage!.ShouldContain("bulk_delete, custom, portfolio_update, position_update");
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
        var detail = await Of(_database, counted).HandleAsync(owner, CallerRights.OwnEyes, form, Throw, Token);

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

        var detail = await Of(_database, counted).HandleAsync(owner, CallerRights.OwnEyes, FormOf("custom", false, [.. ids.Select(id => (id, """{"handler":"count"}"""))]), Throw, gone.Token);

        (detail.Batch.Status, detail.Batch.Completed, counted.Seen.Count).ShouldBe((BatchStatus.Completed, 3, 3));
    }

    [Fact]
    public async Task HandleAsync_SeveralAtOneBatch_DoEachOperationOnce()
    {
        var (owner, ids) = await OwnerAsync(1);
        var store = _database.Get<IBatchStore>();
        var batch = new Batch { Id = TestIds.Next(), OwnerId = owner, OperationType = "portfolio_update", IsAtomic = false, Status = BatchStatus.Pending, Total = 20, CreatedAt = TestTimes.Now };
        await store.AddAsync(batch, [.. Enumerable.Range(0, 20).Select(i => new BatchOperation { BatchId = batch.Id, Index = i, Method = "PATCH", ResourceId = $"{ids[0]}", Data = $$"""{"name":"Name {{i}}"}""", Status = OperationStatus.Pending })], Token);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => ExecuteOf(_database, new Counting()).HandleAsync(batch, CallerRights.OwnEyes, Throw, Token), Token)));

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
            var detail = await Of(flaky, new Counting()).HandleAsync(owner, CallerRights.OwnEyes, FormOf("portfolio_update", cut % 2 == 0, (ids[0], $$"""{"name":"A {{cut}}"}"""), (ids[1], $$"""{"name":"B {{cut}}"}""")), Throw, Token);
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

    private static void Throw(Exception fault) => Assert.Fail(fault.ToString());

    private static ExecuteBatch ExecuteOf(TestDatabase database, Counting counting)
    {
        var portfolios = database.Get<IPortfolioStore>();
        var time = new ManualTime(TestTimes.Now);
        return new ExecuteBatch(
            database.Get<IBatchStore>(),
            database.Get<IUnitOfWork>(),
            [
                new UpdatePortfolioOperation(new ChangePortfolio(portfolios, database.Get<IPortfolioEditStore>(), new PortfolioFormRules(TradingCalendar.Nyse, new OnboardingOptions(), time), time)),
                new UpdatePositionOperation(PositionsOf(database)),
                new DeleteOperation(new DeletePortfolio(portfolios, time), PositionsOf(database)),
                new CustomOperation([new Greeting(), new Burst(), counting]),
            ],
            time);
    }

    private static ChangePositions PositionsOf(TestDatabase database) => new(database.Get<IPositionBulkStore>(), database.Get<IUnitOfWork>(), new ManualTime(TestTimes.Now));

    private static SubmitBatch Of(TestDatabase database, Counting counting) => new(database.Get<IBatchStore>(), ExecuteOf(database, counting), new TimeOrderedIds(TimeProvider.System), new ManualTime(TestTimes.Now));

    private static BatchForm FormOf(string type, bool atomic, params (Guid Id, string Data)[] operations) =>
        new(type, [.. operations.Select(operation => new OperationForm("PATCH", operation.Id.ToString(), operation.Data))], atomic, null);

    private Task<BatchDetail> SubmitAsync(Guid owner, string type, bool atomic, params (Guid Id, string Data)[] operations) => SubmitAsync(owner, type, atomic, CallerRights.OwnEyes, operations);

    private Task<BatchDetail> SubmitAsync(Guid owner, string type, bool atomic, CallerRights rights, params (Guid Id, string Data)[] operations) =>
        Of(_database, new Counting()).HandleAsync(owner, rights, FormOf(type, atomic, operations), _ => { }, Token);

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
