namespace App.Core.Risk.Formulas;

/// <summary>A series explained by several others, see <see cref="LeastSquares"/>.</summary>
public sealed record MultipleFit
{
    /// <summary>The intercept, in the series' unit.</summary>
    public required double Intercept { get; init; }

    /// <summary>The slope of each column.</summary>
    public required IReadOnlyList<double> Slopes { get; init; }

    /// <summary>Of each slope: √(s²·[(XᵀX)⁻¹]ⱼⱼ), s² the residual sum of squares over n − k.</summary>
    public required IReadOnlyList<double> StandardErrors { get; init; }

    /// <summary>Of each slope: what holds also when residuals depend on the ones before and vary in size (Newey and West 1987, <see cref="LeastSquares.NeweyWestLags"/> lags).</summary>
    public required IReadOnlyList<double> NeweyWestErrors { get; init; }

    /// <summary>1 − residual ÷ total sum of squares, in [0, 1]; 1 of a series that never moves.</summary>
    public required double RSquared { get; init; }

    /// <summary>s: the standard deviation of the residuals with n − k degrees of freedom.</summary>
    public required double ResidualDeviation { get; init; }

    /// <summary>n.</summary>
    public required int Observations { get; init; }
}
