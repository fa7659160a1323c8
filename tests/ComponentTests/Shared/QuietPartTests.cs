using App.Shared;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Shouldly;
using Xunit;

namespace ComponentTests.Shared;

public sealed class QuietPartTests : BunitContext
{
    [Fact]
    public void Part_GivenEqualThingsAgain_IsNeitherLaidOutNorRendered()
    {
        IReadOnlyList<int> list = [1, 2];
        var part = Render<Part>(p => p.Add(x => x.Given, list).Add(x => x.Words, "a"));

        part.Render(p => p.Add(x => x.Given, list).Add(x => x.Words, "a"));
        (part.RenderCount, part.Instance.LaidOut).ShouldBe((1, 1));

        part.Render(p => p.Add(x => x.Given, [1, 2]).Add(x => x.Words, "a"));
        part.Render(p => p.Add(x => x.Given, list).Add(x => x.Words, "b"));
        (part.RenderCount, part.Instance.LaidOut).ShouldBe((3, 3));
    }

    [Fact]
    public async Task Part_ThatChangesItself_IsRendered()
    {
        var part = Render<Part>(p => p.Add(x => x.Words, "a"));

        await part.InvokeAsync(part.Instance.Change);

        part.RenderCount.ShouldBe(2);
    }

    private sealed class Part : QuietPart
    {
        public int LaidOut { get; private set; }

        [Parameter] public IReadOnlyList<int>? Given { get; set; }

        [Parameter] public string? Words { get; set; }

        public void Change() => StateHasChanged();

        protected override void OnParametersSet() => LaidOut++;

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, Words);
    }
}
