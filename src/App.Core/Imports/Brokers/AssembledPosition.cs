using App.Core.Imports.Rules;
using App.Core.Portfolios;

namespace App.Core.Imports.Brokers;

/// <summary>A position that is not checked yet, and the rows of the same position that were added to it.</summary>
/// <remarks>Keeps nothing of the entry it was made of: entries are let go as soon as they are assembled.</remarks>
internal sealed class AssembledPosition
{
    private const decimal LargestQuantity = 1_000_000_000_000m;
    private const decimal LargestPrice = 1_000_000_000m;
    private const int MostNotes = 20;

    private List<int>? _lines;

    public required int Line { get; init; }

    public required int Account { get; init; }

    public required string Description { get; init; }

    public required PositionValues Fields { get; init; }

    /// <summary>The signed units and the price of one, as they stand in the fields; null when the row has none.</summary>
    public (decimal Quantity, decimal Price)? Figures { get; set; }

    public decimal? Value { get; set; }

    public decimal? TotalCost { get; set; }

    public required CostBasis Basis { get; init; }

    public IReadOnlyList<string> Notes { get; set; } = [];

    public string? Doubt { get; init; }

    public bool IsDateEstimated { get; set; }

    public bool IsPriceEstimated { get; set; }

    /// <summary>True when both can be one. Figures beyond what a position may have are no position's: each is reported on its own row.</summary>
    public bool CanTake(AssembledPosition other) => IsWithinLimits(Figures) && IsWithinLimits(other.Figures);

    /// <summary>Adds another row of the same position.</summary>
    public void Add(AssembledPosition other)
    {
        var (mine, theirs) = (Figures!.Value, other.Figures!.Value);

        // A long and a short of the same security are what is left of the larger, at its price.
        var price = Math.Sign(mine.Quantity) == Math.Sign(theirs.Quantity) ? ((mine.Quantity * mine.Price) + (theirs.Quantity * theirs.Price)) / (mine.Quantity + theirs.Quantity)
            : Math.Abs(mine.Quantity) >= Math.Abs(theirs.Quantity) ? mine.Price : theirs.Price;
        Figures = (Math.Round(mine.Quantity + theirs.Quantity, PositionLimits.QuantityDecimals, MidpointRounding.AwayFromZero), Math.Round(price, PositionLimits.DerivedPriceDecimals, MidpointRounding.AwayFromZero));
        Fields[TemplateColumn.Quantity] = BrokerNumber.Write(Figures.Value.Quantity, PositionLimits.QuantityDecimals);
        Fields[TemplateColumn.EntryPrice] = BrokerNumber.Write(Figures.Value.Price, PositionLimits.DerivedPriceDecimals);
        (_lines ??= [Line]).Add(other.Line);
        Value += other.Value;
        TotalCost += other.TotalCost;
        IsPriceEstimated |= other.IsPriceEstimated;
        if (other.Notes.Count > 0 && Notes.Count < MostNotes)
            Notes = [.. Notes.Union(other.Notes).Take(MostNotes)];
    }

    /// <summary>Takes a value from the user in the place of the file's. What the user says is no estimate.</summary>
    public void Replace(TemplateColumn column, string value)
    {
        Fields[column] = value;
        IsDateEstimated &= column != TemplateColumn.EntryDate;
        IsPriceEstimated &= column != TemplateColumn.EntryPrice;
    }

    /// <summary>The position as it is shown, with what the rules made of it.</summary>
    public ReadPosition ToPosition(PositionDraft? draft) => new()
    {
        Lines = _lines is null ? [Line] : _lines,
        Fields = Fields,
        Description = Description,
        Draft = draft,
        Value = Value,
        Cost = TotalCost,
        CostBasis = Basis,
        Notes = _lines is null ? Notes : [.. Notes, FormattableString.Invariant($"Added up from {_lines.Count} rows of the same position.")],
        Doubt = Doubt,
    };

    private static bool IsWithinLimits((decimal Quantity, decimal Price)? figures) => figures is { } row && Math.Abs(row.Quantity) is > 0 and < LargestQuantity && row.Price < LargestPrice;
}
