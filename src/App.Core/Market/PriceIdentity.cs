using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace App.Core.Market;

/// <summary>What is stored of the prices of some symbols, as a text that changes whenever a price of theirs, or what is known of them, does.</summary>
/// <remarks>
/// Read off the security master, one row a symbol, so that it costs a look and no prices. Whoever stores a price writes the symbol's row in the same transaction: the days it
/// was asked for, when it was answered, which splits and dividends are still to be asked for, how many days there are. Read it before the prices it is to stand for.
/// </remarks>
public static class PriceIdentity
{
    /// <summary>That of symbols; of those without an entry their absence counts.</summary>
    public static string Of(IEnumerable<string> symbols, IReadOnlyDictionary<string, Security> securities)
    {
        ArgumentNullException.ThrowIfNull(symbols);
        ArgumentNullException.ThrowIfNull(securities);
        var text = new StringBuilder();
        foreach (var symbol in symbols.Order(StringComparer.Ordinal))
        {
            text.Append(symbol);
            if (securities.GetValueOrDefault(symbol) is { } known)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $":{known.Bars},{known.FirstBar:O},{known.LastBar:O},{known.PricesFrom:O},{known.PricesTo:O},{known.AnsweredAt:O},{known.AnsweredBy},{known.ActionsFrom:O},{known.ActionsTo:O},{known.HolesAskedAt:O},{known.HoleTries},{known.FundamentalsAt:O},{known.ProfiledAt:O},{known.Beta},{known.DividendYield},{known.Sector},{known.Kind},{known.Source}");
            }

            text.Append(';');
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
