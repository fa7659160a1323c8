using App.Layout;
using Bunit;
using Shouldly;
using Xunit;

namespace ComponentTests.Layout;

public sealed class StatusMessageTests : BunitContext
{
    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(418)]
    [InlineData(429)]
    [InlineData(500)]
    public void Message_OfAnyStatus_HasOneHeadingAndAWayOn(int status)
    {
        var cut = Render<StatusMessage>(p => p.Add(x => x.Status, status));

        cut.FindAll("h1").Count.ShouldBe(1);
        cut.Find("a.primary").GetAttribute("href").ShouldBe("/");
    }

    [Fact]
    public void Message_OfAFault_NamesItsTrace() =>
        Render<StatusMessage>(p => p.Add(x => x.Status, 500).Add(x => x.TraceId, "abc123")).Find("code").TextContent.ShouldBe("abc123");
}
