using System.Globalization;
using System.IO.Compression;
using System.Text;
using App.Core.Accounts;
using App.Core.Batches;
using App.Core.Calculations;
using App.Core.Idempotency;
using App.Core.Imports;
using App.Core.Imports.Brokers;
using App.Core.Market;
using App.Core.Operations;
using App.Core.Orders;
using App.Core.Portfolios;
using App.Core.Risk;
using App.Core.Snapshots;
using App.Core.Targets;
using App.Data.Accounts;
using App.Data.Models;
using App.Data.Operations;
using App.Data.Providers;
using App.Data.Risk;
using App.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Accounts;

public sealed class SqliteExportAccountTests(SqliteFixture fixture) : ExportAccountTests(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresExportAccountTests(PostgresFixture fixture) : ExportAccountTests(fixture), IClassFixture<PostgresFixture>;

public abstract class ExportAccountTests(DatabaseFixture fixture)
{
    // Every table of the model: the file of the export that has its rows, or why none has.
    private static readonly (Type Entity, string? File, string? Because)[] Tables =
    [
        (typeof(AppUser), "account.json", null),
        (typeof(IdentityRole<Guid>), "account.json", null),
        (typeof(IdentityUserRole<Guid>), "account.json", null),
        (typeof(IdentityUserClaim<Guid>), "account.json", null),
        (typeof(IdentityUserLogin<Guid>), "account.json", null),
        (typeof(IdentityUserPasskey<Guid>), "account.json", null),
        (typeof(OutgoingMail), "account.json", null),
        (typeof(InviteCode), "account.json", null),
        (typeof(UserSession), "sessions.csv", null),
        (typeof(Impersonation), "impersonations.csv", null),
        (typeof(AuditEntry), "audit.csv", null),
        (typeof(TargetPrice), "target-prices.csv", null),
        (typeof(PositionView), "views.csv", null),
        (typeof(Batch), "batches.csv", null),
        (typeof(BatchOperation), "batch-operations.csv", null),
        (typeof(BatchTemplate), "batch-templates.csv", null),
        (typeof(WebhookDelivery), "webhook-deliveries.csv", null),
        (typeof(WebhookAttempt), "webhook-attempts.csv", null),
        (typeof(ModelRow), "models.csv", null),
        (typeof(ModelPositionRow), "model-positions.csv", null),
        (typeof(ModelPortfolioRow), "model-portfolios.csv", null),
        (typeof(Order), "orders.csv", null),
        (typeof(OrderEvent), "order-events.csv", null),
        (typeof(Portfolio), "portfolios.csv", null),
        (typeof(Position), "{0}positions.csv", null),
        (typeof(PositionValuation), "{0}valuations.csv", null),
        (typeof(PositionValue), "{0}position-values.csv", null),
        (typeof(CashEntry), "{0}cash.csv", null),
        (typeof(ImportRecord), "{0}imports.csv", null),
        (typeof(ImportUndo), "{0}import-undo.json", null),
        (typeof(ColumnMapping), "{0}mappings.json", null),
        (typeof(PortfolioSnapshot), "{0}snapshots.csv", null),
        (typeof(CalculationRun), "{0}runs.csv", null),
        (typeof(RiskReport), "{0}risk.json", null),
        (typeof(IdentityUserToken<Guid>), null, "keys of authenticators, codes and the secret of webhooks, which open the account or speak for it"),
        (typeof(IdentityRoleClaim<Guid>), null, "of a role, not of a user"),
        (typeof(RateBucket), null, "counters that are forgotten within a day"),
        (typeof(IdempotentRequest), null, "answers to the account's own programs, forgotten within a week"),
        (typeof(HourlyCount), null, "counts of the installation"),
        (typeof(AlertRecord), null, "of the installation"),
        (typeof(AuditHeadRow), null, "the end of the trail"),
        (typeof(EndOfDay), null, "of the installation"),
        (typeof(RiskSettingsRow), null, "of the installation"),
        (typeof(Security), null, "market data"),
        (typeof(PriceBar), null, "market data"),
        (typeof(StoredAction), null, "market data"),
        (typeof(Fundamentals), null, "market data"),
        (typeof(DataProtectionKeyRow), null, "keys of the installation"),
        (typeof(CommitMark), null, "marks of transactions, on PostgreSQL alone"),
    ];

    private readonly TestDatabase _database = fixture.Database;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ExportAccount Export => new(_database.Get<IAccountArchive>(), _database.Get<IAuditTrail>(), new ManualTime(TestTimes.Now));

    [Fact]
    public async Task Tables_OfTheModel_AreEachExportedOrSaidWhyNot()
    {
        await using var db = _database.NewContext();
        var entities = db.Model.GetEntityTypes().Where(entity => !entity.IsOwned()).Select(entity => entity.ClrType);

        entities.Append(typeof(CommitMark)).Distinct().OrderBy(type => type.Name).ShouldBe(Tables.Select(table => table.Entity).OrderBy(type => type.Name));
        Tables.ShouldAllBe(table => (table.File == null) != (table.Because == null));
    }

    [Fact]
    public async Task Handle_FullAccount_HasRowsOfEveryTableThatIsItsOwn()
    {
        var account = await FullAccount.StoredAsync(_database, Token);

        var files = await ExportedAsync(account.UserId);

        foreach (var file in Tables.Select(table => table.File).OfType<string>())
        {
            foreach (var folder in file.Contains("{0}", StringComparison.Ordinal) ? (string[])["portfolios/001 Long haul/", "portfolios/002 Of yore/"] : [""])
            {
                var name = file.Replace("{0}", folder, StringComparison.Ordinal);
                files.ShouldContainKey(name);
                var text = files[name];
                (name.EndsWith(".csv", StringComparison.Ordinal) ? text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1 : text.Length - 2).ShouldBePositive(name);
            }
        }

        var profile = files["account.json"];
        foreach (var word in new[] { account.Email, account.FullName, "spring", "tester", "likes: boats", "Elsewhere", "Laptop", "welcome", "de-CH", "dark", "hidden" })
        {
            profile.ShouldContain(word);
        }

        files["impersonations.csv"].ShouldContain("A User,Asked for help with an import");
        files["portfolios/001 Long haul/runs.csv"].ShouldContain("KO has no price of the session.");
        files["README.txt"].ShouldContain("002 Of yore");
        files.Keys.Where(name => !name.Contains('/', StringComparison.Ordinal)).ShouldAllBe(name => files["README.txt"].Contains(name) || name == "README.txt");
        files.Keys.Select(name => name.Split('/')[^1]).Distinct().ShouldAllBe(name => files["README.txt"].Contains(name) || name == "README.txt");
    }

    [Fact]
    public async Task Handle_WhatOpensTheAccount_IsInNoFile()
    {
        var account = await FullAccount.StoredAsync(_database, Token);

        var files = await ExportedAsync(account.UserId);

        files.Values.ShouldAllBe(text => !text.Contains("secret-"));
    }

    [Fact]
    public async Task Handle_AnotherAccount_HasNothingOfThisOne()
    {
        var (one, other) = (await FullAccount.StoredAsync(_database, Token), await FullAccount.StoredAsync(_database, Token));

        var files = await ExportedAsync(other.UserId);

        one.Ids.ShouldAllBe(id => files.Values.All(text => !text.Contains(id.ToString(), StringComparison.OrdinalIgnoreCase)));
        files.Values.ShouldAllBe(text => !text.Contains(one.Email));
    }

    [Theory]
    [InlineData("portfolios/001 Long haul/positions.csv")]
    [InlineData("portfolios/002 Of yore/positions.csv")]
    public async Task Handle_Positions_AreReadByTheImportAsTheyWere(string file)
    {
        var account = await FullAccount.StoredAsync(_database, Token);
        var stored = await StoredPositionsAsync(file.Contains("001", StringComparison.Ordinal) ? account.Portfolio.Id : account.Deleted.Id);

        var reading = new TemplateImport().Read(Encoding.UTF8.GetBytes((await ExportedAsync(account.UserId))[file]), "positions.csv", TestTimes.Session, Token);

        reading.Errors.ShouldBeEmpty();
        reading.Warnings.ShouldBeEmpty();
        var again = reading.Positions.Select((draft, ordinal) => Position.From(draft, stored[ordinal].Id, stored[ordinal].PortfolioId, ordinal));
        again.Select(Described).ShouldBe(stored.Select(Described));
    }

    [Fact]
    public async Task Handle_PositionsThatTheTemplateSaysAllOf_HaveItsTwelveColumns()
    {
        var owner = await _database.AddUserAsync(Token);
        var portfolio = new PortfolioBuilder { OwnerId = owner }.Build();
        await _database.Get<IPortfolioStore>().AddAsync(portfolio, PositionBuilder.Many(portfolio.Id, 3), null, Token);

        var files = await ExportedAsync(owner);

        files["portfolios/001 Main/positions.csv"].Split("\r\n")[0].TrimStart('\uFEFF').ShouldBe(string.Join(',', TemplateColumns.Titles));
    }

    [Fact]
    public async Task Handle_TargetPrices_AreReadAsTheyWere()
    {
        var account = await FullAccount.StoredAsync(_database, Token);

        var reading = TargetFile.Read(Encoding.UTF8.GetBytes((await ExportedAsync(account.UserId))["target-prices.csv"]), "targets.csv");

        reading.Errors.ShouldBeEmpty();
        var target = reading.Targets.ShouldHaveSingleItem();
        (target.Key.Symbol, target.EndOfYear, target.Note).ShouldBe(("KO", 70.5m, "-5% at worst"));
    }

    [Fact]
    public async Task Handle_CellsThatASpreadsheetWouldRun_AreGuarded()
    {
        var account = await FullAccount.StoredAsync(_database, Token);

        var files = await ExportedAsync(account.UserId);

        files["sessions.csv"].ShouldContain(",'=Mozilla");
        files["target-prices.csv"].ShouldContain(",'-5% at worst,");
        files["models.csv"].ShouldContain(",'=Mine,");
        files["orders.csv"].ShouldContain(",'+watch it,");
        files["portfolios/001 Long haul/cash.csv"].ShouldContain(",'@home,");
        files["portfolios/001 Long haul/imports.csv"].ShouldContain(",'=positions.csv,");
        files["portfolios/001 Long haul/positions.csv"].ShouldContain("KO,-12.5,");
    }

    [Fact]
    public async Task OpenAsync_WhileOthersWrite_ShowsOneMomentAndKeepsNobodyWaiting()
    {
        var account = await FullAccount.StoredAsync(_database, Token);
        await using var rows = await _database.Get<IAccountArchive>().OpenAsync(account.UserId, Token);
        (await rows.ProfileAsync(Token)).ShouldNotBeNull();

        await _database.Get<IPortfolioStore>().AddAsync(new PortfolioBuilder { OwnerId = account.UserId }.Build(), [], null, Token).WaitAsync(TimeSpan.FromSeconds(5), Token);
        await using (var db = _database.NewContext())
        {
            await db.Positions.Where(position => position.PortfolioId == account.Portfolio.Id).ExecuteDeleteAsync(Token);
        }

        (await rows.PortfoliosAsync(Token)).Count.ShouldBe(2);
        (await rows.PositionsAsync(account.Portfolio.Id).CountAsync(Token)).ShouldBe(5);
    }

    [Fact]
    public async Task Handle_Export_IsInTheTrailAndInItself()
    {
        var owner = await _database.AddUserAsync(Token);
        using var acting = Actor.Begin(new Actor(owner, null, ActorChannel.Api, null));

        var files = await ExportedAsync(owner);

        files["audit.csv"].ShouldContain("account.exported");
        files["portfolios.csv"].Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Handle_NoSuchAccount_WritesNothing()
    {
        using var output = new MemoryStream();

        (await Export.HandleAsync(TestIds.Next(), output, Token)).ShouldBeFalse();

        output.Length.ShouldBe(0);
    }

    [Fact]
    public async Task Handle_ManyRows_AreWrittenAsTheyAreRead()
    {
        var owner = await _database.AddUserAsync(Token);
        var portfolio = new PortfolioBuilder { OwnerId = owner }.Build();
        await _database.Get<IPortfolioStore>().AddAsync(portfolio, PositionBuilder.Many(portfolio.Id, 60_000), null, Token);
        using var output = new AsyncOnlyStream();

        (await Export.HandleAsync(owner, output, Token)).ShouldBeTrue();

        // Six megabytes of text went through, and never more than a few rows of it at once.
        output.LargestWrite.ShouldBeLessThan(128 * 1024);
        output.Length.ShouldBeGreaterThan(300_000);
        using var zip = new ZipArchive(output.ToRead());
        zip.GetEntry("portfolios/001 Main/lots.csv")!.Length.ShouldBeGreaterThan(4_000_000);
    }

    private async Task<List<Position>> StoredPositionsAsync(Guid portfolioId)
    {
        await using var db = _database.NewContext();
        return await db.Positions.AsNoTracking().Where(position => position.PortfolioId == portfolioId).OrderBy(position => position.Ordinal).ToListAsync(Token);
    }

    private async Task<Dictionary<string, string>> ExportedAsync(Guid userId)
    {
        using var output = new AsyncOnlyStream();
        (await Export.HandleAsync(userId, output, Token)).ShouldBeTrue();
        using var zip = new ZipArchive(output.ToRead());
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(Token), new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false);
            files.Add(entry.FullName, await reader.ReadToEndAsync(Token));
        }

        return files;
    }

    // By value: a database may put zeros behind an amount.
    // By value: how many zeros a database keeps behind a point is its own.
    private static string Described(Position position) => string.Join('|', typeof(Position).GetProperties().Select(property => property.GetValue(position) switch
    {
        decimal amount => amount.ToString("0.############", CultureInfo.InvariantCulture),
        OptionTerms terms => string.Create(CultureInfo.InvariantCulture, $"{terms.Underlying} {terms.Strike:0.############} {terms.Expiration} {terms.Type}"),
        var other => string.Create(CultureInfo.InvariantCulture, $"{other}"),
    }));
}
