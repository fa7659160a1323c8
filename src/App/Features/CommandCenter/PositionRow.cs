using App.Core.Portfolios;
using App.Core.Snapshots;
using App.Features.CommandCenter.Risk;
using App.Features.Portfolios;

namespace App.Features.CommandCenter;

/// <summary>A position as the grid and its export show it. What is null is not known, and <see cref="Missing"/> says why.</summary>
/// <param name="Position">The position.</param>
/// <param name="Portfolio">The portfolio it is in.</param>
/// <param name="Name">The security's name; null when unknown.</param>
/// <param name="Mark">Its value at the newest session; null when it has none.</param>
/// <param name="Equity">What weights are shares of; null when that is not known.</param>
public sealed record PositionRow(Position Position, Portfolio Portfolio, string? Name, PositionValue? Mark, decimal? Equity)
{
    /// <summary>Its risk figures; unknown until <see cref="RiskByPosition"/> has put them here.</summary>
    public PositionRisk Risk { get; init; } = Pending;

    /// <summary>Its sector, of an option that of its underlying; null when no source has told it.</summary>
    public string? Sector { get; init; }

    /// <summary>The source of its newest price, of an option that of its underlying; null when there is none.</summary>
    public string? PriceSource { get; init; }

    private static readonly PositionRisk Pending = PositionRisk.Unknown("The risk is being computed.");

    public bool IsClosed => Mark is { IsOpen: false } || (Mark is null && Position.ExitDate is not null);

    /// <summary>The symbol; of an option its underlying, strike and right.</summary>
    public string Title => Position.Option?.ToTitle() ?? Position.Symbol;

    /// <summary>The same with the expiration of an option, so that two of one strike are told apart.</summary>
    public string LongTitle => Position.Option is { } option ? FormattableString.Invariant($"{Title} {option.Expiration:d MMM yyyy}") : Title;

    /// <summary>Shares or contracts on the day of the figures, splits since the position was stated taken into account.</summary>
    public decimal Quantity => Position.Quantity * (Mark?.SplitFactor ?? 1);

    /// <summary>The entry price by the share of the day of the figures.</summary>
    public decimal EntryPrice => Position.EntryPrice / (Mark?.SplitFactor ?? 1);

    public decimal? Price => Mark?.Price;

    /// <summary>Value of an open position.</summary>
    public decimal? Value => IsClosed ? null : Mark?.MarketValue;

    /// <summary>Value over equity: of all portfolios where all are shown.</summary>
    public double? Weight => Value is { } value && Equity is > 0 ? (double)(value / Equity.Value) : null;

    public decimal? DayPnl => Mark?.DayPnl;

    public decimal? Pnl => Mark?.Pnl;

    public decimal Cost => Position.Quantity * Position.Multiplier * Position.EntryPrice;

    /// <summary>P&amp;L as a share of what was paid or taken in; null when that is nothing.</summary>
    public double? Return => Pnl is { } pnl && Cost != 0 ? (double)(pnl / Math.Abs(Cost)) : null;

    /// <summary>Why there is no value.</summary>
    public string Missing => this switch
    {
        { IsClosed: true, Position.ExitDate: { } exit } => FormattableString.Invariant($"Closed on {exit:d MMM yyyy}."),
        { IsClosed: true } => "Closed.",
        { Mark: null, Equity: null } => "Not calculated yet.",
        { Mark: null } => "Not held yet on the day of these figures.",
        _ => "Equity is not positive, so nothing can be given as a share of it.",
    };

    /// <summary>True when why there is no value is said beside the row or above all rows already.</summary>
    public bool IsMissingSaid => IsClosed || (Mark is null && Equity is null);

    /// <summary>The rows of a portfolio's overview.</summary>
    /// <param name="overview">The overview.</param>
    /// <param name="equity">What weights are shares of; the portfolio's own equity when null.</param>
    public static IEnumerable<PositionRow> Of(PortfolioOverview overview, decimal? equity = null) => overview.Positions.Select(
        valued => new PositionRow(valued.Position, overview.Portfolio, valued.Name, valued.Value, equity ?? overview.Snapshot?.Equity) { Sector = valued.Sector, PriceSource = valued.Prices?.Source });

    /// <summary>The rows of all portfolios, weighed against the equity of all.</summary>
    public static IEnumerable<PositionRow> Of(AggregateOverview aggregate) => aggregate.Parts.SelectMany(part => Of(part, aggregate.Equity?.Equity));
}
