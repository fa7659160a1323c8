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
        new PositionQuery("apple inc & co", InvestmentClass.Options, true, PositionSort.Pnl, false, 3),
        new PositionQuery(Sort: PositionSort.Value, Descending: false),
        new PositionQuery(Sort: PositionSort.Position, Descending: true, Page: 10),
    ];

    [Theory]
    [MemberData(nameof(Queries))]
    public void Parts_ReadAgain_AreTheSameQuery(PositionQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var parts = query.Parts().ToDictionary(part => part.Name, part => part.Value);

        PositionQuery.Parse(Of("q"), Of("class"), Of("closed"), Of("sort"), Of("page")).ShouldBe(query);

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
        PositionQuery.Parse("  ", investmentClass, "maybe", sort, page).ShouldBe(new PositionQuery());

    [Fact]
    public void Parse_OfEndlessText_IsCut() => PositionQuery.Parse(new string('x', 5_000), null, null, null, null).Text.Length.ShouldBe(PositionQuery.MaxText);

    [Fact]
    public void By_AnotherColumn_BeginsWithTheLargestFigureAndTheFirstWord()
    {
        var query = new PositionQuery(Page: 4);

        query.By(PositionSort.Pnl).ShouldBe(query with { Sort = PositionSort.Pnl, Descending = true, Page = 1 });
        query.By(PositionSort.Position).ShouldBe(query with { Sort = PositionSort.Position, Descending = false, Page = 1 });
        query.By(PositionSort.Value).ShouldBe(query with { Descending = false, Page = 1 });
    }

    [Fact]
    public void Address_OfAView_KeepsAllOfIt()
    {
        var query = new CenterQuery("all", NavRange.Quarter, new PositionQuery("a&b=c", Sort: PositionSort.Cost));

        query.ToAddress().ShouldBe("/?portfolio=all&range=3m&q=a%26b%3Dc&sort=-cost");
        CenterQuery.Default.ToAddress().ShouldBe("/");
        query.Of("x").ToAddress().ShouldBe("/?portfolio=x&range=3m&sort=-cost");
    }
}
