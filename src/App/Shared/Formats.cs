using System.Collections.Concurrent;
using System.Globalization;

namespace App.Shared;

/// <summary>Figures as this reader writes them: separators and symbol places of the culture, minus as a minus sign (−), never a hyphen.</summary>
/// <remarks>
/// Immutable and held, not ambient: the current culture of a callback is the server's, so formatting takes the culture from here. Pages get it as a cascading
/// parameter. Days are written with English month names, because the words around them are English.
/// </remarks>
public sealed class Formats
{
    /// <summary>U+2212, as wide as a plus sign and a digit; it does not break off at a line's end as a hyphen does.</summary>
    public const string Minus = "−";

    /// <summary>What stands for a figure that is not known. The reason belongs beside it.</summary>
    public const string Unknown = "—";

    /// <summary>What stands for an amount that the reader has hidden.</summary>
    public const string HiddenAmount = "$•••";

    private const string HiddenQuantity = "•••";

    private static readonly ConcurrentDictionary<(string Culture, bool HidesAmounts), Formats> Known = new();

    private readonly NumberFormatInfo _dollars;

    private Formats(CultureInfo culture, bool hidesAmounts)
    {
        HidesAmounts = hidesAmounts;
        Culture = (CultureInfo)culture.Clone();
        Culture.NumberFormat.NegativeSign = Minus;
        Culture.NumberFormat.CurrencySymbol = "$";
        Culture = CultureInfo.ReadOnly(Culture);
        _dollars = Culture.NumberFormat;
    }

    /// <summary>English of the United States.</summary>
    public static Formats Default { get; } = For("en-US");

    /// <summary>The culture, with the minus sign and the dollar of this application.</summary>
    public CultureInfo Culture { get; }

    /// <summary>True when dollars and quantities are not shown; shares, prices and betas are.</summary>
    public bool HidesAmounts { get; }

    /// <summary>The formats of a culture by its name.</summary>
    /// <param name="culture">The culture's name.</param>
    /// <param name="hidesAmounts">True for those that hide how much there is, for a screen that others see.</param>
    public static Formats For(string culture, bool hidesAmounts = false) =>
        Known.GetOrAdd((culture, hidesAmounts), key => new Formats(CultureInfo.GetCultureInfo(key.Culture), key.HidesAmounts));

    /// <summary>Dollars to the cent: <c>$1,284,906.41</c>, <c>−$8,412.77</c>; with <paramref name="signed"/> a gain has its plus.</summary>
    public string Money(decimal value, bool signed = false, int decimals = 2) => HidesAmounts ? HiddenAmount : Price(value, signed, decimals);

    /// <summary>Dollars that tell nothing of how much there is, such as the price of a share: shown also where amounts are hidden.</summary>
    public string Price(decimal value, bool signed = false, int decimals = 2)
    {
        var rounded = Math.Round(value, decimals, MidpointRounding.AwayFromZero);
        return Sign(Math.Sign(rounded), signed) + Math.Abs(rounded).ToString("C" + Digits(decimals), _dollars);
    }

    /// <summary>Dollars to three figures or so, for cards: <c>$1.42 M</c>, <c>−$165 k</c>, <c>$820</c>.</summary>
    public string MoneyShort(decimal value, bool signed = false)
    {
        if (HidesAmounts)
        {
            return HiddenAmount;
        }

        var (scaled, unit) = Math.Abs(value) switch
        {
            >= 999_500_000m => (value / 1_000_000_000m, " B"),
            >= 999_500m => (value / 1_000_000m, " M"),
            >= 10_000m => (value / 1_000m, " k"),
            _ => (value, string.Empty),
        };
        var decimals = unit.Length == 0 ? 0 : Math.Abs(scaled) switch { >= 99.95m => 0, >= 9.995m => 1, _ => 2 };

        // The unit goes before a symbol that stands at the end: "1,42 M $".
        var text = Money(scaled, signed, decimals);
        return unit.Length == 0 ? text : text.EndsWith('$') ? text[..^1].TrimEnd() + unit + " $" : text + unit;
    }

    /// <summary>A share of one as a percentage: 0.0525 is <c>5.25%</c>. What is no number, such as one that was typed and cannot be read, is <see cref="Unknown"/>.</summary>
    public string Percent(double share, int decimals = 1, bool signed = false)
    {
        if (!double.IsFinite(share))
        {
            return Unknown;
        }

        // Rounded as it will be shown, so that what rounds to nothing has no sign.
        var rounded = Math.Round(share * 100, decimals, MidpointRounding.AwayFromZero);
        return Sign(Math.Sign(rounded), signed) + (Math.Abs(rounded) / 100).ToString("P" + Digits(decimals), Culture);
    }

    /// <summary>A share of one as a percentage.</summary>
    public string Percent(decimal share, int decimals = 1, bool signed = false) => Percent((double)share, decimals, signed);

    /// <summary>A number with so many decimals: <c>1.08</c>, <c>−0.43</c>.</summary>
    public string Number(double value, int decimals = 2, bool signed = false)
    {
        if (!double.IsFinite(value))
        {
            return Unknown;
        }

        var rounded = Math.Round(value, decimals, MidpointRounding.AwayFromZero);
        return Sign(Math.Sign(rounded), signed) + Math.Abs(rounded).ToString("N" + Digits(decimals), Culture);
    }

    /// <summary>How many: <c>12,408</c>.</summary>
    public string Count(long value) => value.ToString("N0", Culture);

    /// <summary>A quantity of shares or contracts: as many decimals as it has, six at most.</summary>
    public string Quantity(decimal value) => HidesAmounts ? HiddenQuantity : Sign(Math.Sign(value), false) + Math.Abs(value).ToString("#,0.######", Culture);

    /// <summary>Shares that something moves like, to so many decimals: hidden like a quantity, for it tells how much there is.</summary>
    public string Shares(double value, int decimals) => HidesAmounts ? HiddenQuantity : Number(value, decimals);

    /// <summary>A market day: <c>20 Nov 2026</c>, with <paramref name="weekday"/> <c>Fri 20 Nov 2026</c>.</summary>
    public string Day(DateOnly day, bool weekday = false) => day.ToString(weekday ? "ddd d MMM yyyy" : "d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>An instant to the minute, in UTC: <c>20 Nov 2026, 21:05</c>. Say beside it that it is UTC.</summary>
    public string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The same to the second, without the day when it is that of <paramref name="beside"/>: <c>21:05:33</c>.</summary>
    public string TimeOfDay(DateTimeOffset instant, DateTimeOffset beside) => instant.UtcDateTime.Date == beside.UtcDateTime.Date
        ? instant.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)
        : Instant(instant);

    /// <summary>How long something took: <c>0.1 s</c>, <c>12 s</c>, <c>3 min 5 s</c>.</summary>
    public string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 9.95 } => Number(time.TotalSeconds, 1) + " s",
        { TotalSeconds: < 59.5 } => Number(time.TotalSeconds, 0) + " s",
        _ => $"{Count((long)Math.Round(time.TotalSeconds) / 60)} min {(long)Math.Round(time.TotalSeconds) % 60} s",
    };

    /// <summary>The size of a file: <c>820 bytes</c>, <c>14.2 kB</c>, <c>3.1 MB</c>.</summary>
    public string FileSize(long bytes) => bytes switch
    {
        < 1_000 => Count(bytes) + " bytes",
        < 999_950 => Number(bytes / 1_000d, 1) + " kB",
        _ => Number(bytes / 1_000_000d, 1) + " MB",
    };

    private static string Sign(int sign, bool signed) => sign < 0 ? Minus : signed && sign > 0 ? "+" : string.Empty;

    private static string Digits(int decimals) => decimals.ToString(CultureInfo.InvariantCulture);
}
