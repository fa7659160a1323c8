namespace App.Core.Imports.Brokers;

/// <summary>Where a cost per unit comes from.</summary>
public enum CostBasis
{
    /// <summary>Nothing in the file tells it.</summary>
    Unknown,

    /// <summary>The file says what one unit cost.</summary>
    PerShare,

    /// <summary>The file says what all of it cost.</summary>
    Total,

    /// <summary>Value less gain.</summary>
    FromGain,
}

/// <summary>The figures of one row, as far as it has them.</summary>
/// <param name="Quantity">Units, signed.</param>
/// <param name="Price">Of one unit.</param>
/// <param name="Value">Of all, signed.</param>
/// <param name="TotalCost">What a column that says so gives for all.</param>
/// <param name="CostPerShare">What a column that says so gives for one.</param>
/// <param name="Cost">A cost whose column does not say of what.</param>
/// <param name="Gain">Value less cost.</param>
/// <param name="Multiplier">Units a contract stands for, where a column says so; null elsewhere.</param>
/// <param name="IsOption">True for listed options.</param>
public sealed record RowFigures(
    decimal? Quantity, decimal? Price, decimal? Value, decimal? TotalCost, decimal? CostPerShare, decimal? Cost, decimal? Gain, decimal? Multiplier = null, bool IsOption = false);

/// <summary>What one unit cost and by how much price times quantity has to be multiplied to give the value: decided for each row by its own arithmetic.</summary>
/// <remarks>
/// <para>
/// A column named cost holds the cost of one share in one broker's file and of all in another's; bonds are priced per 100 of face value; an option's price is of
/// one share and its contract of 100. What a title says is believed only as far as quantity × price × multiplier ≈ value and value − gain ≈ total cost bear it out.
/// </para>
/// <para>Figures agree when they differ by less than half a cent a unit of what was rounded, or by 0.5 %. What is not known stays null; it is never 0.</para>
/// </remarks>
/// <param name="PerUnit">What one unit cost, in the price's unit over the multiplier: cost of all ÷ (|quantity| × contract multiplier). Null when unknown.</param>
/// <param name="TotalCost">What all of it cost, with the sign of the quantity; null when unknown.</param>
/// <param name="Basis">Where it comes from.</param>
/// <param name="PriceMultiplier">value ÷ (quantity × price): 1 for shares, 100 for options, 0.01 for bonds priced per 100.</param>
/// <param name="Contradictions">What does not add up, in sentences; empty when all does.</param>
public sealed record CostDecision(decimal? PerUnit, decimal? TotalCost, CostBasis Basis, decimal PriceMultiplier, IReadOnlyList<string> Contradictions)
{
    private const double LargestProduct = 1e24;

    private static readonly decimal[] Multipliers = [1m, 100m, 0.01m, 10m, 1_000m, 0.1m];

    /// <summary>Decides a row.</summary>
    public static CostDecision Of(RowFigures row)
    {
        ArgumentNullException.ThrowIfNull(row);
        List<string> contradictions = [];
        var contract = row.IsOption ? 100m : 1m;
        if (IsBeyondMoney(row))
            return new(null, null, CostBasis.Unknown, contract, ["Quantity times price is more than any account holds: the figures of this row cannot be right."]);
        var multiplier = MultiplierOf(row, contradictions);
        if (row.Quantity is not { } quantity || quantity == 0)
            return new(null, null, CostBasis.Unknown, multiplier, contradictions);

        var units = Math.Abs(quantity) * multiplier;
        var fromGain = row.Value is { } value && row.Gain is { } gain ? Math.Abs(value - gain) : (decimal?)null;
        var (total, basis) = TotalOf(row, units, fromGain, contradictions);
        if (total is not > 0)
            return new(null, null, CostBasis.Unknown, multiplier, contradictions);
        return new(total / (Math.Abs(quantity) * contract), quantity < 0 ? -total : total, basis, multiplier, contradictions);
    }

    // What follows multiplies up to three figures; products of this size still fit.
    private static bool IsBeyondMoney(RowFigures row)
    {
        var each = Math.Max(Math.Max(Size(row.Price), Size(row.Cost)), Math.Max(Size(row.TotalCost), Size(row.CostPerShare)));
        var units = Math.Abs((double)(row.Quantity ?? 0)) * Math.Max(1_000, Math.Abs((double)(row.Multiplier ?? 1)));
        return units > LargestProduct || each * units > LargestProduct;
    }

    private static double Size(decimal? figure) => Math.Abs((double)(figure ?? 0));

    /// <summary>True when two sums of money agree but for rounding.</summary>
    /// <param name="one">One.</param>
    /// <param name="other">The other.</param>
    /// <param name="units">Of how many units a rounded price was taken.</param>
    internal static bool Agree(decimal one, decimal other, decimal units)
    {
        var apart = Math.Abs(Math.Abs(one) - Math.Abs(other));
        return apart <= 0.02m + (0.0051m * units) && apart <= 0.02m + (0.02m * Math.Abs(other)) || apart <= 0.005m * Math.Abs(other);
    }

    private static (decimal? Total, CostBasis Basis) TotalOf(RowFigures row, decimal units, decimal? fromGain, List<string> contradictions)
    {
        var candidates = Candidates(row, units).ToList();
        if (candidates.Count == 0)
            return (fromGain, fromGain is > 0 ? CostBasis.FromGain : CostBasis.Unknown);
        if (fromGain is not { } truth)
            return Undisputed(candidates, row, contradictions);

        foreach (var candidate in candidates)
        {
            if (Agree(candidate.Total, truth, candidate.Basis == CostBasis.PerShare ? units : 1))
                return (candidate.Total, candidate.Basis);
        }

        contradictions.Add(FormattableString.Invariant($"The cost is given as {candidates[0].Total:#,0.00}, but value less gain is {truth:#,0.00}."));
        return (candidates[0].Total, candidates[0].Basis);
    }

    // What the titles say comes first, what else the figures could mean after it.
    private static IEnumerable<(decimal Total, CostBasis Basis)> Candidates(RowFigures row, decimal units)
    {
        if (row.TotalCost is { } total && total != 0)
            yield return (Math.Abs(total), CostBasis.Total);
        if (row.CostPerShare is { } each && each != 0)
            yield return (Math.Abs(each) * units, CostBasis.PerShare);
        if (row.Cost is { } cost && cost != 0)
        {
            yield return (Math.Abs(cost), CostBasis.Total);
            yield return (Math.Abs(cost) * units, CostBasis.PerShare);
        }

        if (row.TotalCost is { } perhapsEach && perhapsEach != 0)
            yield return (Math.Abs(perhapsEach) * units, CostBasis.PerShare);
        if (row.CostPerShare is { } perhapsAll && perhapsAll != 0)
            yield return (Math.Abs(perhapsAll), CostBasis.Total);
    }

    // No gain to hold it against: two statements of the cost confirm each other, an unclear one is held against the price.
    private static (decimal? Total, CostBasis Basis) Undisputed(List<(decimal Total, CostBasis Basis)> candidates, RowFigures row, List<string> contradictions)
    {
        if (row.TotalCost is { } total && row.CostPerShare is not null && total != 0)
        {
            var stated = candidates.First(candidate => candidate.Basis == CostBasis.PerShare);
            if (!Agree(stated.Total, total, Math.Abs(row.Quantity ?? 1)))
                contradictions.Add(FormattableString.Invariant($"The total cost is given as {Math.Abs(total):#,0.00}, but quantity × cost per share is {stated.Total:#,0.00}."));
            return (Math.Abs(total), CostBasis.Total);
        }

        if (row.Cost is null || row.TotalCost is not null || row.CostPerShare is not null || row.Value is not { } value || value == 0)
            return candidates[0];
        return candidates.Where(candidate => candidate.Total > 0).MinBy(candidate => Math.Abs(Math.Log((double)candidate.Total / (double)Math.Abs(value))));
    }

    private static decimal MultiplierOf(RowFigures row, List<string> contradictions)
    {
        var expected = row.Multiplier ?? (row.IsOption ? 100m : 1m);
        if (row is not { Quantity: { } quantity, Price: { } price, Value: { } value } || quantity == 0 || price == 0 || value == 0)
            return expected;

        var units = Math.Abs(quantity);
        if (Agree(quantity * price * expected, value, units * expected))
            return expected;
        foreach (var multiplier in Multipliers)
        {
            if (Agree(quantity * price * multiplier, value, units * multiplier))
                return multiplier;
        }

        contradictions.Add(FormattableString.Invariant($"Quantity × price is {Math.Abs(quantity * price * expected):#,0.00}, but the value is given as {Math.Abs(value):#,0.00}."));
        return expected;
    }
}
