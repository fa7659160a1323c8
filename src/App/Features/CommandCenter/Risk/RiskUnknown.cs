using App.Core.Portfolios;
using App.Core.Risk;

namespace App.Features.CommandCenter.Risk;

/// <summary>What is not known of a book, why, and what would make it known.</summary>
/// <param name="What">The figures or holdings.</param>
/// <param name="Why">The reason.</param>
/// <param name="Remedy">What would make it known; null when nothing would.</param>
public sealed record RiskUnknown(string What, string Why, string? Remedy)
{
    private const int MostNamed = 6;

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["market_beta"] = "Market beta",
        ["provider_beta"] = "Provider beta",
        ["interest_rate_beta"] = "Interest-rate beta",
        ["spreads"] = "Spread factors",
        ["factors"] = "Factor exposures",
        ["volatility"] = "Volatility",
        ["correlations"] = "Correlations",
        ["tail"] = "Value at risk",
        ["stress"] = "Stress tests",
        ["concentration"] = "Concentration",
        ["exposures"] = "Exposure",
        ["sectors"] = "Sectors",
        ["greeks"] = "Option Greeks",
        ["targets"] = "Target returns",
    };

    /// <summary>All there is to say: faults first, then that the book is not ready, holdings, and other figures of the whole book.</summary>
    public static IReadOnlyList<RiskUnknown> Of(BookRisk risk, IReadOnlyList<PositionRow> positions)
    {
        ArgumentNullException.ThrowIfNull(risk);
        ArgumentNullException.ThrowIfNull(positions);
        return
        [
            .. Failed(risk),
            .. OfFigures(risk, cause => cause is UnknownCause.NotReady),
            .. OfHoldings([.. positions.Where(row => !row.IsClosed)]),
            .. OfSymbols(risk, [.. positions.Where(row => !row.IsClosed && row.Mark is not null)]),
            .. OfFigures(risk, cause => cause is not UnknownCause.NotReady),
        ];
    }

    private static IEnumerable<RiskUnknown> Failed(BookRisk risk) =>
        risk.Results.Where(result => result.Fault is not null).Select(result => new RiskUnknown(NameOf(result), result.Fault!, "Calculate again; if it stays, tell the operator."))
            .Concat(Names.Keys.Where(id => risk.Find(id) is null).ToList() is { Count: > 0 } absent
                ? [new RiskUnknown(string.Join(", ", absent.Select(id => Names[id])), "The calculation of this session did not give it.", "Calculating the portfolio again does.")]
                : []);

    private static IEnumerable<RiskUnknown> OfHoldings(List<PositionRow> open)
    {
        var unvalued = Symbols(open.Where(row => row.Mark is null));
        if (unvalued.Count > 0)
        {
            yield return new(Listed(unvalued), "Not valued at this session.", "Calculating the portfolio again, for a session on which they were held.");
        }

        var stale = Symbols(open.Where(row => row.Mark is { NeedsPriceUpdate: true }));
        if (stale.Count > 0)
        {
            yield return new(Listed(stale), "No price of the day: an older one, or the entry price, stands in.", "A source that has the symbol, or prices imported from files.");
        }

        var apart = Symbols(open.Where(row => row.Position.Class == InvestmentClass.Private));
        if (apart.Count > 0)
        {
            yield return new(Listed(apart), "Private assets have no market price: they are in no beta, factor, volatility or stress.", null);
        }

        var unclassified = Symbols(open.Where(row => row is { Sector: null, Position.PricedBy: not null } && row.Position is not { Class: InvestmentClass.Public, Subtype: InvestmentSubtype.Cash }));
        if (unclassified.Count > 0)
        {
            yield return new(Listed(unclassified), "No source has told the sector: they stand under “Unclassified”.", "A source of profiles that knows the symbol (Yahoo is one).");
        }
    }

    // What is not known of single symbols, said once for those that lack the same.
    private static IEnumerable<RiskUnknown> OfSymbols(BookRisk risk, List<PositionRow> open)
    {
        List<(string Symbol, string Figure, UnknownCause Cause, string Reason)> lacks =
        [
            .. risk.Results.Where(result => result.Id is "market_beta" or "interest_rate_beta" or "volatility").SelectMany(result => result.Rows.SelectMany(row => row.Figures.Values
                .Where(figure => figure.Value is null).Select(figure => (row.Key, NameOf(result), figure.Cause ?? UnknownCause.TooFewReturns, figure.Reason ?? "")))),
            .. OfTable(risk, "factors", "loadings", Keys(open, row => row.Position.PricedBy, row => !IsCash(row)), UnknownCause.TooFewReturns, "Too few returns together with the factors in a year.", StringComparer.Ordinal),
            .. Named(open, OfTable(
                risk, "greeks", "legs", Keys(open, row => row.Position.Id.ToString(), row => row.Position.Option is not null), UnknownCause.NoOptionPrice,
                "There is no price of the underlying, or it has expired: it could not be priced.", StringComparer.OrdinalIgnoreCase)),
            .. Named(open, OfTable(
                risk, "stress", "by_position", Keys(open, row => row.Position.Id.ToString(), row => row.Position.PricedBy is not null), UnknownCause.TooFewReturns, "It has no slopes on the factors and is not moved.",
                StringComparer.OrdinalIgnoreCase)),
        ];
        var bySymbol = lacks.GroupBy(each => (each.Symbol, each.Cause)).Select(each => (
            each.Key.Symbol, each.Key.Cause, Figures: string.Join(", ", each.Select(one => LowerFirst(one.Figure)).Distinct(StringComparer.Ordinal)), each.Last(one => one.Figure == each.First().Figure).Reason));
        foreach (var same in bySymbol.GroupBy(each => (each.Cause, each.Figures)))
        {
            var reasons = same.Select(each => each.Reason).Distinct(StringComparer.Ordinal).ToList();
            yield return new(
                Listed([.. same.Select(each => each.Symbol)]),
                $"Not known of {(same.Count() == 1 ? "it" : "them")}: {same.Key.Figures}. {(reasons.Count == 1 ? reasons[0] : WordsOf(same.Key.Cause))} Left out of the book’s figures, whose coverage says so.",
                RemedyOf(same.Key.Cause));
        }
    }

    // Of the whole book, and rows of things that are no symbols: a scenario has its reason there.
    private static IEnumerable<RiskUnknown> OfFigures(BookRisk risk, Func<UnknownCause?, bool> isMeant)
    {
        var reasons = risk.Results
            .SelectMany(result => result.Figures.Values.Concat(result.Id is "market_beta" or "interest_rate_beta" or "volatility" ? [] : result.Rows.SelectMany(row => row.Figures.Values))
                .Where(figure => figure is { Value: null, Reason: not null } && isMeant(figure.Cause)).Select(figure => (Reason: figure.Reason!, figure.Cause, Name: NameOf(result))))
            .Distinct();
        foreach (var group in reasons.GroupBy(each => each.Reason, StringComparer.Ordinal))
        {
            yield return new(
                string.Join(", ", group.Select(each => each.Name).Distinct(StringComparer.Ordinal)), group.Key, group.Select(each => each.Cause).FirstOrDefault(cause => cause is not null) is { } cause ? RemedyOf(cause) : null);
        }
    }

    private static IEnumerable<(string Symbol, string Figure, UnknownCause Cause, string Reason)> OfTable(
        BookRisk risk, string analytic, string table, HashSet<string> wanted, UnknownCause cause, string reason, StringComparer comparer)
    {
        // Where there is no table, the figures of the whole book say why.
        if (risk.Table(analytic, table) is not { } found)
        {
            return [];
        }

        var there = found.Rows.Select(row => row.Key).ToHashSet(comparer);
        return wanted.Where(key => !there.Contains(key)).Order(StringComparer.Ordinal).Select(key => (key, Names[analytic], cause, reason));
    }

    // Tables go by the position's id; who reads goes by its title.
    private static IEnumerable<(string Symbol, string Figure, UnknownCause Cause, string Reason)> Named(
        List<PositionRow> open, IEnumerable<(string Symbol, string Figure, UnknownCause Cause, string Reason)> lacks)
    {
        var titles = open.ToDictionary(row => row.Position.Id.ToString(), row => row.Position.Option is null ? row.Position.Symbol : row.LongTitle, StringComparer.OrdinalIgnoreCase);
        return lacks.Select(each => (titles[each.Symbol], each.Figure, each.Cause, each.Reason)).Distinct();
    }

    private static HashSet<string> Keys(List<PositionRow> open, Func<PositionRow, string?> key, Func<PositionRow, bool> counts) => open.Where(counts).Select(key).OfType<string>().ToHashSet(StringComparer.Ordinal);

    private static bool IsCash(PositionRow row) => row.Position is { Class: InvestmentClass.Public, Subtype: InvestmentSubtype.Cash };

    private static string NameOf(RiskResult result) => Names.GetValueOrDefault(result.Id, result.Id);

    private static string WordsOf(UnknownCause cause) => cause switch
    {
        UnknownCause.TooFewReturns => "They have too few returns.",
        UnknownCause.NothingMoves => "The series did not move.",
        UnknownCause.NoOptionPrice => "They could not be priced.",
        _ => "The data for it is missing.",
    };

    private static string? RemedyOf(UnknownCause cause) => cause switch
    {
        UnknownCause.TooFewReturns => "More sessions with a price; an operator can import a history from files (market import).",
        UnknownCause.NoFactors => "Prices of the market’s series: a source that has them, or a history that an operator imports from files (market import).",
        UnknownCause.NoOptionPrice => "A source that has the underlying; an expired option is closed by an update of the positions.",
        UnknownCause.NoEquity => "A deposit or a corrected balance: shares of nothing cannot be given.",
        UnknownCause.NothingHeld => "Open positions: by hand or from a file.",
        UnknownCause.NoStatedBeta => "A source that states betas (Yahoo does).",
        UnknownCause.NoTargets => "Target prices: on the page Targets, by hand or from a file.",
        UnknownCause.NoBenchmark => "An administrator can enter them, with the factors and scenarios.",
        UnknownCause.NoSector => "A source that has profiles (Yahoo does). Private assets have no sector.",
        UnknownCause.TooFewHoldings => "Two holdings of that size.",
        UnknownCause.NotReady => "Prices of what has none: a source that has the symbols, or a history that an operator imports from files (market import).",
        UnknownCause.NotComputed => "A calculation of that session.",
        UnknownCause.NothingMoves => "Prices that move: a series that stands still has neither beta nor correlation. A source with real prices.",

        // A private asset has no price, and what cancels out does so.
        UnknownCause.NoMarketPrice or UnknownCause.NotDetermined => null,
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "There is no such cause."),
    };

    private static List<string> Symbols(IEnumerable<PositionRow> rows) => [.. rows.Select(row => row.Position.Symbol).Distinct(StringComparer.Ordinal)];

    private static string LowerFirst(string names) => char.ToLowerInvariant(names[0]) + names[1..];

    private static string Listed(List<string> symbols) =>
        string.Join(", ", symbols.Take(MostNamed)) + (symbols.Count > MostNamed ? FormattableString.Invariant($" and {symbols.Count - MostNamed} more") : "");
}
