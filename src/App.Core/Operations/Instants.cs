namespace App.Core.Operations;

/// <summary>Instants, and the stretches of UTC that they are in.</summary>
public static class Instants
{
    /// <summary>The beginning of the stretch that an instant is in, of those of one length that follow each other from the year 1 on: of an hour, of a day.</summary>
    public static DateTimeOffset FloorTo(this DateTimeOffset instant, TimeSpan length) => new(instant.UtcTicks - (instant.UtcTicks % length.Ticks), TimeSpan.Zero);

    /// <summary>An instant as both databases keep it, to the microsecond: what is answered before it is stored is then what is read.</summary>
    public static DateTimeOffset AsStored(this DateTimeOffset instant) => instant.FloorTo(TimeSpan.FromMicroseconds(1));

    /// <summary>When a day begins, UTC.</summary>
    public static DateTimeOffset Begins(this DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>When the day after a day begins, UTC: what is before it is of the day or earlier. The last day of the calendar has none after it: its end is the last instant there is.</summary>
    public static DateTimeOffset Ends(this DateOnly day) => day == DateOnly.MaxValue ? DateTimeOffset.MaxValue : day.AddDays(1).Begins();
}
