using System.Text.Json;
using App.Core.Orders;
using App.Core.Results;
using Shouldly;
using Xunit;

namespace UnitTests.Orders;

public sealed class OrderLifeTests
{
    private static readonly (OrderStatus From, OrderStatus To)[] Legal =
    [
        (OrderStatus.Draft, OrderStatus.Approved), (OrderStatus.Draft, OrderStatus.Cancelled), (OrderStatus.Approved, OrderStatus.Exported), (OrderStatus.Approved, OrderStatus.Cancelled),
        (OrderStatus.Exported, OrderStatus.PartiallyFilled), (OrderStatus.Exported, OrderStatus.Filled), (OrderStatus.Exported, OrderStatus.Cancelled),
        (OrderStatus.PartiallyFilled, OrderStatus.Filled), (OrderStatus.PartiallyFilled, OrderStatus.Cancelled),
    ];

    public static TheoryData<OrderStatus, OrderStatus> Pairs { get; } = [.. from status in Enum.GetValues<OrderStatus>() from other in Enum.GetValues<OrderStatus>() select (status, other)];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void FaultOf_EachPairOfStatuses_IsAFaultUnlessTheLifeLeadsThere(OrderStatus from, OrderStatus to)
    {
        var fault = OrderLife.FaultOf(from, to);

        (fault is null).ShouldBe(Legal.Contains((from, to)));
        if (fault is not null)
        {
            (fault.Code, fault.Field).ShouldBe(("BUSINESS_RULE_VIOLATION", "status"));
            fault.Message.ShouldContain(OrderCodes.Statuses.NameOf(from));
            fault.Message.ShouldContain(OrderCodes.Statuses.NameOf(to));
            Legal.Where(pair => pair.From == from).ShouldAllBe(pair => fault.Message.Contains(OrderCodes.Statuses.NameOf(pair.To)));
        }
    }

    [Theory]
    [InlineData("""{"status":"approved"}""")]
    [InlineData("""{"status":" CANCELLED "}""")]
    [InlineData("""{"notes":null}""")]
    [InlineData("""{"notes":"two\nlines"}""")]
    [InlineData("""{"limit_price":null}""")]
    [InlineData("""{"limit_price":0.0001}""")]
    [InlineData("""{"limit_price":"999999999.9999"}""")]
    public void Read_AChange_IsTaken(string json) => Read(json).IsSuccess.ShouldBeTrue();

    [Theory]
    [InlineData("{}", null)]
    [InlineData("""{"version":1}""", null)]
    [InlineData("[]", null)]
    [InlineData("""{"status":"sent"}""", "status")]
    [InlineData("""{"status":null}""", "status")]
    [InlineData("""{"status":"filled"}""", "status")]
    [InlineData("""{"status":"partially_filled"}""", "status")]
    [InlineData("""{"limit_price":0}""", "limit_price")]
    [InlineData("""{"limit_price":-1}""", "limit_price")]
    [InlineData("""{"limit_price":0.00001}""", "limit_price")]
    [InlineData("""{"limit_price":1000000000}""", "limit_price")]
    [InlineData("""{"limit_price":"much"}""", "limit_price")]
    [InlineData("""{"notes":"\u0000"}""", "notes")]
    [InlineData("""{"notes":7}""", "notes")]
    [InlineData("""{"notes":"","version":0}""", "version")]
    [InlineData("""{"notes":"","quantity":3}""", "quantity")]
    public void Read_WhatIsNoChange_IsRefused(string json, string? field) =>
        Read(json).Errors.ShouldHaveSingleItem().ShouldSatisfyAllConditions(error => error.Code.ShouldBe("VALIDATION_ERROR"), error => error.Field.ShouldBe(field));

    [Theory]
    [InlineData(2_000, true)]
    [InlineData(2_001, false)]
    public void Read_Notes_HaveAtMost2000Characters(int length, bool isTaken) => Read($$"""{"notes":"{{new string('n', length)}}"}""").IsSuccess.ShouldBe(isTaken);

    [Fact]
    public void Read_Fills_SaysWhenTheyCome() => Read("""{"status":"filled"}""").Error.Message.ShouldContain("fills come with rebalancing");

    private static Result<OrderPatch> Read(string json) => OrderPatch.Read(JsonDocument.Parse(json).RootElement);
}
