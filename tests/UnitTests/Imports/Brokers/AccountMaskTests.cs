using App.Core.Imports.Brokers;
using Shouldly;
using Xunit;

namespace UnitTests.Imports.Brokers;

public sealed class AccountMaskTests
{
    [Theory]
    [InlineData("Z12345678", "…5678")]
    [InlineData("7QZ-45678", "…5678")]
    [InlineData("...321", "…321")]
    [InlineData("XXXX-1234", "…1234")]
    [InlineData("98765", "…8765")]
    [InlineData("12", "…12")]
    [InlineData("--", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Of_ANumber_ShowsItsLastFour(string? number, string? masked) => AccountMask.Of(number).ShouldBe(masked);

    [Theory]
    [InlineData("Account Z12345678", "Account …5678")]
    [InlineData("Account Z12345678.", "Account …5678.")]
    [InlineData("Account Z12345678, Individual", "Account …5678, Individual")]
    [InlineData("(Z12345678)", "(…5678)")]
    [InlineData("Z12345678/Z87654321", "…5678/…4321")]
    [InlineData("account=1234-5678;", "account=…5678;")]
    [InlineData("My IRA 60504030, main", "My IRA …4030, main")]
    [InlineData("7QZ-45678", "…5678")]
    [InlineData("U7654321", "…4321")]
    [InlineData("00000000-0000-0000-0000-000000000001", "…0001")]
    [InlineData("_Z12345678_", "_…5678_")]
    public void Text_WithAnAccountsNumber_MasksIt(string text, string masked) => AccountMask.Text(text).ShouldBe(masked);

    [Theory]
    [InlineData("Target Retirement 2060")]
    [InlineData("$1234567.89")]
    [InlineData("1,234,567.89")]
    [InlineData("12345678.90")]
    [InlineData("0.12345678")]
    [InlineData("2026-02-03")]
    [InlineData("02/03/2026")]
    [InlineData("20260203")]
    [InlineData("S&P 500 ETF")]
    [InlineData("401(k) - 403b")]
    [InlineData("")]
    public void Text_WithoutOne_StaysAsItIs(string text) => AccountMask.Text(text).ShouldBe(text);

    [Fact]
    public void Text_OfAMegabyte_IsCut() => AccountMask.Text(new string('7', 1_000_000)).ShouldBe("…7777");
}
