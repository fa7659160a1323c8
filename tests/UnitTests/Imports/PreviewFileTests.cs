using System.Text;
using App.Core.Imports;
using App.Core.Imports.Brokers;
using App.Core.Market;
using App.Core.Market.Sample;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Imports;

public sealed class SqlitePreviewFileTests(SqliteFixture fixture) : PreviewFileContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresPreviewFileTests(PostgresFixture fixture) : PreviewFileContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>What reading a file owes to what is stored: columns chosen before, and prices of the day of entry.</summary>
public abstract class PreviewFileContract
{
    private const string Depot = "Papier;Kennung;Menge;Letzter;Insgesamt;Bezahlt\nApfel;AAPL;10;200,50;2.005,00;1.500,00\nKohle;KO;20;70,00;1.400,00;1.300,00\n";
    private const string Plan = "\"Positions for account Roth IRA ...902 as of 04:05 PM ET, 2026/11/02\"\n\n\"Symbol\",\"Description\",\"Quantity\",\"Price\",\"Market Value\",\"Cost Basis\"\n"
        + "\"AAPL\",\"APPLE INC\",\"10\",\"$200.00\",\"$2,000.00\",\"N/A\"\n\"MSFT\",\"MICROSOFT CORP\",\"5\",\"$400.00\",\"$2,000.00\",\"$1,900.00\"\n\"Account Total\",\"\",\"--\",\"--\",\"$4,000.00\",\"--\"\n";

    private static readonly Dictionary<PositionField, int> Chosen = new()
    {
        [PositionField.Description] = 0,
        [PositionField.Symbol] = 1,
        [PositionField.Quantity] = 2,
        [PositionField.Price] = 3,
        [PositionField.Value] = 4,
        [PositionField.TotalCost] = 5,
    };

    private readonly DateOnly _today = new(2026, 11, 20);
    private readonly TestDatabase _database;
    private readonly PreviewFile _preview;
    private readonly ImportAccounts _import;
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 11, 20, 22, 0, 0, TimeSpan.Zero));

    protected PreviewFileContract(DatabaseFixture fixture)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        _database = fixture.Database;
        _preview = PreviewOver(new SampleMarket());
        var (portfolios, ids) = (_database.Get<IPortfolioStore>(), new DeterministicIds(_time));
        var update = new UpdatePortfolio(new PreviewUpdate(portfolios, ids), portfolios, ids, _time);
        _import = new ImportAccounts(new PortfolioFormRules(TradingCalendar.Nyse, new OnboardingOptions(), _time), update, portfolios, ids, _time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ColumnsThatWereImportedWith_AreTakenForTheNextSuchFile()
    {
        var owner = await _database.AddUserAsync(Token);
        (await ReadAsync(owner, Depot, new())).ShouldBeOfType<FileReading.Unknown>();
        var first = (await ReadAsync(owner, Depot, new() { Columns = new ColumnChoice(null, Chosen) })).ShouldBeOfType<FileReading.Broker>().Reading;
        await _import.HandleAsync(owner, first, [new AccountChoice(0, new PortfolioForm("Depot", "Depot", "taxable", null))], Token);

        var next = (await ReadAsync(owner, "Stand gestern\n" + Depot.Replace(";20;", ";25;", StringComparison.Ordinal), new())).ShouldBeOfType<FileReading.Broker>().Reading;

        next.Accounts[0].Positions.Select(position => position.Draft!.EntryPrice).ShouldBe([150m, 52m], "the cost is read as it was chosen");
        next.Warnings.ShouldContain(warning => warning.Message.Contains("as you chose them", StringComparison.Ordinal));
        (await ReadAsync(await _database.AddUserAsync(Token), Depot, new())).ShouldBeOfType<FileReading.Unknown>("another's choice is not ours");
        (await ReadAsync(owner, Depot.Replace("Menge", "Stueck", StringComparison.Ordinal), new())).ShouldBeOfType<FileReading.Unknown>("another table");
    }

    [Fact]
    public async Task AChoiceMadeAnew_TakesThePlaceOfTheOneBefore()
    {
        var owner = await _database.AddUserAsync(Token);
        foreach (var cost in new[] { PositionField.TotalCost, PositionField.CostPerShare })
        {
            var columns = Chosen.Where(each => each.Key != PositionField.TotalCost).Append(new(cost, 5)).ToDictionary();
            var reading = ((FileReading.Broker)await ReadAsync(owner, Depot, new() { Columns = new ColumnChoice(1, columns) })).Reading;
            await _import.HandleAsync(owner, reading, [new AccountChoice(0, new PortfolioForm($"Depot {cost}", $"Depot {cost}", "taxable", null))], Token);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        var next = ((FileReading.Broker)await ReadAsync(owner, Depot, new())).Reading;

        next.Columns!.ColumnOf(PositionField.CostPerShare).ShouldBe(5);
        next.Columns.Has(PositionField.TotalCost).ShouldBeFalse();
    }

    [Fact]
    public async Task WithoutACost_TheEntryPriceIsTheMarketsOfTheDayOfEntry()
    {
        var owner = await _database.AddUserAsync(Token);
        var day = new DateOnly(2026, 9, 13);

        var onItsDay = ((FileReading.Broker)await ReadAsync(owner, Plan, new())).Reading.Accounts[0].Positions;
        var earlier = ((FileReading.Broker)await ReadAsync(owner, Plan, new() { EntryDate = day })).Reading.Accounts[0].Positions;

        onItsDay[0].Draft!.EntryPrice.ShouldBe(200m, "the file's own price is of its day");
        var bars = (await _database.Get<IPriceStore>().LoadAsync(["AAPL"], new DateOnly(2026, 9, 8), day, Token))["AAPL"];
        earlier[0].Draft!.EntryPrice.ShouldBe(Math.Round(bars.Closes[^1], 8), "a Sunday takes Friday's close");
        earlier[0].Draft!.IsEntryPriceEstimated.ShouldBeTrue();
        earlier[0].Notes.ShouldContain(note => note.Contains("close of 11 Sep 2026", StringComparison.Ordinal));
        earlier[1].Draft!.EntryPrice.ShouldBe(380m, "what the file says stays");
    }

    [Fact]
    public async Task APriceThatIsNotToBeHad_LeavesTheFilesAndSaysSo()
    {
        var owner = await _database.AddUserAsync(Token);
        var file = Plan.Replace("AAPL", "ZZZNONE", StringComparison.Ordinal);

        var position = ((FileReading.Broker)await ReadAsync(owner, file, new() { EntryDate = new DateOnly(1980, 1, 2) })).Reading.Accounts[0].Positions[0];

        position.Draft!.EntryPrice.ShouldBe(200m);
        position.Notes.ShouldContain(note => note.Contains("no market price of 2 Jan 1980", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ManySymbolsWithoutACost_AreAskedForInOneCallAndUnknownOnesOnce()
    {
        var owner = await _database.AddUserAsync(Token);
        var entry = new DateOnly(2026, 10, 15);
        var source = new ScriptedSource("One").HasFlat("BATCHA", new DateOnly(2025, 1, 2), _today, 55m);
        var preview = PreviewOver(source);
        var file = PlanOf("BATCHA", "BATCHB", "BATCHC");

        foreach (var _ in Enumerable.Range(0, 3))
        {
            var positions = (await ReadAsync(preview, owner, file, entry)).Accounts[0].Positions;
            positions.Select(position => position.Draft!.EntryPrice).ShouldBe([55m, 200m, 200m]);
            positions[1].Notes.ShouldContain(note => note.Contains("no market price of 15 Oct 2026", StringComparison.Ordinal));
        }

        source.Calls.ShouldHaveSingleItem().ShouldBe(["BATCHA", "BATCHB", "BATCHC"], ignoreOrder: true);
    }

    [Fact]
    public async Task SourceThatHangs_IsGivenTenSecondsAndThenAMinutesRest()
    {
        var owner = await _database.AddUserAsync(Token);
        var entry = new DateOnly(2026, 10, 15);
        var asked = new TaskCompletionSource();
        var source = new ScriptedSource("One").HasFlat("HANGA", new DateOnly(2025, 1, 2), _today, 55m).HasFlat("HANGB", new DateOnly(2025, 1, 2), _today, 66m);
        source.Before = async (request, token) =>
        {
            if (request.Symbol == "HANGB")
            {
                asked.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            }
        };
        var preview = PreviewOver(source);
        var file = PlanOf("HANGA", "HANGB");
        var reading = ReadAsync(preview, owner, file, entry);
        await asked.Task.WaitAsync(Token);
        _time.Advance(TimeSpan.FromSeconds(9));
        reading.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));

        (await reading).Accounts[0].Positions.Select(position => position.Draft!.EntryPrice).ShouldBe([55m, 200m], "what came in time counts");
        source.Before = null;
        (await ReadAsync(preview, owner, file, entry)).Accounts[0].Positions[1].Draft!.EntryPrice.ShouldBe(200m);
        source.Calls.Count.ShouldBe(1, "left alone");
        _time.Advance(TimeSpan.FromMinutes(1));
        (await ReadAsync(preview, owner, file, entry)).Accounts[0].Positions[1].Draft!.EntryPrice.ShouldBe(66m);
    }

    private static string PlanOf(params string[] symbols) =>
        "\"Positions for account Roth IRA ...902 as of 04:05 PM ET, 2026/11/02\"\n\n\"Symbol\",\"Description\",\"Quantity\",\"Price\",\"Market Value\",\"Cost Basis\"\n"
        + string.Concat(symbols.Select(symbol => $"\"{symbol}\",\"{symbol} INC\",\"10\",\"$200.00\",\"$2,000.00\",\"N/A\"\n"))
        + $"\"Account Total\",\"\",\"--\",\"--\",\"${2_000 * symbols.Length:N2}\",\"--\"\n";

    private static async Task<BrokerReading> ReadAsync(PreviewFile preview, Guid owner, string csv, DateOnly entry)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        return ((FileReading.Broker)await preview.HandleAsync(owner, content, "file.csv", new ReadingChoices { EntryDate = entry }, Token)).Reading;
    }

    private async Task<FileReading> ReadAsync(Guid owner, string csv, ReadingChoices choices)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        return await _preview.HandleAsync(owner, content, "file.csv", choices, Token);
    }

    private PreviewFile PreviewOver(IMarketDataSource source)
    {
        var prices = _database.Get<IPriceStore>();
        var market = new CollectMarketData([source], _database.Get<IMarketDataStore>(), TradingCalendar.Nyse, new TimeOrderedIds(_time), _time);
        return new PreviewFile(new FileImport(), _database.Get<IColumnMappings>(), new EntryPrices(market, prices, TradingCalendar.Nyse, _time), _time);
    }
}
