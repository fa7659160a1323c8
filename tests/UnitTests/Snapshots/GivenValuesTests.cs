using App.Core.Market;
using App.Core.Portfolios;
using App.Core.Snapshots;
using Shouldly;
using Xunit;

namespace UnitTests.Snapshots;

public sealed class GivenValuesTests
{
    // Thursday, Friday, Monday, Tuesday.
    private static readonly DateOnly[] Sessions = TradingCalendar.Nyse.Sessions(new(2025, 6, 5), new(2025, 6, 10)).ToArray();

    [Fact]
    public void Fill_BeforeTheFirstValue_IsTheEntryPrice()
    {
        var (marks, newest) = Fill();

        marks.ShouldAllBe(mark => mark == new Mark(50, MarkSource.Entry));
        newest.ShouldBeNull();
    }

    [Fact]
    public void Fill_EachSession_HoldsTheNewestOfItsDayOrBefore()
    {
        var (marks, newest) = Fill((new(2025, 5, 30), 60), (new(2025, 6, 6), 55.5m), (new(2025, 6, 10), 70), (new(2025, 6, 11), 1));

        marks.ShouldBe([new(60, MarkSource.Given), new(55.5m, MarkSource.Given), new(55.5m, MarkSource.Given), new(70, MarkSource.Given)]);
        newest!.Date.ShouldBe(new(2025, 6, 10));
    }

    [Fact] // a Saturday's counts on Monday
    public void Fill_OfADayWithoutASession_CountsFromTheNext() =>
        Fill((new(2025, 6, 7), 60)).Marks.Select(mark => mark.Price).ShouldBe([50, 50, 60, 60]);

    [Fact]
    public void Given_IsNoPriceToLookFor() => new Mark(60, MarkSource.Given).NeedsUpdate.ShouldBeFalse();

    private static (Mark[] Marks, PositionValuation? Newest) Fill(params (DateOnly Date, decimal Price)[] given)
    {
        var marks = new Mark[Sessions.Length];
        var newest = GivenValues.Fill(
            Sessions,
            [.. given.Select(each => new PositionValuation { Id = Guid.Empty, PositionId = Guid.Empty, Date = each.Date, Price = each.Price, CreatedAt = default })],
            50,
            marks);
        return (marks, newest);
    }
}
