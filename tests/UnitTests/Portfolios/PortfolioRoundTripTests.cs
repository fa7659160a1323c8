using App.Core.Imports;
using App.Core.Portfolios;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Portfolios;

public sealed class SqlitePortfolioRoundTripTests(SqliteFixture fixture) : PortfolioRoundTripContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresPortfolioRoundTripTests(PostgresFixture fixture) : PortfolioRoundTripContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>What validation lets pass comes back as it was.</summary>
public abstract class PortfolioRoundTripContract(DatabaseFixture fixture)
{
    private readonly TestDatabase _database = fixture.Database;
    private readonly IPortfolioStore _store = fixture.Database.Get<IPortfolioStore>();

    public static TheoryData<decimal> Decimals { get; } =
    [
        0.0000000000000000000000000001m,
        -0.0000000000000000000000000001m,
        7.9228162514264337593543950335m,
        1234567890123456789.012345678m,
        decimal.MaxValue,
        decimal.MinValue,
        0.000001m,
        -123_456_789.123456m,
        999_999_999.99m,
        10.50m,
        0.1m,
    ];

    public static TheoryData<string> Names { get; } =
    [
        new string('x', 255),
        new string('ß', 255),
        string.Concat(Enumerable.Repeat("🚀", 127)) + "!",
        "=1+2",
        "O'Brien; DROP TABLE positions; --",
        "tab\tand\nline",
        "Ωμέγα 日本 العربية e\u0301",
        " inner  spaces kept ",
        "\"quoted\" \\back",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Decimals))]
    public async Task AddAsync_AnyDecimal_ComesBackExactly(decimal amount)
    {
        var (portfolio, position) = await AddAsync(
            (owner, id) => new PortfolioBuilder { Id = id, OwnerId = owner, EquityBalance = amount }.Build(),
            id => new PositionBuilder
            {
                PortfolioId = id,
                Quantity = amount,
                EntryPrice = amount,
                Option = new OptionTerms("SPY", amount, new DateOnly(2027, 1, 15), OptionType.Put),
                ExitDate = TestTimes.Session,
                ExitPrice = amount,
            }.Build());

        portfolio.EquityBalance.ShouldBe(amount);
        portfolio.NetAssetValue.ShouldBe(amount);
        position.Quantity.ShouldBe(amount);
        position.EntryPrice.ShouldBe(amount);
        position.StrikePrice.ShouldBe(amount);
        position.ExitPrice.ShouldBe(amount);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task AddAsync_AnyText_ComesBackExactly(string text)
    {
        var symbol = text[..Math.Min(100, text.Length)];
        var (portfolio, position) = await AddAsync(
            (owner, id) => new PortfolioBuilder { Id = id, OwnerId = owner, Name = text, Description = text + text }.Build(),
            id => new PositionBuilder { PortfolioId = id, Symbol = symbol }.Build());

        portfolio.Name.ShouldBe(text);
        portfolio.Description.ShouldBe(text + text);
        position.Symbol.ShouldBe(symbol);
    }

    [Theory]
    [InlineData("1926-11-20")]
    [InlineData("2000-02-29")]
    [InlineData("2126-12-31")]
    public async Task AddAsync_AnyDay_ComesBackExactly(string day)
    {
        var date = DateOnly.ParseExact(day, "yyyy-MM-dd");
        var (_, position) = await AddAsync(
            (owner, id) => new PortfolioBuilder { Id = id, OwnerId = owner }.Build(),
            id => new PositionBuilder
            {
                PortfolioId = id,
                EntryDate = date,
                ExitDate = date,
                Option = new OptionTerms("SPY", 1m, date, OptionType.Call),
            }.Build());

        position.EntryDate.ShouldBe(date);
        position.ExitDate.ShouldBe(date);
        position.ExpirationDate.ShouldBe(date);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(5_000_000)]
    [InlineData(9_999_990)]
    public async Task AddAsync_AnyInstant_ComesBackToTheMicrosecond(long ticks)
    {
        // With an offset, as a form that reads a local time would have it.
        var instant = new DateTimeOffset(2026, 11, 1, 1, 30, 0, TimeSpan.FromHours(-4)).AddTicks(ticks);
        var (portfolio, _) = await AddAsync(
            (owner, id) => new PortfolioBuilder { Id = id, OwnerId = owner, CreatedAt = instant }.Build(),
            id => new PositionBuilder { PortfolioId = id }.Build());

        portfolio.CreatedAt.ShouldBe(instant);
        portfolio.CreatedAt.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [MemberData(nameof(AllKinds))]
    public async Task AddAsync_EachKindOfPosition_ComesBackWhole(InvestmentClass investmentClass, InvestmentSubtype subtype, int sign)
    {
        var option = investmentClass == InvestmentClass.Options
            ? new OptionTerms("BRK.B", 412.5m, new DateOnly(2027, 1, 15), subtype == InvestmentSubtype.Call ? OptionType.Call : OptionType.Put)
            : null;
        var sent = new PositionBuilder
        {
            PortfolioId = TestIds.Next(),
            Ordinal = 41,
            Symbol = "BRK.B",
            Quantity = sign * 12.345678m,
            Class = investmentClass,
            Subtype = subtype,
            Option = option,
        }.Build();

        var (_, position) = await AddAsync((owner, id) => new PortfolioBuilder { Id = sent.PortfolioId, OwnerId = owner }.Build(), _ => sent);

        position.ShouldBeEquivalentTo(sent);
    }

    [Fact]
    public async Task AddAsync_Import_ComesBackWhole()
    {
        var owner = await _database.AddUserAsync(Token);
        var portfolio = new PortfolioBuilder { OwnerId = owner }.Build();
        var import = new ImportRecord
        {
            Id = TestIds.Next(),
            PortfolioId = portfolio.Id,
            FileName = new string('ü', 251) + ".csv",
            TotalRows = int.MaxValue,
            PositionsImported = 1,
            ImportedAt = TestTimes.Now,
            DurationMs = 0,
        };

        await _store.AddAsync(portfolio, [], import, Token);

        (await _store.LastImportAsync(owner, portfolio.Id, Token)).ShouldBeEquivalentTo(import);
        (await _store.FindAsync(owner, portfolio.Id, Token)).ShouldBeEquivalentTo(portfolio);
    }

    public static IEnumerable<TheoryDataRow<InvestmentClass, InvestmentSubtype, int>> AllKinds() =>
        from investmentClass in Enum.GetValues<InvestmentClass>()
        from subtype in Codes.SubtypesOf(investmentClass)
        from sign in new[] { 1, -1 }
        select new TheoryDataRow<InvestmentClass, InvestmentSubtype, int>(investmentClass, subtype, sign);

    private async Task<(Portfolio Portfolio, Position Position)> AddAsync(Func<Guid, Guid, Portfolio> portfolioOf, Func<Guid, Position> positionOf)
    {
        var owner = await _database.AddUserAsync(Token);
        var portfolio = portfolioOf(owner, TestIds.Next());
        (await _store.AddAsync(portfolio, [positionOf(portfolio.Id)], null, Token)).ShouldBe(PortfolioAddition.Added);
        return (
            (await _store.FindAsync(owner, portfolio.Id, Token)).ShouldNotBeNull(),
            (await _store.PositionsAsync(owner, portfolio.Id, Token)).ShouldHaveSingleItem());
    }
}
