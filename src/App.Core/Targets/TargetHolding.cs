using App.Core.Portfolios;
using App.Core.Results;
using App.Core.Risk.Formulas;
using App.Core.Snapshots;

namespace App.Core.Targets;

/// <summary>One open position as expected returns see it.</summary>
/// <param name="Quantity">Shares or contracts on the day of the figures, signed.</param>
/// <param name="Price">Price per share; null when there is none to expect a return from, and <paramref name="Missing"/> says why.</param>
/// <param name="Value">Market value, signed; null when it has not been valued.</param>
/// <param name="Missing">Why there is no price.</param>
public sealed record HeldLot(decimal Quantity, decimal? Price, decimal? Value, string? Missing)
{
    /// <summary>True when the value is that of an older price or of the entry price; null when it has not been valued.</summary>
    public bool? NeedsPriceUpdate { get; init; }
}

/// <summary>What is held of one symbol on one side, over all lots and all portfolios asked for, with its target.</summary>
/// <param name="Key">Symbol and direction.</param>
/// <param name="Title">How the position is called: the symbol, of an option its terms.</param>
/// <param name="Name">The security's name; null when unknown.</param>
/// <param name="Class">The class of the first lot.</param>
/// <param name="Multiplier">Shares that one unit stands for.</param>
/// <param name="Lots">The open positions.</param>
/// <param name="Target">The target; null when none is set.</param>
public sealed record TargetHolding(
    TargetKey Key, string Title, string? Name, InvestmentClass Class, int Multiplier, IReadOnlyList<HeldLot> Lots, TargetPrice? Target)
{
    /// <summary>Shares or contracts, signed.</summary>
    public decimal Quantity => Lots.Sum(lot => lot.Quantity);

    /// <summary>Market value, signed; null when no lot has been valued.</summary>
    public decimal? Value => Lots.Any(lot => lot.Value is not null) ? Lots.Sum(lot => lot.Value ?? 0) : null;

    /// <summary>True when any lot is valued at an older price or at its entry price; null when none has been valued.</summary>
    public bool? NeedsPriceUpdate => Lots.All(lot => lot.NeedsPriceUpdate is null) ? null : Lots.Any(lot => lot.NeedsPriceUpdate == true);

    /// <summary>Price per share: where lots have several, the one at which all together are worth what they are.</summary>
    public Measure<decimal> Price
    {
        get
        {
            var priced = Lots.Where(lot => lot.Price is not null).ToList();
            if (priced.Count == 0)
            {
                return Measure.Unknown<decimal>(Lots[0].Missing ?? "It has no price.");
            }

            return Measure.Known(priced.All(lot => lot.Price == priced[0].Price)
                ? priced[0].Price!.Value
                : priced.Sum(lot => lot.Price!.Value * lot.Quantity) / priced.Sum(lot => lot.Quantity));
        }
    }

    /// <summary>Dollars gained if the price goes to the target of a horizon.</summary>
    public Measure<decimal> UpsideAt(TargetHorizon horizon)
    {
        if (Target?.At(horizon) is not { } target)
        {
            return Measure.Unknown<decimal>("No target is set.");
        }

        return Price is { IsKnown: false, Reason: { } reason }
            ? Measure.Unknown<decimal>(reason)
            : Measure.Known(Lots.Where(lot => lot.Price is not null).Sum(lot => ExpectedReturn.Upside(lot.Quantity, Multiplier, lot.Price!.Value, target)));
    }

    /// <summary>Return if the price goes to the target of a horizon, a fraction, its sign turned for a short.</summary>
    public Measure<double> ReturnAt(TargetHorizon horizon)
    {
        if (Target?.At(horizon) is not { } target)
        {
            return Measure.Unknown<double>("No target is set.");
        }

        return Price.Value is { } price
            ? ExpectedReturn.OfPosition(price, target, Key.Direction == TargetDirection.Short)
            : Measure.Unknown<double>(Price.Reason!);
    }

    /// <summary>Groups the open positions of portfolios by symbol and side, the largest value first.</summary>
    internal static IReadOnlyList<TargetHolding> Of(IEnumerable<ValuedPosition> positions, IReadOnlyDictionary<TargetKey, TargetPrice> targets) =>
    [
        .. from valued in positions
           where valued.Value is { IsOpen: true } || (valued.Value is null && valued.Position.ExitDate is null)
           let position = valued.Position
           group valued by new TargetKey(HeldSymbol.Of(position), position.Quantity < 0 ? TargetDirection.Short : TargetDirection.Long) into lots
           let first = lots.First()
           let holding = new TargetHolding(
               lots.Key, HeldSymbol.TitleOf(first.Position), first.Name, first.Position.Class, first.Position.Multiplier, [.. lots.Select(LotOf)], targets.GetValueOrDefault(lots.Key))
           orderby Math.Abs(holding.Value ?? 0) descending, holding.Key.Symbol, holding.Key.Direction
           select holding,
    ];

    private static HeldLot LotOf(ValuedPosition valued)
    {
        var (position, value) = (valued.Position, valued.Value);
        if (value is null)
        {
            return new(position.Quantity, null, null, "It has not been valued yet.");
        }

        // What was paid for a share is no price of it: a return from there would be made up. A private asset is worth that until its owner says otherwise.
        var isPriced = value.Source != MarkSource.Entry || position.Class == InvestmentClass.Private;
        return new(position.Quantity * value.SplitFactor, isPriced ? value.Price : null, value.MarketValue, isPriced ? null : "No source has a price of it; it is valued at its entry price.") { NeedsPriceUpdate = value.NeedsPriceUpdate };
    }
}
