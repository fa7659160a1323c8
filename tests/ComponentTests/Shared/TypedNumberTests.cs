using System.Globalization;
using App.Shared;
using Shouldly;
using Xunit;

namespace ComponentTests.Shared;

public sealed class TypedNumberTests
{
    [Theory]
    [InlineData("12,5", "12.5")]
    [InlineData("12.5", "12.5")]
    [InlineData("1.234,5", "1234.5")]
    [InlineData("1,234.5", "1234.5")]
    [InlineData("1.234", "1234")]
    [InlineData("1.234.567", "1234567")]
    [InlineData("1.23", "1.23")]
    [InlineData("0.125", "0.125")]
    [InlineData("-7,25", "-7.25")]
    [InlineData("12", "12")]
    [InlineData("zwölf", "zwölf")]
    [InlineData("", "")]
    public void ToInvariant_OfAReaderOfGerman_ReadsEitherSpelling(string typed, string read) => TypedNumber.ToInvariant(typed, CultureInfo.GetCultureInfo("de-DE")).ShouldBe(read);

    [Theory]
    [InlineData("1 234,5", "1234.5")]
    [InlineData("1.234", "1.234")]
    [InlineData("12,5", "12.5")]
    public void ToInvariant_OfAReaderOfFrench_TakesSpacesForGroups(string typed, string read) => TypedNumber.ToInvariant(typed, CultureInfo.GetCultureInfo("fr-FR")).ShouldBe(read);

    [Theory]
    [InlineData("12,5")]
    [InlineData("1,234.5")]
    [InlineData("x")]
    public void ToInvariant_OfAReaderOfEnglish_ChangesNothing(string typed) => TypedNumber.ToInvariant(typed, CultureInfo.GetCultureInfo("en-US")).ShouldBe(typed);

    [Fact]
    public void Write_IsReadAgain()
    {
        var german = Formats.For("de-DE").Culture;

        TypedNumber.Write(1234.5m, german).ShouldBe("1234,50");
        TypedNumber.ToInvariant(TypedNumber.Write(1234.5m, german), german).ShouldBe("1234.50");
        TypedNumber.Write(-0.35, german).ShouldBe("-0,35");
        TypedNumber.Write(null, german).ShouldBeEmpty();
    }
}
