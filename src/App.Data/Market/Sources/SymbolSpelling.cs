using System.Text.RegularExpressions;

namespace App.Data.Market.Sources;

/// <summary>How sources spell our symbols.</summary>
/// <remarks>
/// Ours are upper-case, a class of share behind a full stop: BRK.B. Only what is shaped like a ticker is asked for, so that neither an address nor a file name
/// is ever made of anything else: letters and digits, up to 10, and up to 4 more behind a full stop or hyphen. Preferred shares, units and warrants are
/// spelled differently by each source; they are asked for as they stand.
/// </remarks>
internal static partial class SymbolSpelling
{
    /// <summary>True when the symbol may be sent to a source.</summary>
    public static bool IsTicker(string symbol) => Ticker().IsMatch(symbol);

    /// <summary>BRK-B, as Yahoo and Tiingo have it.</summary>
    public static string Hyphenated(string symbol) => symbol.ToUpperInvariant().Replace('.', '-');

    /// <summary>BRK.B, as we and Polygon have it.</summary>
    public static string Dotted(string symbol) => symbol.ToUpperInvariant().Replace('-', '.');

    [GeneratedRegex(@"^[A-Za-z0-9]{1,10}([.\-][A-Za-z0-9]{1,4})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Ticker();
}
