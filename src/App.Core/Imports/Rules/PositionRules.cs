using App.Core.Portfolios;

namespace App.Core.Imports.Rules;

/// <summary>Every rule on a position, over twelve raw values: what a file and a form have in common.</summary>
/// <remarks>One instance serves one reading: it remembers symbols and the rows that would be duplicates. Not for use from two threads at once.</remarks>
internal sealed class PositionRules
{
    private readonly FaultLog _faults;
    private readonly SymbolRules _symbols;
    private readonly FigureRules _figures;
    private readonly DateRules _dates;
    private readonly ClassRules _classes;
    private readonly OptionRules _options;
    private readonly DuplicateRows _duplicates;
    private readonly bool _isDerived;

    /// <param name="today">The last day that is not in the future.</param>
    /// <param name="faults">Where faults go.</param>
    /// <param name="expectedRows">How many rows to make room for at once.</param>
    /// <param name="isDerived">
    /// True for a broker's rows: prices are divided out of totals and may have 8 decimals.
    /// </param>
    public PositionRules(DateOnly today, FaultLog faults, int expectedRows = 0, bool isDerived = false)
    {
        _isDerived = isDerived;
        _duplicates = new(expectedRows);
        _faults = faults;
        // A large file holds the same symbols again and again.
        _symbols = new(faults, expectedRows / 4);
        _figures = new(faults);
        _dates = new(faults, today);
        _classes = new(faults);
        _options = new(faults, _symbols, _figures, _dates);
    }

    /// <summary>The line of the first number with thousands separators; null when there was none.</summary>
    public int? FirstGroupedNumber { get; private set; }

    /// <summary>Checks a row; the draft, or null with its faults in the log.</summary>
    /// <param name="row">The values.</param>
    /// <param name="line">Its line in the file; null for a form, which has no other rows to be a duplicate of.</param>
    public PositionDraft? Check(CandidateRow row, int? line)
    {
        _faults.BeginRow(row, line);
        OccSymbol.TryRead(row.Utf8(TemplateColumn.Symbol), out var contract);

        var investmentClass = _classes.Class(row, contract);
        var symbol = _symbols.Check(row, investmentClass, contract);
        var isOption = investmentClass == InvestmentClass.Options;
        var option = isOption ? _options.Check(row, contract) : null;
        var subtype = _classes.Subtype(row, investmentClass, option?.Type);

        var quantity = _figures.Quantity(row);
        var decimals = PriceDecimals(investmentClass, subtype);
        var price = EntryPrice(row, decimals);
        var entry = _dates.Entry(row);
        var exit = _dates.Exit(row, entry);
        var exitPrice = ExitPrice(row, decimals);
        CheckDuplicate(symbol, entry, option, investmentClass is not null && isOption == option is not null, line);

        var draft = _faults.RowHasFault
            ? null
            : new PositionDraft
            {
                Symbol = symbol!.Value.Text,
                Quantity = quantity!.Value,
                EntryPrice = price!.Value,
                EntryDate = entry!.Value,
                Class = investmentClass!.Value,
                Subtype = subtype,
                Option = option,
                ExitDate = exit,
                ExitPrice = exitPrice,
                Row = line,
            };
        NoteGrouping(line);
        _faults.EndRow();
        return draft;
    }

    private decimal? EntryPrice(CandidateRow row, int decimals)
    {
        if (!row.IsEmpty(TemplateColumn.EntryPrice))
            return _figures.Price(row, TemplateColumn.EntryPrice, decimals, PriceErrors.Entry);

        _faults.Add(PositionErrors.PriceRequired, TemplateColumn.EntryPrice, $"Entry price per share is empty. Enter what was paid per share.", "a number above 0");
        return null;
    }

    private decimal? ExitPrice(CandidateRow row, int decimals)
    {
        if (row.IsEmpty(TemplateColumn.ExitPrice))
            return null;
        if (!row.IsEmpty(TemplateColumn.ExitDate))
            return _figures.Price(row, TemplateColumn.ExitPrice, decimals, PriceErrors.Exit);

        _faults.Add(PositionErrors.Exit, TemplateColumn.ExitPrice,
            $"Exit price per share is {FoundText.Quote(row[TemplateColumn.ExitPrice])}, but there is no exit date. Enter the exit date, or clear the price.", "empty without an exit date");
        return null;
    }

    // A class or subtype at fault leaves open how many decimals are right; the wider bound keeps a second, perhaps wrong, error away.
    private int PriceDecimals(InvestmentClass? investmentClass, InvestmentSubtype? subtype) =>
        _isDerived ? PositionLimits.DerivedPriceDecimals
        : investmentClass == InvestmentClass.Public && subtype != InvestmentSubtype.MutualFund && !_faults.Has(TemplateColumn.InvestmentSubtype)
            ? PositionLimits.PublicPriceDecimals
            : PositionLimits.PriceDecimals;

    // Looked for as soon as the identity is sound, whatever else is wrong with the row: all errors are reported in one pass.
    private void CheckDuplicate(SymbolName? symbol, DateOnly? entry, OptionTerms? option, bool termsAreSound, int? line)
    {
        if (line is not { } current || symbol is not { } name || entry is not { } date || !termsAreSound
            || _duplicates.FirstOrNote(name, date, option, current) is not { } first)
            return;

        _faults.Add(PositionErrors.Duplicate, TemplateColumn.Symbol,
            $"Lines {first} and {current} are the same position: {name.Text}{Terms(option)} entered on {date:yyyy-MM-dd}. Add the quantities into one row, or remove one.",
            "one row per symbol, entry date and contract", otherRow: first);
    }

    private static string Terms(OptionTerms? option) => option is null
        ? ""
        : FormattableString.Invariant($" ({option.Underlying} {option.Expiration:yyyy-MM-dd} {option.Strike:0.####} {Codes.OptionTypes.NameOf(option.Type)})");

    private void NoteGrouping(int? line)
    {
        if (FirstGroupedNumber is null && _figures.SawThousandsSeparator)
            FirstGroupedNumber = line;
    }
}
