namespace App.Core.Calculations;

/// <summary>Keeps the progress of a session's preparation on its row: at the beginning and end of each step and at most every 250 ms in between.</summary>
internal sealed class EndOfDayProgress(EndOfDayClaim claim, IEndOfDayStore days, TimeProvider time)
{
    private static readonly TimeSpan SaveInterval = TimeSpan.FromMilliseconds(250);

    private RunProgress _progress = claim.Day.Progress;
    private DateTimeOffset _savedAt;

    /// <summary>How far it is.</summary>
    public RunProgress Current => _progress;

    /// <summary>Runs a step.</summary>
    /// <param name="id">The step.</param>
    /// <param name="work">Its work, given what to tell how many are done.</param>
    /// <param name="countOf">How many were done, of the result.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="total">How many there are.</param>
    /// <exception cref="ClaimLostException">Another node prepares the day.</exception>
    public async Task<T> StepAsync<T>(
        string id, Func<Func<int, Task>, Task<T>> work, Func<T, int> countOf, CancellationToken cancellationToken, int? total = null)
    {
        var started = time.GetUtcNow();
        var warnings = _progress.Warnings.Count;
        Set(id, step => step with { Status = StepStatus.Running, StartedAt = started, Current = 0, Total = total });
        await SaveAsync(cancellationToken);
        var result = await work(count => AdvanceAsync(id, count, cancellationToken));
        var done = countOf(result);
        var status = _progress.Warnings.Count > warnings ? StepStatus.CompletedWithWarnings : StepStatus.Completed;
        Set(id, step => step with { Status = status, Current = done, Total = total ?? done, DurationMs = (long)(time.GetUtcNow() - started).TotalMilliseconds });
        await SaveAsync(cancellationToken);
        return result;
    }

    /// <summary>Notes something that was missing.</summary>
    public void Warn(string warning)
    {
        if (_progress.Warnings.Count < RunProgress.MaxWarnings)
        {
            _progress = _progress with { Warnings = [.. _progress.Warnings, warning] };
        }
    }

    /// <summary>Ends the day with a fault.</summary>
    public async Task FailAsync(string code)
    {
        _progress = _progress with
        {
            Steps = [.. _progress.Steps.Select(step => step.Status == StepStatus.Running ? step with { Status = StepStatus.Failed } : step)],
            Log = [.. _progress.Log, new RunLogEntry(time.GetUtcNow(), "error", $"{code}: the preparation failed; the server's log has the cause.")],
        };
        await days.FailAsync(claim, _progress, code, time.GetUtcNow(), CancellationToken.None);
    }

    private Task AdvanceAsync(string id, int count, CancellationToken cancellationToken)
    {
        Set(id, step => step with { Current = count });
        return time.GetUtcNow() - _savedAt < SaveInterval ? Task.CompletedTask : SaveAsync(cancellationToken);
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        _savedAt = time.GetUtcNow();
        if (!await days.SaveProgressAsync(claim, _progress, _savedAt, cancellationToken))
        {
            throw new ClaimLostException();
        }
    }

    private void Set(string id, Func<RunStep, RunStep> change) =>
        _progress = _progress with { Steps = [.. _progress.Steps.Select(step => step.Id == id ? change(step) : step)] };
}
