using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace App.Core.Risk.Formulas;

/// <summary>Sums over series, several values at a time.</summary>
/// <remarks>
/// Always in steps of two times four lanes, multiplied and then added, never fused: a result has the same bits on every machine, whatever its processor can do. What is computed
/// twice from the same inputs has to be equal to the last bit.
/// </remarks>
internal static class VectorMath
{
    private static readonly int Lanes = Vector256<double>.Count;

    /// <summary>Σ xᵢ·yᵢ.</summary>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length, nameof(y));
        ref var left = ref MemoryMarshal.GetReference(x);
        ref var right = ref MemoryMarshal.GetReference(y);
        var (even, odd) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var i = 0;
        for (; i <= x.Length - 2 * Lanes; i += 2 * Lanes)
        {
            even += Vector256.LoadUnsafe(ref left, (nuint)i) * Vector256.LoadUnsafe(ref right, (nuint)i);
            odd += Vector256.LoadUnsafe(ref left, (nuint)(i + Lanes)) * Vector256.LoadUnsafe(ref right, (nuint)(i + Lanes));
        }

        var sum = Vector256.Sum(even + odd);
        for (; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }

    /// <summary>toᵢ += times·whatᵢ.</summary>
    public static void Add(Span<double> to, ReadOnlySpan<double> what, double times)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(what.Length, to.Length, nameof(what));
        ref var target = ref MemoryMarshal.GetReference(to);
        ref var source = ref MemoryMarshal.GetReference(what);
        var factor = Vector256.Create(times);
        var i = 0;
        for (; i <= to.Length - Lanes; i += Lanes)
        {
            (Vector256.LoadUnsafe(ref target, (nuint)i) + Vector256.LoadUnsafe(ref source, (nuint)i) * factor).StoreUnsafe(ref target, (nuint)i);
        }

        for (; i < to.Length; i++)
        {
            to[i] += what[i] * times;
        }
    }

    /// <summary>√Σ xᵢ².</summary>
    public static double Length(ReadOnlySpan<double> x) => Math.Sqrt(Dot(x, x));
}
