namespace App.Core.Portfolios;

/// <summary>The terms of a listed option.</summary>
/// <param name="Underlying">The underlying's symbol, upper-case.</param>
/// <param name="Strike">The strike price per share; positive.</param>
/// <param name="Expiration">The day it expires.</param>
/// <param name="Type">Call or put.</param>
public sealed record OptionTerms(string Underlying, decimal Strike, DateOnly Expiration, OptionType Type);

/// <summary>A validated position that is not stored yet: what an import or a form hands on.</summary>
/// <remarks>Every rule on a position has been checked when one of these exists.</remarks>
public sealed record PositionDraft
{
    /// <summary>Upper-case; for an option without a symbol of its own, its underlying's.</summary>
    public required string Symbol { get; init; }

    /// <summary>Shares or contracts, signed: negative is short. Never 0, at most 6 decimals.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Price per share at entry, in the account's currency; positive.</summary>
    public required decimal EntryPrice { get; init; }

    /// <summary>The day of entry; it need not be a session.</summary>
    public required DateOnly EntryDate { get; init; }

    /// <summary>The class, given or inferred.</summary>
    public required InvestmentClass Class { get; init; }

    /// <summary>The subtype, given or inferred; null when the file leaves it open and nothing tells.</summary>
    public InvestmentSubtype? Subtype { get; init; }

    /// <summary>The contract; set exactly when <see cref="Class"/> is <see cref="InvestmentClass.Options"/>.</summary>
    public OptionTerms? Option { get; init; }

    /// <summary>The day of exit for a closed position; on or after <see cref="EntryDate"/>.</summary>
    public DateOnly? ExitDate { get; init; }

    /// <summary>Price per share at exit; only with <see cref="ExitDate"/>.</summary>
    public decimal? ExitPrice { get; init; }

    /// <summary>True when nobody said on which day it was entered: a day was chosen for the whole file.</summary>
    public bool IsEntryDateEstimated { get; init; }

    /// <summary>True when nobody said what it cost: the entry price is what it was worth on the entry date.</summary>
    public bool IsEntryPriceEstimated { get; init; }

    /// <summary>The line of the file it came from, from 1; null when typed in by hand.</summary>
    public int? Row { get; init; }

    /// <summary>Side and right, from the sign of the quantity and the contract.</summary>
    public PositionType Type => PositionTypes.Of(Quantity, Option?.Type);

    /// <summary>Shares one unit stands for: 100 for options, else 1.</summary>
    public int Multiplier => PositionTypes.MultiplierOf(Class);
}

/// <summary>The two rules that follow from a position's class and sign.</summary>
public static class PositionTypes
{
    /// <summary>Shares one contract of a listed option stands for.</summary>
    public const int OptionMultiplier = 100;

    /// <summary>LC, LP, SC or SP for an option, LONG or SHORT otherwise; by the sign of <paramref name="quantity"/>.</summary>
    public static PositionType Of(decimal quantity, OptionType? option) => (option, quantity > 0) switch
    {
        (OptionType.Call, true) => PositionType.LongCall,
        (OptionType.Call, false) => PositionType.ShortCall,
        (OptionType.Put, true) => PositionType.LongPut,
        (OptionType.Put, false) => PositionType.ShortPut,
        (_, true) => PositionType.Long,
        _ => PositionType.Short,
    };

    /// <summary>100 for options, 1 otherwise.</summary>
    public static int MultiplierOf(InvestmentClass investmentClass) => investmentClass == InvestmentClass.Options ? OptionMultiplier : 1;
}
