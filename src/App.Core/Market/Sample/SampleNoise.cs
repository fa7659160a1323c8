namespace App.Core.Market.Sample;

/// <summary>Random-looking numbers that are a pure function of a seed and a position, the same on every machine and runtime.</summary>
/// <remarks>
/// Bits come from SplitMix64 (Steele, Lea, Flood, OOPSLA 2014), used as a hash of a counter. Normal numbers are the sum of twelve uniform ones
/// less six (Irwin–Hall): mean 0, variance 1, excess kurtosis −0.1, never beyond ±6. Only additions and multiplications of IEEE doubles are
/// used, no logarithm or cosine whose last bit differs between libraries, so that prices never change.
/// </remarks>
internal static class SampleNoise
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private const int DrawsPerPosition = 4;
    private const ulong Lane = (1UL << 21) - 1;
    private const double LaneScale = 1.0 / (1UL << 21);

    /// <summary>A seed from a name: FNV-1a over its characters, mixed.</summary>
    public static ulong Seed(ReadOnlySpan<char> name)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var character in name)
        {
            hash = (hash ^ character) * 0x100000001B3UL;
        }

        return Mix(hash);
    }

    /// <summary>A seed for another purpose of the same name.</summary>
    public static ulong Derive(ulong seed, uint purpose) => Mix(seed ^ (purpose + 1) * 0xD1B54A32D192ED03UL);

    /// <summary>64 bits for the <paramref name="position"/>th place of the stream of <paramref name="seed"/>.</summary>
    public static ulong Bits(ulong seed, int position) => Mix(seed + ((ulong)position + 1) * Golden);

    /// <summary>A uniform number in [0, 1).</summary>
    public static double Uniform(ulong seed, int position) => (Bits(seed, position) >> 11) * (1.0 / (1UL << 53));

    /// <summary>A normal number, mean 0 and variance 1.</summary>
    public static double Normal(ulong seed, int position)
    {
        var sum = 0UL;
        for (var draw = 0; draw < DrawsPerPosition; draw++)
        {
            var bits = Bits(seed, DrawsPerPosition * position + draw);
            sum += (bits & Lane) + (bits >> 21 & Lane) + (bits >> 42 & Lane);
        }

        return (sum + 6) * LaneScale - 6;
    }

    /// <summary>e to the <paramref name="x"/>, to 1e-10 for |x| ≤ 0.5, by its Taylor polynomial: the same bits everywhere.</summary>
    public static double Exp(double x)
    {
        var sum = 1.0;
        for (var term = 11; term > 0; term--)
        {
            sum = 1 + x / term * sum;
        }

        return sum;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ z >> 27) * 0x94D049BB133111EBUL;
        return z ^ z >> 31;
    }
}
