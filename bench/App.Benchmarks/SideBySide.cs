using System.Diagnostics;

namespace App.Benchmarks;

/// <summary>Measures two pieces of work in turns, so that a busy machine slows both alike, and compares their medians.</summary>
internal sealed record SideBySide(double Subject, double Baseline)
{
    /// <summary>Median milliseconds of the subject over those of the baseline.</summary>
    public double Ratio => Subject / Baseline;

    /// <summary>Warms both up until compiled code has settled, then takes <paramref name="rounds"/> of each, changing who goes first.</summary>
    public static SideBySide Measure(Action subject, Action baseline, int rounds = 101, int warmUp = 60)
    {
        for (var round = 0; round < warmUp; round++)
        {
            subject();
            baseline();
        }

        var subjectTimes = new double[rounds];
        var baselineTimes = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            if (round % 2 == 0)
                subjectTimes[round] = Time(subject);
            baselineTimes[round] = Time(baseline);
            if (round % 2 == 1)
                subjectTimes[round] = Time(subject);
        }

        return new(Median(subjectTimes), Median(baselineTimes));
    }

    private static double Time(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(double[] times)
    {
        Array.Sort(times);
        return times[times.Length / 2];
    }
}
