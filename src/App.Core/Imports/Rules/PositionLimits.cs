namespace App.Core.Imports.Rules;

/// <summary>
/// The bounds of a position's figures. Storage must be at least this wide, so that whatever passes the rules is read back exactly.
/// </summary>
/// <remarks>
/// Quantity below 10¹² times price below 10⁹ times 100 shares a contract is below 10²³. The shortest row is 17 bytes, so a file of 10 MB has fewer
/// than 620 000, and the sum over any import stays below 6.2 × 10²⁸: inside <see cref="decimal"/>, which ends at 7.9 × 10²⁸.
/// </remarks>
public static class PositionLimits
{
    /// <summary>Characters of a symbol or an underlying's symbol.</summary>
    public const int SymbolLength = 100;

    /// <summary>Decimals of a quantity, trailing zeros not counted.</summary>
    public const int QuantityDecimals = 6;

    /// <summary>Decimals of an entry or exit price of a public stock, ETF, bond or cash.</summary>
    public const int PublicPriceDecimals = 2;

    /// <summary>Decimals of the prices of PRIVATE, OPTIONS and mutual funds, and of every strike: what storage must hold for any price.</summary>
    public const int PriceDecimals = 4;

    /// <summary>
    /// Decimals of an entry price that an import divides out of a broker's total cost: the total comes out again to the cent for a million shares.
    /// </summary>
    public const int DerivedPriceDecimals = 8;

    /// <summary>Digits of a quantity before the point: its magnitude is below 1,000,000,000,000.</summary>
    public const int QuantityIntegerDigits = 12;

    /// <summary>Digits of a price or strike before the point: below 1,000,000,000.</summary>
    public const int PriceIntegerDigits = 9;

    /// <summary>How many years before today the earliest entry date lies.</summary>
    public const int EntryDateYears = 100;
}
