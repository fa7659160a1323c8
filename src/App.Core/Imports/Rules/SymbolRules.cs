using System.Text;
using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Imports.Rules;

/// <summary>ERR_POS_001 to 003 for a position's own symbol, and the same rules under ERR_POS_019 for an option's underlying.</summary>
/// <param name="faults">Where faults go.</param>
/// <param name="expectedSymbols">How many symbols to make room for at once.</param>
internal sealed class SymbolRules(FaultLog faults, int expectedSymbols)
{
    private const string Allowed = "letters, digits, dot, underscore and hyphen; at most 100 characters";

    private readonly SymbolTable _table = new(expectedSymbols);

    /// <summary>The position's symbol; an option without one is named by its underlying. Null with a fault.</summary>
    public SymbolName? Check(CandidateRow row, InvestmentClass? investmentClass, OccSymbol? contract)
    {
        if (contract is not null)
            return _table.Intern(Encoding.ASCII.GetBytes(contract.Symbol));
        if (!row.IsEmpty(TemplateColumn.Symbol))
            return Check(row.Utf8(TemplateColumn.Symbol), TemplateColumn.Symbol);

        var underlying = row.Utf8(TemplateColumn.UnderlyingSymbol);
        if (investmentClass is InvestmentClass.Options && !underlying.IsEmpty)
            return IsSound(underlying) ? _table.Intern(underlying) : null; // the underlying's own fault says the rest

        faults.Add(PositionErrors.SymbolRequired, TemplateColumn.Symbol,
            $"Symbol is empty. Enter the ticker; only an option may leave it empty, when Underlying Symbol is filled.", Allowed);
        return null;
    }

    /// <summary>The underlying's symbol; null with a fault.</summary>
    public SymbolName? CheckUnderlying(CandidateRow row)
    {
        if (!row.IsEmpty(TemplateColumn.UnderlyingSymbol))
            return Check(row.Utf8(TemplateColumn.UnderlyingSymbol), TemplateColumn.UnderlyingSymbol);

        faults.Add(PositionErrors.Underlying, TemplateColumn.UnderlyingSymbol,
            $"Underlying symbol is empty; an option needs it. Enter the ticker of what the option is on.", Allowed);
        return null;
    }

    private SymbolName? Check(ReadOnlySpan<byte> text, TemplateColumn column)
    {
        if (IsSound(text))
            return _table.Intern(text);

        var length = Encoding.UTF8.GetCharCount(text);
        if (length > PositionLimits.SymbolLength)
        {
            faults.Add(Definition(column, PositionErrors.SymbolTooLong), column,
                $"{column.Sentence()} must have at most {PositionLimits.SymbolLength} characters; found {length}: {Quoted(text)}.", Allowed);
        }
        else
        {
            faults.Add(Definition(column, PositionErrors.SymbolCharacters), column,
                $"{column.Sentence()} must consist of letters, digits, “.”, “_” and “-”; found {Quoted(text)}.", Allowed, Guess);
        }

        return null;
    }

    private static bool IsSound(ReadOnlySpan<byte> text) => text.Length <= PositionLimits.SymbolLength && SymbolTable.IsAllowed(text);

    private static ErrorDefinition Definition(TemplateColumn column, ErrorDefinition own) =>
        column == TemplateColumn.UnderlyingSymbol ? PositionErrors.Underlying : own;

    private static string Quoted(ReadOnlySpan<byte> text) => FoundText.Quote(Encoding.UTF8.GetString(text));

    // BRK/B, BRK B and ^SPX, “SPAXX**” and “-ABC” are how brokers write BRK.B, SPX, SPAXX and ABC.
    private static Guess Guess(string found)
    {
        var trimmed = found.Trim('*', '^', '$', ' ');
        var mended = trimmed.Replace('/', '.').Replace(' ', '.');
        return mended.Length > 0 && SymbolTable.IsAllowed(Encoding.UTF8.GetBytes(mended)) ? new(mended.ToUpperInvariant()) : default;
    }
}
