namespace App.Testing;

/// <summary>A clock that stands still until a test moves it.</summary>
/// <param name="start">What it shows at first.</param>
public sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<TimeSpan> _skipped = [];
    private DateTimeOffset _now = start;
    private TimeSpan _offset;

    /// <summary>True to let nobody wait: a timer that is set moves the clock to its time and fires at once.</summary>
    public bool SkipsWaits { get; init; }

    /// <summary>With <see cref="SkipsWaits"/>, the length of timers that are kept all the same until the clock is moved: a limit, not a pause.</summary>
    public TimeSpan? Keeps { get; init; }

    /// <summary>The waits skipped so far.</summary>
    public IReadOnlyList<TimeSpan> Skipped
    {
        get
        {
            lock (_gate)
            {
                return [.. _skipped];
            }
        }
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now + _offset;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return _now.UtcTicks;
        }
    }

    /// <summary>Sets what it shows forward or back, as when a machine's clock is set: no time passes, and timers keep their distance.</summary>
    public void Correct(TimeSpan by)
    {
        lock (_gate)
        {
            _offset += by;
        }
    }

    /// <summary>Moves the clock and fires, in their order, the timers whose time has come.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var until = new DateTimeOffset(GetTimestamp(), TimeSpan.Zero) + by;
        while (TakeDue(until) is { } timer)
        {
            timer.Fire();
        }

        lock (_gate)
        {
            _now = until;
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? TakeDue(DateTimeOffset until)
    {
        lock (_gate)
        {
            var next = _timers.Where(timer => timer.Due <= until).MinBy(timer => timer.Due);
            if (next is not null)
            {
                _now = next.Due > _now ? next.Due : _now;
                next.Due += next.Period;
                if (next.Period <= TimeSpan.Zero)
                {
                    _timers.Remove(next);
                }
            }

            return next;
        }
    }

    private void Set(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            if (dueTime < TimeSpan.Zero)
            {
                return;
            }

            if (SkipsWaits && dueTime != Keeps)
            {
                _now += dueTime;
                _skipped.Add(dueTime);

                // Not in the caller's call: a timer never fires before the call that sets it returns.
                ThreadPool.QueueUserWorkItem(_ => timer.Fire());
                return;
            }

            (timer.Due, timer.Period) = (_now + dueTime, period);
            _timers.Add(timer);
        }
    }

    private void Forget(ManualTimer timer)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
        }
    }

    private sealed class ManualTimer(ManualTime clock, Action callback) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; set; }

        public void Fire() => callback();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Set(this, dueTime, period);
            return true;
        }

        public void Dispose() => clock.Forget(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
