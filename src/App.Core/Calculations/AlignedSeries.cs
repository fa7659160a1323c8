using App.Core.Market;
using App.Core.Snapshots;

namespace App.Core.Calculations;

/// <summary>The closes of one symbol by consecutive session.</summary>
public sealed class AlignedSeries
{
    private readonly DateOnly[] _sessions;
    private readonly decimal?[] _closes;
    private readonly double?[] _adjusted;
    private readonly decimal[]? _factors;

    private AlignedSeries(DateOnly from, DateOnly[] sessions, double dividendYield)
    {
        (From, _sessions, DividendYield) = (from, sessions, dividendYield);
        _closes = new decimal?[sessions.Length];
        _adjusted = new double?[sessions.Length];
    }

    // By the unit of a day: each close times what such a unit is by then.
    private AlignedSeries(AlignedSeries traded, decimal[] factors)
    {
        (From, _sessions, DividendYield, LastPriceDate, Actions) = (traded.From, traded._sessions, traded.DividendYield, traded.LastPriceDate, traded.Actions);
        (_adjusted, _factors, _closes) = (traded._adjusted, factors, new decimal?[factors.Length]);
        for (var session = 0; session < factors.Length; session++)
        {
            _closes[session] = traded._closes[session] * factors[session];
        }
    }

    /// <summary>The first day that was asked for.</summary>
    public DateOnly From { get; }

    /// <summary>Annual dividend yield as a fraction, simple; 0 when unknown.</summary>
    public double DividendYield { get; }

    /// <summary>The day of the newest price; null when there is none.</summary>
    public DateOnly? LastPriceDate { get; private init; }

    /// <summary>The closes, one for each session from <see cref="From"/> on; null where there is none. As traded, or by the unit of <see cref="StatedOn"/>.</summary>
    public ReadOnlySpan<decimal?> Closes => _closes;

    /// <summary>The splits and dividends of these days, ascending.</summary>
    public IReadOnlyList<CorporateAction> Actions { get; private init; } = [];

    /// <summary>What one unit is on each of the last <paramref name="sessions"/> sessions; null when no split matters.</summary>
    public decimal[]? FactorsOfLast(int sessions) => _factors?[^sessions..];

    /// <summary>Lays out a symbol's prices.</summary>
    /// <param name="series">The prices; null when there are none.</param>
    /// <param name="from">The first day that was asked for.</param>
    /// <param name="sessions">The sessions from that day on.</param>
    /// <param name="dividendYield">Annual, as a fraction.</param>
    public static AlignedSeries Of(PriceSeries? series, DateOnly from, DateOnly[] sessions, double dividendYield)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        if (series is null or { Dates.Length: 0 })
        {
            return new AlignedSeries(from, sessions, dividendYield);
        }

        var aligned = new AlignedSeries(from, sessions, dividendYield) { LastPriceDate = series.Dates[^1], Actions = series.Actions };
        for (int i = 0, j = 0; i < sessions.Length; i++)
        {
            while (j < series.Dates.Length && series.Dates[j] < sessions[i])
            {
                j++;
            }

            if (j < series.Dates.Length && series.Dates[j] == sessions[i])
            {
                (aligned._closes[i], aligned._adjusted[i]) = (series.Closes[j], series.TotalReturnIndex[j]);
            }
        }

        return aligned;
    }

    /// <summary>The same prices by the unit of a day: what a share of that day has become by splits, or was before them.</summary>
    public AlignedSeries StatedOn(DateOnly day) => ShareCounts.Factors(_sessions, day, Actions) is { } factors ? new AlignedSeries(this, factors) : this;

    /// <summary>The prices from a day on, as those of an option's underlying.</summary>
    public UnderlyingSeries ToUnderlying(DateOnly from)
    {
        var found = Array.BinarySearch(_sessions, from);
        var start = found >= 0 ? found : ~found;
        return new UnderlyingSeries(_sessions[start..], _closes[start..], _adjusted[start..]);
    }
}
