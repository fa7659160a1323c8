using System.Globalization;
using System.Text;
using App.Core.Market;
using App.Core.Portfolios;
using App.Core.Snapshots;
using App.Data.Providers;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Support;
using Xunit;

namespace UnitTests.Snapshots;

public sealed class SqliteLedgerDatabaseTests() : LedgerDatabaseContract(DatabaseProvider.Sqlite);

public sealed class PostgresLedgerDatabaseTests() : LedgerDatabaseContract(DatabaseProvider.Postgres);

/// <summary>The reference ledger through the whole product: imported, priced, recorded, calculated, and read back from the snapshots.</summary>
/// <remarks>
/// The holdings of the start come from a file, what is paid in, earned and charged from the owner's records. Trades have no use case yet: what is sold is a lot of the
/// file whose row gets the day and the price of its exit, and what is bought a row of its own.
/// </remarks>
public abstract class LedgerDatabaseContract(DatabaseProvider provider)
{
    private static readonly DateTimeOffset Evening = new(2024, 11, 29, 22, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // the days are there already when the owner comes to record what was paid in
    public async Task Chain_OfTheReferenceLedger_MatchesEverySnapshot(bool isRecordedAfterwards)
    {
        var prices = ReferenceData.Rows("vectors/ledger/prices.csv");
        var expected = ReferenceData.Rows("vectors/ledger/expected_snapshots.csv");
        var lots = ReferenceLedger.Lots(prices);
        await using var database = await TestDatabase.CreateAsync(provider, Token);
        var engine = new CalculationEngine(database, new ManualTime(Evening), null, SourceOf(prices));
        var (owner, portfolio) = await ImportedAsync(engine, lots, expected[0]);
        await TradeAsync(database, portfolio, lots);

        if (isRecordedAfterwards)
        {
            (await engine.CalculatedAsync(owner, portfolio, Token)).ErrorMessage.ShouldBeNull();
        }

        await RecordAsync(engine, owner, portfolio);
        (await engine.ExecutedAsync(owner, portfolio, Token)).ErrorMessage.ShouldBeNull();

        var chain = await engine.SnapshotsAsync(owner, portfolio, Token);
        chain.Count.ShouldBe(expected.Count);
        foreach (var (snapshot, row) in chain.Zip(expected))
        {
            ShouldMatch(snapshot, row);
            ShouldCount(snapshot, lots, prices);
        }

        (await new VerifySnapshots(database.Get<ISnapshotStore>(), TradingCalendar.Nyse).HandleAsync(portfolio, Token)).Value.Faults.ShouldBeEmpty();
    }

    // Money to the last digit, which is more than to the cent; returns to twelve places.
    private static void ShouldMatch(PortfolioSnapshot snapshot, ReferenceRow row)
    {
        var name = $"{snapshot.Session}";
        snapshot.Session.ShouldBe(row.Date("date"));
        snapshot.OpeningEquity.ShouldBe(row.Decimal("opening_equity"), name);
        snapshot.Equity.ShouldBe(row.Decimal("closing_equity"), name);
        snapshot.Cash.ShouldBe(row.Decimal("cash"), name);
        snapshot.LongValue.ShouldBe(row.Decimal("long_mv"), name);
        snapshot.ShortValue.ShouldBe(row.Decimal("short_mv"), name);
        snapshot.Gross.ShouldBe(row.Decimal("gross"), name);
        snapshot.Net.ShouldBe(row.Decimal("net"), name);
        snapshot.Flows.ShouldBe(row.Decimal("external_flow"), name);
        snapshot.Income.ShouldBe(row.Decimal("commission") + row.Decimal("income_and_fees"), name);
        snapshot.DayPnl.ShouldBe(row.Decimal("total_pnl"), name);
        snapshot.DayReturn!.Value.ShouldBe((double)row.Decimal("daily_twr_flow_at_start"), 5e-13, name);
        snapshot.CumulativeReturn!.Value.ShouldBe((double)row.Decimal("cumulative_twr"), 5e-13, name);
        snapshot.Residual.ShouldBe(0, name);
    }

    // What the reference does not list follows from its trades and prices: who is held at the close, and what those made that left.
    private static void ShouldCount(PortfolioSnapshot snapshot, List<(string Symbol, LedgerPosition Position)> lots, IReadOnlyList<ReferenceRow> prices)
    {
        var held = lots.Where(lot => lot.Position.IsHeldAt(snapshot.Session)).ToList();
        (snapshot.PositionCount, snapshot.LongCount, snapshot.ShortCount).ShouldBe(
            (held.Count, held.Count(lot => lot.Position.Quantity > 0), held.Count(lot => lot.Position.Quantity < 0)), $"{snapshot.Session}");
        var today = prices.Single(row => row.Date("date") == snapshot.Session);
        var before = prices.LastOrDefault(row => row.Date("date") < snapshot.Session);
        snapshot.Realised.ShouldBe(
            lots.Where(lot => lot.Position.ExitDate == snapshot.Session).Sum(lot => lot.Position.Quantity * (today.Decimal(lot.Symbol) - before!.Decimal(lot.Symbol))), $"{snapshot.Session}");
    }

    private static ScriptedSource SourceOf(IReadOnlyList<ReferenceRow> prices)
    {
        var source = new ScriptedSource("Reference");
        foreach (var symbol in ReferenceData.Rows("vectors/ledger/holdings_start.csv").Select(row => row["symbol"]))
        {
            source.Has(symbol, [.. prices.Select(row => ScriptedSource.Bar(row.Date("date"), row.Decimal(symbol)))]);
        }

        return source;
    }

    private static async Task<(Guid Owner, Guid Portfolio)> ImportedAsync(CalculationEngine engine, List<(string Symbol, LedgerPosition Position)> lots, ReferenceRow first)
    {
        var csv = new StringBuilder("Symbol,Quantity,Entry Price Per Share,Entry Date\n");
        foreach (var (index, (symbol, lot)) in lots.Index().Where(each => IsOfTheStart(each.Item.Position)))
        {
            csv.Append(CultureInfo.InvariantCulture, $"{symbol},{lot.Quantity},1,{EntryOf(index):yyyy-MM-dd}\n");
        }

        var (owner, portfolio) = await engine.ImportedAsync(csv.ToString(), Token, first["date"], first["closing_equity"]);
        portfolio.EquityBalance.ShouldBe(first.Decimal("closing_equity"));
        return (owner, portfolio.Id);
    }

    private static async Task TradeAsync(TestDatabase database, Guid portfolio, List<(string Symbol, LedgerPosition Position)> lots)
    {
        await using var db = database.NewContext();
        foreach (var (index, (symbol, lot)) in lots.Index())
        {
            if (!IsOfTheStart(lot))
            {
                db.Positions.Add(new PositionBuilder
                {
                    PortfolioId = portfolio,
                    Ordinal = 100 + index,
                    Symbol = symbol,
                    Quantity = lot.Quantity,
                    EntryDate = lot.EntryDate,
                    EntryPrice = lot.EntryPrice,
                    Subtype = null,
                }.Build());
            }
            else if (lot.ExitDate is { } exit)
            {
                var entry = EntryOf(index);
                (await db.Positions.Where(position => position.PortfolioId == portfolio && position.Symbol == symbol && position.EntryDate == entry).ExecuteUpdateAsync(
                    set => set.SetProperty(position => position.ExitDate, exit).SetProperty(position => position.ExitPrice, lot.ExitPrice), Token)).ShouldBe(1);
            }
        }

        await db.SaveChangesAsync(Token);
    }

    private static async Task RecordAsync(CalculationEngine engine, Guid owner, Guid portfolio)
    {
        foreach (var entry in ReferenceLedger.Cash())
        {
            (await engine.Cash.AddAsync(owner, portfolio, new CashEntryForm(entry.Date, entry.Kind, entry.Amount), Token)).Errors.ShouldBeEmpty($"{entry.Date}");
        }
    }

    // Two lots of a symbol are told apart by their day.
    private static DateOnly EntryOf(int index) => new DateOnly(2020, 1, 2).AddDays(index);

    private static bool IsOfTheStart(in LedgerPosition lot) => lot.EntryDate < new DateOnly(2024, 6, 3);
}
