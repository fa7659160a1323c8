using App.Core.Portfolios;
using App.Core.Results;
using App.Core.Risk.Formulas;

namespace App.Core.Targets;

/// <summary>What a book gains if prices go to the targets of one horizon.</summary>
/// <param name="Horizon">Which targets.</param>
/// <param name="Return">Σ upside ÷ equity, a fraction.</param>
/// <param name="Upside">Σ upside, dollars.</param>
/// <param name="Coverage">Share of gross exposure that has a target of the horizon and a price.</param>
/// <param name="Holdings">How many holdings it rests on.</param>
public sealed record HorizonReturn(TargetHorizon Horizon, Measure<double> Return, Measure<decimal> Upside, Measure<double> Coverage, int Holdings);

/// <summary>What an owner's targets say of one portfolio, or of all active ones as one book. A value: <see cref="With"/> makes the next one.</summary>
public sealed record ExpectedReturns
{
    private ExpectedReturns(
        DateOnly? asOf, decimal? equity, string withoutEquity, IReadOnlyList<TargetHolding> holdings, IReadOnlyList<TargetPrice> notHeld, int sampleSymbols)
    {
        (AsOf, Equity, WithoutEquity, Holdings, NotHeld, SampleSymbols) = (asOf, equity, withoutEquity, holdings, notHeld, sampleSymbols);
        Horizons = [.. TargetCodes.AllHorizons.Select(HorizonOf)];
    }

    /// <summary>The session of prices and equity; null when there is none for all of it.</summary>
    public DateOnly? AsOf { get; }

    /// <summary>What returns are shares of; null when it is not known.</summary>
    public decimal? Equity { get; }

    /// <summary>Why equity is not known, when it is not.</summary>
    public string WithoutEquity { get; }

    /// <summary>The figures of the book, one per horizon.</summary>
    public IReadOnlyList<HorizonReturn> Horizons { get; }

    /// <summary>What is held, the largest value first.</summary>
    public IReadOnlyList<TargetHolding> Holdings { get; }

    /// <summary>Targets of what is not held, by symbol and direction.</summary>
    public IReadOnlyList<TargetPrice> NotHeld { get; }

    /// <summary>Symbols with made-up prices.</summary>
    public int SampleSymbols { get; }

    /// <summary>Value of a holding over equity, signed.</summary>
    public Measure<double> WeightOf(TargetHolding holding)
    {
        ArgumentNullException.ThrowIfNull(holding);
        return (holding.Value, Equity) switch
        {
            (null, _) => Measure.Unknown<double>(holding.Price.Reason ?? "It has not been valued yet."),
            (_, null) => Measure.Unknown<double>(WithoutEquity),
            ({ } value, { } equity) => Exposure.ShareOfEquity(value, equity),
        };
    }

    /// <summary>The same book with one target changed.</summary>
    /// <param name="key">Whose target.</param>
    /// <param name="target">What it is now; null when it is gone.</param>
    public ExpectedReturns With(TargetKey key, TargetPrice? target)
    {
        var isHeld = Holdings.Any(holding => holding.Key == key);
        var others = NotHeld.Where(other => other.Key != key);
        return new(
            AsOf, Equity, WithoutEquity,
            [.. Holdings.Select(holding => holding.Key == key ? holding with { Target = target } : holding)],
            isHeld || target is null ? [.. others] : [.. InOrder(others.Append(target))],
            SampleSymbols);
    }

    /// <summary>One portfolio.</summary>
    public static ExpectedReturns Of(PortfolioOverview overview, IReadOnlyList<TargetPrice> targets)
    {
        ArgumentNullException.ThrowIfNull(overview);
        return Of(
            overview.Positions, targets, overview.Snapshot?.Session, overview.Snapshot?.Equity, "The portfolio has not been calculated yet.", overview.SampleSymbols);
    }

    /// <summary>All active portfolios as one book.</summary>
    public static ExpectedReturns Of(AggregateOverview aggregate, IReadOnlyList<TargetPrice> targets)
    {
        ArgumentNullException.ThrowIfNull(aggregate);
        return Of(
            aggregate.Parts.SelectMany(part => part.Positions), targets, aggregate.Equity?.Session, aggregate.Equity?.Equity,
            aggregate.Parts.Count == 0 ? "There is no portfolio that holds anything." : "The portfolios have not all been calculated for the same session, and equity of different days does not add up.",
            aggregate.SampleSymbols);
    }

    private static ExpectedReturns Of(
        IEnumerable<ValuedPosition> positions, IReadOnlyList<TargetPrice> targets, DateOnly? asOf, decimal? equity, string withoutEquity, int sampleSymbols)
    {
        var byKey = targets.ToDictionary(target => target.Key);
        var holdings = TargetHolding.Of(positions, byKey);
        var held = holdings.Select(holding => holding.Key).ToHashSet();
        return new(asOf, equity, withoutEquity, holdings, [.. InOrder(targets.Where(target => !held.Contains(target.Key)))], sampleSymbols);
    }

    private static IEnumerable<TargetPrice> InOrder(IEnumerable<TargetPrice> targets) =>
        targets.OrderBy(target => target.Symbol, StringComparer.Ordinal).ThenBy(target => target.Direction);

    private HorizonReturn HorizonOf(TargetHorizon horizon)
    {
        var aimed = Holdings.Where(holding => holding.UpsideAt(horizon).IsKnown).ToList();
        decimal[] upsides = [.. aimed.Select(holding => holding.UpsideAt(horizon).Value!.Value)];
        return new(
            horizon,
            Equity is { } equity ? ExpectedReturn.OfBook(upsides, equity) : Measure.Unknown<double>(WithoutEquity),
            upsides.Length > 0 ? Measure.Known(upsides.Sum()) : Measure.Unknown<decimal>("No position that is held has a target and a price."),
            ExpectedReturn.Coverage(
                [.. aimed.SelectMany(holding => holding.Lots).Where(lot => lot.Price is not null).Select(lot => lot.Value ?? 0)],
                [.. Holdings.SelectMany(holding => holding.Lots).Select(lot => lot.Value ?? 0)]),
            aimed.Count);
    }
}
