using App.Core.Operations;
using App.Core.Orders;
using App.Core.Portfolios;
using App.Core.Results;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Orders;

public sealed class SqliteOrderTests(SqliteFixture fixture) : OrderContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresOrderTests(PostgresFixture fixture) : OrderContract(fixture), IClassFixture<PostgresFixture>;

public abstract class OrderContract(DatabaseFixture fixture)
{
    private readonly TestDatabase _database = fixture.Database;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IOrderStore Store => _database.Get<IOrderStore>();

    private ManualTime Later { get; } = new(TestTimes.Now.AddHours(1));

    private ChangeOrder Change => new(Store, Later);

    private DeleteOrder Delete => new(Store, Later);

    [Fact]
    public async Task Add_AnOrder_IsReadAsItWasMadeWithItsFirstEvent()
    {
        var (owner, portfolio) = await OwnerAsync();
        var order = new OrderBuilder { OwnerId = owner, PortfolioId = portfolio, RebalanceId = TestIds.Next(), LimitPrice = 61.25m, Notes = "=now" }.Build();

        using (Actor.Begin(new Actor(owner, order.Id, ActorChannel.Api, null)))
        {
            await Store.AddAsync([order], Token);
        }

        var detail = (await Store.FindAsync(owner, order.Id, Token))!;
        detail.Order.ShouldBe(order);
        detail.History.ShouldBe([new OrderEvent { OrderId = order.Id, Version = 1, At = TestTimes.Now, ActorId = owner, ImpersonatorId = order.Id, ToStatus = OrderStatus.Draft }]);
        (await Store.FindAsync(await _database.AddUserAsync(Token), order.Id, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Add_WhatIsNoDraft_IsAFaultOfTheProgram()
    {
        var (owner, portfolio) = await OwnerAsync();
        var order = new OrderBuilder { OwnerId = owner, PortfolioId = portfolio }.Build();

        foreach (var wrong in (Order[])[order with { Quantity = 0 }, order with { Quantity = -1 }, order with { LimitPrice = 0 }, order with { Status = OrderStatus.Approved }, order with { Version = 2 }, order with { FilledQuantity = 1 }])
        {
            await Should.ThrowAsync<ArgumentException>(() => Store.AddAsync([new OrderBuilder { OwnerId = owner, PortfolioId = portfolio }.Build(), wrong], Token));
        }

        (await Store.ListAsync(owner, new OrderQuery(), 10, 0, Token)).Total.ShouldBe(0);
    }

    [Fact]
    public async Task Change_AlongItsLife_LeavesAHistory()
    {
        var (owner, order) = await OrderAsync();
        using var acting = Actor.Begin(new Actor(owner, null, ActorChannel.Api, null));

        await DoneAsync(owner, order, new OrderPatch(Notes: "check the spread", LimitPrice: new(10.5m)));
        await DoneAsync(owner, order, new OrderPatch(OrderStatus.Approved, LimitPrice: new(11m)));
        await DoneAsync(owner, order, new OrderPatch(OrderStatus.Exported));
        await DoneAsync(owner, order, new OrderPatch(OrderStatus.Cancelled, Notes: ""));

        var detail = (await Store.FindAsync(owner, order, Token))!;
        (detail.Order.Status, detail.Order.CancelledFrom, detail.Order.LimitPrice, detail.Order.Notes, detail.Order.Version, detail.Order.UpdatedAt).ShouldBe((OrderStatus.Cancelled, OrderStatus.Exported, 11m, null, 5, Later.GetUtcNow()));
        detail.History.Select(what => (what.Version, what.FromStatus, what.ToStatus, what.Note)).ShouldBe(
        [
            (1, null, OrderStatus.Draft, null), (2, OrderStatus.Draft, OrderStatus.Draft, "limit price none → 10.5, notes"), (3, OrderStatus.Draft, OrderStatus.Approved, "limit price 10.5 → 11"),
            (4, OrderStatus.Approved, OrderStatus.Exported, null), (5, OrderStatus.Exported, OrderStatus.Cancelled, "notes"),
        ]);
        detail.History.Skip(1).ShouldAllBe(what => what.ActorId == owner && what.At == Later.GetUtcNow());
        await using var db = _database.NewContext();
        var entries = await db.AuditEntries.AsNoTracking().Where(entry => entry.TargetId == order).OrderBy(entry => entry.Sequence).ToListAsync(Token);
        entries.Select(entry => (entry.Action, entry.Details)).ShouldBe(
            [("order.changed", null), ("order.changed", """{"from":"draft","to":"approved"}"""), ("order.changed", """{"from":"approved","to":"exported"}"""), ("order.changed", """{"from":"exported","to":"cancelled"}""")]);
    }

    [Fact]
    public async Task Change_ToWhereItsLifeDoesNotLead_IsRefusedAndChangesNothing()
    {
        var (owner, order) = await OrderAsync();

        var error = (await Change.HandleAsync(owner, order, new OrderPatch(OrderStatus.Exported, "x", new(1m)), Token)).Error;

        (error.Code, error.Definition.HttpStatus).ShouldBe(("BUSINESS_RULE_VIOLATION", 409));
        error.Message.ShouldContain("It can become approved, cancelled.");
        await DoneAsync(owner, order, new OrderPatch(OrderStatus.Approved));
        (await Change.HandleAsync(owner, order, new OrderPatch(OrderStatus.Draft), Token)).Error.Message.ShouldContain("It can become exported, cancelled.");
        await DoneAsync(owner, order, new OrderPatch(OrderStatus.Exported));
        (await Change.HandleAsync(owner, order, new OrderPatch(LimitPrice: new(2m)), Token)).Error.Field.ShouldBe("limit_price");
        (await Change.HandleAsync(owner, order, new OrderPatch(LimitPrice: new(null)), Token)).Value.Order.Version.ShouldBe(3);
        await DoneAsync(owner, order, new OrderPatch(OrderStatus.Cancelled));
        (await Change.HandleAsync(owner, order, new OrderPatch(OrderStatus.Approved), Token)).Error.Message.ShouldContain("becomes nothing else");
        await DoneAsync(owner, order, new OrderPatch(Notes: "always"));
        (await Store.FindAsync(owner, order, Token))!.ShouldSatisfyAllConditions(
            detail => detail.Order.LimitPrice.ShouldBeNull(), detail => detail.Order.Notes.ShouldBe("always"), detail => detail.Order.Version.ShouldBe(5), detail => detail.History.Count.ShouldBe(5));
    }

    [Fact]
    public async Task Change_ThatChangesNothing_LeavesVersionAndHistory()
    {
        var (owner, order) = await OrderAsync();

        (await Change.HandleAsync(owner, order, new OrderPatch(OrderStatus.Draft, "", new(null), 1), Token)).Value.Order.Version.ShouldBe(1);

        (await Store.FindAsync(owner, order, Token))!.History.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Change_ForAnOldVersion_SaysWhatWasDoneSince()
    {
        var (owner, order) = await OrderAsync();
        await DoneAsync(owner, order, new OrderPatch(LimitPrice: new(10m)));
        await DoneAsync(owner, order, new OrderPatch(OrderStatus.Approved));

        var error = (await Change.HandleAsync(owner, order, new OrderPatch(OrderStatus.Cancelled, Version: 1), Token)).Error;

        (error.Code, error.Details["stored"]).ShouldBe(("CONCURRENCY_ERROR", 3));
        error.Message.ShouldContain("has version 3; the change was made for 1. Since then: limit price none → 10 (version 2); draft → approved (version 3).");
        ((IEnumerable<string>)error.Details["changed"]!).ShouldBe(["limit_price", "status"]);
        (await Change.HandleAsync(owner, order, new OrderPatch(OrderStatus.Cancelled, Version: 3), Token)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Change_BySeveralWithOneVersion_IsDoneByOne()
    {
        var (owner, order) = await OrderAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => Change.HandleAsync(owner, order, new OrderPatch(Notes: $"by {i}", Version: 1), Token), Token)));

        results.Count(result => result.IsSuccess).ShouldBe(1);
        results.Where(result => !result.IsSuccess).ShouldAllBe(result => result.Error.Code == "CONCURRENCY_ERROR");
        (await Store.FindAsync(owner, order, Token))!.ShouldSatisfyAllConditions(
            detail => detail.Order.Notes.ShouldBe(results.Single(result => result.IsSuccess).Value.Order.Notes), detail => detail.History.Count.ShouldBe(2));
    }

    [Fact]
    public async Task Change_BySeveralWithoutAVersion_ApprovesAndCancelsInTurn()
    {
        var (owner, order) = await OrderAsync();

        var results = await Task.WhenAll(((OrderStatus[])[OrderStatus.Approved, OrderStatus.Cancelled, OrderStatus.Approved]).Select(status => Task.Run(() => Change.HandleAsync(owner, order, new OrderPatch(status), Token), Token)));

        results.ShouldAllBe(result => result.IsSuccess || result.Error.Code == "BUSINESS_RULE_VIOLATION");
        var detail = (await Store.FindAsync(owner, order, Token))!;
        detail.Order.Status.ShouldBe(OrderStatus.Cancelled);
        detail.History.Skip(1).ShouldAllBe(what => OrderLife.FaultOf(what.FromStatus!.Value, what.ToStatus) == null);
    }

    [Fact]
    public async Task OfAnother_IsNotThere()
    {
        var (_, order) = await OrderAsync();
        var other = await _database.AddUserAsync(Token);

        (await Change.HandleAsync(other, order, new OrderPatch(OrderStatus.Approved), Token)).Error.Code.ShouldBe("ORDER_NOT_FOUND");
        (await Delete.HandleAsync(other, order, null, Token)).Error.Code.ShouldBe("ORDER_NOT_FOUND");
        (await Store.ListAsync(other, new OrderQuery(), 10, 0, Token)).Total.ShouldBe(0);
    }

    [Theory]
    [InlineData(new OrderStatus[0], false)]
    [InlineData(new[] { OrderStatus.Cancelled }, true)]
    [InlineData(new[] { OrderStatus.Approved }, false)]
    [InlineData(new[] { OrderStatus.Approved, OrderStatus.Cancelled }, false)]
    [InlineData(new[] { OrderStatus.Approved, OrderStatus.Exported }, false)]
    [InlineData(new[] { OrderStatus.Approved, OrderStatus.Exported, OrderStatus.Cancelled }, false)]
    public async Task Delete_IsForDraftsThatWereCancelled(OrderStatus[] life, bool isDeleted)
    {
        var (owner, order) = await OrderAsync();
        foreach (var status in life)
        {
            await DoneAsync(owner, order, new OrderPatch(status));
        }

        var result = await Delete.HandleAsync(owner, order, null, Token);

        result.IsSuccess.ShouldBe(isDeleted);
        (await Store.FindAsync(owner, order, Token) is null).ShouldBe(isDeleted);
        (await Store.ListAsync(owner, new OrderQuery(), 10, 0, Token)).Total.ShouldBe(isDeleted ? 0 : 1);
        await using var db = _database.NewContext();
        (await db.Orders.CountAsync(row => row.Id == order, Token)).ShouldBe(1);
        if (isDeleted)
        {
            (await Delete.HandleAsync(owner, order, null, Token)).Error.Code.ShouldBe("ORDER_NOT_FOUND");
            (await db.OrderEvents.Where(what => what.OrderId == order).OrderByDescending(what => what.Version).Select(what => what.Note).FirstAsync(Token)).ShouldBe("deleted");
        }
        else
        {
            (result.Error.Code, result.Error.Definition.HttpStatus).ShouldBe(("BUSINESS_RULE_VIOLATION", 409));
        }
    }

    [Fact]
    public async Task List_ByPortfolioStatusAndRebalance_HasTheNewestFirst()
    {
        var (owner, one) = await OwnerAsync();
        var (_, two) = await OwnerAsync(owner);
        var rebalance = TestIds.Next();
        List<Order> orders = [.. Enumerable.Range(0, 6).Select(i => new OrderBuilder
        {
            OwnerId = owner, PortfolioId = i % 2 == 0 ? one : two, RebalanceId = i < 3 ? rebalance : null, Symbol = $"S{i}", CreatedAt = TestTimes.Now.AddMinutes(i),
        }.Build())];
        await Store.AddAsync(orders, Token);
        await DoneAsync(owner, orders[4].Id, new OrderPatch(OrderStatus.Approved));

        (await SymbolsAsync(new OrderQuery())).ShouldBe(["S5", "S4", "S3", "S2", "S1", "S0"]);
        (await SymbolsAsync(new OrderQuery(one))).ShouldBe(["S4", "S2", "S0"]);
        (await SymbolsAsync(new OrderQuery(one, OrderStatus.Draft))).ShouldBe(["S2", "S0"]);
        (await SymbolsAsync(new OrderQuery(RebalanceId: rebalance))).ShouldBe(["S2", "S1", "S0"]);
        (await Store.ListAsync(owner, new OrderQuery(), 2, 1, Token)).ShouldSatisfyAllConditions(page => page.Total.ShouldBe(6), page => page.Items.Select(order => order.Symbol).ShouldBe(["S4", "S3"]));
        (await Store.RowsAsync(owner, new OrderQuery(one), 2, Token)).ShouldSatisfyAllConditions(
            page => page.Total.ShouldBe(3), page => page.Items.Select(row => (row.Order.Symbol, row.PortfolioName)).ShouldBe([("S4", "Main"), ("S2", "Main")]));

        async Task<IEnumerable<string>> SymbolsAsync(OrderQuery query) => (await Store.ListAsync(owner, query, 10, 0, Token)).Items.Select(order => order.Symbol);
    }

    [Fact]
    public async Task File_OfOrders_RunsNothingInASpreadsheet()
    {
        var (owner, portfolio) = await OwnerAsync();
        await Store.AddAsync([new OrderBuilder { OwnerId = owner, PortfolioId = portfolio, Symbol = "-KO", Quantity = 12.50m, LimitPrice = 61.2500m, Notes = "=1+1,\n\"quoted\"" }.Build()], Token);

        var text = (await new OrderFile(Store).HandleAsync(owner, new OrderQuery(), Token)).Value;

        text.ShouldStartWith("Order Id,Trade Date,Portfolio,Account,Symbol,Side,Quantity,Limit Price,Status,");
        text.ShouldContain(",2026-11-20,Main,");
        text.ShouldContain(",'-KO,BUY,12.5,61.25,draft,0,,\"'=1+1,\n\"\"quoted\"\"\",2026-11-20T21:45:30Z,");
    }

    private async Task DoneAsync(Guid owner, Guid order, OrderPatch patch)
    {
        Result<OrderDetail> result = await Change.HandleAsync(owner, order, patch, Token);
        result.IsSuccess.ShouldBeTrue(string.Join(' ', result.Errors));
        var read = (await Store.FindAsync(owner, order, Token))!;
        read.Order.ShouldBe(result.Value.Order);
        read.History.ShouldBe(result.Value.History);
    }

    private async Task<(Guid Owner, Guid Order)> OrderAsync()
    {
        var (owner, portfolio) = await OwnerAsync();
        var order = new OrderBuilder { OwnerId = owner, PortfolioId = portfolio }.Build();
        await Store.AddAsync([order], Token);
        return (owner, order.Id);
    }

    private async Task<(Guid Owner, Guid Portfolio)> OwnerAsync(Guid? of = null)
    {
        var owner = of ?? await _database.AddUserAsync(Token);
        var portfolio = new PortfolioBuilder { OwnerId = owner }.Build();
        await _database.Get<IPortfolioStore>().AddAsync([new NewPortfolio(portfolio, [], null)], Token);
        return (owner, portfolio.Id);
    }
}
