namespace App.Data.Market.Sources;

/// <summary>What was read of a source's answer: a value, or in words why there is none.</summary>
/// <typeparam name="T">What was to be read.</typeparam>
/// <param name="Value">The value; null exactly when there is a fault.</param>
/// <param name="Fault">A clause that begins after the source's name, without a full stop; null when there is a value.</param>
internal readonly record struct Reading<T>(T? Value, string? Fault)
    where T : class;

/// <summary>Makes readings.</summary>
internal static class Reading
{
    /// <summary>It was read.</summary>
    public static Reading<T> Of<T>(T value)
        where T : class => new(value, null);

    /// <summary>It could not be read.</summary>
    public static Reading<T> Failed<T>(string fault)
        where T : class => new(null, fault);
}
