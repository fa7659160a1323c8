using System.Globalization;
using App.Core.Risk.Formulas;

namespace App.Core.Risk.Analytics;

/// <summary>How the larger holdings move together: Pearson's coefficients over 90 days, their mean size, how many independent bets the book is, and which go together.</summary>
/// <remarks>
/// At most 25 symbols, of at least 1 % of equity or $10,000, by the size of their delta-adjusted exposure; on the days on which all of them have a return. A symbol with fewer
/// than 20 returns of its own is left out first, so that one newcomer does not take the days of all; where too few days are left on which all have one, those that cost the least.
/// </remarks>
public sealed class Correlations : IAnalytic
{
    /// <summary>The window.</summary>
    public const int Days = 90;

    /// <summary>The fewest days.</summary>
    public const int FewestReturns = 20;

    private const int MostSymbols = 25;
    private const decimal LeastShare = 0.01m;
    private const decimal LeastDollars = 10_000;
    private const double Together = 0.7;

    /// <inheritdoc/>
    public string Id => "correlations";

    /// <inheritdoc/>
    public string Name => "Correlations";

    /// <inheritdoc/>
    public RiskResult Compute(RiskData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.WhyNotReady() is { } notReady)
        {
            return Unknown(data, notReady);
        }

        var from = data.Returns.IndexOf(data.Session.AddDays(-Days));
        var held = data.Holdings.Where(holding => holding is { IsCash: false, DeltaAdjusted: not null, MovesWith: not null })
            .GroupBy(holding => holding.MovesWith!, StringComparer.Ordinal)
            .Select(group => (Symbol: group.Key, Exposure: group.Sum(holding => holding.DeltaAdjusted!.Value))).ToList();
        var candidates = held
            .Where(each => Math.Abs(each.Exposure) >= LeastDollars || (data.Equity > 0 && Math.Abs(each.Exposure) >= LeastShare * data.Equity))
            .OrderByDescending(each => Math.Abs(each.Exposure)).ThenBy(each => each.Symbol, StringComparer.Ordinal).ToList();
        var moving = candidates.Where(each => Moves(Window(data, each.Symbol, from))).ToList();
        var chosen = moving.Take(MostSymbols).ToList();
        if (chosen.Count < 2)
        {
            return Unknown(data, candidates.Count < 2
                ? new(UnknownCause.TooFewHoldings, "There are not two holdings of 1 % of equity or $10,000.")
                : new(UnknownCause.TooFewReturns, string.Create(CultureInfo.InvariantCulture, $"Not two of the {candidates.Count} larger holdings have {FewestReturns} returns in {Days} days that move.")));
        }

        var taken = chosen.Count;
        var holdings = data.Holdings.Where(holding => holding.DeltaAdjusted is not null && holding.MovesWith is { } symbol && chosen.Exists(each => each.Symbol == symbol)).ToList();
        var kept = BookReturns.Kept(data, holdings, FewestReturns, default, from);
        chosen = chosen.FindAll(each => kept.Any(holding => holding.MovesWith == each.Symbol));
        double?[][] windows = [.. chosen.Select(each => Window(data, each.Symbol, from))];
        int[] rows = [.. Enumerable.Range(0, windows[0].Length).Where(row => windows.All(window => window[row] is not null))];
        if (rows.Length < FewestReturns || chosen.Count < 2)
        {
            return Unknown(data, new(UnknownCause.TooFewReturns, string.Create(CultureInfo.InvariantCulture, $"{rows.Length} days on which all of them have a return; {FewestReturns} are needed.")));
        }

        double[][] series = [.. windows.Select(window => Array.ConvertAll(rows, row => window[row]!.Value))];
        return CorrelationMatrix.Of(series) is { } matrix
            ? Known(data, chosen, matrix, new()
            {
                ["left_out_small"] = held.Count - candidates.Count,
                ["left_out_few_returns"] = candidates.Count - moving.Count,
                ["left_out_days"] = taken - chosen.Count,
                ["left_out_beyond"] = moving.Count - taken,
                ["left_out_no_delta"] = data.Holdings.Count(holding => holding is { DeltaAdjusted: null, MovesWith: not null }),
            })
            : Unknown(data, new(UnknownCause.NothingMoves, $"{string.Join(", ", chosen.Where((_, i) => !Moves(series[i])).Select(each => each.Symbol))} did not move on the {rows.Length} days on which all of them have a return."));
    }

    // Left out, by the reason: too small, too few returns, for the days that all have in common, beyond the most that are shown, options without a delta.
    private RiskResult Known(RiskData data, List<(string Symbol, decimal Exposure)> chosen, CorrelationMatrix matrix, Dictionary<string, int> leftOut)
    {
        var window = string.Create(CultureInfo.InvariantCulture, $"{Days} days");
        var coverage = data.CoverageOf(data.Holdings.Where(holding => holding.MovesWith is { } symbol && chosen.Exists(each => each.Symbol == symbol)));
        var bets = matrix.EffectiveBets([.. chosen.Select(each => (double)each.Exposure)]);
        string[] symbols = [.. chosen.Select(each => each.Symbol)];
        Dictionary<string, RiskFigure> figures = new(StringComparer.Ordinal)
        {
            ["mean_absolute"] = new(matrix.MeanAbsolute, "ratio") { Window = window, Observations = matrix.Observations, Coverage = coverage },
            ["effective_bets"] = new(bets, "count") { Window = window, Observations = matrix.Observations, Coverage = coverage, Reason = bets is null ? "The holdings cancel out." : null, Cause = bets is null ? UnknownCause.NotDetermined : null },
            ["is_clipped"] = new(matrix.IsClipped ? 1 : 0, "count") { Window = window, Observations = matrix.Observations, Coverage = coverage },
        };
        foreach (var (name, count) in leftOut)
        {
            figures[name] = new(count, "count") { Window = window, Observations = matrix.Observations, Coverage = coverage };
        }

        return new RiskResult(
            Id,
            figures,
            [.. matrix.Clusters(Together).Select((cluster, number) => new RiskRow(
                string.Join(' ', cluster.Select(i => symbols[i])),
                new Dictionary<string, RiskFigure>(StringComparer.Ordinal)
                {
                    ["symbols"] = new(cluster.Count, "count") { Window = window, Observations = matrix.Observations, Coverage = coverage },
                    ["share"] = Share(data, [.. cluster.Select(i => chosen[i])]) with { Window = RiskFigure.OneDay, Observations = cluster.Count, Coverage = coverage },
                }))])
        {
            Tables = [new RiskTable("matrix", "ratio", symbols, [.. symbols.Select((symbol, i) => new RiskTableRow(symbol, [.. Enumerable.Range(0, symbols.Length).Select(j => (double?)matrix[i, j])]))])],
        };
    }

    private static RiskFigure Share(RiskData data, IReadOnlyList<(string Symbol, decimal Exposure)> of) =>
        RiskFigure.Of(Exposure.ShareOfEquity(of.Sum(each => each.Exposure), data.Equity), "ratio", UnknownCause.NoEquity);

    private static double?[] Window(RiskData data, string symbol, int from)
    {
        var window = new double?[data.Returns.Sessions.Length - from];
        var returns = data.Returns.Of(symbol);
        returns[Math.Min(from, returns.Length)..].CopyTo(window);
        return window;
    }

    private static bool Moves(double?[] window)
    {
        var known = ReturnTable.Known(window);
        return known.Length >= FewestReturns && Moves(known);
    }

    private static bool Moves(double[] known) => SampleStatistics.Spread(known) > SampleStatistics.NoSpread(known);

    private RiskResult Unknown(RiskData data, RiskReason reason)
    {
        var unknown = RiskFigure.Unknown("ratio", reason) with { Window = string.Create(CultureInfo.InvariantCulture, $"{Days} days"), Observations = 0, Coverage = data.CoverageOf([]) };
        return new(
            Id,
            new Dictionary<string, RiskFigure>(StringComparer.Ordinal)
            {
                ["mean_absolute"] = unknown,
                ["effective_bets"] = unknown with { Unit = "count" },
                ["is_clipped"] = unknown with { Unit = "count" },
            },
            []);
    }
}
