using App.Core.Calculations;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations;

/// <summary>How a node keeps what it has taken.</summary>
public sealed class HeldClaimTests
{
    private readonly ManualTime _time = new(new DateTimeOffset(2025, 1, 10, 21, 45, 0, TimeSpan.Zero));

    [Fact]
    public async Task Beat_AsShipped_IsEveryFiveSeconds_AThirdOfTheLease()
    {
        var beats = new SemaphoreSlim(0);
        var options = new CalculationOptions();
        options.Lease.ShouldBe(TimeSpan.FromSeconds(15));
        await using var held = new HeldClaim(
            _ =>
            {
                beats.Release();
                return Task.FromResult(true);
            },
            options,
            _time,
            TestContext.Current.CancellationToken);

        for (var beat = 0; beat < 3; beat++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(4_999));
            (await beats.WaitAsync(0, TestContext.Current.CancellationToken)).ShouldBeFalse();
            _time.Advance(TimeSpan.FromMilliseconds(1));
            (await beats.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).ShouldBeTrue();
        }

        held.Token.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task Beat_AnotherHasIt_StopsTheWork()
    {
        await using var held = new HeldClaim(_ => Task.FromResult(false), new CalculationOptions(), _time, TestContext.Current.CancellationToken);
        var stopped = new TaskCompletionSource();
        await using var registration = held.Token.Register(stopped.SetResult);

        _time.Advance(TimeSpan.FromSeconds(5));

        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        (held.IsLost, held.IsTimedOut).ShouldBe((true, false));
    }

    [Fact]
    public async Task Work_LongerThanAllowed_IsStoppedForThat()
    {
        await using var held = new HeldClaim(_ => Task.FromResult(true), new CalculationOptions(), _time, TestContext.Current.CancellationToken);
        var stopped = new TaskCompletionSource();
        await using var registration = held.Token.Register(stopped.SetResult);

        _time.Advance(TimeSpan.FromMinutes(30));

        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        (held.IsLost, held.IsTimedOut).ShouldBe((false, true));
    }
}
