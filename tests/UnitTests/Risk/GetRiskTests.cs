using System.Text.Json;
using App.Core.Market.Sample;
using App.Core.Portfolios;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Risk;

public sealed class SqliteGetRiskTests(SqliteFixture fixture) : GetRiskContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresGetRiskTests(PostgresFixture fixture) : GetRiskContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>Risk that no run has stored: of earlier sessions, and of several portfolios as one book.</summary>
public abstract class GetRiskContract(DatabaseFixture fixture)
{
    private const string Header = "Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype,Underlying Symbol,Strike Price,Expiration Date,Option Type\n";
    private const string Stocks = "AAPL,100,150.25,2024-01-16,PUBLIC,STOCK,,,,\nXOM,-50,100,2024-01-16,PUBLIC,STOCK,,,,\n";
    private const string Others = "QQQ,20,400,2024-01-16,PUBLIC,ETF,,,,\n,2,12.35,2024-03-15,OPTIONS,CALL,MSFT,450,2035-01-19,CALL\n";

    private static readonly DateOnly Past = new(2025, 1, 6);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Risk_OfAnEarlierSession_IsWhatARunOfItStores()
    {
        var engine = Engine();
        var (owner, portfolio) = await engine.ImportedAsync(Header + Stocks + Others, Token, "2025-01-02");
        var run = await engine.CalculatedAsync(owner, portfolio.Id, Token, asOf: Past);
        var stored = (await engine.Risk.HandleAsync(owner, portfolio.Id, Past, Token)).Value.ShouldNotBeNull();
        stored.RunId.ShouldBe(run.Id);
        stored.Results.Count.ShouldBe(14);
        await using (var db = fixture.Database.NewContext())
        {
            (await db.RiskReports.Where(report => report.PortfolioId == portfolio.Id).ExecuteDeleteAsync(Token)).ShouldBe(3);
        }

        var computed = (await engine.Risk.HandleAsync(owner, portfolio.Id, Past, Token)).Value.ShouldNotBeNull();

        computed.RunId.ShouldBeNull();
        foreach (var (found, expected) in computed.Results.Zip(stored.Results))
        {
            JsonSerializer.Serialize(found.Figures).ShouldBe(JsonSerializer.Serialize(expected.Figures), expected.Id);
            JsonSerializer.Serialize(found.Rows).ShouldBe(JsonSerializer.Serialize(expected.Rows), expected.Id);
            JsonSerializer.Serialize(found.Tables).ShouldBe(JsonSerializer.Serialize(expected.Tables), expected.Id);
        }
    }

    [Fact]
    public async Task Overview_OfAnEarlierSession_IsWhatWasStoredThen()
    {
        var engine = Engine();
        var (owner, portfolio) = await engine.ImportedAsync(Header + Stocks + Others, Token, "2025-01-02");
        await engine.CalculatedAsync(owner, portfolio.Id, Token, asOf: Past);
        var then = (await engine.Overview.HandleAsync(owner, portfolio.Id, Token)).Value;
        await engine.CalculatedAsync(owner, portfolio.Id, Token);

        var later = (await engine.Overview.HandleAsync(owner, portfolio.Id, Past, Token)).Value;

        later.Snapshot!.Session.ShouldBe(Past);
        (later.Equity, later.DayPnl).ShouldBe((then.Equity, then.DayPnl));
        later.Positions.Select(position => position.Value).ToList().ShouldBeEquivalentTo(then.Positions.Select(position => position.Value).ToList());

        // A Sunday shows the Friday before; before the balance there is nothing.
        (await engine.Overview.HandleAsync(owner, portfolio.Id, new DateOnly(2025, 1, 5), Token)).Value.Snapshot!.Session.ShouldBe(new DateOnly(2025, 1, 3));
        (await engine.Overview.HandleAsync(owner, portfolio.Id, new DateOnly(2024, 12, 31), Token)).Value.Snapshot.ShouldBeNull();
    }

    [Fact]
    public async Task Risk_OfTwoPortfolios_IsThatOfOneWithAllTheirPositions()
    {
        var engine = Engine();
        var owner = await fixture.Database.AddUserAsync(Token);
        await CalculatedAsync(engine, owner, Header + Stocks, "One", "60000");
        await CalculatedAsync(engine, owner, Header + Others, "Two", "40000");
        var (other, whole) = await engine.ImportedAsync(Header + Stocks + Others, Token, "2025-01-02");
        await engine.CalculatedAsync(other, whole.Id, Token);

        var pooled = (await engine.Risk.AggregateAsync(owner, null, Token)).ShouldNotBeNull();

        var one = (await engine.Risk.HandleAsync(other, whole.Id, null, Token)).Value.ShouldNotBeNull();
        pooled.Session.ShouldBe(one.Session);
        foreach (var expected in one.Results)
        {
            foreach (var (name, figure) in expected.Figures)
            {
                var found = pooled.Find(expected.Id)!.Figures[name];
                found.Reason.ShouldBe(figure.Reason, $"{expected.Id} {name}");
                (found.Value ?? 0).ShouldBe(figure.Value ?? 0, Math.Max(1e-9, Math.Abs(figure.Value ?? 0) * 1e-6), $"{expected.Id} {name}");
                found.Coverage.ShouldBe(figure.Coverage, $"{expected.Id} {name}");
            }
        }
    }

    [Fact]
    public async Task Risk_WithoutACommonSession_IsNone_AndAnothersIsNotFound()
    {
        var engine = Engine();
        var (owner, portfolio) = await engine.ImportedAsync(Header + Stocks, Token);
        (await engine.Risk.AggregateAsync(owner, null, Token)).ShouldBeNull();
        await engine.CalculatedAsync(owner, portfolio.Id, Token);

        (await engine.Risk.AggregateAsync(owner, Past, Token)).ShouldBeNull();
        (await engine.Risk.HandleAsync(owner, portfolio.Id, Past, Token)).Value.ShouldBeNull();
        (await engine.Risk.HandleAsync(Guid.Empty, portfolio.Id, null, Token)).Error.Code.ShouldBe(PortfolioErrors.NotFound.Code);
    }

    private static async Task CalculatedAsync(CalculationEngine engine, Guid owner, string csv, string account, string equity) =>
        await engine.CalculatedAsync(owner, (await engine.ImportedAsync(owner, csv, account, Token, "2025-01-02", equity)).Id, Token);

    private CalculationEngine Engine() => new(fixture.Database, new ManualTime(new DateTimeOffset(2025, 1, 14, 22, 0, 0, TimeSpan.Zero)), null, new SampleMarket());
}
