using App.Core.Market;
using App.Core.Portfolios;
using App.Core.Results;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Portfolios;

public sealed class PortfolioFormTests
{
    private static readonly PortfolioForm Good = new("Main", "Schwab", "taxable", "250,000.00");

    // Saturday: the last session was Friday, 10 January 2025.
    private static readonly ManualTime Saturday = new(new DateTimeOffset(2025, 1, 11, 18, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Check_GoodForm_GivesTermsOfTheLastSession()
    {
        var terms = (await CheckAsync(Good)).Value;

        terms.ShouldBe(new PortfolioTerms("Main", "Schwab", AccountType.Taxable, 250_000m, new DateOnly(2025, 1, 10), null));
    }

    [Theory]
    [InlineData("250000", 250000)]
    [InlineData(" $250,000.5 ", 250000.5)]
    [InlineData("+1", 1)]
    [InlineData("999999999.99", 999999999.99)]
    public async Task Check_EquityAsPeopleWriteIt_IsRead(string text, double equity) =>
        (await CheckAsync(Good with { EquityBalance = text })).Value.EquityBalance.ShouldBe((decimal)equity);

    [Theory]
    [InlineData(null, "ERR_PORT_004")]
    [InlineData("", "ERR_PORT_004")]
    [InlineData("plenty", "ERR_PORT_004")]
    [InlineData("Infinity", "ERR_PORT_004")]
    [InlineData("1e6", "ERR_PORT_004")]
    [InlineData("99999999999999999999999999999999", "ERR_PORT_004")]
    [InlineData("0", "ERR_PORT_005")]
    [InlineData("-0.01", "ERR_PORT_005")]
    [InlineData("1000000000", "ERR_PORT_006")]
    public async Task Check_EquityThatIsNone_HasItsCode(string? text, string code) =>
        (await CheckAsync(Good with { EquityBalance = text })).Errors.Select(error => error.Code).ShouldBe([code]);

    [Theory]
    [InlineData("2025-01-09", "day of mourning", "2025-01-08", "2025-01-10")]
    [InlineData("2025-01-11", "weekend", "2025-01-10", "2025-01-13")]
    [InlineData("2025-01-01", "holiday", "2024-12-31", "2025-01-02")]
    public async Task Check_DateThatIsNoSession_NamesTheSessionsAroundIt(string date, string why, string before, string after)
    {
        // The last session has to be behind the dates asked for.
        var later = new ManualTime(new DateTimeOffset(2025, 2, 1, 18, 0, 0, TimeSpan.Zero));

        var error = (await CheckAsync(Good with { EquityAsOf = date }, later)).Errors.ShouldHaveSingleItem(why);

        error.Code.ShouldBe("ERR_PORT_014");
        error.Details["previous_session"].ShouldBe(before);
        error.Details["next_session"].ShouldBe(after);
        error.Message.ShouldContain(before);
    }

    [Theory]
    [InlineData("2025-01-13")]
    [InlineData("2036-01-02")]
    [InlineData("1989-12-29")]
    [InlineData("01/10/2025")]
    public async Task Check_DateThatHasNotClosedOrIsNone_IsAnError(string date) =>
        (await CheckAsync(Good with { EquityAsOf = date })).Error.Code.ShouldBe("ERR_PORT_014");

    [Fact]
    public async Task Check_EverythingWrong_IsReportedInTheOrderOfTheChecks()
    {
        var result = await CheckAsync(new PortfolioForm(null, null, null, null, "never"));

        result.Errors.Select(error => error.Code).ShouldBe(["ERR_PORT_009", "ERR_PORT_011", "ERR_PORT_002", "ERR_PORT_004", "ERR_PORT_014"]);
    }

    [Fact]
    public async Task Check_TakenAccountName_IsReportedBesideTheRest()
    {
        var rules = new PortfolioFormRules(TradingCalendar.Nyse, new OnboardingOptions(), Saturday);

        var result = await rules.CheckAsync(Good with { AccountName = " schwab ", PortfolioName = "" }, key => Task.FromResult(key == "SCHWAB"));

        result.Errors.Select(error => error.Code).ShouldBe(["ERR_PORT_001", "ERR_PORT_002"]);
    }

    [Fact]
    public async Task Check_CharactersThatAreNoText_AreRefused()
    {
        var result = await CheckAsync(Good with { AccountName = "a\0b", PortfolioName = "half \ud83d", Description = "two\nlines are fine\u0007" });

        result.Errors.Select(error => error.Code).ShouldBe(["ERR_PORT_011", "ERR_PORT_002", "ERR_PORT_003"]);
        result.Errors[0].Message.ShouldContain("U+0000");
        (await CheckAsync(Good with { AccountName = "Ünïcødé 😀", Description = "two\nlines" })).IsSuccess.ShouldBeTrue();
    }

    private static Task<Result<PortfolioTerms>> CheckAsync(PortfolioForm form, ManualTime? time = null) =>
        new PortfolioFormRules(TradingCalendar.Nyse, new OnboardingOptions(), time ?? Saturday).CheckAsync(form, _ => Task.FromResult(false));
}
