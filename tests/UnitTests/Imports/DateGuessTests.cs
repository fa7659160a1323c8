using App.Core.Imports.Rules;
using Shouldly;
using Xunit;

namespace UnitTests.Imports;

public sealed class DateGuessTests
{
    [Theory]
    [InlineData("01/15/2024", "2024-01-15")]
    [InlineData("15/01/2024", "2024-01-15")]
    [InlineData("15.1.2024", "2024-01-15")]
    [InlineData("2024/1/5", "2024-01-05")]
    [InlineData("2024-1-5", "2024-01-05")]
    [InlineData("5/5/2024", "2024-05-05")]
    [InlineData("1/15/24", "2024-01-15")]
    [InlineData("20240115", "2024-01-15")]
    [InlineData("Jan 15, 2024", "2024-01-15")]
    [InlineData("15-Jan-2024", "2024-01-15")]
    [InlineData("2024-01-15T00:00:00", "2024-01-15")]
    [InlineData("2024-01-15 16:00", "2024-01-15")]
    [InlineData("45306", "2024-01-15")]
    [InlineData("2024-13-45", null)]
    [InlineData("soon", null)]
    [InlineData("", null)]
    public void For_OneReading_SuggestsIt(string found, string? suggestion) => DateGuess.For(found).Suggestion.ShouldBe(suggestion);

    [Fact]
    public void For_TwoReadings_NamesBothAndSuggestsNeither()
    {
        var guess = DateGuess.For("01/02/2024");
        guess.Suggestion.ShouldBeNull();
        guess.Hint.ShouldBe("Write 2024-01-02 if the month comes first, 2024-02-01 if the day does.");
    }
}
