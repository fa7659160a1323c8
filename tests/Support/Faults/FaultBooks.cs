using System.Globalization;
using App.Core.Market;
using App.Core.Portfolios;

namespace App.Testing;

/// <summary>The portfolios of the fault tests: long, short, an option, cash, a position bought and sold in between, and a deposit.</summary>
public static class FaultBooks
{
    private const string Header =
        "Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype,Underlying Symbol,Strike Price,Expiration Date,Option Type,Exit Date,Exit Price Per Share";

    private static readonly string[] Tickers = ["MSFT", "JPM", "XOM", "JNJ", "PG", "KO", "WMT"];

    /// <summary>The session they are calculated for; its day was an ordinary Friday.</summary>
    public static readonly DateOnly Session = new(2025, 3, 14);

    /// <summary>An instant at which the prices of <see cref="Session"/> are final.</summary>
    public static readonly DateTimeOffset Evening = new(2025, 3, 14, 22, 0, 0, TimeSpan.Zero);

    /// <summary>The anchor of a chain of so many snapshots, the anchor's included.</summary>
    public static DateOnly AnchorOf(int sessions) => SessionAt(sessions, 0);

    /// <summary>Imports so many portfolios, each with its owner, whose chains have so many sessions up to <see cref="Session"/>.</summary>
    public static async Task<IReadOnlyList<(Guid Owner, Guid Portfolio)>> SeedAsync(CalculationEngine engine, int portfolios, int sessions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(engine);
        List<(Guid Owner, Guid Portfolio)> seeded = [];
        for (var i = 0; i < portfolios; i++)
        {
            var (owner, portfolio) = await engine.ImportedAsync(Csv(i, sessions), cancellationToken, Text(AnchorOf(sessions)));
            var deposit = new CashEntry
            {
                Id = TestIds.Next(),
                PortfolioId = portfolio.Id,
                Date = SessionAt(sessions, 1),
                Kind = CashEntryKind.Deposit,
                Amount = 1_000.25m + i,
                CreatedAt = engine.Time.GetUtcNow(),
            };
            await engine.Database.Get<ICashEntryStore>().AddAsync(owner, deposit, deposit.Date, null, engine.Time.GetUtcNow(), cancellationToken);
            seeded.Add((owner, portfolio.Id));
        }

        return seeded;
    }

    private static string Csv(int i, int sessions) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {Header}
        AAPL,{10 + i},150.25,2024-01-16,PUBLIC,STOCK,,,,,,
        {Tickers[i % Tickers.Length]},5.5,100,2024-02-01,PUBLIC,STOCK,,,,,,
        TSLA,-3,200,2024-03-01,PUBLIC,STOCK,,,,,,
        ,1,12.35,2024-03-15,OPTIONS,CALL,MSFT,450,2035-01-19,CALL,,
        NVDA,4,120.5,{Text(SessionAt(sessions, sessions / 4))},PUBLIC,STOCK,,,,,{Text(SessionAt(sessions, sessions * 3 / 4))},125.75
        CASH_USD,2500,1,2024-01-02,PRIVATE,CASH,,,,,,

        """);

    private static DateOnly SessionAt(int sessions, int index)
    {
        var calendar = TradingCalendar.Nyse;
        return calendar.All[calendar.SessionsBefore(Session) - sessions + 1 + index];
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
