using App.Core.Batches;
using App.Core.Market;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Core.Results;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Batches;

public sealed class SqliteCreatePortfoliosTests(SqliteFixture fixture) : CreatePortfoliosContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresCreatePortfoliosTests(PostgresFixture fixture) : CreatePortfoliosContract(fixture), IClassFixture<PostgresFixture>;

public abstract class CreatePortfoliosContract(DatabaseFixture fixture)
{
    private static readonly ManualTime Time = new(TestTimes.Now);

    private readonly TestDatabase _database = fixture.Database;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HandleAsync_AHundred_AreStoredInTheirOrder()
    {
        var owner = await _database.AddUserAsync(Token);
        List<PortfolioItem> items = [.. Enumerable.Range(0, 100).Select(i => new PortfolioItem($"Book {99 - i}", Version: $"{i + 1}"))];

        var made = (await CreateAsync(owner, items)).Value;

        made.Select(portfolio => (portfolio.Name, portfolio.Version)).ShouldBe(items.Select((item, i) => (item.Name!, i + 1)));
        var store = _database.Get<IPortfolioStore>();
        var stored = await store.ListAsync(owner, false, 500, 0, Token);
        stored.Total.ShouldBe(100);
        stored.Items.Select(each => each.Portfolio.Id).Order().ShouldBe(made.Select(portfolio => portfolio.Id).Order());
        var one = (await store.FindAsync(owner, made[7].Id, Token))!;
        (one.Name, one.Version, one.AccountName, one.EquityBalance, one.Source, one.CreatedAt).ShouldBe(("Book 92", 8, "Book 92", 0m, null, TestTimes.Now));
    }

    [Fact]
    public async Task HandleAsync_NoneOrTooMany_IsRefused()
    {
        var owner = await _database.AddUserAsync(Token);

        (await CreateAsync(owner, [])).Error.Code.ShouldBe("ERR_BULK_001");
        (await CreateAsync(owner, [.. Enumerable.Range(0, 101).Select(i => new PortfolioItem($"Book {i}"))])).Error.Message.ShouldContain("101");

        (await CountAsync(owner)).ShouldBe(0);
    }

    [Fact]
    public async Task HandleAsync_NamesOrAccountsDoubled_NamesThemAll()
    {
        var owner = await _database.AddUserAsync(Token);

        var errors = (await CreateAsync(owner, [new("One"), new("Two"), new(" oNE "), new("Three", AccountName: "two"), new("E\u0301"), new("é")])).Errors;

        errors.Select(error => (error.Code, error.Field, string.Join(",", (IReadOnlyList<int>)error.Details["indexes"]!)))
            .ShouldBe([("ERR_BULK_003", "name", "0,2"), ("ERR_BULK_003", "name", "4,5"), ("ERR_BULK_003", "account_name", "1,3")]);
        (await CountAsync(owner)).ShouldBe(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(49)]
    [InlineData(99)]
    public async Task HandleAsync_OneItemInvalid_StoresNone(int index)
    {
        var owner = await _database.AddUserAsync(Token);
        List<PortfolioItem> items = [.. Enumerable.Range(0, 100).Select(i => new PortfolioItem(i == index ? "a*b" : $"Book {i}"))];

        var errors = (await CreateAsync(owner, items)).Errors;

        errors.Select(error => (error.Code, error.Details["index"], error.Details["value"])).ShouldBe([("ERR_BULK_004", (object?)index, (object?)"a*b")]);
        (await CountAsync(owner)).ShouldBe(0);
    }

    [Fact]
    public async Task HandleAsync_NameTakenAtEachIndex_StoresNone()
    {
        var owner = await _database.AddUserAsync(Token);
        (await CreateAsync(owner, [new("Été", AccountName: "Konto")])).IsSuccess.ShouldBeTrue();
        for (var index = 0; index < 10; index++)
        {
            foreach (var (taken, field) in new[] { (new PortfolioItem("éTÉ "), "name"), (new PortfolioItem("Other", AccountName: "KONTO"), "account_name") })
            {
                List<PortfolioItem> items = [.. Enumerable.Range(0, 10).Select(i => i == index ? taken : new PortfolioItem($"Book {i}"))];

                var error = (await CreateAsync(owner, items)).Errors.ShouldHaveSingleItem();

                (error.Code, error.Field, error.Details["index"]).ShouldBe(("ERR_BULK_005", field, index));
            }
        }

        (await CountAsync(owner)).ShouldBe(1);
    }

    [Fact]
    public async Task HandleAsync_NameOfAnotherOwnerOrOfADeletedPortfolio_IsFree()
    {
        var (owner, other) = (await _database.AddUserAsync(Token), await _database.AddUserAsync(Token));
        var first = (await CreateAsync(owner, [new("Same"), new("Stays")])).Value[0];
        (await CreateAsync(other, [new("Same")])).IsSuccess.ShouldBeTrue();
        await _database.Get<IPortfolioStore>().DeleteAsync(owner, first.Id, TestTimes.Now, Token);

        var again = (await CreateAsync(owner, [new("Same")])).Value[0];

        again.Id.ShouldNotBe(first.Id);
        (await CountAsync(owner)).ShouldBe(2);
    }

    [Fact]
    public async Task HandleAsync_TenCallsAtOnceForOneName_OneIsStored()
    {
        var owner = await _database.AddUserAsync(Token);

        // One name, and account names of their own: no constraint of the database keeps these apart.
        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() => CreateAsync(owner, [new($"Book {i}"), new("Shared", AccountName: $"Account {i}")]), Token)));

        results.Count(result => result.IsSuccess).ShouldBe(1);
        results.Where(result => !result.IsSuccess).ShouldAllBe(result => result.Error.Code == "ERR_BULK_005");
        (await CountAsync(owner)).ShouldBe(2);
    }

    [Fact]
    public async Task HandleAsync_TenCallsAtOnceWithTheirOwnNames_AreAllStored()
    {
        var owner = await _database.AddUserAsync(Token);

        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() => CreateAsync(owner, [.. Enumerable.Range(0, 10).Select(j => new PortfolioItem($"Book {i} {j}"))]), Token)));

        results.ShouldAllBe(result => result.IsSuccess);
        (await CountAsync(owner)).ShouldBe(100);
    }

    [Fact]
    public async Task HandleAsync_ConnectionCutAtEachMoment_IsDoneOnce()
    {
        var moments = new DatabaseMoments();
        await using var flaky = await TestDatabase.CreateAsync(_database.Options.Provider, Token, new ManualTime(TestTimes.Now) { SkipsWaits = true }, moments.Interceptors);
        var owner = await flaky.AddUserAsync(Token);
        var create = Of(flaky);
        var cuts = await moments.CutAtEachAsync(flaky.Options.Provider, async cut =>
        {
            var made = await create.HandleAsync(owner, [new($"Cut {cut}"), new($"Cut {cut} b")], Token);
            made.IsSuccess.ShouldBeTrue($"cut {cut}: {string.Join("; ", made.Errors)}");
        });

        cuts.ShouldBeGreaterThan(10);
        await using var db = flaky.NewContext();
        (await db.Portfolios.CountAsync(portfolio => portfolio.OwnerId == owner, Token)).ShouldBe(2 * (cuts + 1));
    }

    [Fact]
    public async Task Preview_OfAList_SaysOfEachRowWhatTheCallWouldSay()
    {
        var owner = await _database.AddUserAsync(Token);
        (await CreateAsync(owner, [new("Été", AccountName: "Konto")])).IsSuccess.ShouldBeTrue();
        var rows = PortfolioList.Read(
            "Name,Account,Type,Equity,Created\néTÉ,,,,\nTwo,KONTO,,,\nThree,,Margin,a lot,2999-01-01\nFour,Same,,,\nFive,SAME,,,\nSix,,Roth IRA,\"$1,250,000.00\",2024-03-01\nsix ,Other,ira,0,\n,,,5,\n").Value.Rows;

        var preview = await PreviewAsync(owner, rows);

        preview.Rows.Select(row => string.Join(' ', row.Faults.Select(fault => $"{fault.Code[^3..]}:{fault.Field}@{fault.Row}"))).ShouldBe(
            ["005:name@2", "005:account_name@3", "004:date_created@4 004:account_type@4 004:equity_balance@4", "003:account_name@5", "003:account_name@6", "003:name@7", "004:equity_balance@8 003:name@8", "004:name@9"]);
        preview.Rows.SelectMany(row => row.Faults).Select(fault => fault.Message).ShouldBeSubsetOf(
        [
            "You already have a portfolio “éTÉ”. Leave it out or give it another.",
            "You already have a portfolio for the account “KONTO”. Leave it out or give it another.",
            "The date of creation is 2999-01-01. Allowed are 1900-01-01 to now, " + FormattableString.Invariant($"{TestTimes.Now:yyyy-MM-ddTHH:mmZ}."),
            "“Margin” is not an account type. Use one of taxable, ira, roth_ira, 401k, 403b, 529, hsa, trust, other.",
            "“a lot” is not an amount. Write it like 250000 or 250,000.00.",
            "Rows 5 and 6 have the account name “Same”. Give each one of its own.",
            "Rows 7 and 8 have the name “Six”. Give each one of its own.",
            "The equity balance is 0; it has to be above 0.",
            "The name is empty. Give it 1 to 200 characters.",
        ]);
        (preview.Good, preview.Faulty).ShouldBe((0, 8));

        // What the call says of each alone is what the preview says; a doubling takes two.
        foreach (var row in preview.Rows)
        {
            var alone = (await CreateAsync(owner, [row.Row.ToItem(), new("ok*")])).Errors.Where(error => (int)error.Details["index"]! == 0);
            alone.Select(error => (error.Code, error.Field)).ShouldBe(row.Faults.Where(fault => fault.Code == "ERR_BULK_004").Select(fault => (fault.Code, fault.Field)));
        }

        // Of those that share a name, the first that is good otherwise stays.
        preview.Superfluous.Select(row => row.Line).ShouldBe([2, 3, 4, 6, 8, 9]);
        var rest = rows.Except(preview.Superfluous).ToList();
        (await PreviewAsync(owner, rest)).Faulty.ShouldBe(0);
        (await CreateAsync(owner, [.. rest.Select(row => row.ToItem())])).Value.Select(portfolio => portfolio.Name).ShouldBe(["Four", "Six"]);
        (await PreviewAsync(owner, rest)).Rows.Select(row => row.Faults.ShouldHaveSingleItem().Code).ShouldBe(["ERR_BULK_005", "ERR_BULK_005"]);
        (await PreviewAsync(await _database.AddUserAsync(Token), rest)).Good.ShouldBe(2);
    }

    [Fact]
    public async Task SearchAsync_ByNameAndPart_FindsInAnySpellingTheNewestFirst()
    {
        var owner = await _database.AddUserAsync(Token);
        (await CreateAsync(owner, [new("Été", "2024-01-01"), new("Été 2", "2025-01-01"), new("Winter", "2026-01-01")])).IsSuccess.ShouldBeTrue();
        var search = new SearchPortfolios(_database.Get<IPortfolioBulkStore>());

        (await NamesAsync(new())).ShouldBe(["Winter", "Été 2", "Été"]);
        (await NamesAsync(new(Name: " éTÉ "))).ShouldBe(["Été"]);
        (await NamesAsync(new(NameLike: "ÉT"))).ShouldBe(["Été 2", "Été"]);
        (await NamesAsync(new(NameLike: "%"))).ShouldBeEmpty();
        (await NamesAsync(new(NameLike: "_"))).ShouldBeEmpty();
        (await NamesAsync(new(Limit: 1, Offset: 1))).ShouldBe(["Été 2"]);
        (await search.HandleAsync(owner, new(NameLike: "t", Limit: 1), Token)).Value.Total.ShouldBe(3);
        foreach (var wrong in (PortfolioSearch[])[new("a", "b"), new(Name: " "), new(NameLike: ""), new(Limit: 0), new(Limit: 1_001), new(Offset: -1), new(Name: "a\0")])
        {
            (await search.HandleAsync(owner, wrong, Token)).Error.Code.ShouldBe("ERR_BULK_006");
        }

        async Task<IEnumerable<string>> NamesAsync(PortfolioSearch asked) => (await search.HandleAsync(owner, asked, Token)).Value.Portfolios.Select(portfolio => portfolio.Name);
    }

    private static PortfolioItemRules Rules => new(new PortfolioFormRules(TradingCalendar.Nyse, new OnboardingOptions(), Time), Time);

    private static CreatePortfolios Of(TestDatabase database) => new(database.Get<IPortfolioBulkStore>(), Rules, new TimeOrderedIds(TimeProvider.System));

    private Task<PortfolioPreview> PreviewAsync(Guid owner, IReadOnlyList<PortfolioRow> rows) => new PreviewPortfolios(_database.Get<IPortfolioBulkStore>(), Rules).HandleAsync(owner, rows, Token);

    private Task<Result<IReadOnlyList<Portfolio>>> CreateAsync(Guid owner, IReadOnlyList<PortfolioItem> items) => Of(_database).HandleAsync(owner, items, Token);

    private async Task<int> CountAsync(Guid owner)
    {
        await using var db = _database.NewContext();
        return await db.Portfolios.CountAsync(portfolio => portfolio.OwnerId == owner && portfolio.DeletedAt == null, Token);
    }
}
