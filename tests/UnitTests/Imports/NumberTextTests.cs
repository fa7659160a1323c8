using System.Globalization;
using System.Text;
using App.Core.Imports.Rules;
using Shouldly;
using Xunit;

namespace UnitTests.Imports;

public sealed class NumberTextTests
{
    private static NumberText Read(string text) => NumberText.Read(Encoding.UTF8.GetBytes(text));

    [Theory]
    [InlineData("5", "5", 0)]
    [InlineData("007", "7", 0)]
    [InlineData(".5", "0.5", 1)]
    [InlineData("5.", "5", 0)]
    [InlineData("1234.50", "1234.5", 1)]
    [InlineData("1,234.5", "1234.5", 1)]
    [InlineData("12,345,678", "12345678", 0)]
    [InlineData("$1,234.50", "1234.5", 1)]
    [InlineData("-$5", "-5", 0)]
    [InlineData("$-5", "-5", 0)]
    [InlineData("+5.25", "5.25", 2)]
    [InlineData("+$1.00", "1", 0)]
    [InlineData("(5)", "-5", 0)]
    [InlineData("($5.10)", "-5.1", 1)]
    [InlineData("$ (1,234.00)", "-1234", 0)]
    [InlineData("$(5)", "-5", 0)]
    [InlineData("- 5", "-5", 0)]
    [InlineData("−5.5", "-5.5", 1)]
    [InlineData("0.000000001", "0", 9)]
    [InlineData("999999999999.999999", "999999999999.999999", 6)]
    public void Read_WaysToWriteANumber_GivesItsExactValue(string text, string value, int decimals)
    {
        var number = Read(text);
        number.Fault.ShouldBe(NumberFault.None);
        number.Value.ShouldBe(decimal.Parse(value, CultureInfo.InvariantCulture));
        number.Decimals.ShouldBe(decimals);
    }

    [Theory]
    [InlineData("abc", "NotANumber")]
    [InlineData("NaN", "NotANumber")]
    [InlineData("Infinity", "NotANumber")]
    [InlineData("-", "NotANumber")]
    [InlineData(".", "NotANumber")]
    [InlineData("()", "NotANumber")]
    [InlineData("(5", "NotANumber")]
    [InlineData("5)", "NotANumber")]
    [InlineData("(-5)", "NotANumber")]
    [InlineData("(+5)", "NotANumber")]
    [InlineData("--5", "NotANumber")]
    [InlineData("$$5", "NotANumber")]
    [InlineData("5-", "NotANumber")]
    [InlineData("5%", "NotANumber")]
    [InlineData("€5", "NotANumber")]
    [InlineData("5 000", "NotANumber")]
    [InlineData("0x1F", "NotANumber")]
    [InlineData("٣", "NotANumber")]
    [InlineData(",5", "NotANumber")]
    [InlineData("1e5", "Exponent")]
    [InlineData("1.5E-3", "Exponent")]
    [InlineData("1.2.3", "TwoPoints")]
    [InlineData("1.234.567", "TwoPoints")]
    [InlineData("1,2", "Grouping")]
    [InlineData("1234,56", "Grouping")]
    [InlineData("1,23,456", "Grouping")]
    [InlineData("1234,567", "Grouping")]
    [InlineData("1,234,", "Grouping")]
    [InlineData("1.5,000", "Grouping")]
    [InlineData("1000000000000", "TooLarge")]
    [InlineData("99999999999999999999999999999999999999999999", "TooLarge")]
    public void Read_WhatIsNoNumber_SaysWhy(string text, string fault) => Read(text).Fault.ToString().ShouldBe(fault);

    [Theory]
    [InlineData("1e5", "100000")]
    [InlineData("1.5E-3", "0.0015")]
    [InlineData("1234,56", "1234.56")]
    [InlineData("1.234,56", "1234.56")]
    [InlineData("1,2", "1.2")]
    [InlineData("5-", "-5")]
    [InlineData("5 USD", "5")]
    [InlineData("1 234.50", "1234.50")]
    [InlineData("1'234.50", "1234.50")]
    [InlineData("abc", null)]
    [InlineData("1e400", null)]
    public void Guess_WhatWasProbablyMeant_IsOffered(string found, string? suggestion) => NumberGuess.For(found).Suggestion.ShouldBe(suggestion);

    [Fact]
    public void Read_RandomNumbers_AgreesWithDecimal()
    {
        var random = new Random(1);
        for (var round = 0; round < 20_000; round++)
        {
            var value = Math.Round((decimal)(random.NextDouble() * Math.Pow(10, random.Next(0, 11))), random.Next(0, 7)) * (random.Next(2) == 0 ? 1 : -1);
            var text = random.Next(3) switch
            {
                0 => value.ToString(CultureInfo.InvariantCulture),
                1 => value.ToString("N6", CultureInfo.InvariantCulture),
                _ => value.ToString("0.000000", CultureInfo.InvariantCulture),
            };
            var number = Read(text);
            number.Fault.ShouldBe(NumberFault.None, text);
            number.Value.ShouldBe(value, text);
            number.IsZero.ShouldBe(value == 0, text);
            number.Decimals.ShouldBe(value.ToString("0.######", CultureInfo.InvariantCulture) is var shortest && shortest.Contains('.') ? shortest.Length - shortest.IndexOf('.') - 1 : 0, text);
        }
    }
}
