using App.Core.Operations;
using Shouldly;
using Xunit;

namespace UnitTests.Operations;

public sealed class BoundedMemoryTests
{
    [Fact]
    public void Put_OverTheBound_ForgetsWhatWasNotAskedForLongest()
    {
        var memory = new BoundedMemory<string, string>(10, text => text.Length);
        memory.Put("a", "1234");
        memory.Put("b", "1234");
        memory.TryFind("a", out _).ShouldBeTrue();

        memory.Put("c", "1234");

        memory.TryFind("b", out _).ShouldBeFalse();
        memory.TryFind("a", out var kept).ShouldBeTrue();
        (kept, memory.Size, memory.Count).ShouldBe(("1234", 8, 2));
    }

    [Fact]
    public void Put_TheSameKey_TakesThePlace()
    {
        var memory = new BoundedMemory<string, string>(10, text => text.Length);
        memory.Put("a", "1234");
        memory.Put("a", "12");

        memory.TryFind("a", out var kept).ShouldBeTrue();
        (kept, memory.Size, memory.Count).ShouldBe(("12", 2, 1));
    }

    [Fact]
    public void Put_WhatIsLargerThanTheBound_IsNotKept_AndWhatStoodThereIsGone()
    {
        var memory = new BoundedMemory<string, string>(3, text => text.Length);
        memory.Put("a", "12");
        memory.Put("a", "1234");

        memory.TryFind("a", out _).ShouldBeFalse();
        (memory.Size, memory.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Put_FromManyThreads_StaysWithinTheBound()
    {
        var memory = new BoundedMemory<int, string>(100, text => text.Length);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                memory.Put((thread * 31 + i) % 90, new string('x', 1 + (i % 7)));
                memory.TryFind(i % 90, out _);
            }
        }, TestContext.Current.CancellationToken)));

        memory.Size.ShouldBeInRange(1, 100);
        Enumerable.Range(0, 90).Sum(key => memory.TryFind(key, out var text) ? text.Length : 0).ShouldBe((int)memory.Size);
    }
}
