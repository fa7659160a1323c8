using App.Core.Operations;

namespace App.Testing;

/// <summary>Ids for things a test makes.</summary>
public static class TestIds
{
    private static readonly TimeOrderedIds Ids = new(TimeProvider.System);

    /// <summary>An id never given before.</summary>
    public static Guid Next() => Ids.Next();
}

/// <summary>Times that tests agree on.</summary>
public static class TestTimes
{
    /// <summary>An instant with microseconds, the finest that both databases keep.</summary>
    public static readonly DateTimeOffset Now = new DateTimeOffset(2026, 11, 20, 21, 45, 30, TimeSpan.Zero).AddTicks(1_234_560);

    /// <summary>A session, the day of <see cref="Now"/>.</summary>
    public static readonly DateOnly Session = new(2026, 11, 20);
}
