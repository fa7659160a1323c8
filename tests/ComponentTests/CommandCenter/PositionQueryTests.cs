using App.Core.Portfolios;
using App.Features.CommandCenter;
using Shouldly;
using Xunit;

namespace ComponentTests.CommandCenter;

public sealed class PositionQueryTests
{
    public static TheoryData<PositionQuery> Queries =>
    [
        new PositionQuery(),
        new PositionQuery("apple inc & co", InvestmentClass.Options, true, PositionColumn.Pnl, false, 3),
        new PositionQuery(Sort: PositionColumn.Value, Descending: false),
        new PositionQuery(Sort: PositionColumn.Position, Descending: true, Page: 10),
        new PositionQuery("a,b", Sort: PositionColumn.ImpliedVolatility) { Columns = PositionColumns.Of(PositionColumn.Theta, PositionColumn.EntryPrice, PositionColumn.Value) },
        new PositionQuery { Columns = PositionColumns.Of() },
    ];

    [Theory]
    [MemberData(nameof(Queries))]
    public void Parts_ReadAgain_AreTheSameQuery(PositionQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var parts = query.Parts().ToDictionary(part => part.Name, part => part.Value);

        PositionQuery.Parse(Of("q"), Of("class"), Of("closed"), Of("sort"), Of("cols"), Of("page")).ShouldBe(query);
        PositionQuery.FromQuery(query.ToQuery()).ShouldBe(query with { Page = 1 });

        string? Of(string name) => parts.GetValueOrDefault(name);
    }

    [Fact]
    public void Parts_OfTheDefault_AreNone() => new PositionQuery().Parts().ShouldBeEmpty();

    [Theory]
    [InlineData("nonsense", "-nonsense", "x")]
    [InlineData("7", "3", "0")]
    [InlineData("", "-", "-2")]
    [InlineData(null, "--value", "99999999999")]
    public void Parse_OfWhatIsNotKnown_IsTheDefault(string? investmentClass, string? sort, string? page) =>
        PositionQuery.Parse("  ", investmentClass, "maybe", sort, "none,of,these,", page).ShouldBe(new PositionQuery());

    [Fact]
    public void Parse_OfEndlessText_IsCut() => PositionQuery.Parse(new string('x', 5_000), null, null, null, null, null).Text.Length.ShouldBe(PositionQuery.MaxText);

    [Fact]
    public void By_AnotherColumn_BeginsWithTheLargestFigureAndTheFirstWord()
    {
        var query = new PositionQuery(Page: 4);

        query.By(PositionColumn.Pnl).ShouldBe(query with { Sort = PositionColumn.Pnl, Descending = true, Page = 1 });
        query.By(PositionColumn.Position).ShouldBe(query with { Sort = PositionColumn.Position, Descending = false, Page = 1 });
        query.By(PositionColumn.Value).ShouldBe(query with { Descending = false, Page = 1 });
        query.By(PositionColumn.Beta).Descending.ShouldBeTrue();
        query.By(PositionColumn.Sector).Descending.ShouldBeFalse();
        query.By(PositionColumn.Expiration).Descending.ShouldBeFalse();
    }

    [Fact]
    public void Address_OfAView_KeepsAllOfIt()
    {
        var query = new CenterQuery("all", NavRange.Quarter, new PositionQuery("a&b=c", Sort: PositionColumn.Cost));

        query.ToAddress().ShouldBe("/?portfolio=all&range=3m&q=a%26b%3Dc&sort=-cost");
        CenterQuery.Default.ToAddress().ShouldBe("/");
        (CenterQuery.Default with { Positions = new PositionQuery { Columns = PositionColumns.Of(PositionColumn.Value, PositionColumn.ImpliedVolatility) } }).ToAddress()
            .ShouldBe("/?cols=position,value,implied-volatility");
        query.Of("x").ToAddress().ShouldBe("/?portfolio=x&range=3m&sort=-cost");
    }

    [Fact]
    public void ToQuery_OfTheLongest_CanBeSaved() =>
        new PositionQuery(new string('€', PositionQuery.MaxText), InvestmentClass.Options, true, PositionColumn.ImpliedVolatility) { Columns = PositionColumns.Of(Enum.GetValues<PositionColumn>()) }
            .ToQuery().Length.ShouldBeLessThanOrEqualTo(PositionView.LongestQuery);

    [Fact]
    public void NeedsRisk_WhenAColumnOrTheOrderIsOfIt()
    {
        var plain = PositionColumns.Of(PositionColumn.Value, PositionColumn.Sector, PositionColumn.Underlying);

        new PositionQuery().NeedsRisk.ShouldBeTrue("exposure and beta are among the columns of who has not chosen");
        new PositionQuery { Columns = plain }.NeedsRisk.ShouldBeFalse();
        new PositionQuery(Sort: PositionColumn.Beta) { Columns = plain }.NeedsRisk.ShouldBeTrue();
        new PositionQuery { Columns = plain.Toggle(PositionColumn.Exposure) }.NeedsRisk.ShouldBeTrue();
    }
}
