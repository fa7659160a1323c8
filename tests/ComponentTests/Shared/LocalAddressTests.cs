using App.Shared;
using Shouldly;
using Xunit;

namespace ComponentTests.Shared;

public sealed class LocalAddressTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/import")]
    [InlineData("/portfolios?sort=name#top")]
    public void Or_PathOfThisApplication_IsKept(string address) => LocalAddress.Or(address, "/else").ShouldBe(address);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("import")]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData("javascript:alert(1)")]
    public void Or_AnythingElse_IsNotGoneTo(string? address) => LocalAddress.Or(address, "/else").ShouldBe("/else");
}
