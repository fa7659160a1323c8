using App.Features.CommandCenter;
using App.Testing;
using Shouldly;
using Xunit;

namespace ComponentTests.CommandCenter;

public sealed class CenterStateTests
{
    private static readonly App.Core.Portfolios.Portfolio Older = Views.Portfolio("Older", createdAt: TestTimes.Now.AddDays(-9));
    private static readonly App.Core.Portfolios.Portfolio Newer = Views.Portfolio("Newer");

    [Fact]
    public void Select_NothingNamed_IsTheNewest()
    {
        CenterState.Select([Newer, Older], null).PortfolioId.ShouldBe(Newer.Id);
        CenterState.Select([Older, Newer], "").PortfolioId.ShouldBe(Newer.Id);
    }

    [Fact]
    public void Select_OneOfTheList_IsThatOne() => CenterState.Select([Newer, Older], Older.Id.ToString()).PortfolioId.ShouldBe(Older.Id);

    [Theory]
    [InlineData("nonsense")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public void Select_AnythingElse_IsNothing(string portfolio) => CenterState.Select([Newer], portfolio).ShouldBe(default);

    [Fact]
    public void Select_All_IsAllOfSeveralAndTheOnlyOne()
    {
        CenterState.Select([Newer, Older], "ALL").IsAll.ShouldBeTrue();
        CenterState.Select([Newer], "all").ShouldBe(new CenterState.Selection(false, Newer.Id));
        CenterState.Select([], "all").ShouldBe(default);
    }
}
