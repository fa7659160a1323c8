using App.Core.Results;

namespace App.Core.Imports.Rules;

/// <summary>The rules of numbers: quantity (ERR_POS_004 to 007), prices and strikes (ERR_POS_008 to 011, 018, 020).</summary>
internal sealed class FigureRules(FaultLog faults)
{
    /// <summary>True once a number with thousands separators has been read; the line of the first one is the caller's to keep.</summary>
    public bool SawThousandsSeparator { get; set; }

    /// <summary>The signed quantity; null with a fault.</summary>
    public decimal? Quantity(CandidateRow row)
    {
        const TemplateColumn column = TemplateColumn.Quantity;
        if (row.IsEmpty(column))
        {
            faults.Add(PositionErrors.QuantityRequired, column,
                $"Quantity is empty. Enter the number of shares or contracts, negative for a short position.", "a number other than 0");
            return null;
        }

        if (Number(row, column, PositionErrors.QuantityNotNumber, PositionLimits.QuantityIntegerDigits) is not { } number)
            return null;
        if (number.IsZero)
        {
            faults.Add(PositionErrors.QuantityZero, column,
                $"Quantity must not be 0; found {Found(row, column)}. Enter the quantity, or remove the row.", "a number other than 0");
            return null;
        }

        if (number.Decimals <= PositionLimits.QuantityDecimals)
            return number.Value;

        faults.Add(PositionErrors.QuantityDecimals, column,
            $"Quantity may have at most {PositionLimits.QuantityDecimals} decimals; found {number.Decimals} in {Found(row, column)}. Round it.", "at most 6 decimals");
        return null;
    }

    /// <summary>A positive price per share; null with a fault. The column must not be empty.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">Which price.</param>
    /// <param name="decimals">How many decimals it may have.</param>
    /// <param name="errors">The codes under which its faults are reported.</param>
    public decimal? Price(CandidateRow row, TemplateColumn column, int decimals, PriceErrors errors)
    {
        if (Number(row, column, errors.NotNumber, PositionLimits.PriceIntegerDigits) is not { } number)
            return null;
        if (number.IsNegative || number.IsZero)
        {
            faults.Add(errors.NotPositive, column, $"{column.Sentence()} must be above 0; found {Found(row, column)}.", "above 0");
            return null;
        }

        if (number.Decimals <= decimals)
            return number.Value;

        faults.Add(errors.Decimals, column,
            $"{column.Sentence()} may have at most {decimals} decimals{Why(decimals)}; found {number.Decimals} in {Found(row, column)}. Round it.",
            $"at most {decimals} decimals");
        return null;
    }

    private static string Why(int decimals) =>
        decimals == PositionLimits.PublicPriceDecimals ? " (4 for PRIVATE, OPTIONS and mutual funds)" : "";

    private NumberText? Number(CandidateRow row, TemplateColumn column, ErrorDefinition definition, int integerDigits)
    {
        var number = NumberText.Read(row.Utf8(column));
        SawThousandsSeparator |= number.IsGrouped;
        if (number.Fault == NumberFault.None && number.IntegerDigits <= integerDigits)
            return number;

        faults.Add(definition, column,
            $"{column.Sentence()} must be {Expected(number.Fault, integerDigits)}; found {Found(row, column)}.", Allowed(integerDigits), NumberGuess.For);
        return null;
    }

    private static string Expected(NumberFault fault, int integerDigits) => fault switch
    {
        NumberFault.None or NumberFault.TooLarge => $"below {Bound(integerDigits)}",
        NumberFault.Exponent => "written out, without an exponent",
        NumberFault.TwoPoints => "a number with one decimal point",
        NumberFault.Grouping => "a number with a decimal point; a comma separates thousands, in groups of three digits",
        _ => "a number such as 1250 or 12.5",
    };

    private static string Allowed(int integerDigits) => $"a number below {Bound(integerDigits)} with a decimal point";

    private static string Bound(int integerDigits) =>
        integerDigits == PositionLimits.PriceIntegerDigits ? "1,000,000,000" : "1,000,000,000,000";

    private static string Found(CandidateRow row, TemplateColumn column) => FoundText.Quote(row[column]);
}

/// <summary>The codes under which a price's faults are reported.</summary>
internal sealed record PriceErrors(ErrorDefinition NotNumber, ErrorDefinition NotPositive, ErrorDefinition Decimals)
{
    public static readonly PriceErrors Entry = new(PositionErrors.PriceNotNumber, PositionErrors.PriceNotPositive, PositionErrors.PriceDecimals);
    public static readonly PriceErrors Exit = new(PositionErrors.Exit, PositionErrors.Exit, PositionErrors.Exit);
    public static readonly PriceErrors Strike = new(PositionErrors.Strike, PositionErrors.Strike, PositionErrors.Strike);
}
