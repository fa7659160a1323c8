using System.Globalization;

namespace App.Testing;

/// <summary>How often a fault test does what it does: few times for every change, many times by the environment variable <c>FAULTS</c>.</summary>
/// <remarks>Unset: the small counts. A number: that many times them. <c>large</c>: the large counts. docs/reliability.md has both.</remarks>
public static class FaultCounts
{
    private static readonly string? Switch = Environment.GetEnvironmentVariable("FAULTS");

    /// <summary>True when more than the small counts was asked for.</summary>
    public static bool IsSwitched => !string.IsNullOrEmpty(Switch);

    /// <summary>The seed of the random moments: <c>FAULTS_SEED</c>, or another each time. To be printed, so that a failure can be tried again.</summary>
    public static int Seed { get; } = Environment.GetEnvironmentVariable("FAULTS_SEED") is { Length: > 0 } seed
        ? int.Parse(seed, CultureInfo.InvariantCulture)
        : (int)(TimeProvider.System.GetUtcNow().Ticks & int.MaxValue);

    /// <summary>The count to use.</summary>
    /// <exception cref="FormatException"><c>FAULTS</c> is neither a number above 0 nor <c>large</c>.</exception>
    public static int Of(int small, int large) => Switch switch
    {
        null or "" => small,
        "large" => large,
        _ when int.TryParse(Switch, NumberStyles.None, CultureInfo.InvariantCulture, out var times) && times > 0 => Math.Min(small * times, large),
        _ => throw new FormatException($"FAULTS is “{Switch}”. Allowed are nothing, a number of times, and large."),
    };
}
