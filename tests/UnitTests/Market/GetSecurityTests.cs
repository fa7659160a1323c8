using App.Core.Market;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Market;

public sealed class SqliteGetSecurityTests(SqliteFixture fixture) : GetSecurityContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresGetSecurityTests(PostgresFixture fixture) : GetSecurityContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>What is stored of a symbol can be got.</summary>
public abstract class GetSecurityContract(DatabaseFixture fixture) : CollectingTest(fixture)
{
    private static readonly CorporateAction Dividend = new(new DateOnly(2026, 8, 10), CorporateActionKind.Dividend, 0.24m);
    private static readonly CorporateAction Split = new(new DateOnly(2026, 9, 10), CorporateActionKind.Split, 4m);

    [Fact]
    public async Task Get_SymbolWithEverything_TellsItWithDaysAndSources()
    {
        var (one, two) = (new ScriptedSource("One").HasFlat("BRK.B", Since, To, 123.45m).Has("BRK.B", new CorporateAction(new DateOnly(2025, 11, 19), CorporateActionKind.Dividend, 9m), Dividend, Split), new ScriptedSource("Two"));
        two.Profiles.Add("BRK.B", new SecurityProfile("BRK.B", "Berry Company", "Energy", "STOCK", "USD", 0.02) { Industry = "Oil", Exchange = "NYSE", Beta = 0.9 });
        two.Figures.Add("BRK.B", new Fundamentals("BRK.B", new DateOnly(2026, 9, 30)) { MarketCap = 1_000_000m, PriceToEarnings = 17.5 });
        var collector = CollectorOf([one, two]);
        await collector.EnrichAsync(["BRK.B"], ProgressAsync, Token);
        await PriceAsync([one, two], "BRK.B");
        await collector.FundamentalsAsync(["BRK.B"], ProgressAsync, Token);

        var view = (await GetAsync(" brk.b ")).Value;

        view.Facts.Entry.ShouldSatisfyAllConditions(
            entry => entry.Name.ShouldBe("Berry Company"), entry => entry.Industry.ShouldBe("Oil"), entry => entry.Exchange.ShouldBe("NYSE"), entry => entry.Source.ShouldBe("One"));
        (view.Facts.Newest!.Close, view.Facts.Newest.Date, view.Session, view.SessionsBehind, view.IsStale).ShouldBe((123.45m, To, To, 0, false));
        (view.Facts.Figures!.MarketCap, view.Facts.Figures.AsOf, view.FiguresSource).ShouldBe((1_000_000m, new DateOnly(2026, 9, 30), "Two"));
        view.Facts.Actions.ShouldBe([Dividend, Split], "those of the last year");
        view.UntoldActions.ShouldBeNull();
    }

    [Fact]
    public async Task Get_OldPrices_SaysHowOld()
    {
        var last = TradingCalendar.Nyse.Sessions(To.AddDays(-30), To)[^7];
        await PriceAsync([new ScriptedSource("One") { TellsActions = false }.HasFlat("AGED", Since, last)], "AGED");

        var view = (await GetAsync("AGED")).Value;

        (view.Facts.Newest!.Date, view.SessionsBehind, view.IsStale, view.IsTooOld).ShouldBe((last, 6, true, true));
        (view.Facts.Figures, view.FiguresSource).ShouldBe((null, null));
        view.UntoldActions!.Value.To.ShouldBe(last);
    }

    [Fact]
    public async Task Get_SymbolThatNobodyHas_SaysWhyItHasNoPrice()
    {
        await PriceAsync([new ScriptedSource("One")], "PRICELESS");

        (await GetAsync("PRICELESS")).Value.ShouldSatisfyAllConditions(
            view => view.Facts.Newest.ShouldBeNull(), view => view.SessionsBehind.ShouldBeNull(), view => view.IsStale.ShouldBeFalse(), view => view.Facts.Entry.Missing.ShouldBe("One does not have it"));
    }

    [Theory]
    [InlineData("NEVER-ASKED")]
    [InlineData("")]
    [InlineData("'; DROP TABLE securities")]
    public async Task Get_Unknown_IsNotFound(string symbol) => (await GetAsync(symbol)).Errors.ShouldHaveSingleItem().Code.ShouldBe("ERR_MARKET_001");

    private Task<App.Core.Results.Result<SecurityView>> GetAsync(string symbol) =>
        new GetSecurity(Database.Get<ISecurityFacts>(), TradingCalendar.Nyse, Time).HandleAsync(symbol, Token);
}
