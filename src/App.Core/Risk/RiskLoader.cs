using System.Security.Cryptography;
using System.Text;
using App.Core.Calculations;
using App.Core.Market;
using App.Core.Portfolios;
using App.Core.Risk.Formulas;

namespace App.Core.Risk;

/// <summary>Lays out what the analytics of a book need, from what its run has loaded. Pure.</summary>
public sealed class RiskLoader(TradingCalendar calendar)
{
    // Changes when the analytics do, so that results computed by other rules are not taken for unchanged.
    private const string Rules = "risk/3";

    /// <summary>The prices of the market's series for a session.</summary>
    public static IEnumerable<PriceNeed> NeedsOf(RiskSettings settings, DateOnly session)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Symbols.Select(symbol => new PriceNeed(symbol, session.AddDays(-CollectMarketData.HistoryDays)));
    }

    /// <summary>The data of one book, or of several pooled as one, at the last marked session.</summary>
    /// <param name="books">The books, marked up to the same session.</param>
    /// <param name="prices">Their prices, and those of the market's series.</param>
    /// <param name="equity">The equity of all of them.</param>
    /// <param name="settings">Factors and scenarios.</param>
    public RiskData Load(IReadOnlyList<MarkedBook> books, MarketPrices prices, decimal equity, RiskSettings settings)
    {
        ArgumentNullException.ThrowIfNull(books);
        ArgumentNullException.ThrowIfNull(prices);
        ArgumentNullException.ThrowIfNull(settings);
        var session = books[0].Marks.Sessions[^1];
        List<RiskHolding> holdings = [];
        foreach (var marked in books)
        {
            for (var i = 0; i < marked.Ledger.Length; i++)
            {
                if (marked.Ledger[i].IsHeldAt(session))
                {
                    holdings.Add(HoldingOf(marked, i, prices));
                }
            }
        }

        var all = calendar.Sessions(session.AddDays(-CollectMarketData.HistoryDays), session);
        var sessions = all[^Math.Min(ReturnTable.Year, all.Length)..].ToArray();
        var returns = holdings.Select(holding => holding.MovesWith).OfType<string>().Concat(settings.Symbols).Distinct(StringComparer.Ordinal)
            .Select(symbol => (symbol, Series: prices.Find(symbol)))
            .Where(each => each.Series is not null)
            .ToDictionary(each => each.symbol, each => each.Series!.ReturnsOfLast(sessions.Length), StringComparer.Ordinal);
        return new RiskData(session, equity, holdings, new ReturnTable(sessions, returns), settings);
    }

    /// <summary>What of the market's data the figures depend on besides the marks: equal text, equal figures.</summary>
    public static string IdentityOf(MarkedBook marked, MarketPrices prices, RiskSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(marked);
        ArgumentNullException.ThrowIfNull(prices);
        var text = new StringBuilder(marked.Identity).Append(';').Append(Rules).Append('/').Append(settings.Version);
        foreach (var symbol in marked.Book.Positions.Select(position => position.PricedBy).OfType<string>().Concat(settings.Symbols).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (prices.Find(symbol) is { } series)
            {
                text.Append(';').Append(symbol).Append(':').Append(series.FingerprintOfYear());
            }
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static RiskHolding HoldingOf(MarkedBook marked, int row, MarketPrices prices)
    {
        var position = marked.Book.Positions[row];
        var units = position.Quantity * position.Multiplier;
        var series = position.PricedBy is { } symbol ? prices.Find(symbol) : null;
        var value = units * marked.Marks[row, marked.Marks.Sessions.Length - 1].Price;
        (OptionValue Value, double Spot)? option = marked.Options[row] is { } inputs ? (AmericanOption.Value(inputs), inputs.Spot) : null;
        return new RiskHolding
        {
            PositionId = position.Id,
            Symbol = position.Symbol,
            MovesWith = position.PricedBy,
            Class = position.Class,
            Sector = GicsSectors.Of(series?.Sector, series?.Kind),
            Units = units,
            MarketValue = value,
            DeltaAdjusted = position.Option is null ? value
                : option is { } known ? Exposure.DeltaAdjusted(position.Quantity, position.Multiplier, known.Value.Delta, (decimal)known.Spot)
                : null,
            IsCash = position is { Class: InvestmentClass.Public, Subtype: InvestmentSubtype.Cash },
            IsOption = position.Option is not null,
            Option = option,
            Inputs = marked.Options[row],
            ProviderBeta = series?.Beta,
        };
    }
}
