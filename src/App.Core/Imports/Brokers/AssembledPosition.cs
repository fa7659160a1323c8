using System.Globalization;
using App.Core.Imports.Rules;
using App.Core.Portfolios;

namespace App.Core.Imports.Brokers;

/// <summary>An entry with its fields, and those added to it.</summary>
internal sealed record AssembledPosition(BrokerEntry Entry, Dictionary<TemplateColumn, string> Fields, List<string> Notes, CostDecision Cost)
{
    private const decimal LargestQuantity = 1_000_000_000_000m;
    private const decimal LargestPrice = 1_000_000_000m;
    private const int MostNotes = 20;

    public int Line => Entry.Line;

    public int Account => Entry.Account;

    public string? Identity { get; init; }

    public bool IsDateEstimated { get; init; }

    public bool IsPriceEstimated { get; init; }

    public string? Doubt { get; init; }

    private List<int> Lines { get; init; } = [Entry.Line];

    private decimal? Value { get; init; } = Entry.Figures.Value;

    private decimal? TotalCost { get; init; } = Cost.TotalCost;

    // Figures beyond what a position may have are no position's: each is reported on its own row.
    public bool CanTake(AssembledPosition other) => IsWithinLimits(this) && IsWithinLimits(other);

    public AssembledPosition With(AssembledPosition other)
    {
        var (mine, theirs) = (QuantityOf(this)!.Value, QuantityOf(other)!.Value);

        // A long and a short of the same security are what is left of the larger, at its price.
        var price = Math.Sign(mine) == Math.Sign(theirs) ? ((mine * PriceOf(this)!.Value) + (theirs * PriceOf(other)!.Value)) / (mine + theirs)
            : Math.Abs(mine) >= Math.Abs(theirs) ? PriceOf(this)!.Value : PriceOf(other)!.Value;
        var fields = new Dictionary<TemplateColumn, string>(Fields)
        {
            [TemplateColumn.Quantity] = BrokerNumber.Write(mine + theirs, PositionLimits.QuantityDecimals),
            [TemplateColumn.EntryPrice] = BrokerNumber.Write(price, PositionLimits.DerivedPriceDecimals),
        };
        Lines.AddRange(other.Lines);
        var added = FormattableString.Invariant($"Added up from {Lines.Count} rows of the same position.");
        return this with
        {
            Fields = fields,
            Value = Value + other.Value,
            TotalCost = TotalCost + other.TotalCost,
            Notes = [.. Notes.Where(note => !note.StartsWith("Added up", StringComparison.Ordinal)).Union(other.Notes).Take(MostNotes), added],
            IsPriceEstimated = IsPriceEstimated || other.IsPriceEstimated,
        };
    }

    public ReadPosition ToPosition(PositionDraft? draft) => new()
    {
        Lines = Lines,
        Fields = Fields,
        Description = Entry.Description,
        Draft = draft,
        Value = Value,
        Cost = TotalCost,
        CostBasis = Cost.Basis,
        Notes = Notes,
        Doubt = Doubt,
    };

    private static bool IsWithinLimits(AssembledPosition row) => QuantityOf(row) is { } quantity && Math.Abs(quantity) is > 0 and < LargestQuantity && PriceOf(row) is < LargestPrice;

    private static decimal? QuantityOf(AssembledPosition row) => Number(row, TemplateColumn.Quantity);

    private static decimal? PriceOf(AssembledPosition row) => Number(row, TemplateColumn.EntryPrice);

    private static decimal? Number(AssembledPosition row, TemplateColumn column) =>
        decimal.TryParse(row.Fields[column], NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;
}
