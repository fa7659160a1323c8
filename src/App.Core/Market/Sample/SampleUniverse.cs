using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace App.Core.Market.Sample;

/// <summary>The securities of the sample market: a table of well-known ones, and a plausible invention for every other ticker.</summary>
/// <remarks>
/// A ticker is one to five letters, with one or two more after a full stop or hyphen for a class of share (BRK.B and BRK-B are one). An unknown
/// one becomes a stock; five letters ending in X are a mutual fund and in XX a money-market fund, as is the custom. Its terms follow from its
/// letters and never change.
/// </remarks>
internal static partial class SampleUniverse
{
    private static readonly FrozenDictionary<string, SampleSecurity> Known =
        SampleStocks.All().Concat(SampleFunds.All()).ToFrozenDictionary(security => security.Symbol);

    /// <summary>The well-known securities.</summary>
    public static IReadOnlyList<SampleSecurity> Table => Known.Values;

    /// <summary>The security of <paramref name="symbol"/>; null when it is not shaped like a ticker.</summary>
    public static SampleSecurity? Find(string symbol)
    {
        if (!Ticker().IsMatch(symbol))
        {
            return null;
        }

        var name = symbol.Replace('-', '.');
        return Known.TryGetValue(name, out var security) ? security : Invent(name);
    }

    private static SampleSecurity Invent(string symbol)
    {
        var traits = SampleNoise.Derive(SampleNoise.Seed(symbol), 1);
        double Between(int trait, double low, double high) => low + (high - low) * SampleNoise.Uniform(traits, trait);

        // Squared, so that most levels, volatilities and yields are at the low end, as they are in life.
        var level = Between(0, 4, 17);
        var ownVolatility = Between(2, .37, .65);
        var yield = Math.Max(0, Between(3, -.10, .20));
        return symbol switch
        {
            [_, _, _, 'X', 'X'] => SampleSecurity.Cash(symbol, $"{symbol} money-market fund (sample)"),
            [_, _, _, _, 'X'] => SampleSecurity.Fund(
                symbol, $"{symbol} mutual fund (sample)", "MUTUAL_FUND", level * level / 4 + 5, .03, .015, (SampleFactor.Equity, Between(1, .3, 1.15))),
            _ => SampleSecurity.Stock(
                symbol, $"{symbol} (sample company)", (SampleSector)(SampleNoise.Bits(traits, 4) % (ulong)SampleSectors.Count),
                level * level, Between(1, .6, 1.5), ownVolatility * ownVolatility, yield * yield),
        };
    }

    [GeneratedRegex(@"^[A-Z]{1,5}([.\-][A-Z]{1,2})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Ticker();
}
