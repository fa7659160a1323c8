namespace App.Core.Operations;

/// <summary>When a calculation ended, and how long it took.</summary>
public readonly record struct RunTime(DateTimeOffset EndedAt, TimeSpan Took);

/// <summary>How long calculations took, for operators.</summary>
public interface IRunTimes
{
    /// <summary>Calculations that were asked for alone and came to an end in a stretch of time, with figures or without; of more than <paramref name="most"/> the newest. In no order.</summary>
    /// <remarks>A night's are not among them: they are calculated many at a time, and each takes as long as all of them together.</remarks>
    Task<IReadOnlyList<RunTime>> TimesAsync(DateTimeOffset from, DateTimeOffset to, int most, CancellationToken cancellationToken);
}
