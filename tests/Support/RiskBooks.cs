using App.Core.Portfolios;
using App.Core.Risk;
using App.Core.Risk.Formulas;

namespace App.Testing;

/// <summary>Books over made-up returns of 100 sessions: A and B that follow the market, NEW of late, FLAT that never moves, and the factors' funds.</summary>
public static class RiskBooks
{
    public static readonly DateOnly Session = new(2026, 6, 30);

    public static readonly DateOnly[] Sessions = [.. Enumerable.Range(0, 100).Select(day => Session.AddDays(day - 99))];

    public static readonly double?[] MarketReturns = Random(1, 0);

    private static readonly Dictionary<string, double?[]> Series = new()
    {
        ["SPY"] = MarketReturns,
        ["TLT"] = Random(2, 0),
        ["A"] = [.. MarketReturns.Zip(Random(3, 0), (market, own) => (1.2 * market) + own)],
        ["B"] = [.. MarketReturns.Zip(Random(4, 0), (market, own) => (0.5 * market) + own)],
        ["NEW"] = Random(5, 90),
        ["FLAT"] = [.. Enumerable.Repeat<double?>(0, 100)],
        ["GAPPY"] = [.. MarketReturns.Zip(Random(6, 0), (market, own) => market + own).Select((value, day) => day % 10 == 3 ? null : value)],
        ["VTV"] = Following(11),
        ["VUG"] = Following(12),
        ["MTUM"] = Following(13),
        ["QUAL"] = Following(14),
        ["IWM"] = Following(15),
        ["USMV"] = Following(16),
    };

    public static RiskData Data(params RiskHolding[] holdings) => Data(Series, holdings);

    public static RiskData Data(IReadOnlyDictionary<string, double?[]> series, params RiskHolding[] holdings) =>
        new(Session, 100_000, holdings, new ReturnTable(Sessions, series), RiskSettings.Standard);

    /// <summary>The same returns with one series changed or, when null, taken away.</summary>
    public static IReadOnlyDictionary<string, double?[]> With(string symbol, double?[]? returns)
    {
        var changed = new Dictionary<string, double?[]>(Series);
        changed.Remove(symbol);
        if (returns is not null)
        {
            changed[symbol] = returns;
        }

        return changed;
    }

    /// <summary>The same returns, low volatility those of momentum and so much of a series of their own: two of the factors are nearly one.</summary>
    public static IReadOnlyDictionary<string, double?[]> NearlyTwice(double noise) => With("USMV", [.. Series["MTUM"].Zip(Random(99, 0), (momentum, own) => momentum + (noise * own))]);

    /// <summary>Series that the factors explain without a rest: Σ slope × column.</summary>
    public static double?[] Explained(params double[] slopes) =>
        [.. Enumerable.Range(0, Sessions.Length).Select(day => (double?)RiskSettings.Standard.Factors
            .Zip(slopes, (factor, slope) => slope * (Series[factor.Symbol][day]!.Value - (factor.Less is { } less ? Series[less][day]!.Value : 0))).Sum())];

    public static RiskHolding Holding(string? symbol, decimal value) => new()
    {
        PositionId = TestIds.Next(),
        Symbol = symbol ?? "FUND",
        MovesWith = symbol,
        Class = symbol is null ? InvestmentClass.Private : InvestmentClass.Public,
        Sector = GicsSectors.Unclassified,
        Units = value,
        MarketValue = value,
        DeltaAdjusted = value,
    };

    public static RiskHolding Call(string underlying, int contracts)
    {
        var inputs = new BlackScholesInputs(OptionType.Call, 100, 105, 0.5, 0.04, 0, 0.3);
        var value = BlackScholes.Value(inputs);
        return Holding(underlying, contracts * 100 * (decimal)value.Price) with
        {
            Symbol = underlying + " call",
            Class = InvestmentClass.Options,
            Units = contracts * 100,
            IsOption = true,
            Option = (value, 100),
            Inputs = inputs,
            DeltaAdjusted = Exposure.DeltaAdjusted(contracts, 100, value.Delta, 100),
        };
    }

    public static double?[] Random(int seed, int missing)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 100).Select(day => day < missing ? null : (double?)((random.NextDouble() - 0.5) / 50))];
    }

    private static double?[] Following(int seed) => [.. MarketReturns.Zip(Random(seed, 0), (market, own) => market + (0.3 * own))];
}
