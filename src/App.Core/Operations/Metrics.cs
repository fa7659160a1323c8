namespace App.Core.Operations;

/// <summary>How long the stretches are that figures are told by.</summary>
public enum MetricBucket
{
    /// <summary>Hours, UTC.</summary>
    Hour,

    /// <summary>Days, UTC.</summary>
    Day,
}

/// <summary>What happened in an hour or a day.</summary>
/// <param name="From">Its beginning.</param>
/// <param name="Registrations">Accounts made.</param>
/// <param name="ImportsAccepted">Imports stored.</param>
/// <param name="ImportsRefused">Files and forms refused.</param>
/// <param name="SignInsSucceeded">Passwords that were right.</param>
/// <param name="SignInsFailed">Those that were not.</param>
/// <param name="Runs">Calculations that were asked for alone and ended.</param>
/// <param name="MedianSeconds">How long half of them took at most; null when there were none.</param>
/// <param name="P95Seconds">How long nineteen in twenty of them took at most; null when there were none.</param>
public sealed record MetricPoint(
    DateTimeOffset From,
    long Registrations,
    long ImportsAccepted,
    long ImportsRefused,
    long SignInsSucceeded,
    long SignInsFailed,
    int Runs,
    double? MedianSeconds,
    double? P95Seconds);

/// <summary>How often an error was met.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Count">How many answers it was in.</param>
/// <param name="Share">Its share of all of them, 0 to 1.</param>
/// <param name="Before">How often it was met in a stretch as long right before.</param>
public sealed record ErrorFrequency(string Code, long Count, double Share, long Before)
{
    /// <summary>The change against before as a fraction of it; null when it was not met then.</summary>
    public double? Change => Before == 0 ? null : (double)(Count - Before) / Before;
}

/// <summary>What happened in a stretch of time.</summary>
/// <param name="From">Its beginning: that of a bucket.</param>
/// <param name="To">Its end, not in it.</param>
/// <param name="Bucket">How long each point is.</param>
/// <param name="Points">Every hour or day of it, ascending.</param>
/// <param name="Errors">The errors met, most often first.</param>
/// <param name="MedianSeconds">How long half of the calculations took at most; null when there were none.</param>
/// <param name="P95Seconds">How long nineteen in twenty took at most; null when there were none.</param>
public sealed record Metrics(
    DateTimeOffset From, DateTimeOffset To, MetricBucket Bucket, IReadOnlyList<MetricPoint> Points, IReadOnlyList<ErrorFrequency> Errors, double? MedianSeconds, double? P95Seconds);
