using App.Core.Accounts;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Accounts;

public sealed class ExportNamesTests
{
    [Theory]
    [InlineData("Long haul", "Long haul")]
    [InlineData("Müller & Söhne (2024)", "Müller & Söhne (2024)")]
    [InlineData("退職 401k", "退職 401k")]
    [InlineData("नमस्ते", "नमस्ते")]
    [InlineData("../../etc/passwd", "_etc_passwd")]
    [InlineData("a/b\\c:d*e?f\"g<h>i|j", "a_b_c_d_e_f_g_h_i_j")]
    [InlineData("tab\tnew\nline", "tab_new_line")]
    [InlineData("right\u202Eto left", "right_to left")]
    [InlineData("dots...", "dots_")]
    [InlineData(" spaces ", "spaces")]
    [InlineData("💼", "_")]
    [InlineData("\uD83D", "_")]
    public void Safe_Name_HasNothingThatADiskOrAZipMinds(string name, string expected) => ExportNames.Safe(name).ShouldBe(expected);

    [Fact]
    public void FolderOf_TwoOfOneNameAndNamesThatMeanDevices_AreApartAndHarmless()
    {
        var portfolio = new PortfolioBuilder { OwnerId = TestIds.Next(), Name = "CON" }.Build();

        ExportNames.FolderOf(portfolio, 1).ShouldBe("portfolios/001 CON/");
        ExportNames.FolderOf(portfolio, 2).ShouldBe("portfolios/002 CON/");
    }

    [Fact]
    public void Safe_LongName_IsCutBetweenCharacters()
    {
        var cut = ExportNames.Safe(string.Concat(Enumerable.Repeat("𠮷", 200)));

        cut.EnumerateRunes().Count().ShouldBe(60);
        cut.IsNormalized().ShouldBeTrue();
    }
}
