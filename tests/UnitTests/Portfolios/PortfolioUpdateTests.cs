using System.Globalization;
using System.Text;
using App.Core.Batches;
using App.Core.Calculations;
using App.Core.Imports;
using App.Core.Imports.Brokers;
using App.Core.Market;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Portfolios;

public sealed class SqlitePortfolioUpdateTests(SqliteFixture fixture) : PortfolioUpdateContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresPortfolioUpdateTests(PostgresFixture fixture) : PortfolioUpdateContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>A broker's file of an account that was imported before: found again, compared, replaced, taken back.</summary>
public abstract class PortfolioUpdateContract
{
    private const string November = """
        "Positions for account Roth IRA ...902 as of 04:05 PM ET, 2026/11/02"

        "Symbol","Description","Quantity","Price","Market Value","Cost Basis"
        "AAPL","APPLE INC","10","$200.00","$2,000.00","$1,500.00"
        "MSFT","MICROSOFT CORP","5","$400.00","$2,000.00","$1,900.00"
        "F","FORD MOTOR CO","100","$10.00","$1,000.00","$1,200.00"
        "Account Total","","--","--","$5,000.00","$4,600.00"
        """;

    private const string December = """
        "Positions for account Roth IRA ...902 as of 04:05 PM ET, 2026/11/18"

        "Symbol","Description","Quantity","Price","Market Value","Cost Basis"
        "AAPL","APPLE INC","15","$210.00","$3,150.00","$2,550.00"
        "MSFT","MICROSOFT CORP","5","$410.00","$2,050.00","$1,900.00"
        "KO","COCA COLA CO","20","$70.00","$1,400.00","$1,380.00"
        "Account Total","","--","--","$6,600.00","$5,830.00"
        """;

    private readonly TestDatabase _database;
    private readonly IPortfolioStore _store;
    private readonly CompareAccounts _compare;
    private readonly ImportAccounts _import;
    private readonly UpdatePortfolio _update;
    private readonly UndoImport _undo;
    private readonly CalculationEngine _engine;

    protected PortfolioUpdateContract(DatabaseFixture fixture)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        var time = new ManualTime(new DateTimeOffset(2026, 11, 20, 22, 0, 0, TimeSpan.Zero));
        var ids = new DeterministicIds(time);
        _database = fixture.Database;
        _store = _database.Get<IPortfolioStore>();
        var preview = new PreviewUpdate(_store, ids);
        _compare = new CompareAccounts(_store, preview);
        _update = new UpdatePortfolio(preview, _store, ids, time);
        _import = new ImportAccounts(new PortfolioFormRules(TradingCalendar.Nyse, new OnboardingOptions(), time), _update, _store, ids, time);
        _undo = new UndoImport(_store, time);
        _engine = new CalculationEngine(_database, time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NextMonthsFile_IsKnownAgainComparedAndReplaces()
    {
        var (owner, portfolio) = await ImportedAsync(November);
        var before = await _store.PositionsAsync(owner, portfolio.Id, Token);
        var reading = Read(December);

        var update = (await _compare.HandleAsync(owner, reading, NoChoice, Token))[0];

        update.Portfolio.Id.ShouldBe(portfolio.Id);
        (update.Changes.Added, update.Changes.Changed, update.Changes.Removed, update.Changes.Unchanged).ShouldBe((1, 1, 1, 1));
        (await _store.PositionsAsync(owner, portfolio.Id, Token)).Count.ShouldBe(3, "looking changes nothing");

        var imported = (await ReplaceAsync(owner, reading, update)).Value.ShouldHaveSingleItem();

        (imported.Import!.Added, imported.Import.Changed, imported.Import.Removed, imported.Import.PositionsVersion).ShouldBe((1, 1, 1, 2));
        var after = await _store.PositionsAsync(owner, portfolio.Id, Token);
        after.Select(position => (position.Symbol, position.Quantity, position.EntryPrice)).ShouldBe([("AAPL", 15m, 170m), ("MSFT", 5m, 380m), ("KO", 20m, 69m)]);
        after.Select(position => position.Ordinal).ShouldBe([0, 1, 2]);
        (after[0].Id, after[1].Id).ShouldBe((before[0].Id, before[1].Id));
        (after[0].EntryDate, after[2].EntryDate).ShouldBe((new DateOnly(2026, 11, 2), new DateOnly(2026, 11, 18)));
        (await _store.FindAsync(owner, portfolio.Id, Token))!.PositionsVersion.ShouldBe(2);
    }

    [Fact]
    public async Task TheSameBytes_ChangeNothing()
    {
        var (owner, portfolio) = await ImportedAsync(November);
        var reading = Read(November);

        var update = (await _compare.HandleAsync(owner, reading, NoChoice, Token))[0];
        update.SameFile.ShouldNotBeNull().FileName.ShouldBe("positions.csv");
        update.Changes.IsNothing.ShouldBeTrue();
        var imported = (await ReplaceAsync(owner, reading, update)).Value.ShouldHaveSingleItem();

        imported.Import.ShouldBeNull();
        (await _store.FindAsync(owner, portfolio.Id, Token))!.PositionsVersion.ShouldBe(1);
        await using var db = _database.NewContext();
        (await db.Imports.CountAsync(row => row.PortfolioId == portfolio.Id, Token)).ShouldBe(1);
    }

    [Fact]
    public async Task TheSameBytes_AfterAProgramChangedAPosition_BringItBackAndTheImportCannotBeUndone()
    {
        var (owner, portfolio) = await ImportedAsync(November);
        var stored = await _store.PositionsAsync(owner, portfolio.Id, Token);
        var patch = new PositionPatch(new Dictionary<string, string?> { ["quantity"] = "11" });
        (await new ChangePositions(_database.Get<IPositionBulkStore>(), _database.Get<IUnitOfWork>(), TimeProvider.System).ChangeAsync(owner, stored[0].Id, patch, 1, Token)).Value.Version.ShouldBe(2);

        (await _undo.HandleAsync(owner, portfolio.Id, Token)).Error.Code.ShouldBe("ERR_PORT_016");
        var update = (await _compare.HandleAsync(owner, Read(November), NoChoice, Token))[0];
        (update.SameFile, update.Changes.Changed).ShouldBe((null, 1));
        (await ReplaceAsync(owner, Read(November), update)).IsSuccess.ShouldBeTrue();

        (await _store.PositionsAsync(owner, portfolio.Id, Token)).Select(position => (position.LotKey, position.Quantity)).ShouldBe(stored.Select(position => (position.LotKey, position.Quantity)));
    }

    [Fact]
    public async Task Undo_BringsBackExactlyWhatWas_Once()
    {
        var (owner, portfolio) = await ImportedAsync(November);
        var before = await _store.PositionsAsync(owner, portfolio.Id, Token);
        var update = (await _compare.HandleAsync(owner, Read(December), NoChoice, Token))[0];
        await ReplaceAsync(owner, Read(December), update);

        var undone = (await _undo.HandleAsync(owner, portfolio.Id, Token)).Value;

        (undone.IsDeleted, undone.Import.Added).ShouldBe((false, 1));
        (await _store.PositionsAsync(owner, portfolio.Id, Token)).ShouldBeEquivalentTo(before);
        (await _undo.HandleAsync(owner, portfolio.Id, Token)).Error.Code.ShouldBe("ERR_PORT_016");
        (await _compare.HandleAsync(owner, Read(November), NoChoice, Token))[0].SameFile.ShouldNotBeNull("the first import stands again");
        (await _compare.HandleAsync(owner, Read(December), NoChoice, Token))[0].Changes.Added.ShouldBe(1, "what was undone can be imported again");
    }

    [Fact]
    public async Task Undo_OfTheImportThatMadeThePortfolio_TakesItWithIt()
    {
        var (owner, portfolio) = await ImportedAsync(November);

        (await _undo.HandleAsync(owner, portfolio.Id, Token)).Value.IsDeleted.ShouldBeTrue();

        (await _store.FindAsync(owner, portfolio.Id, Token)).ShouldBeNull();
        (await _compare.HandleAsync(owner, Read(November), NoChoice, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task AnotherOwner_NeitherFindsNorReplacesNorUndoes()
    {
        var (_, portfolio) = await ImportedAsync(November);
        var other = await _database.AddUserAsync(Token);

        (await _compare.HandleAsync(other, Read(December), NoChoice, Token)).ShouldBeEmpty();
        (await _import.HandleAsync(other, Read(December), [new AccountChoice(0, Empty, portfolio.Id)], Token)).Errors.ShouldHaveSingleItem().Code.ShouldBe("ERR_PORT_012");
        (await _undo.HandleAsync(other, portfolio.Id, Token)).Error.Code.ShouldBe("ERR_PORT_012");
    }

    [Fact]
    public async Task APortfolioChangedMeanwhile_IsNotReplaced()
    {
        var (owner, portfolio) = await ImportedAsync(November);
        var stale = (await _compare.HandleAsync(owner, Read(December), NoChoice, Token))[0];
        await ReplaceAsync(owner, Read(December), stale);

        var second = await ReplaceAsync(owner, Read(November.Replace("\"100\"", "\"90\"", StringComparison.Ordinal)), stale);

        second.Errors.ShouldHaveSingleItem().Code.ShouldBe("ERR_PORT_015");
        (await _store.PositionsAsync(owner, portfolio.Id, Token)).Select(position => position.Symbol).ShouldBe(["AAPL", "MSFT", "KO"]);
    }

    [Fact]
    public async Task EightConfirmationsAtOnce_ReplaceOnce()
    {
        var (owner, portfolio) = await ImportedAsync(November);
        var update = (await _compare.HandleAsync(owner, Read(December), NoChoice, Token))[0];

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ReplaceAsync(owner, Read(December), update), Token)));

        results.Count(result => result.IsSuccess && result.Value[0].Import is not null).ShouldBe(1);
        results.Where(result => !result.IsSuccess).ShouldAllBe(result => result.Error.Code == "ERR_PORT_015");
        (await _store.FindAsync(owner, portfolio.Id, Token))!.PositionsVersion.ShouldBe(2);
        (await _store.PositionsAsync(owner, portfolio.Id, Token)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task ReplacingTwoAccountsOfWhichOneFails_ReplacesNeither()
    {
        var (owner, portfolio) = await ImportedAsync(November);
        var two = Read(November.Replace("\"100\"", "\"90\"", StringComparison.Ordinal) + "\n\n" + December.Replace("Roth IRA ...902", "Joint ...417", StringComparison.Ordinal));

        var result = await _import.HandleAsync(owner, two, [new AccountChoice(0, Empty, portfolio.Id), new AccountChoice(1, Empty with { AccountType = "none" })], Token);

        result.Errors.ShouldHaveSingleItem().Code.ShouldBe("ERR_PORT_009");
        (await _store.PositionsAsync(owner, portfolio.Id, Token)).Single(position => position.Symbol == "F").Quantity.ShouldBe(100);
    }

    /// <summary>A file that hits a fault half way leaves everything as it was, the run that was going on included.</summary>
    [Fact]
    public async Task AFaultWhileReplacing_LeavesEverythingAsItWas()
    {
        var (owner, portfolio) = await ImportedAsync(November);
        var before = await _store.PositionsAsync(owner, portfolio.Id, Token);
        var changes = new HoldingsComparison(portfolio.Id, new DeterministicIds(TimeProvider.System), listsAll: false).Compare(before, FileHoldings.Of(Read(December), Read(December).Accounts[0]).Drafts);
        var twice = new PositionChanges { Items = [.. changes.Items, changes.Items[2]] };
        var import = new ImportRecord { Id = TestIds.Next(), PortfolioId = portfolio.Id, FileName = "a.csv", TotalRows = 3, ImportedAt = TestTimes.Now, PositionsVersion = 2 };

        await Should.ThrowAsync<Exception>(() => _store.SaveAsync(owner, [], [new PositionReplacement(portfolio.Id, 1, twice, import, null) { AsOf = TestTimes.Session }], Token));

        (await _store.PositionsAsync(owner, portfolio.Id, Token)).ShouldBeEquivalentTo(before);
        (await _store.FindAsync(owner, portfolio.Id, Token))!.PositionsVersion.ShouldBe(1);
        (await _undo.HandleAsync(owner, portfolio.Id, Token)).Value.IsDeleted.ShouldBeTrue("the first import is still the last");
    }

    [Fact]
    public async Task Replacing_StopsARunAndStartsFromTheNewPositions()
    {
        var (owner, portfolio) = await ImportedAsync(November);
        await _engine.CalculatedAsync(owner, portfolio.Id, Token);
        var run = (await _engine.Start.HandleAsync(new CalculationRequest(owner, portfolio.Id), Token)).Value;
        var update = (await _compare.HandleAsync(owner, Read(December), NoChoice, Token))[0];

        await ReplaceAsync(owner, Read(December), update);

        (await _engine.RunAsync(owner, portfolio.Id, run.Id, Token)).Status.ShouldBe(RunStatus.Cancelled);
        (await _engine.Overview.HandleAsync(owner, portfolio.Id, Token)).Value.Exposures.ShouldBeNull("figures of positions that are no more are not shown");
        (await _engine.CalculatedAsync(owner, portfolio.Id, Token)).Status.ShouldBe(RunStatus.Completed);
        var overview = (await _engine.Overview.HandleAsync(owner, portfolio.Id, Token)).Value;
        overview.Positions.ShouldAllBe(position => position.Value != null);
        overview.Equity!.LongCount.ShouldBe(3);
        overview.Equity.Cash.ShouldBe(Math.Max(0, overview.Equity.Equity - overview.Exposures!.Totals.Net));
    }

    /// <summary>Equity goes on from where it was: what was bought and sold in between is no profit and leaves no residual.</summary>
    [Fact]
    public async Task Replacing_LeavesTheChainOfEquityWhole()
    {
        var (owner, portfolio) = await ImportedAsync(November);
        await _engine.CalculatedAsync(owner, portfolio.Id, Token, new DateOnly(2026, 11, 17));
        var update = (await _compare.HandleAsync(owner, Read(December.Replace("2026/11/18", "2026/11/17", StringComparison.Ordinal)), NoChoice, Token))[0];
        await ReplaceAsync(owner, Read(December.Replace("2026/11/18", "2026/11/17", StringComparison.Ordinal)), update);

        await _engine.CalculatedAsync(owner, portfolio.Id, Token);

        var snapshots = await _engine.SnapshotsAsync(owner, portfolio.Id, Token);
        snapshots.Count.ShouldBe(15, "2 to 20 November 2026");
        snapshots.ShouldAllBe(snapshot => Math.Abs(snapshot.Residual) < .005m);
        foreach (var (previous, next) in snapshots.Zip(snapshots.Skip(1)))
        {
            next.OpeningEquity.ShouldBe(previous.Equity);
        }

        var (last, first) = (snapshots.Single(each => each.Session == new DateOnly(2026, 11, 17)), snapshots.Single(each => each.Session == new DateOnly(2026, 11, 18)));
        Math.Abs(first.Equity - last.Equity).ShouldBeLessThan(.2m * last.Equity, "the shares bought are not profit");
        (last.PositionsVersion, first.PositionsVersion).ShouldBe((1, 2));
    }

    [Theory]
    [InlineData("Roth IRA ...902", "Roth IRA ...902", true)]
    [InlineData("Roth IRA ...902", "My renamed IRA ...902", true)]
    [InlineData("Roth IRA ...902", "Roth IRA ...7902", true)]
    [InlineData("Roth IRA ...902", "Roth IRA ...903", false)]
    [InlineData("Roth IRA ...902", "Joint ...417", false)]
    public async Task AnAccount_IsKnownByItsNumber(string first, string next, bool isKnown)
    {
        var (owner, _) = await ImportedAsync(November.Replace("Roth IRA ...902", first, StringComparison.Ordinal));

        (await _compare.HandleAsync(owner, Read(December.Replace("Roth IRA ...902", next, StringComparison.Ordinal)), NoChoice, Token)).Count.ShouldBe(isKnown ? 1 : 0);
    }

    [Fact]
    public async Task ATableWithoutANumber_IsKnownByWhatItHolds()
    {
        const string Table = "Ticker,Shares,Average Cost\nAAPL,10,150\nMSFT,5,380\nF,100,12\n";
        var (owner, portfolio) = await ImportedAsync(Table);

        (await _compare.HandleAsync(owner, Read(Table.Replace("F,100,12", "KO,20,69", StringComparison.Ordinal)), NoChoice, Token))[0].Portfolio.Id.ShouldBe(portfolio.Id);
        (await _compare.HandleAsync(owner, Read("Ticker,Shares,Average Cost\nSPY,10,150\nQQQ,5,380\nAAPL,1,1\n"), NoChoice, Token)).ShouldBeEmpty();
        (await _compare.HandleAsync(owner, Read("Ticker,Shares,Average Cost\nSPY,10,150\n"), new Dictionary<int, Guid?> { [0] = portfolio.Id }, Token))[0].Changes.Removed.ShouldBe(3);
    }

    [Fact]
    public async Task TheTemplate_ReplacesByDayOfEntryAndClosesPositions()
    {
        var (owner, portfolio) = await ImportedAsync(November);
        var csv = Encoding.UTF8.GetBytes("Symbol,Quantity,Entry Price Per Share,Entry Date,Exit Date,Exit Price Per Share\nAAPL,10,150,2026-11-02,,\nF,100,12,2026-11-02,2026-11-10,13\n");
        var holdings = FileHoldings.Of(new TemplateImport().Read(csv, "mine.csv", new DateOnly(2026, 11, 20), Token));

        var imported = (await _update.HandleAsync(owner, portfolio.Id, holdings, positionsVersion: 1, Token)).Value;

        (imported.Changes!.Changed, imported.Changes.Removed, imported.Changes.Unchanged).ShouldBe((1, 1, 1));
        (await _store.PositionsAsync(owner, portfolio.Id, Token))[1].ExitPrice.ShouldBe(13);
        (await _store.FindAsync(owner, portfolio.Id, Token))!.Source!.Number.ShouldBe("…902", "the template does not say whose it is");
    }

    private static IReadOnlyDictionary<int, Guid?> NoChoice => new Dictionary<int, Guid?>();

    private static PortfolioForm Empty => new(null, null, null, null);

    private async Task<(Guid Owner, Portfolio Portfolio)> ImportedAsync(string csv)
    {
        var owner = await _database.AddUserAsync(Token);
        var result = await _import.HandleAsync(owner, Read(csv), [new AccountChoice(0, Empty with { EquityBalance = "10000", EquityAsOf = "2026-11-02" })], Token);
        return (owner, result.Value.ShouldHaveSingleItem().Portfolio);
    }

    private Task<App.Core.Results.Result<IReadOnlyList<ImportedPortfolio>>> ReplaceAsync(Guid owner, BrokerReading reading, PortfolioUpdate update) =>
        _import.HandleAsync(owner, reading, [new AccountChoice(0, Empty, update.Portfolio.Id, update.Portfolio.PositionsVersion)], Token);

    private static BrokerReading Read(string csv) =>
        new FileImport().Read(Encoding.UTF8.GetBytes(csv), "positions.csv", new BrokerImportOptions { Today = new DateOnly(2026, 11, 20) }, Token)
            .ShouldBeOfType<FileReading.Broker>(csv[..Math.Min(csv.Length, 60)].ToString(CultureInfo.InvariantCulture)).Reading;
}
