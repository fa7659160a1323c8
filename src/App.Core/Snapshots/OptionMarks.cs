using App.Core.Market;
using App.Core.Portfolios;
using App.Core.Risk.Formulas;

namespace App.Core.Snapshots;

/// <summary>Values options that nobody quotes, from their underlying.</summary>
/// <remarks>
/// <para>Until expiration: the model of Black, Scholes and Merton with early exercise (<see cref="AmericanOption"/>, as for the Greeks and the stress tests) at the volatility implied
/// by the entry (entry price, the underlying's close on the entry day or the first within five sessions after it, calendar days ÷ 365), so that the mark starts where the position
/// did; else at the underlying's realised volatility; else at <see cref="DefaultVolatility"/>. Rounded to <see cref="Decimals"/> decimals, and never below intrinsic value.</para>
/// <para>On the session of expiration (the last one on or before that day): intrinsic value at its close. After: frozen at that, 0 when worthless.</para>
/// <para>Without a price of the underlying, the entry price.</para>
/// </remarks>
public static class OptionMarks
{
    /// <summary>The annual volatility when nothing is known of the underlying.</summary>
    public const double DefaultVolatility = .25;

    /// <summary>The decimals of a model price: a hundredth of a cent, which no difference between machines reaches.</summary>
    public const int Decimals = 4;

    /// <summary>The marks on every session of <paramref name="underlying"/>.</summary>
    public static OptionMark[] Row(in OptionEntry entry, UnderlyingSeries underlying, in OptionMarket market, TradingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(underlying);
        return Row(entry, underlying, market, calendar, underlying.Sessions.Length);
    }

    /// <summary>The marks on the last sessions of <paramref name="underlying"/>: the others are there for the volatility, and cost a pricing each.</summary>
    /// <param name="entry">The option.</param>
    /// <param name="underlying">The underlying's prices, from the entry or a year before the session on.</param>
    /// <param name="market">Rate and dividend yield.</param>
    /// <param name="calendar">The sessions there are.</param>
    /// <param name="count">How many sessions to mark; at most those of <paramref name="underlying"/>.</param>
    public static OptionMark[] Row(in OptionEntry entry, UnderlyingSeries underlying, in OptionMarket market, TradingCalendar calendar, int count)
    {
        ArgumentNullException.ThrowIfNull(underlying);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, underlying.Sessions.Length);
        var implied = ImpliedAtEntry(entry, underlying, market, calendar);
        var expiration = ExpirationSession(entry.Terms.Expiration, calendar);
        var (marks, first) = (new OptionMark[count], underlying.Sessions.Length - count);
        for (var i = 0; i < marks.Length; i++)
        {
            marks[i] = underlying.Sessions[first + i] < expiration
                ? Alive(entry, underlying, first + i, market, implied)
                : Expired(entry, underlying, expiration);
        }

        return marks;
    }

    /// <summary>
    /// The volatility that explains the entry price; null when the underlying's price at entry is not known, the option was entered on or after its
    /// expiration, or no volatility explains the price.
    /// </summary>
    public static double? ImpliedAtEntry(in OptionEntry entry, UnderlyingSeries underlying, in OptionMarket market, TradingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(underlying);
        ArgumentNullException.ThrowIfNull(calendar);
        return entry.EntryDate >= calendar.First && entry.EntryDate < calendar.Last
            && underlying.FirstCloseFrom(calendar.SessionOnOrAfter(entry.EntryDate)) is { } spot
                ? ImpliedVolatility.OfAmerican((double)entry.EntryPrice, Inputs(entry, entry.EntryDate, spot, market, 0)).Value
                : null;
    }

    /// <summary>The volatility to price with on a session: that of the entry, else the underlying's realised one, else the default; and which.</summary>
    /// <param name="implied">From <see cref="ImpliedAtEntry"/>.</param>
    /// <param name="underlying">The underlying's prices.</param>
    /// <param name="session">The index of the session among them.</param>
    public static OptionVolatility VolatilityAt(double? implied, UnderlyingSeries underlying, int session)
    {
        ArgumentNullException.ThrowIfNull(underlying);
        return implied is { } atEntry ? new(atEntry, VolatilitySource.EntryImplied)
            : underlying.RealisedVolatility(session) is { } realised ? new(realised, VolatilitySource.Realised)
            : new(DefaultVolatility, VolatilitySource.Default);
    }

    /// <summary>What an option is priced with on the last session.</summary>
    /// <param name="entry">The option.</param>
    /// <param name="underlying">The underlying's prices.</param>
    /// <param name="market">Rate and dividend yield.</param>
    /// <param name="volatility">The volatility of its mark; null when it was not priced by the model.</param>
    /// <returns>Null when it was not priced by the model.</returns>
    public static BlackScholesInputs? InputsAt(in OptionEntry entry, UnderlyingSeries underlying, in OptionMarket market, OptionVolatility? volatility)
    {
        ArgumentNullException.ThrowIfNull(underlying);
        return volatility is { } known && underlying.Sessions.Length - 1 is >= 0 and var last && underlying.PriceAt(last) is { } spot
            ? Inputs(entry, underlying.Sessions[last], spot.Price, market, known.Value)
            : null;
    }

    private static OptionMark Alive(in OptionEntry entry, UnderlyingSeries underlying, int session, in OptionMarket market, double? implied)
    {
        if (underlying.PriceAt(session) is not { } spot)
        {
            return AtEntryPrice(entry);
        }

        var volatility = VolatilityAt(implied, underlying, session);
        var price = AmericanOption.Price(Inputs(entry, underlying.Sessions[session], spot.Price, market, volatility.Value));
        return new OptionMark(new Mark(Math.Max(Math.Round((decimal)price, Decimals), Intrinsic(entry, spot)), SourceFrom(spot)), volatility);
    }

    private static OptionMark Expired(in OptionEntry entry, UnderlyingSeries underlying, DateOnly expiration)
    {
        var session = underlying.Sessions.BinarySearch(expiration);
        if (session < 0 || underlying.PriceAt(session) is not { } spot)
        {
            return AtEntryPrice(entry);
        }

        return new OptionMark(new Mark(Intrinsic(entry, spot), SourceFrom(spot)), null);
    }

    private static decimal Intrinsic(in OptionEntry entry, Mark spot)
    {
        var gain = spot.Price - entry.Terms.Strike;
        return Math.Max(0, entry.Terms.Type == OptionType.Call ? gain : -gain);
    }

    private static OptionMark AtEntryPrice(in OptionEntry entry) => new(new Mark(entry.EntryPrice, MarkSource.Entry), null);

    private static MarkSource SourceFrom(Mark spot) => spot.Source == MarkSource.Quoted ? MarkSource.Model : MarkSource.Stale;

    private static DateOnly ExpirationSession(DateOnly expiration, TradingCalendar calendar) =>
        expiration > calendar.First && expiration <= calendar.Last ? calendar.SessionOnOrBefore(expiration) : expiration;

    private static BlackScholesInputs Inputs(in OptionEntry entry, DateOnly date, decimal spot, in OptionMarket market, double volatility) => new(
        entry.Terms.Type, (double)spot, (double)entry.Terms.Strike, BlackScholesInputs.YearsBetween(date, entry.Terms.Expiration),
        market.Rate, market.DividendYield, volatility);
}
