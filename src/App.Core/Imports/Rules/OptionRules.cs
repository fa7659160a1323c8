using System.Text;
using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Imports.Rules;

/// <summary>The terms of an option, from columns 7 to 10 or from its OCC symbol: ERR_POS_019 to 022.</summary>
/// <remarks>With an OCC symbol the columns may be empty; one that is filled must say the same, or the error names both.</remarks>
internal sealed class OptionRules(FaultLog faults, SymbolRules symbols, FigureRules figures, DateRules dates)
{
    private readonly CodeText<OptionType> _types = new(Codes.OptionTypes);

    /// <summary>The terms; null with a fault.</summary>
    public OptionTerms? Check(CandidateRow row, OccSymbol? contract)
    {
        var underlying = contract is null ? symbols.CheckUnderlying(row)?.Text : Underlying(row, contract);
        var strike = Strike(row, contract);
        var expiration = Expiration(row, contract);
        var type = Type(row, contract);
        return underlying is not null && strike is { } price && expiration is { } day && type is { } right
            ? new OptionTerms(underlying, price, day, right)
            : null;
    }

    private string? Underlying(CandidateRow row, OccSymbol contract)
    {
        const TemplateColumn column = TemplateColumn.UnderlyingSymbol;
        if (row.IsEmpty(column) || Ascii.EqualsIgnoreCase(row.Utf8(column), contract.Root))
            return contract.Root;
        return Contradicts<string>(row, PositionErrors.Underlying, column, contract, contract.Root);
    }

    private decimal? Strike(CandidateRow row, OccSymbol? contract)
    {
        const TemplateColumn column = TemplateColumn.StrikePrice;
        if (row.IsEmpty(column))
        {
            if (contract is { Strike: > 0 })
                return contract.Strike;
            return Missing<decimal>(PositionErrors.Strike, column, contract, "a positive number");
        }

        if (figures.Price(row, column, PositionLimits.PriceDecimals, PriceErrors.Strike) is not { } strike)
            return null;
        return contract is null || contract.Strike == strike
            ? strike
            : ContradictsBy<decimal>(row, PositionErrors.Strike, column, contract, FormattableString.Invariant($"{contract.Strike:0.####}"));
    }

    private DateOnly? Expiration(CandidateRow row, OccSymbol? contract)
    {
        const TemplateColumn column = TemplateColumn.ExpirationDate;
        if (row.IsEmpty(column))
            return contract?.Expiration ?? Missing<DateOnly>(PositionErrors.Expiration, column, contract, "YYYY-MM-DD");
        if (dates.Read(row, column, PositionErrors.Expiration) is not { } day)
            return null;
        if (contract is null || contract.Expiration == day)
            return day;
        var said = contract.Expiration is { } other ? FormattableString.Invariant($"{other:yyyy-MM-dd}") : "no day of the calendar";
        return ContradictsBy<DateOnly>(row, PositionErrors.Expiration, column, contract, said);
    }

    private OptionType? Type(CandidateRow row, OccSymbol? contract)
    {
        const TemplateColumn column = TemplateColumn.OptionType;
        if (row.IsEmpty(column))
            return contract?.Type ?? Missing<OptionType>(PositionErrors.OptionType, column, null, "CALL or PUT");
        if (!_types.TryParse(row.Utf8(column), out var type))
        {
            faults.Add(PositionErrors.OptionType, column, $"Option type must be CALL or PUT (C or P); found {FoundText.Quote(row[column])}.", "CALL, PUT", Guess);
            return null;
        }

        return contract is null || contract.Type == type
            ? type
            : ContradictsBy<OptionType>(row, PositionErrors.OptionType, column, contract, Codes.OptionTypes.NameOf(contract.Type));
    }

    private T? Missing<T>(ErrorDefinition definition, TemplateColumn column, OccSymbol? contract, string allowed)
        where T : struct
    {
        if (contract is null)
            faults.Add(definition, column, $"{column.Sentence()} is empty; an option needs it. Enter {allowed}.", allowed);
        else
            faults.Add(definition, column, $"{column.Sentence()} is empty and cannot be read from the symbol {contract.Symbol}. Correct the symbol, or enter {allowed} and the option's own terms.", allowed);
        return null;
    }

    private T? ContradictsBy<T>(CandidateRow row, ErrorDefinition definition, TemplateColumn column, OccSymbol contract, string said)
        where T : struct
    {
        Contradicts<string>(row, definition, column, contract, said);
        return null;
    }

    private T? Contradicts<T>(CandidateRow row, ErrorDefinition definition, TemplateColumn column, OccSymbol contract, string said)
        where T : class
    {
        faults.Add(definition, column,
            $"{column.Sentence()} is {FoundText.Quote(row[column])}, but the symbol {contract.Symbol} says {said}. Correct one of them, or clear the column.", said);
        return null;
    }

    private static Guess Guess(string found) => found.Length == 0 ? default : char.ToUpperInvariant(found[0]) switch
    {
        'C' => new("CALL"),
        'P' => new("PUT"),
        _ => default,
    };
}
