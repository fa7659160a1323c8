using App.Core.Market;
using App.Core.Market.Collecting;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Market.Collecting;

public sealed class OpenDaysTests
{
    private readonly Security _entry = new() { Symbol = "AAA" };

    [Fact]
    public void Write_OpenDays_AreReadAlike_AndNoneIsNone()
    {
        var head = new OpenHead(new DateOnly(2025, 11, 17), 2, TestTimes.Now);
        var actions = new OpenActions(new DateOnly(2026, 11, 2), new DateOnly(2026, 11, 20)) { Tries = 1, NotBefore = TestTimes.Now };

        OpenHead.Write(_entry, head);
        OpenActions.Write(_entry, actions);
        (OpenHead.Of(_entry), OpenActions.Of(_entry)).ShouldBe((head, actions));

        OpenHead.Write(_entry, null);
        OpenActions.Write(_entry, null);
        (OpenHead.Of(_entry), OpenActions.Of(_entry)).ShouldBe((null, null));
        (_entry.HeadAfter, _entry.HeadNotBefore, _entry.ActionsTries, _entry.ActionsNotBefore).ShouldBe((0, null, 0, null));
    }
}
