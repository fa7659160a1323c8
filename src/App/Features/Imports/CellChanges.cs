using App.Core.Imports;

namespace App.Features.Imports;

/// <summary>The cells that the user has changed, and when to have them checked: a moment after the last key, at once when a field is left.</summary>
/// <remarks>Lives on the renderer's thread; only its timer does not, which is why it goes by <c>hop</c>.</remarks>
public sealed class CellChanges : IDisposable
{
    /// <summary>How long after the last key.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly Dictionary<(int Row, string Column), string> _cells;
    private readonly Func<IReadOnlyList<CellEdit>, Task> _check;
    private readonly ITimer _timer;
    private bool _isDue;

    /// <param name="made">Those changed before.</param>
    /// <param name="time">The clock.</param>
    /// <param name="check">Checks the file with all of them.</param>
    /// <param name="hop">Does work on the renderer's thread.</param>
    public CellChanges(IEnumerable<CellEdit> made, TimeProvider time, Func<IReadOnlyList<CellEdit>, Task> check, Action<Func<Task>> hop)
    {
        ArgumentNullException.ThrowIfNull(time);
        _cells = made.ToDictionary(edit => (edit.Row, edit.Column), edit => edit.Value);
        _check = check;
        _timer = time.CreateTimer(_ => hop(SettleAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Every change so far, those not checked yet included.</summary>
    public IReadOnlyDictionary<(int Row, string Column), string> Cells => _cells;

    /// <summary>Notes what stands in a field while it is being typed.</summary>
    public void Type((int Row, string Column) cell, string value)
    {
        _cells[cell] = value;
        Delay();
    }

    /// <summary>Notes a value that is whole, and has it checked.</summary>
    public Task SetAsync((int Row, string Column) cell, string value)
    {
        Type(cell, value);
        return SettleAsync();
    }

    /// <summary>Takes a change back.</summary>
    public Task ResetAsync((int Row, string Column) cell)
    {
        if (_cells.Remove(cell))
        {
            Delay();
        }

        return SettleAsync();
    }

    /// <summary>Has what was typed checked now; does nothing when it was.</summary>
    public Task SettleAsync()
    {
        if (!_isDue)
        {
            return Task.CompletedTask;
        }

        _isDue = false;
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        return _check([.. _cells.Select(cell => new CellEdit(cell.Key.Row, cell.Key.Column, cell.Value))]);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Delay()
    {
        _isDue = true;
        _timer.Change(Pause, Timeout.InfiniteTimeSpan);
    }
}
