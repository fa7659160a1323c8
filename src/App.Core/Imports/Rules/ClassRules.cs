using App.Core.Imports.Csv;
using App.Core.Portfolios;

namespace App.Core.Imports.Rules;

/// <summary>Investment class and subtype, given or inferred: ERR_POS_016 and 017.</summary>
internal sealed class ClassRules(FaultLog faults)
{
    private static readonly TemplateColumn[] OptionColumns =
        [TemplateColumn.UnderlyingSymbol, TemplateColumn.StrikePrice, TemplateColumn.ExpirationDate, TemplateColumn.OptionType];

    private readonly CodeText<InvestmentClass> _classes = new(Codes.InvestmentClasses);
    private readonly CodeText<InvestmentSubtype> _subtypes = new(Codes.InvestmentSubtypes);

    /// <summary>The class; null when what is given cannot be used or contradicts the row's option terms.</summary>
    public InvestmentClass? Class(CandidateRow row, OccSymbol? contract)
    {
        const TemplateColumn column = TemplateColumn.InvestmentClass;
        if (row.IsEmpty(column))
            return Infer(row, contract);
        if (!_classes.TryParse(row.Utf8(column), out var given))
        {
            faults.Add(PositionErrors.Class, column,
                $"Investment class must be PUBLIC, OPTIONS or PRIVATE, or empty; found {FoundText.Quote(row[column])}.", "PUBLIC, OPTIONS, PRIVATE", GuessClass);
            return null;
        }

        if (given == InvestmentClass.Options || OptionTermOf(row, contract) is not { } term)
            return given;

        // A contract booked as a share would be valued at a hundredth: never decide that silently.
        faults.Add(PositionErrors.Class, column,
            $"Investment class is {Codes.InvestmentClasses.NameOf(given)}, but {term}. Write OPTIONS, or clear the option terms.", "OPTIONS", _ => new("OPTIONS"));
        return null;
    }

    /// <summary>The subtype; null when nothing tells, or with a fault. A null class allows any known subtype: its own fault comes first.</summary>
    public InvestmentSubtype? Subtype(CandidateRow row, InvestmentClass? investmentClass, OptionType? option)
    {
        const TemplateColumn column = TemplateColumn.InvestmentSubtype;
        if (row.IsEmpty(column))
            return SubtypeInference.Of(row, investmentClass, option);

        var isKnown = _subtypes.TryParse(row.Utf8(column), out var given);
        if (!isKnown || (investmentClass is { } owner && !SubtypeInference.Belongs(given, owner)))
        {
            AddNotOfClass(row, investmentClass);
            return null;
        }

        if (option is not { } type || given == SubtypeInference.Of(type))
            return given;

        faults.Add(PositionErrors.Subtype, column,
            $"Investment subtype is {Codes.InvestmentSubtypes.NameOf(given)}, but the option type is {Codes.OptionTypes.NameOf(type)}. Make them agree, or clear the subtype.",
            Codes.OptionTypes.NameOf(type));
        return null;
    }

    private void AddNotOfClass(CandidateRow row, InvestmentClass? investmentClass)
    {
        var allowed = SubtypeInference.Allowed(investmentClass);
        faults.Add(PositionErrors.Subtype, TemplateColumn.InvestmentSubtype,
            $"Investment subtype must be {SubtypeInference.Describe(investmentClass)}{allowed}; found {FoundText.Quote(row[TemplateColumn.InvestmentSubtype])}.",
            allowed, found => new(HeaderName.ClosestTo(found, SubtypeInference.NamesOf(investmentClass))));
    }

    private InvestmentClass Infer(CandidateRow row, OccSymbol? contract)
    {
        if (contract is not null || Array.Exists(OptionColumns, column => !row.IsEmpty(column)))
            return InvestmentClass.Options;
        if (SubtypeInference.IsPrivateCash(row.Utf8(TemplateColumn.Symbol)))
            return InvestmentClass.Private;
        return !row.IsEmpty(TemplateColumn.InvestmentSubtype)
            && _subtypes.TryParse(row.Utf8(TemplateColumn.InvestmentSubtype), out var subtype)
            && SubtypeInference.IsPrivateOnly(subtype)
                ? InvestmentClass.Private
                : InvestmentClass.Public;
    }

    private static string? OptionTermOf(CandidateRow row, OccSymbol? contract)
    {
        if (contract is not null)
            return $"the symbol {contract.Symbol} is that of an option";
        foreach (var column in OptionColumns)
        {
            if (!row.IsEmpty(column))
                return $"{column.Title()} is {FoundText.Quote(row[column])}";
        }

        return null;
    }

    private static Guess GuessClass(string found)
    {
        if (Codes.InvestmentSubtypes.TryParse(found, out var subtype) && subtype != InvestmentSubtype.Cash)
        {
            var owner = Enum.GetValues<InvestmentClass>().First(candidate => Codes.SubtypesOf(candidate).Contains(subtype));
            return new(Codes.InvestmentClasses.NameOf(owner));
        }

        return new(HeaderName.ClosestTo(found, Codes.InvestmentClasses.Names));
    }
}
