using System.Globalization;
using App.Core.Imports.Rules;
using App.Core.Portfolios;

namespace App.Core.Imports.Brokers;

/// <summary>Entries to positions: what a row is, what it cost, when it was entered; then through every rule that a typed-in position goes through.</summary>
/// <param name="table">What the layout found.</param>
/// <param name="options">How the file is to be read.</param>
/// <param name="isPlan">True when every account of the file is a workplace plan's.</param>
internal sealed class PositionAssembly(BrokerTable table, BrokerImportOptions options, bool isPlan)
{
    private const decimal PerHundred = 0.01m;

    // Below this a bond's price is of 1 of face value, as Vanguard prices bills, not of 100.
    private const decimal LowestPerHundred = 20m;

    private readonly FaultLog _faults = new();
    private readonly ILookup<int, CellEdit> _edits = options.Edits.ToLookup(edit => edit.Row);
    private readonly bool[] _plans = [.. table.Accounts.Select(account => isPlan || AccountProposals.IsPlan(account.Label))];

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
    private List<AssembledPosition> Merge(DateOnly entryDate)
    {
        List<AssembledPosition> all = new(table.Entries.Count);
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

    private AssembledPosition Assemble(BrokerEntry entry, DateOnly entryDate)
    {
        var kind = SecurityKind.Of(entry.Symbol, entry.Description, entry.Type, entry.Option);
        if (_plans[entry.Account])
            kind = PlanCodes.Judge(kind, entry.Description, entry.Figures.Price);
        List<string> notes = [.. new[] { kind.Note, kind.Doubt }.OfType<string>()];
        var figures = Complete(entry.Figures, kind);

        var cost = CostDecision.Of(figures);
        notes.AddRange(cost.Contradictions);
        var (price, isEstimated) = PriceOf(figures, cost, kind);
        if (isEstimated && price is not null)
            notes.Add("The file has no cost: the entry price is the price of its day.");
        var fields = FieldsOf(kind, figures, price, entry.Opened ?? entryDate);
        var edited = Replace(fields, entry.Line);
        return new AssembledPosition(entry, fields, notes, cost)
        {
            IsDateEstimated = entry.Opened is null && !edited.Contains(TemplateColumn.EntryDate),
            IsPriceEstimated = isEstimated && !edited.Contains(TemplateColumn.EntryPrice),
            Doubt = kind.Doubt,
            Identity = edited.Count > 0 ? null : $"{fields.GetValueOrDefault(TemplateColumn.Symbol)}|{fields[TemplateColumn.EntryDate]}|{kind.Option}",
        };
    }

    // What follows from what the row is: cash is priced at 1, debt per 100 of face value, and a value at a price is a quantity.
    private static RowFigures Complete(RowFigures figures, SecurityKind kind)
    {
        if (figures is { Quantity: null, Value: { } value } && kind.Subtype == InvestmentSubtype.Cash)
            return figures with { Quantity = value, Price = 1, Cost = null, TotalCost = null, CostPerShare = 1 };
        if (kind.IsDebt && figures.Multiplier is null or 1 && (figures.Price ?? figures.CostPerShare) >= LowestPerHundred)
            figures = figures with { Multiplier = PerHundred };
        return figures is { Quantity: null, Value: { } whole, Price: { } each } && each != 0
            ? figures with { Quantity = Math.Round(whole / (each * (kind.IsDebt ? figures.Multiplier ?? 1 : 1)), PositionLimits.QuantityDecimals) }
            : figures;
    }

    // The columns of a line that the user replaced.
    private List<TemplateColumn> Replace(Dictionary<TemplateColumn, string> fields, int line)
    {
        List<TemplateColumn> edited = [];
        foreach (var edit in _edits[line])
        {
            if (TemplateColumns.Find(edit.Column) is not { } column)
                continue;
            fields[column] = edit.Value ?? "";
            edited.Add(column);
        }

        return edited;
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
}
