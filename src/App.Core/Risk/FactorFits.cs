using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using App.Core.Risk.Formulas;

namespace App.Core.Risk;

/// <summary>A series of returns explained by the factors, or why it is not.</summary>
/// <param name="Slopes">Of each factor; null when it could not be explained.</param>
/// <param name="Observations">Returns that it has together with all the factors.</param>
public sealed record FactorFit(IReadOnlyList<double>? Slopes, int Observations)
{
    /// <summary>The regression with its errors; null when the penalised one stands in for it.</summary>
    public MultipleFit? Least { get; init; }

    /// <summary>The share of the variance explained; null without slopes, and of a series that never moves.</summary>
    public double? RSquared { get; init; }

    /// <summary>The annual volatility of what the factors leave.</summary>
    public double Specific { get; init; }

    /// <summary>Why there are no slopes; null when there are.</summary>
    public string? Reason { get; init; }
}

/// <summary>The factors' own returns, and what they explain: each symbol is fitted once, whichever analytics ask for it. Safe to use from several threads.</summary>
public sealed class FactorFits
{
    /// <summary>The fewest returns that slopes are taken of.</summary>
    public const int FewestReturns = 60;

    /// <summary>The condition number above which slopes are not told apart by least squares.</summary>
    public const double MostCondition = 30;

    private readonly ReturnTable _returns;
    private readonly RiskSettings _settings;
    private readonly Lazy<Design> _model;
    private readonly Lazy<Design> _ridge;

    // By the array of the returns: books of one night hold the same symbols, and share both arrays and fits.
    private readonly ConditionalWeakTable<double?[], FactorFit> _fits;

    /// <param name="returns">The returns, those of the factors' funds among them.</param>
    /// <param name="settings">Which factors.</param>
    public FactorFits(ReturnTable returns, RiskSettings settings)
    {
        (_returns, _settings, _fits) = (returns, settings, []);
        _model = new(() => Design.Of(returns, settings.Factors));
        _ridge = new(() => Design.Of(returns, settings.RidgeFactors));
    }

    private FactorFits(ReturnTable returns, FactorFits like) =>
        (_returns, _settings, _model, _ridge, _fits) = (returns, like._settings, like._model, like._ridge, like._fits);

    /// <summary>The factors.</summary>
    public IReadOnlyList<FactorColumn> Columns => _settings.Factors;

    /// <summary>Why nothing can be explained: a factor has too few returns, or none; null when all have enough.</summary>
    public string? Missing => _model.Value.Missing;

    /// <summary>The condition number of the factors' returns; null when they are missing or one is a combination of the others.</summary>
    public double? ConditionNumber => _model.Value.Decomposed?.ConditionNumber;

    /// <summary>The inflation of each factor's variance by the others; empty without <see cref="ConditionNumber"/>.</summary>
    public IReadOnlyList<double> VarianceInflation => _model.Value.Decomposed?.VarianceInflation ?? [];

    /// <summary>True when least squares cannot tell the factors apart, so that slopes are penalised ones without errors.</summary>
    public bool IsPenalised => Missing is null && !(ConditionNumber <= MostCondition);

    /// <summary>The factors' returns on the sessions on which all have one, the newest last, by factor.</summary>
    public IReadOnlyList<double[]> Factors => _model.Value.Columns;

    /// <summary>Parallel to the sessions: 1 where all factors have a return, null elsewhere.</summary>
    internal double?[] Together => _model.Value.Together(_returns.Sessions.Length);

    /// <summary>The fits of another book. Those of this one serve it as well when its factors are the same and have the same returns.</summary>
    /// <param name="returns">The other book's returns.</param>
    /// <param name="settings">Its factors.</param>
    public FactorFits For(ReturnTable returns, RiskSettings settings)
    {
        ArgumentNullException.ThrowIfNull(returns);
        ArgumentNullException.ThrowIfNull(settings);
        return ReferenceEquals(settings, _settings) && returns.Sessions.SequenceEqual(_returns.Sessions) && settings.Symbols.All(symbol => ReferenceEquals(returns.Kept(symbol), _returns.Kept(symbol)))
            ? new FactorFits(returns, this)
            : new FactorFits(returns, settings);
    }

    /// <summary>How the returns of a symbol are explained.</summary>
    public FactorFit Of(string symbol) => _returns.Kept(symbol) is { } series ? _fits.GetValue(series, known => Of((ReadOnlySpan<double?>)known)) : Of([]);

    /// <summary>How any returns are explained, such as a book's.</summary>
    /// <param name="series">Parallel to the sessions of the returns; null where there is none.</param>
    public FactorFit Of(ReadOnlySpan<double?> series)
    {
        var (design, y) = _model.Value.With(series);
        if (design.Missing is { } missing)
        {
            return new FactorFit(null, y.Length) { Reason = missing };
        }

        if (y.Length < FewestReturns)
        {
            return new FactorFit(null, y.Length) { Reason = string.Create(CultureInfo.InvariantCulture, $"{y.Length} returns together with the factors in a year; {FewestReturns} are needed.") };
        }

        if (!IsPenalised && design.Decomposed is { ConditionNumber: <= MostCondition } decomposed)
        {
            var fit = decomposed.Fit(y);
            return new FactorFit(fit.Slopes, y.Length) { Least = fit, RSquared = fit.RSquared, Specific = fit.ResidualDeviation * Math.Sqrt(SampleStatistics.SessionsPerYear) };
        }

        var ridge = RidgeFit.Of(design.Columns, y)!;
        return new FactorFit(ridge.Slopes, y.Length)
        {
            RSquared = ridge.RSquared,
            Specific = Math.Sqrt((1 - (ridge.RSquared ?? 1)) * SampleStatistics.Spread(y) / (y.Length - 1) * SampleStatistics.SessionsPerYear),
        };
    }

    /// <summary>How any returns are explained by the second method, with value and growth apart; null when it cannot be.</summary>
    public RidgeFit? RidgeOf(ReadOnlySpan<double?> series)
    {
        var (design, y) = _ridge.Value.With(series);
        return design.Missing is null && y.Length >= FewestReturns ? RidgeFit.Of(design.Columns, y) : null;
    }

    /// <summary>The factors' returns on the sessions that all of them have, and their decomposition.</summary>
    private sealed class Design
    {
        // Books of the same market mostly have a return on the same sessions; those that do share a decomposition.
        private readonly ConcurrentDictionary<string, Design> _parts = new(StringComparer.Ordinal);
        private readonly int[] _rows;

        private Design(int[] rows, IReadOnlyList<double[]> columns, string? missing)
        {
            (_rows, Columns) = (rows, columns);
            Decomposed = missing is null ? LeastSquares.Of(columns) : null;
            Missing = missing;
        }

        public IReadOnlyList<double[]> Columns { get; }

        public LeastSquares? Decomposed { get; }

        public string? Missing { get; }

        public static Design Of(ReturnTable returns, IReadOnlyList<FactorColumn> factors)
        {
            double?[][] series = [.. factors.Select(returns.Of)];
            int[] rows = [.. Enumerable.Range(0, returns.Sessions.Length).Where(row => series.All(column => column[row] is not null))];
            var poorest = factors.Zip(series).MinBy(each => each.Second.Count(value => value is not null));
            return new Design(
                rows,
                [.. series.Select(column => rows.Select(row => column[row]!.Value).ToArray())],
                rows.Length >= FewestReturns ? null : string.Create(
                    CultureInfo.InvariantCulture, $"The factors have {rows.Length} returns together in a year; {FewestReturns} are needed. The fewest has {poorest.First.Name} ({poorest.First.Symbol})."));
        }

        /// <summary>1 on the rows, null elsewhere.</summary>
        public double?[] Together(int sessions)
        {
            var known = new double?[sessions];
            foreach (var row in _rows)
            {
                known[row] = 1;
            }

            return known;
        }

        /// <summary>What is left of the rows where another series has a return as well, and that series on them.</summary>
        public (Design Design, double[] Y) With(ReadOnlySpan<double?> series)
        {
            List<double> y = [];
            List<int> kept = [];
            for (var i = 0; i < _rows.Length; i++)
            {
                if (_rows[i] < series.Length && series[_rows[i]] is { } value)
                {
                    y.Add(value);
                    kept.Add(i);
                }
            }

            return (kept.Count == _rows.Length || y.Count < FewestReturns || Missing is not null ? this : Part(kept), [.. y]);
        }

        private Design Part(List<int> kept) => _parts.GetOrAdd(
            string.Join(',', Enumerable.Range(0, _rows.Length).Except(kept)),
            _ => new Design([.. kept.Select(i => _rows[i])], [.. Columns.Select(column => kept.Select(i => column[i]).ToArray())], null));
    }
}
