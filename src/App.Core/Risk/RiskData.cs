using App.Core.Market;
using App.Core.Portfolios;
using App.Core.Risk.Formulas;
using App.Core.Snapshots;
using App.Core.Targets;

namespace App.Core.Risk;

/// <summary>An open position as the analytics see it.</summary>
public sealed record RiskHolding
{
    /// <summary>The position.</summary>
    public required Guid PositionId { get; init; }

    /// <summary>Its symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>The symbol whose returns are its own: an option's is its underlying. Null for what has no market price.</summary>
    public required string? MovesWith { get; init; }

    /// <summary>Its class.</summary>
    public required InvestmentClass Class { get; init; }

    /// <summary>Its sector, see <see cref="GicsSectors"/>.</summary>
    public required string Sector { get; init; }

    /// <summary>Quantity × multiplier, signed.</summary>
    public required decimal Units { get; init; }

    /// <summary>Quantity × multiplier × price, signed.</summary>
    public required decimal MarketValue { get; init; }

    /// <summary>What it moves like, in dollars of <see cref="MovesWith"/>; null for an option without a price of its underlying.</summary>
    public required decimal? DeltaAdjusted { get; init; }

    /// <summary>True for a money-market fund: it is worth 1 whatever happens.</summary>
    public bool IsCash { get; init; }

    /// <summary>True when it is an option.</summary>
    public bool IsOption { get; init; }

    /// <summary>Its price and Greeks per share, and the price of its underlying; null for what is no option, and for one that could not be priced.</summary>
    public (OptionValue Value, double Spot)? Option { get; init; }

    /// <summary>What it is priced with; null as <see cref="Option"/>.</summary>
    public BlackScholesInputs? Inputs { get; init; }

    /// <summary>Where the volatility of <see cref="Inputs"/> is from; null where there are none.</summary>
    public VolatilitySource? VolatilityFrom { get; init; }

    /// <summary>True for an option that is priced without dividends because no source states its underlying's yield.</summary>
    public bool LacksYield { get; init; }

    /// <summary>True when an older close, or the entry price, stands in for the price of the session.</summary>
    public bool NeedsPrice { get; init; }

    /// <summary>The beta that a source states for its symbol; null when none does.</summary>
    public double? ProviderBeta { get; init; }

    /// <summary>Shares of the day, splits since the statement counted, times the multiplier; signed.</summary>
    public decimal Shares { get; init; }

    /// <summary>The price of one of <see cref="Shares"/>; null when the entry price stands in for one that nobody knows.</summary>
    public decimal? SharePrice { get; init; }

    /// <summary>What its owner's target goes by.</summary>
    public TargetKey TargetKey { get; init; }
}

/// <summary>All that the analytics of one book are functions of, loaded once. Immutable.</summary>
/// <param name="Session">The session.</param>
/// <param name="Equity">Equity at its close.</param>
/// <param name="Holdings">The open positions.</param>
/// <param name="Returns">The returns of what they move with, and of the market's series.</param>
/// <param name="Settings">Factors and scenarios.</param>
/// <param name="Factors">What the factors explain of the returns.</param>
public sealed record RiskData(DateOnly Session, decimal Equity, IReadOnlyList<RiskHolding> Holdings, ReturnTable Returns, RiskSettings Settings, FactorFits Factors)
{
    /// <summary>The data of a book, its factors fitted when an analytic asks.</summary>
    public RiskData(DateOnly session, decimal equity, IReadOnlyList<RiskHolding> holdings, ReturnTable returns, RiskSettings settings)
        : this(session, equity, holdings, returns, settings, new FactorFits(returns, settings))
    {
    }

    /// <summary>The target prices of the owner.</summary>
    public IReadOnlyList<TargetPrice> Targets { get; init; } = [];

    /// <summary>The share of what needs a price that has one, as <see cref="MarketCoverage.ByValue"/> of a run: by what was paid, private assets aside. Below <see cref="MarketCoverage.ReadyShare"/> the book is not ready for figures of how it moves.</summary>
    /// <remarks>A close of an earlier session that is carried is a price: a day without network does not take every figure away.</remarks>
    public decimal PricedShare { get; init; } = 1;

    /// <summary>The sum of the absolute delta-adjusted exposures; of an option that has none its market value counts.</summary>
    public decimal GrossExposure => Holdings.Sum(holding => Math.Abs(holding.DeltaAdjusted ?? holding.MarketValue));

    /// <summary>The share of <see cref="GrossExposure"/> of some holdings; 1 when there is no exposure.</summary>
    public double CoverageOf(IEnumerable<RiskHolding> holdings) => Share(Size(holdings), GrossExposure);

    /// <summary>The same of a part of the book: the share of the exposure of <paramref name="all"/> that <paramref name="known"/> has.</summary>
    public static double Coverage(IEnumerable<RiskHolding> known, IEnumerable<RiskHolding> all) => Share(Size(known), Size(all));

    /// <summary>The share of the absolute market value that has a price of the session, or a model's; 1 when nothing is held.</summary>
    public double MarketCoverage => Share(Value(Holdings.Where(holding => !holding.NeedsPrice)), Value(Holdings));

    private static decimal Size(IEnumerable<RiskHolding> holdings) => holdings.Sum(holding => Math.Abs(holding.DeltaAdjusted ?? holding.MarketValue));

    private static decimal Value(IEnumerable<RiskHolding> holdings) => holdings.Sum(holding => Math.Abs(holding.MarketValue));

    private static double Share(decimal part, decimal whole) => whole > 0 ? (double)(part / whole) : 1;
}
