using App.Core.Market;
using App.Core.Portfolios;
using App.Core.Results;
using App.Features.Calculations.Components;
using App.Testing;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ComponentTests.Features.Calculations;

/// <summary>Asking for a past session by its date.</summary>
public sealed class SessionMenuTests : BunitContext
{
    // Saturday noon: the last session is Friday's.
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 17, 0, 0, TimeSpan.Zero);

    private readonly List<DateOnly> _asked = [];
    private IReadOnlyList<Error> _answer = [];

    public SessionMenuTests()
    {
        Services.AddSingleton(TradingCalendar.Nyse);
        Services.AddSingleton<TimeProvider>(new ManualTime(Now));
    }

    [Fact]
    public void Field_IsBoundToTheSessionsThereAre()
    {
        var menu = Menu();

        var field = menu.Find("input[type=date]");
        (field.GetAttribute("min"), field.GetAttribute("max")).ShouldBe(("2026-10-01", "2026-11-20"));
        menu.Find(".hint").TextContent.ShouldBe("A trading session from 1 Oct 2026 to 20 Nov 2026.");
        Menu(from: new(2026, 11, 20)).Find(".hint").TextContent.ShouldBe("The only session so far is 20 Nov 2026.");
    }

    [Fact]
    public void Date_ThatIsASession_IsAskedFor()
    {
        var menu = Menu();

        menu.Find("input").Change("2026-11-18");
        menu.Find("form").Submit();

        _asked.ShouldBe([new(2026, 11, 18)]);
        menu.FindAll(".error").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2026-11-15", "The sessions around it are 2026-11-13 and 2026-11-16.", "Fri 13 Nov 2026", "Mon 16 Nov 2026")]
    [InlineData("2026-11-23", "has not closed yet. The last session was 2026-11-20.", "Fri 20 Nov 2026")]
    [InlineData("2026-09-27", "The sessions around it are 2026-09-25 and 2026-09-28.")]
    [InlineData("1890-01-01", "is outside the calendar", "Fri 20 Nov 2026")]
    public void Date_ThatIsNone_IsSaidAtTheFieldWithTheSessionsAround(string date, string said, params string[] offered)
    {
        var menu = Menu();

        menu.Find("input").Change(date);

        var field = menu.Find("input");
        field.GetAttribute("aria-invalid").ShouldBe("true");
        field.GetAttribute("aria-describedby")!.Split(' ').ShouldContain("as-of-error");
        menu.Find("#as-of-error").TextContent.ShouldContain(said);
        menu.Find("#as-of-error a").TextContent.ShouldBe("ERR_PORT_014");
        menu.FindAll(".btn.slim").Select(button => button.TextContent).ShouldBe(offered);
        _asked.ShouldBeEmpty();
    }

    [Fact]
    public void SessionOffered_TakenByAClick_MendsTheField()
    {
        var menu = Menu();
        menu.Find("input").Change("2026-11-15");

        menu.FindAll(".btn.slim")[0].Click();
        menu.Find("form").Submit();

        menu.Find("input").GetAttribute("value").ShouldBe("2026-11-13");
        menu.FindAll(".error").ShouldBeEmpty();
        _asked.ShouldBe([new(2026, 11, 13)]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    public void Date_MissingOrHalfTyped_IsAskedFor(string typed)
    {
        var menu = Menu();
        menu.Find("input").Change(typed);

        menu.Find("form").Submit();

        menu.Find("#as-of-error").TextContent.ShouldContain("Choose the date of a trading session.");
        _asked.ShouldBeEmpty();
    }

    [Fact]
    public void Refusal_OfTheCalculation_IsSaidAtTheField()
    {
        _answer = [PortfolioErrors.NotASession.Because("Figures begin later.", "as_of", details: new Dictionary<string, object?> { ["next_session"] = "2026-11-19" })];
        var menu = Menu();
        menu.Find("input").Change("2026-11-18");

        menu.Find("form").Submit();

        menu.WaitForAssertion(() => menu.Find("#as-of-error").TextContent.ShouldContain("Figures begin later."));
        menu.Find(".btn.slim").TextContent.ShouldBe("Thu 19 Nov 2026");
    }

    private IRenderedComponent<SessionMenu> Menu(DateOnly? from = null) => Render<SessionMenu>(p => p
        .Add(x => x.From, from ?? new DateOnly(2026, 10, 1))
        .Add(x => x.Calculate, session =>
        {
            _asked.Add(session);
            return Task.FromResult(_answer);
        }));
}
