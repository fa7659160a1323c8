using App.Core.Market;

namespace App.Testing.FakeMarket;

/// <summary>One day of a made-up security, as it was traded.</summary>
public sealed record FakeDay(DateOnly Date, decimal Open, decimal High, decimal Low, decimal Close, long Volume);

/// <summary>A made-up security: what really happened, before any source tells it in its own way.</summary>
/// <param name="Symbol">In our spelling.</param>
/// <param name="Name">Its name.</param>
/// <param name="Days">As traded, ascending.</param>
public sealed record FakeSecurity(string Symbol, string Name, IReadOnlyList<FakeDay> Days)
{
    /// <summary>STOCK, ETF or MUTUAL_FUND.</summary>
    public string Kind { get; init; } = "STOCK";

    public string Sector { get; init; } = "Technology";

    public string Industry { get; init; } = "Abacuses";

    /// <summary>Splits as new shares for an old one, and dividends as paid then.</summary>
    public IReadOnlyList<CorporateAction> Actions { get; init; } = [];

    public decimal MarketCap { get; init; } = 1_250_000_000m;

    public decimal SharesOutstanding { get; init; } = 10_000_000m;

    public decimal PriceToEarnings { get; init; } = 21.5m;

    public decimal DividendYield { get; init; } = .0125m;

    public decimal Beta { get; init; } = 1.1m;

    /// <summary>A security on every session of some days, its prices wandering by a rule, in whole cents.</summary>
    public static FakeSecurity Wandering(string symbol, DateOnly from, DateOnly to, decimal first = 100m)
    {
        List<FakeDay> days = [];
        var close = first;
        foreach (var date in TradingCalendar.Nyse.Sessions(from, to))
        {
            var open = close;
            close += (date.DayNumber * 37 % 11 - 5) * .17m;
            days.Add(new FakeDay(date, open, Math.Max(open, close) + .31m, Math.Min(open, close) - .29m, close, 100_000 + date.DayNumber % 97 * 28));
        }

        return new FakeSecurity(symbol, $"{symbol} Incorporated", days);
    }

    /// <summary>The same security, with its shares split: prices from the ex date on are divided, volumes multiplied.</summary>
    public FakeSecurity Split(DateOnly exDate, int into) => this with
    {
        Days = [.. Days.Select(day => day.Date < exDate ? day : new FakeDay(
            day.Date, Cents(day.Open / into), Cents(day.High / into), Cents(day.Low / into), Cents(day.Close / into), day.Volume * into))],
        Actions = [.. Actions, new CorporateAction(exDate, CorporateActionKind.Split, into)],
    };

    /// <summary>The same security, with a dividend.</summary>
    public FakeSecurity Pays(DateOnly exDate, decimal cash) => this with { Actions = [.. Actions, new CorporateAction(exDate, CorporateActionKind.Dividend, cash)] };

    /// <summary>Shares of now for one of a day.</summary>
    public decimal SharesSince(DateOnly day) =>
        Actions.Where(action => action.Kind == CorporateActionKind.Split && action.ExDate > day).Aggregate(1m, (shares, split) => shares * split.Value);

    /// <summary>The close of a day adjusted for all that came after, as the sources do it.</summary>
    public decimal AdjustedClose(FakeDay day)
    {
        var adjusted = day.Close / SharesSince(day.Date);
        foreach (var dividend in Actions.Where(action => action.Kind == CorporateActionKind.Dividend && action.ExDate > day.Date))
        {
            if (Days.LastOrDefault(before => before.Date < dividend.ExDate) is { } before)
            {
                adjusted *= 1 - dividend.Value / before.Close;
            }
        }

        return adjusted;
    }

    private static decimal Cents(decimal price) => Math.Max(.01m, Math.Round(price, 2));
}

/// <summary>A made-up market: what the fake server knows.</summary>
public sealed record MarketScenario(params IReadOnlyList<FakeSecurity> Securities)
{
    /// <summary>The security of a symbol, however the source spells its class of share; null when there is none.</summary>
    public FakeSecurity? Find(string symbol) =>
        Securities.FirstOrDefault(security => security.Symbol.Equals(symbol.Replace('-', '.'), StringComparison.OrdinalIgnoreCase));

    /// <summary>Another security than this one.</summary>
    public FakeSecurity Other(FakeSecurity than) => Securities.First(security => security != than);
}
