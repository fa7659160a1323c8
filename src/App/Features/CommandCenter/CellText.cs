using App.Core.Results;
using App.Core.Snapshots;
using App.Features.CommandCenter.Risk;
using App.Features.Portfolios;
using App.Shared;

namespace App.Features.CommandCenter;

/// <summary>What a column says of a position, written. Text and no component: a page of the grid has hundreds of cells, and each component of each would be kept, compared and rendered.</summary>
/// <param name="Text">The figure or the words; null when it is not known.</param>
/// <param name="Reason">Why it is not known.</param>
public readonly record struct CellText(string? Text, string? Reason = null)
{
    private const string NoOption = "It is not an option.";
    private const string NoCost = "It cost nothing, so nothing can be given as a share of it.";
    private const string Estimated = "estimated";
    private const string CostEstimated = "cost estimated";
    private const string WhyEstimated = "The file did not tell what it cost: the entry price is a price of the market.";

    /// <summary>True where the reason is plain from what it is of, such as the Greeks of a share, or is said already: it is not worth a stop of the tab key.</summary>
    public bool IsElsewhere { get; init; }

    /// <summary>True when why there is no text is behind a button.</summary>
    public bool IsAsked => Text is null && Reason is not null && !IsElsewhere;

    /// <summary>True for a gain or a loss: above zero it has its colour too.</summary>
    public bool Signed { get; init; }

    /// <summary>True for a figure: below zero it is red.</summary>
    public bool IsFigure { get; init; }

    /// <summary>A smaller figure below; null for none.</summary>
    public string? Below { get; init; }

    /// <summary>Words below: how a price came about, what is estimated; null for none.</summary>
    public string? Remark { get; init; }

    /// <summary>More on <see cref="Remark"/>; nothing depends on it.</summary>
    public string? RemarkTitle { get; init; }

    /// <summary>The classes of the text.</summary>
    public string? Class => Text is not null && IsFigure ? "num" + FigureText.ToneOf(Text, Signed) : null;

    /// <summary>The classes of the figure below.</summary>
    public string BelowClass => "num " + (Below is not null && FigureText.ToneOf(Below, signed: false) is { Length: > 0 } tone ? tone.TrimStart() : "mute");

    /// <summary>What a column says of a position.</summary>
    public static CellText Of(PositionColumn column, PositionRow row, Formats formats)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(formats);
        return column switch
        {
            PositionColumn.Class => new(row.Position.Class.ToWords()) { Remark = row.Position.Subtype?.ToWords() },
            PositionColumn.Side => new(row.Position.Type.ToWords()),
            PositionColumn.Sector => new(row.Sector, "No source has told its sector."),
            PositionColumn.Underlying => new(row.Position.UnderlyingSymbol, NoOption) { IsElsewhere = true },
            PositionColumn.Expiration => new(row.Position.ExpirationDate is { } day ? formats.Day(day) : null, NoOption) { IsElsewhere = true },
            PositionColumn.Quantity => Figure(formats.Quantity(row.Quantity)),
            PositionColumn.Price => OfMark(row.Price is { } price ? formats.Price(price) : null, row) with { Remark = MarkOf(row) },
            PositionColumn.PriceSource => new(row.PriceSource, row.Position.PricedBy is null ? "It has no price in the market." : "No source has given a price."),
            PositionColumn.Value => OfMark(Dollars(row.Value, formats), row),
            PositionColumn.Weight => OfMark(Share(row.Weight, formats), row),
            PositionColumn.Day => Profit(row.DayPnl, row, formats),
            PositionColumn.Pnl => Profit(row.Pnl, row, formats) with { Below = row.Return is { } share ? formats.Percent(share, 1, signed: true) : null, Remark = CostRemark(row), RemarkTitle = WhyEstimated },
            PositionColumn.Return => Figure(row.Return is { } share ? formats.Percent(share, 1, signed: true) : null, row.Pnl is null ? row.Missing : NoCost) with
            {
                Signed = true,
                Remark = CostRemark(row),
                RemarkTitle = WhyEstimated,
                IsElsewhere = row.Pnl is null && row.IsMissingSaid,
            },
            PositionColumn.Cost => Figure(formats.Money(row.Cost)) with { Remark = row.Position.IsEntryPriceEstimated ? Estimated : null },
            PositionColumn.EntryPrice => Figure(formats.Price(row.EntryPrice)) with { Remark = row.Position.IsEntryPriceEstimated ? Estimated : null, RemarkTitle = WhyEstimated },
            PositionColumn.Entered => new(formats.Day(row.Position.EntryDate)) { Remark = row.Position.IsEntryDateEstimated ? Estimated : null },
            PositionColumn.Exposure => Figure(Dollars(row.Risk.Exposure.Value, formats), row.Risk.Exposure.Reason),
            PositionColumn.Beta => Figure(row.Risk.Beta.Value is { } beta ? formats.Number(beta) : null, row.Risk.Beta.Reason),
            PositionColumn.Volatility => Figure(Share(row.Risk.Volatility.Value, formats), row.Risk.Volatility.Reason),
            _ => Greek(column, row.Risk.Greeks, formats),
        };
    }

    /// <summary>What a column adds up to; without text or reason where it cannot be added up.</summary>
    public static CellText Of(PositionColumn column, PositionTotals totals, Formats formats)
    {
        ArgumentNullException.ThrowIfNull(totals);
        ArgumentNullException.ThrowIfNull(formats);
        return column switch
        {
            PositionColumn.Value => Total(Dollars(totals.Value, formats)),
            PositionColumn.Weight => Total(Share(totals.Weight, formats)),
            PositionColumn.Day => Total(Signs(totals.DayPnl, formats)) with { Signed = true },
            PositionColumn.Pnl => Total(Signs(totals.Pnl, formats)) with { Signed = true },
            PositionColumn.Cost => Total(formats.Money(totals.Cost)),
            PositionColumn.Exposure => Total(Dollars(totals.Exposure, formats)),
            PositionColumn.Theta => Total(Dollars((decimal?)totals.Theta, formats)),
            PositionColumn.Vega => Total(Dollars((decimal?)totals.Vega, formats)),
            PositionColumn.Rho => Total(Dollars((decimal?)totals.Rho, formats)),
            _ => default,
        };
    }

    // Delta and gamma are known by the share and have the position's below, which tells how much is held; theta, vega and rho are dollars of the position and have the share's below.
    private static CellText Greek(PositionColumn column, Measure<PositionGreeks> greeks, Formats formats) => greeks.Value is not { } known ? Figure(null, greeks.Reason) with { IsElsewhere = greeks.Reason == RiskByPosition.NoOption } : column switch
    {
        PositionColumn.Delta => Figure(formats.Number(known.Delta, 3)) with { Below = formats.Shares(known.PositionDelta, 1) + " shares" },
        PositionColumn.Gamma => Figure(formats.Number(known.Gamma, 4)) with { Below = formats.Shares(known.PositionGamma, 2) + " shares" },
        PositionColumn.Theta => PerPosition(known.PositionTheta, known.Theta, formats),
        PositionColumn.Vega => PerPosition(known.PositionVega, known.Vega, formats),
        PositionColumn.Rho => PerPosition(known.PositionRho, known.Rho, formats),
        PositionColumn.ImpliedVolatility => Figure(formats.Percent(known.Volatility)) with { Remark = known.VolatilityFrom },
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "There is no such column."),
    };

    private static CellText PerPosition(double position, double share, Formats formats) =>
        Figure(formats.Money((decimal)position)) with { Below = formats.Price((decimal)share, decimals: 4) + " a share" };

    private static CellText Profit(decimal? amount, PositionRow row, Formats formats) => OfMark(Signs(amount, formats), row) with { Signed = true };

    // What a row without a value lacks, it lacks for one reason.
    private static CellText OfMark(string? text, PositionRow row) => Figure(text, row.Missing) with { IsElsewhere = row.IsMissingSaid };

    private static CellText Total(string? text) => Figure(text, PositionTotals.Missing);

    private static CellText Figure(string? text, string? reason = null) => new(text, reason) { IsFigure = true };

    private static string? Dollars(decimal? amount, Formats formats) => amount is { } known ? formats.Money(known) : null;

    private static string? Signs(decimal? amount, Formats formats) => amount is { } known ? formats.Money(known, signed: true) : null;

    private static string? Share(double? share, Formats formats) => share is { } known ? formats.Percent(known) : null;

    private static string? CostRemark(PositionRow row) => row.Position.IsEntryPriceEstimated ? CostEstimated : null;

    // Where the price is not simply a close of the day.
    private static string? MarkOf(PositionRow row) => row.IsClosed ? "exit" : row.Mark?.Source switch
    {
        MarkSource.Model => "model",
        MarkSource.Stale => "stale",
        MarkSource.Entry => "entry",
        MarkSource.Given => "given",
        _ => null,
    };
}
