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
    [InlineData("Quartz plan 98765", "Quartz plan …8765")]
    [InlineData("Positions for account 543210 as of 2026/02/03", "Positions for account …3210 as of 2026/02/03")]
    [InlineData("Individual -12345", "Individual -…2345")]
    [InlineData("Account 12345 shares", "Account …2345 shares")]
    [InlineData("acct. no. 12345", "acct. no. …2345")]
    [InlineData("Account number: 60504030", "Account number: …4030")]
    [InlineData("Z12345678 05/06/2026", "…5678 05/06/2026")]
    [InlineData("12345QAA2", "…QAA2")]
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
    [InlineData("Date downloaded Feb-14-2026 9:31 a.m ET")]
    [InlineData("12345")]
    [InlineData("123456")]
    [InlineData("$12345")]
    [InlineData("12345.67")]
    [InlineData("12,345")]
    [InlineData("10000 shares at 99.5%")]
    [InlineData("100000 USD")]
    [InlineData("USD 100000")]
    [InlineData("25000%")]
    [InlineData("Boston MA 02110")]
    [InlineData("Boston, MA 02110-1234")]
    [InlineData("Fiscal 2025-2026")]
    [InlineData("FNMA POOL 123456")]
    [InlineData("12345QAA9")]
    [InlineData("CUSIP 123450009")]
    [InlineData("401(k) - 403b")]
    [InlineData("")]
    public void Text_WithoutOne_StaysAsItIs(string text) => AccountMask.Text(text).ShouldBe(text);

    [Theory]
    [InlineData("12345", "…2345")]
    [InlineData("Plan 100000", "Plan …0000")]
    [InlineData("Family trust of 2024", "Family trust of 2024")]
    [InlineData("Trust 01-05-2026", "Trust 01-05-2026")]
    public void Name_OfAnAccount_KeepsNoNumber(string name, string masked) => AccountMask.Name(name).ShouldBe(masked);

    [Theory]
    [InlineData("BANK SWEEP ACCT 12345", "BANK SWEEP ACCT …2345")]
    [InlineData("FNMA POOL 123456 4.5%", "FNMA POOL 123456 4.5%")]
    [InlineData("CALL XYZ 00425000", "CALL XYZ 00425000")]
    public void Security_WithANumber_IsMaskedOnlyBehindAccount(string words, string masked) => AccountMask.Security(words).ShouldBe(masked);

    [Fact]
    public void Text_OfAMegabyte_IsCut() => AccountMask.Text(new string('7', 1_000_000)).ShouldBe("…7777");
}
