using App.Core.Results;

namespace App.Core.Risk;

/// <summary>A figure with what it takes to trust it.</summary>
/// <param name="Value">The number; null when it is unknown.</param>
/// <param name="Unit">usd, ratio (1 is 100 %), shares, count, points.</param>
public sealed record RiskFigure(double? Value, string Unit)
{
    /// <summary>Why it is unknown; null when it is known.</summary>
    public string? Reason { get; init; }

    /// <summary>The kind of reason; null when it is known, and where no kind was given, as in reports from before there were kinds.</summary>
    public UnknownCause? Cause { get; init; }

    /// <summary>The window of a figure of one day.</summary>
    public const string OneDay = Figure.OneSession;

    /// <summary>The window in words, such as <c>90 days</c>.</summary>
    public string? Window { get; init; }

    /// <summary>How many returns it is of; of a figure of one day how many holdings.</summary>
    public int? Observations { get; init; }

    /// <summary>Share of the absolute exposure that had the data, 0 to 1.</summary>
    public double? Coverage { get; init; }

    /// <summary>What a figure of its size is called, such as <c>moderate</c>; null where there are no words for it.</summary>
    public string? Words { get; init; }

    /// <summary>What else has to be known to read it, such as why it has no R²; null when nothing has.</summary>
    public string? Note { get; init; }

    /// <summary>Share of the variance that is explained, 0 to 1; null where nothing is explained, or nothing moved.</summary>
    public double? RSquared { get; init; }

    /// <summary>Standard error, in the figure's unit.</summary>
    public double? StandardError { get; init; }

    /// <summary>An unknown figure.</summary>
    public static RiskFigure Unknown(string unit, string reason) => new(null, unit) { Reason = reason };

    /// <summary>An unknown figure with the kind of its reason.</summary>
    public static RiskFigure Unknown(string unit, RiskReason reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return new(null, unit) { Reason = reason.Text, Cause = reason.Cause };
    }

    /// <summary>A figure that may be unknown.</summary>
    /// <param name="measure">The figure.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="cause">Of what kind the reason is, where it is unknown.</param>
    public static RiskFigure Of(Measure<double> measure, string unit, UnknownCause? cause = null) =>
        new(measure.Value, unit) { Reason = measure.Reason, Cause = measure.IsKnown ? null : cause };
}

/// <summary>One line of an analytic: a sector, a symbol.</summary>
/// <param name="Key">What it is of.</param>
/// <param name="Figures">Its figures by name.</param>
public sealed record RiskRow(string Key, IReadOnlyDictionary<string, RiskFigure> Figures);

/// <summary>Numbers of a kind for many things at once, such as a slope of each symbol on each factor: where a figure with all its company for each would be too much to store.</summary>
/// <param name="Id">What they are.</param>
/// <param name="Unit">As for figures.</param>
/// <param name="Columns">What the columns are of.</param>
/// <param name="Rows">The rows.</param>
public sealed record RiskTable(string Id, string Unit, IReadOnlyList<string> Columns, IReadOnlyList<RiskTableRow> Rows);

/// <summary>A row of a table.</summary>
/// <param name="Key">What it is of.</param>
/// <param name="Values">One for each column; null where it is unknown.</param>
public sealed record RiskTableRow(string Key, IReadOnlyList<double?> Values)
{
    /// <summary>What has to be known to read the row, such as where the volatility of an option is from; null when nothing has.</summary>
    public string? Note { get; init; }
}

/// <summary>What one analytic says of a book at a session.</summary>
/// <param name="Id">The analytic.</param>
/// <param name="Figures">Those of the whole book, by name.</param>
/// <param name="Rows">Those of its parts.</param>
public sealed record RiskResult(string Id, IReadOnlyDictionary<string, RiskFigure> Figures, IReadOnlyList<RiskRow> Rows)
{
    /// <summary>What is too much for figures.</summary>
    public IReadOnlyList<RiskTable> Tables { get; init; } = [];

    /// <summary>Why it could not be computed at all; null when it was.</summary>
    public string? Fault { get; init; }

    /// <summary>The result of an analytic that threw.</summary>
    public static RiskResult Failed(string analytic) =>
        new(analytic, new Dictionary<string, RiskFigure>(), []) { Fault = "A fault of the application; the server's log has the cause." };
}
