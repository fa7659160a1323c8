namespace App.Core.Risk.Formulas;

/// <summary>A series explained by several others, see <see cref="LeastSquares"/>.</summary>
public sealed record MultipleFit
{
    /// <summary>The intercept, in the series' unit.</summary>
    public required double Intercept { get; init; }

    /// <summary>The standard error of the intercept, as of the slopes.</summary>
    public required double InterceptError { get; init; }

    /// <summary>The error of the intercept by Newey and West, as of the slopes.</summary>
    public required double InterceptNeweyWestError { get; init; }

    /// <summary>The slope of each column.</summary>
    public required IReadOnlyList<double> Slopes { get; init; }

    /// <summary>Of each slope: √(s²·[(XᵀX)⁻¹]ⱼⱼ), s² the residual sum of squares over n − k.</summary>
    public required IReadOnlyList<double> StandardErrors { get; init; }

    /// <summary>Of each slope: what holds also when residuals depend on the ones before and vary in size (Newey and West 1987, <see cref="LeastSquares.NeweyWestLags"/> lags).</summary>
    public required IReadOnlyList<double> NeweyWestErrors { get; init; }

    /// <summary>1 − residual ÷ total sum of squares, in [0, 1]; null of a series that never moves: there is nothing to explain.</summary>
    public required double? RSquared { get; init; }

    /// <summary>1 − (1 − R²)·(n − 1) ÷ (n − k): R² less what as many columns of noise would have explained; may be negative. Null as <see cref="RSquared"/>.</summary>
    public double? AdjustedRSquared => 1 - (1 - RSquared) * (Observations - 1) / (Observations - Slopes.Count - 1);

    /// <summary>s: the standard deviation of the residuals with n − k degrees of freedom.</summary>
    public required double ResidualDeviation { get; init; }

    /// <summary>n.</summary>
    public required int Observations { get; init; }
}
