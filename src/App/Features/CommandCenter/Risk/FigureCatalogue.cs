using App.Core.Risk;
using App.Shared;

namespace App.Features.CommandCenter.Risk;

/// <summary>What a figure is.</summary>
/// <param name="Definition">In a sentence or two, for who has never met it.</param>
/// <param name="Inputs">What it is computed from; null where the definition says it.</param>
/// <param name="IsShare">True when it is written as a percentage.</param>
public sealed record FigureMeaning(string Definition, string? Inputs = null, bool IsShare = false);

/// <summary>The definitions of the figures that the command center shows, by analytic and figure: <c>volatility.realised_63</c>. Those of a kind, such as the slopes on factors, share one.</summary>
public static class FigureCatalogue
{
    private const string Closes = "adjusted closes of the holdings, at today’s delta-adjusted weights";
    private const string Marks = "quantities and the session’s closes; options at their mark";
    private const string Deltas = "quantities and closes; options by their delta and the close of their underlying";
    private const string Shocks = "the factor model’s slopes of a year, options priced again at the moved price of their underlying";
    private const string Pricing = "the underlying’s close, strike, expiration and right; the volatility beside the position’s price; the installation’s interest rate; the underlying’s dividends of a year";
    private const string Days = "what today’s book would have returned on each day of the last year";
    private const string Line = "the stored snapshots of the range shown; what is reconstructed is left out";

    private static readonly Dictionary<string, FigureMeaning> Meanings = new(StringComparer.Ordinal)
    {
        ["equity.equity"] = new("What the account is worth: the balance that was given, rolled forward by the profit of every session since.", "the balance, quantities, closes, dividends, deposits and withdrawals"),
        ["equity.day"] = new("The profit of the session, over the equity at the close before and what was paid in since.", "quantities and the closes of two sessions; dividends"),
        ["equity.total"] = new("The profit of all sessions since the balance was given, and the time-weighted return of them.", "every snapshot since"),
        ["equity.cash"] = new("What of the equity is not tied up in positions: equity less long plus short, never below zero. Money-market funds with a ticker are positions, not cash.", "the equity and the market values"),
        ["performance.time_weighted"] = new("Π(1 + r) − 1 over the sessions shown: what a dollar that stayed would have become. Deposits and withdrawals do not count.", Line, true),
        ["performance.money_weighted"] = new("The annual rate at which all dollars together, each from the day it came, make the equity at the end. Over a short range a year’s rate says little.", Line, true),
        ["performance.profit"] = new("The profit of the sessions shown, realised or not, with dividends; deposits and withdrawals are none.", Line),
        ["performance.flows"] = new("Deposits less withdrawals of the sessions shown.", "the cash entries of the account"),
        ["performance.drawdown"] = new("How far the last session closed below the highest before it, by the time-weighted return.", Line, true),
        ["performance.worst_drawdown"] = new("The deepest fall from a peak within the range, by the time-weighted return.", Line, true),
        ["exposures.market_gross"] = new("Long and short added up without regard to sign: what of the market is held either way.", Marks),
        ["exposures.market_net"] = new("Long less short: what is left of the market when the sides offset each other.", Marks),
        ["exposures.market_long"] = new("The market value of what is held.", Marks),
        ["exposures.market_short"] = new("The market value of what is sold short or written, below zero.", Marks),
        ["exposures.market_leverage"] = new("Gross exposure over equity. 1 is unlevered; above 1 more is held, either way, than the account is worth.", Marks),
        ["exposures.delta_gross"] = new("What positions move like, added up without regard to sign: an option counts with its delta times its underlying.", Deltas),
        ["exposures.delta_net"] = new("What positions move like, long less short: an option counts with its delta times its underlying.", Deltas),
        ["exposures.delta_long"] = new("What positions move like that gain when their underlying rises.", Deltas),
        ["exposures.delta_short"] = new("What positions move like that gain when their underlying falls, below zero.", Deltas),
        ["exposures.market_share"] = new("Net exposure over equity.", Marks, true),
        ["exposures.delta_share"] = new("Net exposure over equity, an option with its delta times its underlying.", Deltas, true),
        ["sectors.active_share"] = new("Half the sum of the absolute differences between the book’s sector weights and the index’s, all the rest as one sector: 0 for a book whose sectors are the index’s, 1 for one that has none of them. The column has each sector’s difference.", "market values by sector, as the sources of profiles name it, and the index’s weights", true),
        ["market_beta.beta"] = new("How much the book moves when the market moves by one: the least-squares slope on the market’s fund, holdings weighted by delta-adjusted exposure over equity.", Closes),
        ["market_beta.beta_year"] = new("The same over a year: slower, with about half the error.", Closes),
        ["provider_beta.beta"] = new("The betas that data sources state, weighted by delta-adjusted exposure over equity. How they come by them is not known.", "stated betas of public positions"),
        ["interest_rate_beta.beta"] = new("How much the book moves with long Treasury bonds; positive gains when rates fall.", Closes),
        ["volatility.realised_21"] = new("The standard deviation of the last 21 daily returns that the book of today would have had, times √252.", Closes, true),
        ["volatility.realised_63"] = new("The standard deviation of the last 63 daily returns that the book of today would have had, times √252.", Closes, true),
        ["volatility.expected_21"] = new("What is to be expected of the next 21 sessions, by a regression on the daily, weekly and monthly variance before (HAR, Corsi 2009).", "a year of the book’s daily variances at today’s weights", true),
        ["volatility.trend_per_session"] = new("The slope a session of a line through the volatility of 21 returns. A line that explains no more than 0.3 of it is no trend.", "the last 21 values of the volatility of 21 returns"),
        ["volatility.percentile"] = new("The share of the year’s sessions whose volatility of 21 returns was lower.", "the volatility of 21 returns at each session of the year", true),
        ["factors.model_volatility"] = new("The volatility that the factor model gives the book: by its slopes, the factors’ covariances, and what is the holdings’ own.", "slopes and covariances of a year", true),
        ["factors.beta"] = new("How much of the book’s return goes with the factor while the others are held still: a slope of one regression on all factors at once, weighted by delta-adjusted exposure over equity.", Closes),
        ["factors.r_squared"] = new("The share of the variance of the book’s returns that the factors explain together.", Closes, true),
        ["factors.specific_share"] = new("The share of the variance of the modelled return that no factor explains: the holdings’ own.", "slopes and covariances of a year", true),
        ["factors.risk_share"] = new("What of the variance of the modelled return comes from a factor, or what of its volatility from a position. Each way all come to 100 %; a negative one offsets the others.", "slopes and covariances of a year", true),
        ["factors.weight"] = new("Delta-adjusted exposure over equity: what a position moves like.", Deltas, true),
        ["factors.marginal"] = new("By how many points the volatility of the book rises when the position’s weight rises by one hundredth of equity.", "slopes and covariances of a year"),
        ["factors.ridge"] = new("The slope by the second method, all factors at once with a penalty: it shrinks what cannot be told apart, and has no error of its own.", Closes),
        ["spreads.slope"] = new("The slope on one style alone: it also says what the style shares with the others.", Closes),
        ["tail.var_95"] = new("On 1 day in 20 the loss was at least this. Past days only: what has not happened in the year is not in it.", Days, true),
        ["tail.es_95"] = new("The mean of the losses on the worst 1 day in 20.", Days, true),
        ["tail.var_99"] = new("On 1 day in 100 the loss was at least this. Of one year that is two or three days.", Days, true),
        ["tail.es_99"] = new("The mean of the losses on the worst 1 day in 100. Of one year that is two or three days.", Days, true),
        ["concentration.hhi"] = new("The Herfindahl index: the sum of the squared shares, in points; 10,000 when all is in one. Shares are of absolute market value.", "market values at the session’s close; sectors as the sources of profiles name them"),
        ["concentration.effective_number"] = new("How many equal positions would be as concentrated as this book, by absolute market value: 10,000 over the Herfindahl index.", "market values at the session’s close; an option counts with its underlying"),
        ["concentration.top_3"] = new("The share of the three largest symbols in the absolute market value.", "market values at the session’s close; an option counts with its underlying", true),
        ["concentration.top_10"] = new("The share of the ten largest symbols in the absolute market value.", "market values at the session’s close; an option counts with its underlying", true),
        ["concentration.share"] = new("A symbol’s share of the absolute market value of all.", "market values at the session’s close; an option counts with its underlying", true),
        ["correlations.pair"] = new("Pearson’s coefficient of the daily returns of two holdings: 1 in step, 0 unrelated, −1 against each other.", "adjusted closes of the two, on the days on which all shown have a return"),
        ["correlations.mean_absolute"] = new("The mean size of the correlations between the larger holdings, whichever way they go.", "adjusted closes of the larger holdings, on the days on which all have a return"),
        ["correlations.effective_bets"] = new("How many equal, unrelated positions would spread the risk as much.", "the correlations, and the holdings’ exposures"),
        ["greeks.delta"] = new("Dollars that move with the underlying, shares held with it.", Pricing),
        ["greeks.gamma_1pct"] = new("How many dollars of delta a move of the underlying by 1 % adds.", Pricing),
        ["greeks.theta_per_day"] = new("What a calendar day takes from the options, or brings.", Pricing),
        ["greeks.vega_per_point"] = new("What a point of volatility brings.", Pricing),
        ["greeks.rho_per_point"] = new("What a point of the interest rate brings.", Pricing),
        ["stress.direct"] = new("What the book would gain or lose at once, with the factors that are not shocked held still. Each holding moves by its slopes on the factors.", Shocks),
        ["stress.correlated"] = new("What the book would gain or lose at once, with the factors that are not shocked moved as they mostly do when the others move.", Shocks + "; the factors’ covariances of a year"),
        ["stress.worst"] = new("The largest loss of all scenarios, direct or correlated.", Shocks),
        ["stress.blame"] = new("The positions that lose most in that scenario, counted as its loss above is: direct or correlated. All positions sum to that figure.", Shocks),
        ["stress.coverage"] = new("The share of the exposure that has slopes on the factors and is moved.", "delta-adjusted exposures", true),
        ["targets.return"] = new("What the positions with a target gain if their prices go there, over equity; the others count as going nowhere.", "target prices, the session’s closes, quantities and the equity", true),
    };

    /// <summary>Every key there is.</summary>
    public static IReadOnlyCollection<string> Keys => Meanings.Keys;

    /// <summary>What a figure is.</summary>
    /// <exception cref="KeyNotFoundException">Nobody has defined it: a fault of whoever shows it.</exception>
    public static FigureMeaning Of(string key) => Meanings.TryGetValue(key, out var known) ? known : throw new KeyNotFoundException($"No figure is called “{key}”.");

    /// <summary>The funds that a figure is set against; null for one that is set against nothing.</summary>
    /// <param name="key">The figure.</param>
    /// <param name="settings">Factors and rates; null where they are not at hand.</param>
    /// <param name="formats">How its reader writes numbers.</param>
    /// <param name="factor">The one factor that the figure is of, where the key is of a kind.</param>
    public static string? BenchmarkOf(string key, RiskSettings? settings, Formats formats, string? factor = null) => settings is null ? null : key switch
    {
        "market_beta.beta" or "market_beta.beta_year" => ReturnsOf([settings.Factor(RiskSettings.MarketFactor)]),
        "interest_rate_beta.beta" => ReturnsOf([settings.Factor(RiskSettings.RateFactor)]),
        "factors.beta" or "factors.r_squared" or "factors.model_volatility" or "factors.specific_share" => ReturnsOf(settings.Factors),
        "factors.ridge" => ReturnsOf(settings.RidgeFactors),
        "spreads.slope" => settings.Factors.FirstOrDefault(each => each.Id == factor) is { } one ? ReturnsOf([one]) : null,
        "stress.direct" or "stress.correlated" or "stress.worst" => BondOf(settings.Rates, formats),
        _ => null,
    };

    /// <summary>The series of factors: a fund, or a fund less another.</summary>
    public static string SeriesOf(IEnumerable<FactorColumn> factors) => string.Join(", ", factors.Select(factor => factor.Less is null ? factor.Symbol : $"{factor.Symbol}−{factor.Less}"));

    /// <summary>The bond fund that a shock of rates moves, in words.</summary>
    public static string BondOf(RateSensitivity rates, Formats formats)
    {
        ArgumentNullException.ThrowIfNull(rates);
        ArgumentNullException.ThrowIfNull(formats);
        return $"rates by a duration of {Written(rates.Duration)} years and a convexity of {Written(rates.Convexity)} ({rates.Source.TrimEnd('.')})";

        string Written(double value) => value.ToString("#,0.##", formats.Culture);
    }

    private static string ReturnsOf(IEnumerable<FactorColumn> factors) => "returns of " + SeriesOf(factors);
}
