using System.Text.Json;
using App.Core.Models;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Core.Results;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Models;

public sealed class SqliteModelTests(SqliteFixture fixture) : ModelContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresModelTests(PostgresFixture fixture) : ModelContract(fixture), IClassFixture<PostgresFixture>;

public abstract class ModelContract(DatabaseFixture fixture)
{
    private readonly TestDatabase _database = fixture.Database;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IModelStore Store => _database.Get<IModelStore>();

    private ChangeModel Change => new(Store, new ManualTime(TestTimes.Now.AddHours(1)));

    [Fact]
    public async Task Create_AModel_IsReadAsItWasMade()
    {
        var (owner, portfolios) = await OwnerAsync(2);

        var made = (await CreateAsync(owner, $$"""
            {"name":" Mine ","portfolios":["{{portfolios[1]}}","{{portfolios[0]}}"],"positions":[{"security":"ko","target":0.30,"low_drift":0.01,"high_drift":0.025},{"security":"Z","target":0},{"security":"tech123456789012345678ab","target":0.65,"low_drift":0,"high_drift":1}]}
            """)).Value;

        var read = (await Store.FindAsync(owner, made.Id, Token))!;
        (read.Name, read.Version, read.TargetTotal, read.LastRebalanceDate, read.CreatedAt).ShouldBe(("Mine", 1, 0.95m, null, TestTimes.Now));
        read.Positions.ShouldBe([new("KO", 0.3m, 0.01m, 0.025m), new("tech123456789012345678ab", 0.65m, 0m, 1m)]);
        read.Portfolios.ShouldBe([portfolios[1], portfolios[0]]);
        (await Store.FindAsync(await _database.AddUserAsync(Token), made.Id, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Create_UnderANameThatIsTaken_IsRefusedWithoutRegardToCase()
    {
        var (owner, _) = await OwnerAsync(0);
        await CreateAsync(owner, """{"name":"Mine"}""");

        (await CreateAsync(owner, """{"name":" MINE"}""")).Error.ShouldSatisfyAllConditions(error => error.Code.ShouldBe("BUSINESS_RULE_VIOLATION"), error => error.Field.ShouldBe("name"));
        (await CreateAsync(await _database.AddUserAsync(Token), """{"name":"Mine"}""")).IsSuccess.ShouldBeTrue();
        (await CreateAsync(owner, "{}")).Error.Field.ShouldBe("name");
        var other = (await CreateAsync(owner, """{"name":"Other"}""")).Value;
        (await Change.HandleAsync(owner, other.Id, null, new ModelChange.Replace("mine", null, null), Token)).Error.Code.ShouldBe("BUSINESS_RULE_VIOLATION");
        (await Change.HandleAsync(owner, other.Id, null, new ModelChange.Replace("OTHER", null, null), Token)).Value.Name.ShouldBe("OTHER");
    }

    [Fact]
    public async Task Create_OneMoreThanTheMost_IsRefused()
    {
        var (owner, _) = await OwnerAsync(0);
        var model = new InvestmentModel { Id = TestIds.Next(), OwnerId = owner, Name = "A", CreatedAt = TestTimes.Now, UpdatedAt = TestTimes.Now };

        (await Store.AddAsync(model, 1, Token)).ShouldBe(ModelWrite.Stored);
        (await Store.AddAsync(model with { Id = TestIds.Next(), Name = "B" }, 1, Token)).ShouldBe(ModelWrite.TooMany);
    }

    [Fact]
    public async Task Portfolios_OfOthersDeletedOrNone_CannotFollow()
    {
        var (owner, portfolios) = await OwnerAsync(2);
        var (_, foreign) = await OwnerAsync(1);
        await _database.Get<IPortfolioStore>().DeleteAsync(owner, portfolios[1], TestTimes.Now, Token);
        var model = (await CreateAsync(owner, """{"name":"Mine"}""")).Value;

        foreach (var id in new[] { portfolios[1], foreign[0], TestIds.Next() })
        {
            var error = (await Change.HandleAsync(owner, model.Id, null, new ModelChange.AddPortfolios([portfolios[0], id]), Token)).Error;
            (error.Code, error.Definition.HttpStatus).ShouldBe(("PORTFOLIO_NOT_FOUND", 404));
            error.Message.ShouldContain(id.ToString());
            error.Message.ShouldNotContain(portfolios[0].ToString());
            (await CreateAsync(owner, $$"""{"name":"Other","portfolios":["{{id}}"]}""")).Error.Code.ShouldBe("PORTFOLIO_NOT_FOUND");
        }

        (await Store.FindAsync(owner, model.Id, Token))!.ShouldSatisfyAllConditions(read => read.Portfolios.ShouldBeEmpty(), read => read.Version.ShouldBe(1));
    }

    [Fact]
    public async Task Portfolios_AddedTwiceOrTakenOutTwice_ChangeNothingTheSecondTime()
    {
        var (owner, portfolios) = await OwnerAsync(2);
        var model = (await CreateAsync(owner, """{"name":"Mine"}""")).Value;

        (await DoAsync(new ModelChange.AddPortfolios([portfolios[0]]))).ShouldBe(Said(2, portfolios[0]));
        (await DoAsync(new ModelChange.AddPortfolios([portfolios[0]]))).ShouldBe(Said(2, portfolios[0]));
        (await DoAsync(new ModelChange.AddPortfolios([portfolios[0], portfolios[1]]))).ShouldBe(Said(3, portfolios[0], portfolios[1]));
        (await DoAsync(new ModelChange.RemovePortfolios([TestIds.Next()]))).ShouldBe(Said(3, portfolios[0], portfolios[1]));
        (await DoAsync(new ModelChange.RemovePortfolios([portfolios[0]]))).ShouldBe(Said(4, portfolios[1]));
        (await DoAsync(new ModelChange.RemovePortfolios([portfolios[0]]))).ShouldBe(Said(4, portfolios[1]));
        (await DoAsync(new ModelChange.RemovePositions(["NONE"]))).ShouldBe(Said(4, portfolios[1]));

        async Task<string> DoAsync(ModelChange change)
        {
            var answer = (await Change.HandleAsync(owner, model.Id, null, change, Token)).Value;
            var read = (await Store.FindAsync(owner, model.Id, Token))!;
            (read.Version, read.UpdatedAt).ShouldBe((answer.Version, answer.UpdatedAt));
            read.Portfolios.ShouldBe(answer.Portfolios);
            return Said(read.Version, [.. read.Portfolios]);
        }
    }

    [Fact]
    public async Task Portfolio_ThatIsDeleted_IsNoLongerShown()
    {
        var (owner, portfolios) = await OwnerAsync(2);
        var model = (await CreateAsync(owner, $$"""{"name":"Mine","portfolios":["{{portfolios[0]}}","{{portfolios[1]}}"]}""")).Value;

        await _database.Get<IPortfolioStore>().DeleteAsync(owner, portfolios[0], TestTimes.Now, Token);

        (await Store.FindAsync(owner, model.Id, Token))!.Portfolios.ShouldBe([portfolios[1]]);
        (await Store.ListAsync(owner, [], 10, 0, Token)).Items.Single().Portfolios.ShouldBe([portfolios[1]]);
        (await Change.HandleAsync(owner, model.Id, 1, new ModelChange.RemovePortfolios([portfolios[0]]), Token)).Value.Version.ShouldBe(1);
    }

    [Fact]
    public async Task Positions_AddedSetAndTakenOut_KeepTheRulesOfTheWhole()
    {
        var (owner, _) = await OwnerAsync(0);
        var model = (await CreateAsync(owner, """{"name":"Mine","positions":[{"security":"A","target":0.5,"low_drift":0,"high_drift":0.1},{"security":"B","target":0.4,"low_drift":0,"high_drift":0.1}]}""")).Value;

        (await DoAsync(new ModelChange.AddPositions([At("C", 0.055m)]))).Error.ShouldSatisfyAllConditions(error => error.Code.ShouldBe("VALIDATION_ERROR"), error => error.Message.ShouldContain("0.955"));
        (await DoAsync(new ModelChange.AddPositions([At("C", 0.05m), At("D", 0)]))).Value.Positions.Select(position => position.Security).ShouldBe(["A", "B", "C"]);
        (await DoAsync(new ModelChange.AddPositions([At("a", 0.005m)]))).Error.ShouldSatisfyAllConditions(error => error.Code.ShouldBe("BUSINESS_RULE_VIOLATION"), error => error.Message.ShouldContain("a already"));
        (await DoAsync(new ModelChange.SetPositions([At("D", 0.005m)]))).Error.Code.ShouldBe("BUSINESS_RULE_VIOLATION");
        (await DoAsync(new ModelChange.SetPositions([At("A", 0.505m)]))).Error.Code.ShouldBe("VALIDATION_ERROR");
        (await DoAsync(new ModelChange.SetPositions([At("C", 0.15m), At("A", 0.4m)]))).Value.Positions.ShouldBe([At("A", 0.4m), new("B", 0.4m, 0, 0.1m), At("C", 0.15m)]);
        (await DoAsync(new ModelChange.SetPositions([At("B", 0)]))).Value.Positions.Select(position => position.Security).ShouldBe(["A", "C"]);
        (await DoAsync(new ModelChange.RemovePositions(["c", "X"]))).Value.Positions.Select(position => position.Security).ShouldBe(["A"]);

        var read = (await Store.FindAsync(owner, model.Id, Token))!;
        (read.Version, read.PositionsVersion, read.NameVersion).ShouldBe((5, 5, 1));
        read.Positions.ShouldBe([At("A", 0.4m)]);

        Task<Result<InvestmentModel>> DoAsync(ModelChange change) => Change.HandleAsync(owner, model.Id, null, change, Token);
    }

    [Fact]
    public async Task Change_ForAnOldVersion_SaysWhatChangedSince()
    {
        var (owner, portfolios) = await OwnerAsync(1);
        var model = (await CreateAsync(owner, """{"name":"Mine"}""")).Value;
        await Change.HandleAsync(owner, model.Id, 1, new ModelChange.AddPositions([At("A", 0.1m)]), Token);
        await Change.HandleAsync(owner, model.Id, 2, new ModelChange.AddPortfolios([portfolios[0]]), Token);

        var error = (await Change.HandleAsync(owner, model.Id, 1, new ModelChange.Replace("Other", null, null), Token)).Error;

        (error.Code, error.Definition.HttpStatus, error.Details["stored"]).ShouldBe(("CONCURRENCY_ERROR", 409, 3));
        error.Message.ShouldContain("has version 3; the change was made for 1. Changed since: positions (version 2), portfolios (version 3)");
        (await Change.HandleAsync(owner, model.Id, 2, new ModelChange.Replace("Other", null, null), Token)).Error.Message.ShouldContain("Changed since: portfolios (version 3).");
        (await Change.HandleAsync(owner, model.Id, 9, new ModelChange.Replace("Other", null, null), Token)).Error.Message.ShouldContain("It never had that version.");
        (await new DeleteModel(Store).HandleAsync(owner, model.Id, 2, Token)).Error.Code.ShouldBe("CONCURRENCY_ERROR");
        (await Store.FindAsync(owner, model.Id, Token))!.Name.ShouldBe("Mine");
    }

    [Fact]
    public async Task Change_ByTwoWithOneVersion_IsDoneByOne()
    {
        var (owner, _) = await OwnerAsync(0);
        var model = (await CreateAsync(owner, """{"name":"Mine"}""")).Value;

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => Change.HandleAsync(owner, model.Id, 1, new ModelChange.Replace($"By {i}", null, null), Token), Token)));

        results.Count(result => result.IsSuccess).ShouldBe(1);
        results.Where(result => !result.IsSuccess).ShouldAllBe(result => result.Error.Code == "CONCURRENCY_ERROR");
        (await Store.FindAsync(owner, model.Id, Token))!.ShouldSatisfyAllConditions(read => read.Version.ShouldBe(2), read => read.Name.ShouldBe(results.Single(result => result.IsSuccess).Value.Name));
    }

    [Fact]
    public async Task Change_ByTwoWithoutAVersion_IsDoneByBoth()
    {
        var (owner, portfolios) = await OwnerAsync(3);
        var model = (await CreateAsync(owner, """{"name":"Mine"}""")).Value;

        var results = await Task.WhenAll(portfolios.Select(portfolio => Task.Run(() => Change.HandleAsync(owner, model.Id, null, new ModelChange.AddPortfolios([portfolio]), Token), Token)));

        results.ShouldAllBe(result => result.IsSuccess);
        (await Store.FindAsync(owner, model.Id, Token))!.ShouldSatisfyAllConditions(read => read.Version.ShouldBe(4), read => read.Portfolios.ShouldBe(portfolios, ignoreOrder: true));
    }

    [Fact]
    public async Task Change_OfAnothersModel_FindsNone()
    {
        var (owner, portfolios) = await OwnerAsync(1);
        var (other, _) = await OwnerAsync(0);
        var model = (await CreateAsync(owner, """{"name":"Mine"}""")).Value;

        (await Change.HandleAsync(other, model.Id, null, new ModelChange.Replace("Theirs", null, null), Token)).Error.Code.ShouldBe("MODEL_NOT_FOUND");
        (await Change.HandleAsync(other, model.Id, null, new ModelChange.AddPortfolios(portfolios), Token)).Error.Code.ShouldBe("MODEL_NOT_FOUND");
        (await new DeleteModel(Store).HandleAsync(other, model.Id, null, Token)).Error.Code.ShouldBe("MODEL_NOT_FOUND");
        (await Store.ChangeAsync(model with { OwnerId = other }, model with { OwnerId = other, Version = 2, Name = "Theirs" }, Token)).ShouldBe(ModelWrite.NotFound);
        (await Store.RemoveAsync(other, model.Id, 1, Token)).ShouldBe(ModelWrite.NotFound);
        (await Store.FindAsync(owner, model.Id, Token))!.Name.ShouldBe("Mine");
    }

    [Fact]
    public async Task Delete_AModel_TakesItAndItsListsAndLeavesThePortfolios()
    {
        var (owner, portfolios) = await OwnerAsync(1);
        var model = (await CreateAsync(owner, $$"""{"name":"Mine","portfolios":["{{portfolios[0]}}"],"positions":[{"security":"A","target":0.1,"low_drift":0,"high_drift":0.1}]}""")).Value;

        (await new DeleteModel(Store).HandleAsync(owner, model.Id, 1, Token)).IsSuccess.ShouldBeTrue();

        (await new DeleteModel(Store).HandleAsync(owner, model.Id, null, Token)).Error.Code.ShouldBe("MODEL_NOT_FOUND");
        await using var db = _database.NewContext();
        (await db.ModelPositions.AnyAsync(row => row.ModelId == model.Id, Token), await db.ModelPortfolios.AnyAsync(row => row.ModelId == model.Id, Token)).ShouldBe((false, false));
        (await _database.Get<IPortfolioStore>().FindAsync(owner, portfolios[0], Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task List_ByEachField_IsSortedAlikeOnBothDatabases()
    {
        var (owner, _) = await OwnerAsync(0);
        foreach (var (i, name) in ((string[])["banana", "Apple", "Äpfel", "_under", "apple pie"]).Index())
        {
            // Ids of one millisecond have no order.
            await CreateAsync(owner, $$"""{"name":"{{name}}"}""", new TimeOrderedIds(new ManualTime(TestTimes.Now.AddSeconds(i))));
        }

        await using (var db = _database.NewContext())
        {
            await db.Models.Where(model => model.OwnerId == owner && model.Name == "banana").ExecuteUpdateAsync(set => set.SetProperty(model => model.LastRebalanceDate, TestTimes.Now), Token);
            await db.Models.Where(model => model.OwnerId == owner && model.Name == "Apple").ExecuteUpdateAsync(set => set.SetProperty(model => model.LastRebalanceDate, TestTimes.Now.AddDays(1)), Token);
        }

        (await NamesAsync(null)).ShouldBe(["Apple", "apple pie", "banana", "_under", "Äpfel"]);
        (await NamesAsync("-name")).ShouldBe(["Äpfel", "_under", "banana", "apple pie", "Apple"]);
        (await NamesAsync(" model_id")).ShouldBe(["banana", "Apple", "Äpfel", "_under", "apple pie"]);
        (await NamesAsync("−model_id")).ShouldBe(["apple pie", "_under", "Äpfel", "Apple", "banana"]);
        (await NamesAsync("+last_rebalance_date,-name")).ShouldBe(["Äpfel", "_under", "apple pie", "banana", "Apple"]);
        (await NamesAsync("-last_rebalance_date, name")).ShouldBe(["Apple", "banana", "apple pie", "_under", "Äpfel"]);
        (await Store.ListAsync(owner, [new(ModelField.Name, false)], 2, 1, Token)).ShouldSatisfyAllConditions(page => page.Total.ShouldBe(5), page => page.Items.Select(model => model.Name).ShouldBe(["apple pie", "banana"]));
        foreach (var wrong in (string[])["size", "name,name", "--name", "name,", "+"])
        {
            (await new ListModels(Store).HandleAsync(owner, wrong, 10, 0, Token)).Error.ShouldSatisfyAllConditions(error => error.Code.ShouldBe("VALIDATION_ERROR"), error => error.Message.ShouldContain("last_rebalance_date"));
        }

        async Task<IEnumerable<string>> NamesAsync(string? sort) => (await new ListModels(Store).HandleAsync(owner, sort, 10, 0, Token)).Value.Items.Select(model => model.Name);
    }

    [Fact]
    public async Task Writes_BySomebody_AreInTheTrailAndWhatChangesNothingIsNot()
    {
        var (owner, portfolios) = await OwnerAsync(1);
        using var acting = Actor.Begin(new Actor(owner, null, ActorChannel.Api, null));
        var model = (await CreateAsync(owner, """{"name":"Mine"}""")).Value;
        await Change.HandleAsync(owner, model.Id, null, new ModelChange.AddPortfolios(portfolios), Token);
        await Change.HandleAsync(owner, model.Id, null, new ModelChange.AddPortfolios(portfolios), Token);
        await new DeleteModel(Store).HandleAsync(owner, model.Id, null, Token);

        await using var db = _database.NewContext();
        (await db.AuditEntries.Where(entry => entry.TargetId == model.Id).OrderBy(entry => entry.Sequence).Select(entry => entry.Action).ToListAsync(Token)).ShouldBe(["model.created", "model.changed", "model.deleted"]);
    }

    private static string Said(int version, params Guid[] portfolios) => $"{version}: {string.Join(' ', portfolios)}";

    private static ModelPosition At(string security, decimal target) => new(security, target, 0.01m, 0.02m);

    private Task<Result<InvestmentModel>> CreateAsync(Guid owner, string json, IIdGenerator? ids = null) =>
        new CreateModel(Store, ids ?? new TimeOrderedIds(TimeProvider.System), new ManualTime(TestTimes.Now)).HandleAsync(owner, ModelJson.Read(JsonDocument.Parse(json).RootElement).Value, Token);

    private async Task<(Guid Owner, IReadOnlyList<Guid> Portfolios)> OwnerAsync(int portfolios)
    {
        var owner = await _database.AddUserAsync(Token);
        List<Portfolio> made = [.. Enumerable.Range(0, portfolios).Select(i => new PortfolioBuilder { OwnerId = owner, Name = $"Book {i}", AccountName = $"Account {i}" }.Build())];
        await _database.Get<IPortfolioStore>().AddAsync([.. made.Select(portfolio => new NewPortfolio(portfolio, [], null))], Token);
        return (owner, [.. made.Select(portfolio => portfolio.Id)]);
    }
}
