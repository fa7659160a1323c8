using System.Text;
using App.Core.Portfolios;

namespace App.Core.Imports.Rules;

/// <summary>
/// The symbol that the Options Clearing Corporation gives to a listed option: root of 1 to 6 letters, padded with spaces to 6 or not, YYMMDD,
/// C or P, and the strike × 1000 in 8 digits: <c>AAPL  270618C00150000</c>.
/// </summary>
/// <param name="Symbol">Upper-case and without padding, so that both spellings are one symbol.</param>
/// <param name="Root">The underlying.</param>
/// <param name="Expiration">Null when the six digits are no day of the calendar.</param>
/// <param name="Type">Call or put.</param>
/// <param name="Strike">Per share; 0 when the digits are all zero.</param>
internal sealed record OccSymbol(string Symbol, string Root, DateOnly? Expiration, OptionType Type, decimal Strike)
{
    private const int TermsLength = 15;
    private const int LongestRoot = 6;

    /// <summary>True when the text has the shape of such a symbol, in any case; the terms in it may still be impossible.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out OccSymbol? symbol)
    {
        symbol = null;
        // Hot: nearly every symbol of a file leaves here.
        if (text.Length <= TermsLength || text.Length > LongestRoot + TermsLength)
            return false;

        var root = text[..^TermsLength].TrimEnd((byte)' ');
        var terms = text[^TermsLength..];
        if (root.IsEmpty || root.ContainsAnyExcept(Letters) || (terms[6] | 0x20) is not ('c' or 'p')
            || !DateText.TryDigits(terms[..6], out var day) || !DateText.TryDigits(terms[7..], out var strike))
            return false;

        var name = Encoding.ASCII.GetString(root).ToUpperInvariant();
        DateOnly? expiration = DateText.TryMake(2000 + (day / 10_000), day / 100 % 100, day % 100, out var date) ? date : null;
        var type = (terms[6] | 0x20) == 'c' ? OptionType.Call : OptionType.Put;
        symbol = new(name + Encoding.ASCII.GetString(terms).ToUpperInvariant(), name, expiration, type, strike / 1000m);
        return true;
    }

    private static readonly System.Buffers.SearchValues<byte> Letters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);
}
