using App.Shared;
using Shouldly;
using Xunit;

namespace ComponentTests.Shared;

public sealed class FormatsTests
{
    [Theory]
    [InlineData("en-US", "1284906.41", "$1,284,906.41")]
    [InlineData("en-US", "-8412.77", "−$8,412.77")]
    [InlineData("de-DE", "-8412.77", "−8.412,77 $")]
    [InlineData("de", "1284906.41", "1.284.906,41 $")]
    [InlineData("en-US", "-0.004", "$0.00")]
    [InlineData("en-US", "0.005", "$0.01")]
    public void Money_InACulture_HasItsSeparatorsAndAMinusSign(string culture, string value, string expected) =>
        Plain(Formats.For(culture).Money(Decimal(value))).ShouldBe(expected);

    [Theory]
    [InlineData("12", "+$12.00")]
    [InlineData("0", "$0.00")]
    [InlineData("-12", "−$12.00")]
    [InlineData("0.001", "$0.00")]
    public void Money_Signed_GivesGainsAPlus(string value, string expected) => Formats.Default.Money(Decimal(value), signed: true).ShouldBe(expected);

    [Theory]
    [InlineData("1420000", "$1.42 M")]
    [InlineData("-165000", "−$165 k")]
    [InlineData("999499", "$999 k")]
    [InlineData("999500", "$1.00 M")]
    [InlineData("820", "$820")]
    [InlineData("9999", "$9,999")]
    [InlineData("10000", "$10.0 k")]
    [InlineData("12345678901", "$12.3 B")]
    [InlineData("0", "$0")]
    public void MoneyShort_OfAnySize_HasThreeFigures(string value, string expected) => Plain(Formats.Default.MoneyShort(Decimal(value))).ShouldBe(expected);

    [Fact]
    public void MoneyShort_WhereTheSymbolEnds_PutsTheUnitBeforeIt() => Plain(Formats.For("de-DE").MoneyShort(-1_420_000m)).ShouldBe("−1,42 M $");

    [Theory]
    [InlineData("en-US", 0.0525, 2, "+5.25%")]
    [InlineData("en-US", -0.00004, 2, "0.00%")]
    [InlineData("en-US", -0.0065, 2, "−0.65%")]
    [InlineData("de-DE", -0.0065, 2, "−0,65 %")]
    [InlineData("fr-FR", 0.313, 1, "+31,3 %")]
    public void Percent_OfAShare_IsRoundedBeforeItsSign(string culture, double share, int decimals, string expected) =>
        Plain(Formats.For(culture).Percent(share, decimals, signed: true)).ShouldBe(expected);

    [Theory]
    [InlineData("1120", "1,120")]
    [InlineData("-250.5", "−250.5")]
    [InlineData("0.123456", "0.123456")]
    public void Quantity_WithDecimals_ShowsThoseItHas(string value, string expected) => Formats.Default.Quantity(Decimal(value)).ShouldBe(expected);

    [Theory]
    [InlineData(0.12, "0.1 s")]
    [InlineData(9.96, "10 s")]
    [InlineData(59.6, "1 min 0 s")]
    [InlineData(185, "3 min 5 s")]
    public void Duration_OfAnyLength_IsRead(double seconds, string expected) => Formats.Default.Duration(TimeSpan.FromSeconds(seconds)).ShouldBe(expected);

    [Fact]
    public void Instant_OfAnyZone_IsWrittenInUtc()
    {
        var evening = new DateTimeOffset(2026, 11, 20, 19, 5, 33, TimeSpan.FromHours(-5));

        Formats.Default.Instant(evening).ShouldBe("21 Nov 2026, 00:05");
        Formats.Default.TimeOfDay(evening, evening.AddSeconds(-40)).ShouldBe("00:05:33");
        Formats.Default.TimeOfDay(evening, evening.AddMinutes(-6)).ShouldBe("21 Nov 2026, 00:05");
    }

    [Theory]
    [InlineData(820, "820 bytes")]
    [InlineData(14_234, "14.2 kB")]
    [InlineData(999_950, "1.0 MB")]
    public void FileSize_OfAnySize_HasItsUnit(long bytes, string expected) => Formats.Default.FileSize(bytes).ShouldBe(expected);

    [Fact]
    public void Day_InAnyCulture_IsInTheWordsOfThePage()
    {
        var day = new DateOnly(2026, 11, 20);

        Formats.For("de-DE").Day(day, weekday: true).ShouldBe("Fri 20 Nov 2026");
        Formats.Default.Day(day).ShouldBe("20 Nov 2026");
    }

    [Fact]
    public void Culture_HandedToOthers_HasTheMinusSignToo() => (-1.5).ToString("N1", Formats.For("de-DE").Culture).ShouldBe("−1,5");

    private static decimal Decimal(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    // Cultures differ in which space they do not break at; a reader does not see which.
    private static string Plain(string text) => text.Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
