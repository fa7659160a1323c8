using App.Shared;
using Bunit;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Shouldly;
using Xunit;

namespace ComponentTests.Shared;

public sealed class PageBaseTests : BunitContext
{
    [Fact]
    public async Task Post_FromOtherThreads_RunsInOrderAndRendersOnceForMany()
    {
        var cut = Render<Page>();
        var seen = new List<int>();
        var gate = new TaskCompletionSource();

        // The first piece waits, so that the rest come in while it is under way.
        cut.Instance.Do(() => gate.Task);
        await Task.Run(() => Enumerable.Range(0, 100).ToList().ForEach(number => cut.Instance.Do(() => seen.Add(number))), Xunit.TestContext.Current.CancellationToken);
        var before = cut.RenderCount;
        gate.SetResult();
        cut.WaitForState(() => seen.Count == 100);
        cut.WaitForState(() => cut.RenderCount > before);

        seen.ShouldBe(Enumerable.Range(0, 100));
        cut.RenderCount.ShouldBe(before + 1);
    }

    [Fact]
    public void Post_ThatThrows_ReachesTheErrorBoundary()
    {
        Page? page = null;
        var cut = Render<ErrorBoundary>(p => p
            .Add(x => x.ChildContent, builder =>
            {
                builder.OpenComponent<Page>(0);
                builder.AddComponentReferenceCapture(1, reference => page = (Page)reference);
                builder.CloseComponent();
            })
            .Add(x => x.ErrorContent, exception => exception.Message));

        page!.Do(() => throw new InvalidOperationException("broken"));

        cut.WaitForState(() => cut.Markup.Contains("broken", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_Gone_HasEndedItsLifetimeAndWhatItTracked()
    {
        var cut = Render<Page>();
        var page = cut.Instance;
        var (first, second) = (new Owned(), new Owned());
        page.Own(first);
        page.Own(second);

        await DisposeComponentsAsync();

        page.Token.IsCancellationRequested.ShouldBeTrue();
        first.Order.ShouldBe(2);
        second.Order.ShouldBe(1);
    }

    [Fact]
    public async Task Page_Gone_DoesNoMoreWorkAndKeepsNothing()
    {
        var page = Render<Page>().Instance;
        await DisposeComponentsAsync();
        var late = new Owned();
        var ran = false;

        page.Do(() => ran = true);
        page.Own(late);

        ran.ShouldBeFalse();
        late.Order.ShouldBeGreaterThan(0);
    }

    private sealed class Page : PageBase
    {
        public CancellationToken Token => Lifetime;

        public void Do(Action work) => Post(work);

        public void Do(Func<Task> work) => Post(work);

        public void Own(IDisposable owned) => Track(owned);

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, "page");
    }

    private sealed class Owned : IDisposable
    {
        private static int _count;

        public int Order { get; private set; }

        public void Dispose() => Order = ++_count;

        public Owned() => _count = 0;
    }
}
