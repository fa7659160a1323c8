using App.Core.Calculations;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations;

public sealed class RunFeedTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publish_WatchersOfThatRun_SeeItAndOthersDoNot()
    {
        var feed = new InProcessRunFeed();
        var (watched, other) = (View(), View());
        var seen = new TaskCompletionSource<RunView>();
        var strayed = false;
        using var first = feed.Subscribe(watched.Id, run =>
        {
            seen.TrySetResult(run);
            return Task.CompletedTask;
        });
        using var second = feed.Subscribe(other.Id, _ =>
        {
            strayed = true;
            return Task.CompletedTask;
        });

        feed.Publish(watched);

        (await seen.Task.WaitAsync(Patience, Token)).ShouldBe(watched);
        strayed.ShouldBeFalse();
    }

    [Fact]
    public async Task Publish_FasterThanAWatcherTakes_ShowsItTheNewest()
    {
        var feed = new InProcessRunFeed();
        var run = View();
        var (entered, go, last) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        List<int> attempts = [];
        using var watcher = feed.Subscribe(run.Id, async view =>
        {
            attempts.Add(view.Attempt);
            entered.TrySetResult();
            await go.Task;
            if (view.Attempt == 100)
            {
                last.SetResult();
            }
        });

        feed.Publish(run with { Attempt = 1 });
        await entered.Task.WaitAsync(Patience, Token);
        for (var i = 2; i <= 100; i++)
        {
            feed.Publish(run with { Attempt = i });
        }

        go.SetResult();
        await last.Task.WaitAsync(Patience, Token);

        attempts.ShouldBe([1, 100]);
    }

    [Fact]
    public async Task Publish_WatcherThatThrows_HarmsNobodyAndIsDropped()
    {
        var feed = new InProcessRunFeed();
        var run = View();
        var calls = 0;
        var seen = new SemaphoreSlim(0);
        using var broken = feed.Subscribe(run.Id, _ =>
        {
            calls++;
            throw new InvalidOperationException("a page is gone");
        });
        using var healthy = feed.Subscribe(run.Id, _ =>
        {
            seen.Release();
            return Task.CompletedTask;
        });

        feed.Publish(run);
        (await seen.WaitAsync(Patience, Token)).ShouldBeTrue();
        while (calls == 0)
        {
            await Task.Yield();
        }

        feed.Publish(run with { Attempt = 2 });
        (await seen.WaitAsync(Patience, Token)).ShouldBeTrue();

        calls.ShouldBe(1);
    }

    [Fact]
    public void Subscribe_DisposedTwice_IsForgottenOnce()
    {
        var feed = new InProcessRunFeed();
        var run = View();
        var watcher = feed.Subscribe(run.Id, _ => throw new InvalidOperationException("should not be called"));

        watcher.Dispose();
        watcher.Dispose();

        Should.NotThrow(() => feed.Publish(run));
    }

    private static RunView View() => new RunBuilder { PortfolioId = TestIds.Next() }.Build().ToView();
}
