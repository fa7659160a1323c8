using System.Globalization;
using App.Core.Imports.Rules;
using App.Core.Portfolios;

namespace App.Core.Imports.Brokers;

/// <summary>Entries to positions: what a row is, what it cost, when it was entered; then through every rule that a typed-in position goes through.</summary>
internal sealed class PositionAssembly(BrokerTable table, BrokerImportOptions options)
{
    private readonly FaultLog _faults = new();
    private readonly ILookup<int, CellEdit> _edits = options.Edits.ToLookup(edit => edit.Row);

    /// <summary>The faults found.</summary>
    public FaultLog Faults => _faults;

    /// <summary>The positions of each account, in file order.</summary>
    public IReadOnlyList<ReadPosition>[] Run(DateOnly entryDate, CancellationToken cancellationToken)
    {
        var rules = table.Accounts.Select(_ => new PositionRules(options.Today, _faults, isDerived: true)).ToArray();
        var accounts = table.Accounts.Select(_ => new List<ReadPosition>()).ToArray();
        var candidate = new CandidateRow();
        foreach (var merged in Merge(entryDate))
        {
            cancellationToken.ThrowIfCancellationRequested();
            candidate.Clear();
            foreach (var (column, value) in merged.Fields)
                candidate[column] = value;
            var draft = rules[merged.Account].Check(candidate, merged.Line);
            accounts[merged.Account].Add(merged.ToPosition(draft is null ? null : draft with { IsEntryDateEstimated = merged.IsDateEstimated, IsEntryPriceEstimated = merged.IsPriceEstimated }));
        }

        return [.. accounts];
    }

    // The same security twice in one account, held as cash and on margin or bought in two lots on a day, is one position here.
    private List<Assembled> Merge(DateOnly entryDate)
    {
        List<Assembled> all = new(table.Entries.Count);
        Dictionary<(int Account, string Identity), int> places = [];
        foreach (var entry in table.Entries)
        {
            var assembled = Assemble(entry, entryDate);
            if (assembled.Identity is { } identity && places.TryGetValue((entry.Account, identity), out var place) && all[place].CanTake(assembled))
            {
                all[place] = all[place].With(assembled);
                continue;
            }

            if (assembled.Identity is { } own)
                places[(entry.Account, own)] = all.Count;
            all.Add(assembled);
        }

        return all;
    }

    private Assembled Assemble(BrokerEntry entry, DateOnly entryDate)
    {
        var kind = SecurityKind.Of(entry.Symbol, entry.Description, entry.Type, entry.Option);
        var figures = entry.Figures;
        List<string> notes = kind.Note is { } note ? [note] : [];
        if (figures.Quantity is null && figures.Value is { } value && kind.Subtype == InvestmentSubtype.Cash)
            figures = figures with { Quantity = value, Price = 1, Cost = null, TotalCost = null, CostPerShare = 1 };
        else if (figures is { Quantity: null, Value: { } whole, Price: { } each } && each != 0)
            figures = figures with { Quantity = Math.Round(whole / each, PositionLimits.QuantityDecimals) };

        var cost = CostDecision.Of(figures);
        notes.AddRange(cost.Contradictions);
        var (price, isEstimated) = PriceOf(figures, cost, kind);
        if (isEstimated && price is not null)
            notes.Add("The file has no cost: the entry price is the price of its day.");
        var fields = FieldsOf(kind, figures, price, entry.Opened ?? entryDate);
        var edited = false;
        foreach (var edit in _edits[entry.Line])
        {
            if (TemplateColumns.Find(edit.Column) is not { } column)
                continue;
            fields[column] = edit.Value ?? "";
            edited = true;
        }

        return new Assembled(entry, fields, notes, cost)
        {
            IsDateEstimated = entry.Opened is null && !_edits[entry.Line].Any(edit => TemplateColumns.Find(edit.Column) == TemplateColumn.EntryDate),
            IsPriceEstimated = isEstimated && !_edits[entry.Line].Any(edit => TemplateColumns.Find(edit.Column) == TemplateColumn.EntryPrice),
            Identity = edited ? null : $"{fields.GetValueOrDefault(TemplateColumn.Symbol)}|{fields[TemplateColumn.EntryDate]}|{kind.Option}",
        };
    }

    // Cost per unit, else what one unit is worth on the day of the file; unknown stays empty, for the user to fill in.
    private static (decimal? Price, bool IsEstimated) PriceOf(RowFigures figures, CostDecision cost, SecurityKind kind)
    {
        if (cost.PerUnit is { } known)
            return (known, false);
        if (figures is { Quantity: null, CostPerShare: > 0 and var each })
            return (each, false);
        if (kind.Subtype == InvestmentSubtype.Cash)
            return (1m, false);
        var contract = kind.Option is null ? 1m : PositionTypes.OptionMultiplier;
        if (figures is { Value: { } value, Quantity: { } quantity } && quantity != 0 && value != 0)
            return (Math.Abs(value) / (Math.Abs(quantity) * contract), true);
        return figures.Price is > 0 and var price ? (price * cost.PriceMultiplier / contract, true) : (null, true);
    }

    private static Dictionary<TemplateColumn, string> FieldsOf(SecurityKind kind, RowFigures figures, decimal? price, DateOnly entered)
    {
        var fields = new Dictionary<TemplateColumn, string>
        {
            [TemplateColumn.Symbol] = kind.Option is null ? kind.Symbol : "",
            [TemplateColumn.Quantity] = figures.Quantity is { } quantity ? BrokerNumber.Write(quantity, PositionLimits.QuantityDecimals) : "",
            [TemplateColumn.EntryPrice] = price is { } known ? BrokerNumber.Write(known, PositionLimits.DerivedPriceDecimals) : "",
            [TemplateColumn.EntryDate] = entered.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            [TemplateColumn.InvestmentClass] = Codes.InvestmentClasses.NameOf(kind.Class),
        };
        if (kind.Subtype is { } subtype)
            fields[TemplateColumn.InvestmentSubtype] = Codes.InvestmentSubtypes.NameOf(subtype);
        if (kind.Option is { } option)
        {
            fields[TemplateColumn.UnderlyingSymbol] = option.Underlying;
            fields[TemplateColumn.StrikePrice] = BrokerNumber.Write(option.Strike, PositionLimits.PriceDecimals);
            fields[TemplateColumn.ExpirationDate] = option.Expiration.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            fields[TemplateColumn.OptionType] = Codes.OptionTypes.NameOf(option.Type);
        }

        return fields;
    }

    /// <summary>An entry with its fields, and those added to it.</summary>
    private sealed record Assembled(BrokerEntry Entry, Dictionary<TemplateColumn, string> Fields, List<string> Notes, CostDecision Cost)
    {
        private const decimal LargestQuantity = 1_000_000_000_000m;
        private const decimal LargestPrice = 1_000_000_000m;
        private const int MostNotes = 20;

        public int Line => Entry.Line;

        public int Account => Entry.Account;

        public string? Identity { get; init; }

        public bool IsDateEstimated { get; init; }

        public bool IsPriceEstimated { get; init; }

        private List<int> Lines { get; init; } = [Entry.Line];

        private decimal? Value { get; init; } = Entry.Figures.Value;

        private decimal? TotalCost { get; init; } = Cost.TotalCost;

        // Figures beyond what a position may have are no position's: each is reported on its own row.
        public bool CanTake(Assembled other) => IsWithinLimits(this) && IsWithinLimits(other);

        public Assembled With(Assembled other)
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
        };

        private static bool IsWithinLimits(Assembled row) => QuantityOf(row) is { } quantity && Math.Abs(quantity) is > 0 and < LargestQuantity && PriceOf(row) is < LargestPrice;

        private static decimal? QuantityOf(Assembled row) => Number(row, TemplateColumn.Quantity);

        private static decimal? PriceOf(Assembled row) => Number(row, TemplateColumn.EntryPrice);

        private static decimal? Number(Assembled row, TemplateColumn column) =>
            decimal.TryParse(row.Fields[column], NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
