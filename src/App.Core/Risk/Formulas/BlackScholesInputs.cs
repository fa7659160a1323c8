using App.Core.Portfolios;

namespace App.Core.Risk.Formulas;

/// <summary>What the price of a European option depends on.</summary>
/// <param name="Type">Call or put.</param>
/// <param name="Spot">Price of the underlying per share; 0 or more.</param>
/// <param name="Strike">Strike per share; positive.</param>
/// <param name="Years">Time to expiration in years of 365 days; 0 or less is expired.</param>
/// <param name="Rate">Annual interest rate, continuously compounded, as a fraction; may be negative.</param>
/// <param name="DividendYield">Annual dividend yield, continuously compounded, as a fraction.</param>
/// <param name="Volatility">Annual volatility as a fraction; 0 or more.</param>
public readonly record struct BlackScholesInputs(
    OptionType Type, double Spot, double Strike, double Years, double Rate, double DividendYield, double Volatility)
{
    /// <summary>Calendar days of a year, for theta and for time to expiration.</summary>
    public const double DaysPerYear = 365;

    /// <summary>The largest rate or yield times years that still makes a finite discount factor.</summary>
    private const double LargestExponent = 500;

    /// <summary>The time from <paramref name="date"/> to <paramref name="expiration"/>, calendar days ÷ 365; 0 when it has come.</summary>
    public static double YearsBetween(DateOnly date, DateOnly expiration) => Math.Max(0, expiration.DayNumber - date.DayNumber) / DaysPerYear;

    internal int Sign => Type == OptionType.Call ? 1 : -1;

    internal bool IsExpired => Years <= 0;

    /// <summary>The spot less the dividends until expiration, today: S·e^(−qT).</summary>
    internal double DiscountedSpot => Spot * Math.Exp(-DividendYield * Years);

    /// <summary>The strike, today: K·e^(−rT).</summary>
    internal double DiscountedStrike => Strike * Math.Exp(-Rate * Years);

    /// <summary>Refuses what no market can show, so that no result is ever NaN.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, the spot or volatility negative, the strike not positive, or a rate beyond any sense.</exception>
    internal void Check()
    {
        Require(double.IsFinite(Spot) && Spot >= 0, nameof(Spot), Spot);
        Require(double.IsFinite(Strike) && Strike > 0, nameof(Strike), Strike);
        Require(double.IsFinite(Years), nameof(Years), Years);
        Require(double.IsFinite(Volatility) && Volatility >= 0, nameof(Volatility), Volatility);
        Require(IsExpired || Math.Abs(Rate * Years) <= LargestExponent, nameof(Rate), Rate);
        Require(IsExpired || Math.Abs(DividendYield * Years) <= LargestExponent, nameof(DividendYield), DividendYield);
    }

    private static void Require(bool holds, string name, double value)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, value, "Not a number that an option can be priced with.");
        }
    }
}
