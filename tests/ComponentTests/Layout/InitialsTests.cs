using App.Layout;
using Shouldly;
using Xunit;

namespace ComponentTests.Layout;

public sealed class InitialsTests
{
    [Theory]
    [InlineData("Ada Lovelace", "AL")]
    [InlineData("ada  maria   lovelace", "AL")]
    [InlineData("Plato", "P")]
    [InlineData("Émile Zola", "ÉZ")]
    [InlineData("𝒜da B", "𝒜B")]
    [InlineData("  ", "?")]
    public void Of_AName_AreItsFirstAndLastWords(string name, string expected) => Initials.Of(name).ShouldBe(expected);
}
