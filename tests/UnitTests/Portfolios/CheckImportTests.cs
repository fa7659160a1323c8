using System.Text;
using App.Core.Imports;
using App.Core.Imports.Brokers;
using App.Core.Market;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Testing;
using Shouldly;
using Support;
using Xunit;

namespace UnitTests.Portfolios;

/// <summary>The form and the file checked together, and the form alone beside a file that was read before.</summary>
public sealed class CheckImportTests : IClassFixture<SqliteFixture>
{
    private static readonly PortfolioForm Form = new("Long haul", "Schwab Taxable", "taxable", "250000", null);

    private readonly TestDatabase _database;
    private readonly IPortfolioStore _portfolios;
    private readonly CheckImport _check;
    private readonly FindAccount _find;

    public CheckImportTests(SqliteFixture fixture)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        _database = fixture.Database;
        _portfolios = _database.Get<IPortfolioStore>();
        _find = new(_portfolios);
        var time = new ManualTime(TestTimes.Now);
        var market = new CollectMarketData([], _database.Get<IMarketDataStore>(), TradingCalendar.Nyse, new TimeOrderedIds(time), time);
        var files = new PreviewFile(new FileImport(), _database.Get<IColumnMappings>(), new EntryPrices(market, _database.Get<IPriceStore>(), TradingCalendar.Nyse, time), time);
        _check = new(files, new TemplateImport(), new PortfolioFormRules(TradingCalendar.Nyse, new OnboardingOptions(), time), _portfolios, time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HandleAsync_FaultsInBoth_AreFoundInOnePass()
    {
        var owner = await _database.AddUserAsync(Token);

        var check = await CheckAsync(owner, Form with { EquityBalance = "-5", AccountType = "checking" }, TemplateCsv.Of(new TemplateRow { Quantity = "nothing" }));

        check.IsReady.ShouldBeFalse();
        check.Errors.Select(error => error.Code).ShouldBe(["ERR_PORT_005", "ERR_PORT_009", "ERR_PORT_008"], ignoreOrder: true);
        check.Reading.ShouldNotBeNull().ErrorCount.ShouldBe(1);
    }

    [Fact]
    public async Task HandleAsync_NoFile_AsksForOneBesideTheFormsFaults()
    {
        var owner = await _database.AddUserAsync(Token);

        var check = await _check.HandleAsync(owner, Form with { PortfolioName = " " }, file: null, Token);

        check.Errors.Select(error => error.Code).ShouldBe(["ERR_PORT_002", "ERR_PORT_007"]);
    }

    [Fact]
    public async Task HandleAsync_FormMendedBesideAFileReadBefore_IsReadyWithThatFile()
    {
        var owner = await _database.AddUserAsync(Token);
        var first = await CheckAsync(owner, Form with { EquityBalance = "much" }, TemplateCsv.Of(new TemplateRow()));
        first.IsReady.ShouldBeFalse();

        var second = await _check.HandleAsync(owner, Form, first.Reading!, Token);

        second.IsReady.ShouldBeTrue();
        second.Reading.ShouldBeSameAs(first.Reading);
        second.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task HandleAsync_FormStillWrongBesideAFileReadBefore_SaysOnlyWhatIsWrong()
    {
        var owner = await _database.AddUserAsync(Token);
        var first = await CheckAsync(owner, Form, TemplateCsv.Of(new TemplateRow()));

        var second = await _check.HandleAsync(owner, Form with { AccountName = string.Empty }, first.Reading!, Token);

        second.IsReady.ShouldBeFalse();
        second.FormErrors.ShouldHaveSingleItem().Field.ShouldBe("Account name");
    }

    [Fact]
    public async Task HandleAsync_AccountNameInUse_IsErrPort001AndCanBeFound()
    {
        var owner = await _database.AddUserAsync(Token);
        var portfolio = new PortfolioBuilder { OwnerId = owner, AccountName = "schwab taxable" }.Build();
        await _portfolios.AddAsync(portfolio, [], null, Token);

        var check = await CheckAsync(owner, Form, TemplateCsv.Of(new TemplateRow()));

        check.FormErrors.ShouldHaveSingleItem().Code.ShouldBe("ERR_PORT_001");
        (await _find.HandleAsync(owner, "  SCHWAB Taxable", Token)).ShouldNotBeNull().Id.ShouldBe(portfolio.Id);
        (await _find.HandleAsync(owner, null, Token)).ShouldBeNull();
        (await _find.HandleAsync(await _database.AddUserAsync(Token), "Schwab Taxable", Token)).ShouldBeNull();
    }

    private async Task<ImportCheck> CheckAsync(Guid owner, PortfolioForm form, string csv)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        return await _check.HandleAsync(owner, form, new UploadedFile("holdings.csv", content), Token);
    }
}
