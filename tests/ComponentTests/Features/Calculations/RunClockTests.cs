using App.Features.Calculations.Components;
using App.Testing;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ComponentTests.Features.Calculations;

public sealed class RunClockTests : BunitContext
{
    private readonly ManualTime _time = new(new(2026, 11, 20, 15, 0, 0, TimeSpan.Zero));

    public RunClockTests() => Services.AddSingleton<TimeProvider>(_time);

    [Fact]
    public async Task Clock_EachSecond_ShowsWhatHasGoneBy()
    {
        var clock = Show();

        await clock.InvokeAsync(() => _time.Advance(TimeSpan.FromSeconds(3)));

        clock.WaitForAssertion(() => clock.Markup.ShouldBe("3 s"));
    }

    [Fact]
    public async Task Clock_GoneWhileItTicks_EndsWithoutAFault()
    {
        var clock = Show();

        // The tick is on its way to the renderer when the clock goes.
        await clock.InvokeAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            clock.Instance.Dispose();
        });
        await clock.InvokeAsync(() => { });

        Renderer.UnhandledException.IsCompleted.ShouldBeFalse();
    }

    private IRenderedComponent<RunClock> Show() => Render<RunClock>(parameters => parameters
        .Add(clock => clock.Since, _time.GetUtcNow())
        .Add(clock => clock.ChildContent, elapsed => $"{elapsed.TotalSeconds:0} s"));
}
