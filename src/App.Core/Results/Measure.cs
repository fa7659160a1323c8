namespace App.Core.Results;

/// <summary>A figure that is either known or unknown for a stated reason. An unknown is never 0, NaN or infinity.</summary>
/// <typeparam name="T">The number's type: decimal for money and quantities, double for statistics.</typeparam>
public readonly record struct Measure<T>
    where T : struct
{
    private readonly T _value;

    private Measure(T value, string? reason)
    {
        _value = value;
        Reason = reason;
    }

    /// <summary>Why the figure is unknown, in words for the user; null when it is known.</summary>
    public string? Reason { get; }

    /// <summary>True when the figure is known.</summary>
    public bool IsKnown => Reason is null;

    /// <summary>The value, or null when it is unknown.</summary>
    public T? Value => IsKnown ? _value : null;

    internal static Measure<T> Create(T value, string? reason) => new(value, reason);
}

/// <summary>Makes measures.</summary>
public static class Measure
{
    /// <summary>A known figure.</summary>
    /// <exception cref="ArgumentException">The value is NaN or infinite: the caller must decide what is unknown and why.</exception>
    public static Measure<T> Known<T>(T value)
        where T : struct => value switch
        {
            double number when !double.IsFinite(number) => throw new ArgumentException("A known figure is finite.", nameof(value)),
            _ => Measure<T>.Create(value, null),
        };

    /// <summary>An unknown figure.</summary>
    /// <param name="reason">Why, in words for the user; not empty.</param>
    public static Measure<T> Unknown<T>(string reason)
        where T : struct
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return Measure<T>.Create(default, reason);
    }
}
