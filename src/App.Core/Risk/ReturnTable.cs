namespace App.Core.Risk;

/// <summary>Daily returns of some symbols over the same consecutive sessions: simple, on adjusted closes, each computed before series are joined.</summary>
/// <remarks>A return is known on a session when both it and the session before have a price. Immutable.</remarks>
public sealed class ReturnTable
{
    /// <summary>Returns of a year.</summary>
    public const int Year = 252;

    private readonly DateOnly[] _sessions;
    private readonly IReadOnlyDictionary<string, double?[]> _returns;

    /// <param name="sessions">The session of each return, ascending.</param>
    /// <param name="returns">The returns by symbol, parallel to the sessions; null where there is none.</param>
    public ReturnTable(DateOnly[] sessions, IReadOnlyDictionary<string, double?[]> returns) => (_sessions, _returns) = (sessions, returns);

    /// <summary>The session of each return, ascending.</summary>
    public ReadOnlySpan<DateOnly> Sessions => _sessions;

    /// <summary>The index of the first session on or after a day.</summary>
    public int IndexOf(DateOnly day)
    {
        var found = Array.BinarySearch(_sessions, day);
        return found >= 0 ? found : ~found;
    }

    /// <summary>The returns of a symbol, parallel to <see cref="Sessions"/>; empty when nothing is known of it.</summary>
    public ReadOnlySpan<double?> Of(string symbol) => _returns.TryGetValue(symbol, out var returns) ? returns : [];

    /// <summary>The same as the array it is kept in, by which books of one market are known to speak of the same returns; null when nothing is known of it.</summary>
    internal double?[]? Kept(string symbol) => _returns.TryGetValue(symbol, out var returns) ? returns : null;

    /// <summary>The returns of a factor's fund, less those of the other where there is one; parallel to <see cref="Sessions"/>, null where one is missing.</summary>
    public double?[] Of(FactorColumn factor)
    {
        ArgumentNullException.ThrowIfNull(factor);
        var series = new double?[_sessions.Length];
        var own = Of(factor.Symbol);
        own[..Math.Min(own.Length, series.Length)].CopyTo(series);
        if (factor.Less is { } symbol)
        {
            var less = Of(symbol);
            for (var i = 0; i < series.Length; i++)
            {
                series[i] -= i < less.Length ? less[i] : null;
            }
        }

        return series;
    }

    /// <summary>The returns of two symbols on the sessions on which both have one.</summary>
    /// <param name="x">The one.</param>
    /// <param name="y">The other.</param>
    /// <param name="from">The first session to take, as an index.</param>
    public (double[] X, double[] Y) Pairs(string x, string y, int from) => Pairs(Of(x), Of(y), from);

    /// <summary>The values of a series that are known, in order.</summary>
    public static double[] Known(ReadOnlySpan<double?> series)
    {
        List<double> known = new(series.Length);
        foreach (var value in series)
        {
            if (value is { } one)
            {
                known.Add(one);
            }
        }

        return [.. known];
    }

    /// <summary>The values of two parallel series where both have one.</summary>
    public static (double[] X, double[] Y) Pairs(ReadOnlySpan<double?> x, ReadOnlySpan<double?> y, int from)
    {
        List<double> left = [], right = [];
        for (var i = from; i < Math.Min(x.Length, y.Length); i++)
        {
            if (x[i] is { } a && y[i] is { } b)
            {
                left.Add(a);
                right.Add(b);
            }
        }

        return ([.. left], [.. right]);
    }
}
