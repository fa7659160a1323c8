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
    private const int MostExpected = 20_000;

    // A power of two. One table of 10 000 positions would be a large object, and a few readings of those make the garbage collector clear everything.
    private const int Parts = 16;

    private const decimal PerHundred = 0.01m;

    // Below this a bond's price is of 1 of face value, as Vanguard prices bills, not of 100.
    private const decimal LowestPerHundred = 20m;

    private static readonly string[] PriceOfItsDay = ["The file has no cost: the entry price is the price of its day."];

    private readonly FaultLog _faults = new();
    private readonly ILookup<int, CellEdit> _edits = options.Edits.ToLookup(edit => edit.Row);
    private readonly bool[] _plans = [.. table.Accounts.Select(account => isPlan || AccountProposals.IsPlan(account.Label))];

    private (DateOnly Day, string? Text) _newestDay;

    /// <summary>The faults found.</summary>
    public FaultLog Faults => _faults;

    /// <summary>The positions of each account, in file order. The table's entries are gone afterwards.</summary>
    /// <remarks>What is done with is let go on the way, and a symbol is one text: of a hundred thousand positions each byte counts.</remarks>
    public IReadOnlyList<ReadPosition>[] Run(DateOnly entryDate, CancellationToken cancellationToken)
    {
        var expected = table.Accounts.Count == 1 ? Math.Min(table.Entries.Count, MostExpected) : 0;
        var rules = table.Accounts.Select(_ => new PositionRules(options.Today, _faults, expected, isDerived: true)).ToArray();
        var accounts = table.Accounts.Select(_ => new List<ReadPosition>()).ToArray();
        var candidate = new CandidateRow();
        var all = Merge(entryDate, cancellationToken);
        for (var index = 0; index < all.Count; index++)
        {
            var merged = all[index];
            all[index] = null!;
            candidate.Clear();
            merged.Fields.CopyTo(candidate);
            var draft = rules[merged.Account].Check(candidate, merged.Line);
            if (draft is not null && draft.Symbol == merged.Fields[TemplateColumn.Symbol])
                merged.Fields[TemplateColumn.Symbol] = draft.Symbol;
            accounts[merged.Account].Add(merged.ToPosition(draft is null ? null : draft with { IsEntryDateEstimated = merged.IsDateEstimated, IsEntryPriceEstimated = merged.IsPriceEstimated }));
        }

        return [.. accounts];
    }

    // The same security twice in one account, held as cash and on margin or bought in two lots on a day, is one position here.
    private List<AssembledPosition> Merge(DateOnly entryDate, CancellationToken cancellationToken)
    {
        List<AssembledPosition> all = [];
        var places = Enumerable.Range(0, Parts).Select(_ => new Dictionary<Identity, AssembledPosition>()).ToArray();
        foreach (var entry in table.TakeEntries())
        {
            if (all.Count % 1_024 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            var (assembled, identity) = Assemble(entry, entryDate);
            var same = places[identity.GetHashCode() & (Parts - 1)];
            if (same.TryGetValue(identity, out var place) && place.CanTake(assembled))
            {
                place.Add(assembled);
                continue;
            }

            same[identity] = assembled;
            all.Add(assembled);
        }

        Mend(all);
        return all;
    }

    // After the rows are added up: what the user sees and changes is their sum, and it is known by its first row.
    private void Mend(List<AssembledPosition> all)
    {
        if (options.Edits.Count == 0)
            return;
        foreach (var position in all)
        {
            foreach (var edit in _edits[position.Line])
            {
                if (TemplateColumns.Find(edit.Column) is { } column)
                    position.Replace(column, edit.Value ?? "");
            }
        }
    }

    private (AssembledPosition Position, Identity Identity) Assemble(BrokerEntry entry, DateOnly entryDate)
    {
        var kind = SecurityKind.Of(entry.Symbol, entry.Description, entry.Type, entry.Option);
        if (_plans[entry.Account])
            kind = PlanCodes.Judge(kind, entry.Description, entry.Figures.Price);
        var figures = Complete(entry.Figures, kind);
        var cost = CostDecision.Of(figures);
        var (price, isEstimated) = PriceOf(figures, cost, kind);
        var entered = entry.Opened ?? entryDate;
        var quantity = figures.Quantity is { } units ? Math.Round(units, PositionLimits.QuantityDecimals, MidpointRounding.AwayFromZero) : (decimal?)null;
        price = price is { } exact ? Math.Round(exact, PositionLimits.DerivedPriceDecimals, MidpointRounding.AwayFromZero) : null;
        var fields = FieldsOf(kind, quantity, price, entered);
        var assembled = new AssembledPosition
        {
            Line = entry.Line,
            Account = entry.Account,
            Description = entry.Description,
            Fields = fields,
            Figures = quantity is { } held && price is { } each ? (held, each) : null,
            Value = entry.Figures.Value,
            TotalCost = cost.TotalCost,
            Basis = cost.Basis,
            Notes = NotesOf(kind, cost, isEstimated && price is not null),
            Doubt = kind.Doubt,
            IsDateEstimated = entry.Opened is null,
            IsPriceEstimated = isEstimated,
        };
        return (assembled, new Identity(entry.Account, kind.Option is null ? kind.Symbol : "", entered, kind.Option));
    }

    private static string[] NotesOf(SecurityKind kind, CostDecision cost, bool isEstimated)
    {
        if (kind.Note is null && kind.Doubt is null && cost.Contradictions.Count == 0)
            return isEstimated ? PriceOfItsDay : [];
        return [.. new[] { kind.Note, kind.Doubt }.OfType<string>(), .. cost.Contradictions, .. isEstimated ? PriceOfItsDay : []];
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

    private PositionValues FieldsOf(SecurityKind kind, decimal? quantity, decimal? price, DateOnly entered)
    {
        var fields = new PositionValues
        {
            [TemplateColumn.Symbol] = kind.Option is null ? kind.Symbol : "",
            [TemplateColumn.Quantity] = quantity is { } held ? BrokerNumber.Write(held, PositionLimits.QuantityDecimals) : "",
            [TemplateColumn.EntryPrice] = price is { } known ? BrokerNumber.Write(known, PositionLimits.DerivedPriceDecimals) : "",
            [TemplateColumn.EntryDate] = TextOf(entered),
            [TemplateColumn.InvestmentClass] = Codes.InvestmentClasses.NameOf(kind.Class),
        };
        if (kind.Subtype is { } subtype)
            fields[TemplateColumn.InvestmentSubtype] = Codes.InvestmentSubtypes.NameOf(subtype);
        if (kind.Option is { } option)
        {
            fields[TemplateColumn.UnderlyingSymbol] = option.Underlying;
            fields[TemplateColumn.StrikePrice] = BrokerNumber.Write(option.Strike, PositionLimits.PriceDecimals);
            fields[TemplateColumn.ExpirationDate] = TextOf(option.Expiration);
            fields[TemplateColumn.OptionType] = Codes.OptionTypes.NameOf(option.Type);
        }

        return fields;
    }

    // Nearly all rows are of the same day: its text is made once.
    private string TextOf(DateOnly day)
    {
        if (_newestDay.Text is null || _newestDay.Day != day)
            _newestDay = (day, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return _newestDay.Text;
    }

    /// <summary>What rows of the same position have in common.</summary>
    private readonly record struct Identity(int Account, string Symbol, DateOnly Entered, OptionTerms? Option);
}
