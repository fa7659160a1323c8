using App.Core.Market;

namespace UnitTests.Market.Collecting;

/// <summary>A made-up security with splits and dividends, and the adjusted closes a source would give of it on any day.</summary>
internal sealed class RandomHistory
{
    private readonly decimal[] _closes;
    private readonly decimal[] _keep;

    /// <summary>A history of the sessions.</summary>
    public RandomHistory(Random random, DateOnly[] sessions)
    {
        Sessions = sessions;
        _closes = new decimal[sessions.Length];
        _keep = new decimal[sessions.Length];
        List<CorporateAction> actions = [];
        var close = 20m + (decimal)random.NextDouble() * 500m;
        for (var i = 0; i < sessions.Length; i++)
        {
            var before = close;
            close = Math.Round(close * (1m + ((decimal)random.NextDouble() - 0.5m) * 0.08m), 2);
            _keep[i] = 1m;
            if (i > 0 && random.Next(60) == 0)
            {
                decimal[] ratios = [2m, 3m, 1.5m, 0.1m, 4m];
                var split = ratios[random.Next(ratios.Length)];
                close = Math.Round(close / split, 4);
                _keep[i] /= split;
                actions.Add(new CorporateAction(sessions[i], CorporateActionKind.Split, split));
            }

            if (i > 0 && random.Next(40) == 0)
            {
                // Paid on the shares of that day: after a split, on the new ones.
                var dividend = Math.Round(before * _keep[i] * 0.02m, 4);
                close -= dividend;
                _keep[i] *= 1 - (dividend / (before * _keep[i]));
                actions.Add(new CorporateAction(sessions[i], CorporateActionKind.Dividend, dividend));
            }

            _closes[i] = close = Math.Max(close, 1m);
        }

        Actions = actions;
    }

    public DateOnly[] Sessions { get; }

    public IReadOnlyList<CorporateAction> Actions { get; }

    /// <summary>The closes as traded.</summary>
    public IReadOnlyList<decimal> Closes => _closes;

    /// <summary>The true growth from each session to the next, by the convention of adjusted closes.</summary>
    public double[] Growth() => [.. Enumerable.Range(1, _closes.Length - 1).Select(i => (double)(_closes[i] / (_closes[i - 1] * _keep[i])))];

    /// <summary>The bars from session to session as told on a later one: adjusted for what went ex up to then, on whatever base the source likes.</summary>
    public DailyBar[] Bars(int first, int last, int toldOn, decimal @base)
    {
        var bars = new DailyBar[last - first + 1];
        var factor = @base;
        for (var i = toldOn; i >= first; i--)
        {
            if (i <= last)
            {
                bars[i - first] = new DailyBar(Sessions[i], _closes[i], _closes[i], _closes[i], _closes[i], _closes[i] * factor, 1_000);
            }

            factor *= _keep[i];
        }

        return bars;
    }
}
