namespace App.Core.Risk.Formulas;

/// <summary>A forecast of variance by what it was of late: over a day, a week and a month (Corsi 2009, the heterogeneous autoregressive model).</summary>
/// <remarks>
/// See docs/formulas/volatility.md. mean(v[t+1..t+h]) = c + β_d·v[t] + β_w·mean(v[t−4..t]) + β_m·mean(v[t−21..t]), by least squares. One direct regression for the whole horizon: no
/// step is forecast from a forecast.
/// </remarks>
public sealed record HarModel
{
    /// <summary>Sessions of the weekly component.</summary>
    public const int Week = 5;

    /// <summary>Sessions of the monthly component.</summary>
    public const int Month = 22;

    /// <summary>The fewest returns that <see cref="ExpectedVolatility"/> forecasts from.</summary>
    public const int FewestReturns = 63;

    /// <summary>The regression; slopes are daily, weekly, monthly.</summary>
    public required MultipleFit Fit { get; init; }

    /// <summary>The forecast of the mean variance of a session of the horizon, as the regression gives it: it may be negative.</summary>
    public required double Forecast { get; init; }

    /// <summary>The smallest mean of a horizon within the sample.</summary>
    public required double Smallest { get; init; }

    /// <summary>Fits daily variances and forecasts the sessions after the last.</summary>
    /// <param name="variances">A measure of each session's variance, ascending in time.</param>
    /// <param name="horizon">Sessions ahead that are averaged; positive.</param>
    /// <returns>Null when there are too few, or they never move: nothing can be fitted then.</returns>
    public static HarModel? Of(ReadOnlySpan<double> variances, int horizon)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(horizon);
        var rows = variances.Length - Month + 1 - horizon;
        if (rows <= 0)
        {
            return null;
        }

        double[] sums = [0, .. variances];
        for (var i = 1; i < sums.Length; i++)
        {
            sums[i] += sums[i - 1];
        }

        double[][] columns = [new double[rows], new double[rows], new double[rows]];
        var ahead = new double[rows];
        for (var row = 0; row < rows; row++)
        {
            var today = Month - 1 + row;
            (columns[0][row], columns[1][row], columns[2][row]) = (variances[today], Mean(today, Week), Mean(today, Month));
            ahead[row] = Mean(today + horizon, horizon);
        }

        if (LeastSquares.Of(columns) is not { } regression)
        {
            return null;
        }

        var fit = regression.Fit(ahead);
        var last = variances.Length - 1;
        return new HarModel
        {
            Fit = fit,
            Forecast = fit.Intercept + fit.Slopes[0] * variances[last] + fit.Slopes[1] * Mean(last, Week) + fit.Slopes[2] * Mean(last, Month),
            Smallest = ahead.Min(),
        };

        double Mean(int until, int sessions) => (sums[until + 1] - sums[until + 1 - sessions]) / sessions;
    }

    /// <summary>The annual volatility to expect over the next 21 sessions, from daily returns. A forecast below anything the sample has seen is taken for that.</summary>
    /// <param name="returns">Simple daily returns, ascending in time; their squares are the variances.</param>
    /// <returns>Null with fewer than <see cref="FewestReturns"/>, or when the returns never move.</returns>
    public static (double Volatility, HarModel Model)? ExpectedVolatility(ReadOnlySpan<double> returns)
    {
        const int Horizon = 21;
        if (returns.Length < FewestReturns)
        {
            return null;
        }

        var squares = new double[returns.Length];
        for (var i = 0; i < squares.Length; i++)
        {
            squares[i] = returns[i] * returns[i];
        }

        return Of(squares, Horizon) is { } model ? (Math.Sqrt(Math.Max(model.Forecast, model.Smallest) * SampleStatistics.SessionsPerYear), model) : null;
    }
}
