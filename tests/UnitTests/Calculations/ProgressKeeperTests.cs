using App.Core.Calculations;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations;

/// <summary>How often the progress of a piece of work is stored.</summary>
public sealed class ProgressKeeperTests
{
    private const string Step = RunSteps.PnlCalculated;

    private readonly ManualTime _time = new(TestTimes.Now);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Advance_IsStoredAtMostEvery250Milliseconds()
    {
        var keeper = new Keeper(_time);
        await keeper.BeginAsync(Step, 100, "sessions", Token);
        for (var done = 1; done <= 100; done++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
            await keeper.AdvanceAsync(Step, done, Token);
        }

        keeper.Stored.Select(stored => stored.Current).ShouldBe([0, 25, 50, 75, 100], "the beginning, and four times in a second");
        keeper.Stored.Select(stored => stored.At).Zip(keeper.Stored.Select(stored => stored.At).Skip(1), (one, next) => next - one)
            .ShouldAllBe(gap => gap >= TimeSpan.FromMilliseconds(250));
    }

    [Fact]
    public async Task BeginAndEnd_AreStoredAtOnce_HoweverShortAgoTheLastWas()
    {
        var keeper = new Keeper(_time);
        await keeper.BeginAsync(Step, 3, "sessions", Token);
        await keeper.AdvanceAsync(Step, 1, Token);
        await keeper.AdvanceAsync(Step, 2, Token);
        await keeper.EndAsync(Step, StepStatus.Completed, Token);
        await keeper.BeginAsync(RunSteps.PositionValuesComputed, null, null, Token);
        await keeper.TickAsync(RunSteps.PositionValuesComputed, StepStatus.Completed, TimeSpan.Zero, Token);
        await keeper.SkipAsync(RunSteps.RiskComputed, "nothing has changed", Token);

        keeper.Stored.Select(stored => (stored.Current, stored.Status)).ShouldBe(
            [(0, StepStatus.Running), (3, StepStatus.Completed), (3, StepStatus.Completed), (3, StepStatus.Completed)], "two beginnings, two ends, and nothing of what is in between");
        keeper.Progress.Steps.Single(step => step.Id == RunSteps.PositionValuesComputed).Status.ShouldBe(StepStatus.Completed);
    }

    private sealed class Keeper(ManualTime time) : ProgressKeeper(RunSteps.NotBegun(null, TestTimes.Now), time)
    {
        public List<(DateTimeOffset At, int? Current, StepStatus Status)> Stored { get; } = [];

        protected override Task<bool> StoreAsync(RunProgress progress, DateTimeOffset now, CancellationToken cancellationToken)
        {
            var step = progress.Steps.Single(step => step.Id == Step);
            Stored.Add((now, step.Current, step.Status));
            return Task.FromResult(true);
        }
    }
}
