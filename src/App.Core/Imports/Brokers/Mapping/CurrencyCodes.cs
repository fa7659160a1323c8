using System.Collections.Frozen;

namespace App.Core.Imports.Brokers.Mapping;

/// <summary>The codes of the currencies that securities are held in.</summary>
internal static class CurrencyCodes
{
    private static readonly FrozenSet<string> Codes = (
        "USD EUR GBP GBX CHF JPY CAD AUD NZD SEK NOK DKK ISK PLN CZK HUF RON BGN TRY ILS ZAR HKD SGD CNY CNH TWD KRW INR IDR MYR THB PHP VND BRL MXN CLP COP PEN ARS AED SAR QAR KWD")
        .Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BySpan = Codes.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>True for a code, in any case.</summary>
    public static bool Has(ReadOnlySpan<char> text) => BySpan.Contains(text);
}
