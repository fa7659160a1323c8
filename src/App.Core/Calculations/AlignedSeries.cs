using System.Globalization;
using App.Core.Market;
using App.Core.Risk;
using App.Core.Snapshots;

namespace App.Core.Calculations;

/// <summary>The closes of one symbol by consecutive session.</summary>
public sealed class AlignedSeries
{
    private readonly DateOnly[] _sessions;
    private readonly decimal?[] _closes;
    private readonly double?[] _adjusted;
    private readonly decimal[]? _factors;

    private double?[]? _returns;
    private string? _fingerprint;

    private AlignedSeries(DateOnly from, DateOnly[] sessions, Security? security, PriceOutcome outcome)
    {
        (From, _sessions, DividendYield, HasDividendYield) = (from, sessions, security?.DividendYield ?? 0, security?.DividendYield is not null);
        (Sector, Kind, Beta) = (security?.Sector, security?.Kind, security?.Beta);
        (Outcome, HasName) = (outcome, security?.Name is not null);
        _closes = new decimal?[sessions.Length];
        _adjusted = new double?[sessions.Length];
    }

    // What was known of it after so many of its sessions. Splits since then stay known: positions may be stated by what they made of a share.
    private AlignedSeries(AlignedSeries whole, int sessions)
    {
        (From, _sessions, DividendYield, HasDividendYield) = (whole.From, whole._sessions[..sessions], whole.DividendYield, whole.HasDividendYield);
        (Sector, Kind, Beta, Outcome, HasName, Actions, ActionsKnownAt) = (whole.Sector, whole.Kind, whole.Beta, whole.Outcome, whole.HasName, whole.Actions, whole.ActionsKnownAt);
        (_closes, _adjusted, _factors) = (whole._closes[..sessions], whole._adjusted[..sessions], whole._factors?[..sessions]);
        var last = Array.FindLastIndex(_closes, close => close is not null);
        LastPriceDate = last < 0 ? null : _sessions[last];
    }

    // By the unit of a day: each close times what such a unit is by then.
    private AlignedSeries(AlignedSeries traded, decimal[] factors)
    {
        (From, _sessions, DividendYield, HasDividendYield) = (traded.From, traded._sessions, traded.DividendYield, traded.HasDividendYield);
        (LastPriceDate, Actions, ActionsKnownAt) = (traded.LastPriceDate, traded.Actions, traded.ActionsKnownAt);
        (Sector, Kind, Beta, Outcome, HasName) = (traded.Sector, traded.Kind, traded.Beta, traded.Outcome, traded.HasName);
        (_adjusted, _factors, _closes) = (traded._adjusted, factors, new decimal?[factors.Length]);
        for (var session = 0; session < factors.Length; session++)
        {
            _closes[session] = traded._closes[session] * factors[session];
        }
    }

    /// <summary>The first day that was asked for.</summary>
    public DateOnly From { get; }

    /// <summary>Annual dividend yield as a fraction, simple; 0 when unknown, which options are priced by: see <see cref="HasDividendYield"/>.</summary>
    public double DividendYield { get; }

    /// <summary>True when a source states the dividend yield.</summary>
    public bool HasDividendYield { get; }

    /// <summary>The sector as a source names it; null when none did.</summary>
    public string? Sector { get; }

    /// <summary>STOCK, ETF …, as a source told it; null when none did.</summary>
    public string? Kind { get; }

    /// <summary>The beta that a source states; null when none did.</summary>
    public double? Beta { get; }

    /// <summary>What came of asking for its prices up to the last session.</summary>
    public PriceOutcome Outcome { get; }

    /// <summary>True when a source has told its name, and so what it is.</summary>
    public bool HasName { get; }

    /// <summary>The day of the newest price; null when there is none.</summary>
    public DateOnly? LastPriceDate { get; private init; }

    /// <summary>The closes, one for each session from <see cref="From"/> on; null where there is none. As traded, or by the unit of <see cref="StatedOn"/>.</summary>
    public ReadOnlySpan<decimal?> Closes => _closes;

    /// <summary>The splits and dividends of these days and of those after them, ascending.</summary>
    public IReadOnlyList<CorporateAction> Actions { get; private init; } = [];

    /// <summary>When each of them became known, parallel to them; null where that is not known. Empty when none is.</summary>
    public IReadOnlyList<DateTimeOffset?> ActionsKnownAt { get; private init; } = [];

    /// <summary>What one unit is on each of the last <paramref name="sessions"/> sessions; null when no split matters.</summary>
    public decimal[]? FactorsOfLast(int sessions) => _factors?[^sessions..];

    /// <summary>Lays out a symbol's prices.</summary>
    /// <param name="series">The prices; null when there are none.</param>
    /// <param name="from">The first day that was asked for.</param>
    /// <param name="sessions">The sessions from that day on.</param>
    /// <param name="security">What is known of it; null when nothing is.</param>
    /// <param name="outcome">What came of asking for its prices.</param>
    public static AlignedSeries Of(PriceSeries? series, DateOnly from, DateOnly[] sessions, Security? security, PriceOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        if (series is null or { Dates.Length: 0 })
        {
            return new AlignedSeries(from, sessions, security, outcome);
        }

        var aligned = new AlignedSeries(from, sessions, security, outcome) { LastPriceDate = series.Dates[^1], Actions = series.Actions, ActionsKnownAt = series.ActionsKnownAt };
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

    /// <summary>The same prices as they were seen at a session: nothing after it.</summary>
    public AlignedSeries UpTo(DateOnly session)
    {
        var found = Array.BinarySearch(_sessions, session);
        var count = found >= 0 ? found + 1 : ~found;
        return count == _sessions.Length ? this : new AlignedSeries(this, count);
    }

    /// <summary>The prices from a day on, as those of an option's underlying.</summary>
    public UnderlyingSeries ToUnderlying(DateOnly from)
    {
        var found = Array.BinarySearch(_sessions, from);
        var start = found >= 0 ? found : ~found;
        return new UnderlyingSeries(_sessions[start..], _closes[start..], _adjusted[start..]);
    }

    /// <summary>The simple returns of the total-return index on each of the last sessions; null where it or the session before has no price.</summary>
    /// <param name="sessions">How many; the first are null where the series begins later.</param>
    public double?[] ReturnsOfLast(int sessions)
    {
        // Every book that holds the symbol asks for the same; computed twice at once they are the same.
        if (_returns?.Length == sessions)
        {
            return _returns;
        }

        var returns = new double?[sessions];
        for (var i = 1; i <= sessions && i < _adjusted.Length; i++)
        {
            returns[^i] = _adjusted[^i] is > 0 and var today && _adjusted[^(i + 1)] is > 0 and var before ? today / before - 1 : null;
        }

        return _returns = returns;
    }

    /// <summary>What figures of a year depend on: the profile, and the total-return index on each of its sessions. Equal text, equal figures.</summary>
    public string FingerprintOfYear()
    {
        // As for the returns: asked for by every book that holds the symbol.
        if (_fingerprint is not null)
        {
            return _fingerprint;
        }

        // FNV-1a over the bits of each value: a price mended in the middle of the year changes figures, too.
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var value in _adjusted.AsSpan(Math.Max(0, _adjusted.Length - ReturnTable.Year - 1)..))
        {
            hash = unchecked((hash ^ (value is { } known ? (ulong)BitConverter.DoubleToInt64Bits(known) : ulong.MaxValue)) * 1_099_511_628_211UL);
        }

        return _fingerprint = string.Create(CultureInfo.InvariantCulture, $"{Sector}:{Kind}:{(HasDividendYield ? DividendYield : (double?)null):R}:{Beta:R}:{hash:X16}");
    }
}
