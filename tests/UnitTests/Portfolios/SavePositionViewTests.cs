using App.Core.Operations;
using App.Core.Portfolios;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Portfolios;

public sealed class SavePositionViewTests
{
    private readonly Guid _owner = TestIds.Next();
    private readonly MemoryPositionViews _views = new();
    private readonly ManualTime _time = new(TestTimes.Now);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SavePositionView Save => new(_views, new TimeOrderedIds(_time), _time);

    [Fact]
    public async Task HandleAsync_AName_IsTrimmedAndKept()
    {
        var saved = (await Save.HandleAsync(_owner, "  Options by theta ", "sort=-theta", Token)).Value;

        saved.IsNew.ShouldBeTrue();
        (saved.View.Name, saved.View.NameKey, saved.View.Query, saved.View.SavedAt).ShouldBe(("Options by theta", "OPTIONS BY THETA", "sort=-theta", TestTimes.Now));
        (await new ListPositionViews(_views).HandleAsync(_owner, Token)).ShouldBe([saved.View]);
    }

    [Theory]
    [InlineData(null, "Give the view a name")]
    [InlineData("   ", "Give the view a name")]
    [InlineData("a\tb", "U+0009")]
    [InlineData("nul\0l", "U+0000")]
    public async Task HandleAsync_ANameThatIsNone_IsRefused(string? name, string words)
    {
        var error = (await Save.HandleAsync(_owner, name, "", Token)).Error;

        (error.Code, error.Field).ShouldBe(("ERR_VIEW_001", "name"));
        error.Message.ShouldContain(words);
        (await _views.ListAsync(_owner, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task HandleAsync_ANameOfSixtyCharacters_IsTheLongest()
    {
        (await Save.HandleAsync(_owner, new string('n', 60), "", Token)).IsSuccess.ShouldBeTrue();
        (await Save.HandleAsync(_owner, new string('n', 61), "", Token)).Error.Message.ShouldContain("61 characters; 60 are allowed");
    }

    [Fact]
    public async Task HandleAsync_AQueryThatIsTooLong_IsRefused() =>
        (await Save.HandleAsync(_owner, "Long", new string('q', PositionView.LongestQuery + 1), Token)).Error.Code.ShouldBe("ERR_VIEW_004");

    [Fact]
    public async Task HandleAsync_TheFiftyFirst_IsRefusedAndOneOfTheFiftyReplaced()
    {
        for (var i = 0; i < PositionView.Most; i++)
        {
            (await Save.HandleAsync(_owner, $"View {i}", "", Token)).IsSuccess.ShouldBeTrue();
        }

        (await Save.HandleAsync(_owner, "Another", "", Token)).Error.Code.ShouldBe("ERR_VIEW_002");
        (await Save.HandleAsync(_owner, "VIEW 3", "closed=true", Token)).Value.IsNew.ShouldBeFalse();
        (await Save.HandleAsync(TestIds.Next(), "Another", "", Token)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Remove_OneThatIsThere_AndOneThatIsNot()
    {
        var saved = (await Save.HandleAsync(_owner, "Mine", "", Token)).Value;
        RemovePositionView remove = new(_views);

        (await remove.HandleAsync(TestIds.Next(), saved.View.Id, Token)).Error.Code.ShouldBe("ERR_VIEW_003");
        (await remove.HandleAsync(_owner, saved.View.Id, Token)).Value.ShouldBe(saved.View.Id);
        (await _views.ListAsync(_owner, Token)).ShouldBeEmpty();
    }
}
