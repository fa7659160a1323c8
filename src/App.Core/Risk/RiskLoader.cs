using System.Security.Cryptography;
using System.Text;
using App.Core.Calculations;
using App.Core.Market;
using App.Core.Portfolios;
using App.Core.Risk.Formulas;
using App.Core.Snapshots;
using App.Core.Targets;

namespace App.Core.Risk;

/// <summary>Lays out what the analytics of a book need, from what its run has loaded. Pure.</summary>
public sealed class RiskLoader(TradingCalendar calendar)
{
    // Changes when the analytics do, so that results computed by other rules are not taken for unchanged.
    private const string Rules = "risk/8";

    // The books of a night are of one market: what its factors explain of a symbol is found out once for all that hold it.
    private FactorFits? _newest;

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
    /// <param name="terms">Factors, scenarios and target prices.</param>
    public RiskData Load(IReadOnlyList<MarkedBook> books, MarketPrices prices, decimal equity, RiskTerms terms)
    {
        ArgumentNullException.ThrowIfNull(books);
        ArgumentNullException.ThrowIfNull(prices);
        ArgumentNullException.ThrowIfNull(terms);
        var settings = terms.Settings;
        var session = books[0].Marks.Sessions[^1];
        List<RiskHolding> holdings = [];
        List<(decimal Value, bool IsPriced)> priced = [];
        foreach (var marked in books)
        {
            for (var i = 0; i < marked.Ledger.Length; i++)
            {
                if (marked.Ledger[i].IsHeldAt(session))
                {
                    holdings.Add(HoldingOf(marked, i, prices));
                    if (PricedHoldings.Of(marked.Book.Positions[i], session) is { } holding)
                    {
                        priced.Add((holding.Value, !holding.NeedsPrice || marked.Marks[i, marked.Marks.Sessions.Length - 1].Source != MarkSource.Entry));
                    }
                }
            }
        }

        var all = calendar.Sessions(session.AddDays(-CollectMarketData.HistoryDays), session);
        var sessions = all[^Math.Min(ReturnTable.Year, all.Length)..].ToArray();
        var returns = holdings.Select(holding => holding.MovesWith).OfType<string>().Concat(settings.Symbols).Distinct(StringComparer.Ordinal)
            .Select(symbol => (symbol, Series: prices.Find(symbol)))
            .Where(each => each.Series is not null)
            .ToDictionary(each => each.symbol, each => each.Series!.ReturnsOfLast(sessions.Length), StringComparer.Ordinal);
        var table = new ReturnTable(sessions, returns);
        var fits = Volatile.Read(ref _newest)?.For(table, settings) ?? new FactorFits(table, settings);
        Volatile.Write(ref _newest, fits);
        return new RiskData(session, equity, holdings, table, settings, fits) { Targets = terms.Targets, PricedShare = MarketCoverage.ShareOf(priced) };
    }

    /// <summary>What of the market's data the figures depend on besides the marks: equal text, equal figures.</summary>
    public static string IdentityOf(MarkedBook marked, MarketPrices prices, RiskTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(marked);
        ArgumentNullException.ThrowIfNull(prices);
        var text = new StringBuilder(marked.Identity).Append(';').Append(Rules).Append('/').Append(terms.ToIdentity());
        foreach (var symbol in marked.Book.Positions.Select(position => position.PricedBy).OfType<string>().Concat(terms.Settings.Symbols).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
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
        var mark = marked.Marks[row, marked.Marks.Sessions.Length - 1];
        var value = units * mark.Price;
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
            VolatilityFrom = option is null ? null : marked.Notes[row].VolatilityFrom,
            LacksYield = option is not null && series is { HasDividendYield: false },
            NeedsPrice = mark.NeedsUpdate && position.Class != InvestmentClass.Private,
            ProviderBeta = series?.Beta,
            Shares = units * marked.Units[row],

            // What was paid for a share is no price to expect a return from; a private asset is worth that until its owner says otherwise.
            SharePrice = mark.Source != MarkSource.Entry || position.Class == InvestmentClass.Private ? mark.Price / marked.Units[row] : null,
            TargetKey = new TargetKey(HeldSymbol.Of(position), position.Quantity < 0 ? TargetDirection.Short : TargetDirection.Long),
        };
    }
}
