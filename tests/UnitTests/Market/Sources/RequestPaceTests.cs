using App.Data.Market.Sources.Http;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Market.Sources;

public sealed class RequestPaceTests
{
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 11, 20, 17, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public void Turns_AskedForAtOnce_AreGivenFiveAMinute()
    {
        var pace = new RequestPace(5, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), _time);
        var turns = Enumerable.Range(0, 12).Select(_ => pace.WaitAsync(Cancelled)).ToList();

        Given(turns).ShouldBe(5);
        _time.Advance(TimeSpan.FromSeconds(59));
        Given(turns).ShouldBe(5);
        _time.Advance(TimeSpan.FromSeconds(1));
        Given(turns).ShouldBe(10);
        _time.Advance(TimeSpan.FromMinutes(1));
        Given(turns).ShouldBe(12);
    }

    [Fact]
    public void Turns_SpreadOverTime_BoundEverySpanAndNotOnlyFullMinutes()
    {
        var pace = new RequestPace(2, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), _time);
        pace.WaitAsync(Cancelled).IsCompleted.ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(50));
        pace.WaitAsync(Cancelled).IsCompleted.ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(10));
        pace.WaitAsync(Cancelled).IsCompleted.ShouldBeTrue();

        var fourth = pace.WaitAsync(Cancelled);
        _time.Advance(TimeSpan.FromSeconds(49));
        fourth.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));
        fourth.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Turn_ThatWouldComeTooLate_IsRefusedAndNotUsedUp()
    {
        var pace = new RequestPace(1, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1), _time);
        await pace.WaitAsync(Cancelled);
        (await Should.ThrowAsync<SourceFaultException>(() => pace.WaitAsync(Cancelled))).Message
            .ShouldBe("is asked at most 1 times in 00:05:00, and has its next turn at 17:05:00 UTC");

        _time.Advance(TimeSpan.FromMinutes(5));
        pace.WaitAsync(Cancelled).IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Rest_LetsEveryoneWait_AndIsNeverLongerThanAnHour()
    {
        var pace = new RequestPace(100, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), _time);
        pace.Rest(TimeSpan.FromSeconds(30));
        pace.Rest(TimeSpan.FromSeconds(5));
        var turns = Enumerable.Range(0, 3).Select(_ => pace.WaitAsync(Cancelled)).ToList();
        _time.Advance(TimeSpan.FromSeconds(29));
        Given(turns).ShouldBe(0);
        _time.Advance(TimeSpan.FromSeconds(1));
        Given(turns).ShouldBe(3);

        pace.Rest(TimeSpan.FromDays(400));
        (await Should.ThrowAsync<SourceFaultException>(() => pace.WaitAsync(Cancelled))).Message.ShouldBe("asks to be left alone until 18:00:30 UTC");
        _time.Advance(TimeSpan.FromHours(1));
        pace.WaitAsync(Cancelled).IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Turn_WhoseCallerGivesUp_EndsWithItsCancellation()
    {
        var pace = new RequestPace(1, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), _time);
        await pace.WaitAsync(Cancelled);
        using var impatience = new CancellationTokenSource();
        var turn = pace.WaitAsync(impatience.Token);
        await impatience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => turn);
    }

    private static int Given(List<Task> turns) => turns.Count(turn => turn.IsCompletedSuccessfully);
}
