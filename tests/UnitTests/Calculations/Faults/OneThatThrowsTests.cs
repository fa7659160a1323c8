using App.Core.Calculations;
using App.Core.Portfolios;
using App.Data.Providers;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations.Faults;

/// <summary>One portfolio that cannot be calculated beside 199 that can.</summary>
public sealed class OneThatThrowsTests
{
    private const int Others = 199;
    private const int Sessions = 3;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, "its values overflow")]
    [InlineData(DatabaseProvider.Sqlite, "the database refuses its rows")]
    [InlineData(DatabaseProvider.Postgres, "its values overflow")]
    [InlineData(DatabaseProvider.Postgres, "the database refuses its rows")]
    public async Task EndOfDay_OneAlwaysThrows_TheOthersAreWhole(DatabaseProvider provider, string why)
    {
        await using var database = await TestDatabase.CreateAsync(provider, Token);
        var time = new ManualTime(FaultBooks.Evening);
        var engine = new CalculationEngine(database, time);
        var portfolios = await SeedAsync(database, Others + 1);
        var bad = portfolios[77];
        if (why == "its values overflow")
        {
            await using var db = database.NewContext();
            await db.Positions.Where(position => position.PortfolioId == bad).ExecuteUpdateAsync(set => set.SetProperty(position => position.Quantity, 7.9e27m), Token);
        }
        else
        {
            await RefuseAsync(database, bad);
        }

        // It throws again each night, and never keeps the others from being calculated.
        for (var night = 1; night <= FaultCounts.Of(2, 10); night++)
        {
            var faults = new List<RunExecution>();
            var day = await engine.EndOfDayAsync(Token, log: faults.Add);
            (day.Day.Status, day.Counts.Completed, day.Counts.Failed).ShouldBe((RunStatus.CompletedWithWarnings, Others, 1));
            faults.Count(fault => fault.Fault is not null).ShouldBe(1);
            time.Advance(TimeSpan.FromMinutes(1));
        }

        await using var look = database.NewContext();
        (await look.Snapshots.CountAsync(snapshot => snapshot.IsComplete && snapshot.PortfolioId == bad, Token)).ShouldBe(0);
        (await look.PositionValues.CountAsync(value => value.PortfolioId == bad, Token)).ShouldBe(0);
        (await look.PositionValues.CountAsync(Token)).ShouldBe(Others);
        var chains = await look.Snapshots.Where(snapshot => snapshot.IsComplete).GroupBy(snapshot => snapshot.PortfolioId)
            .Select(chain => new { Count = chain.Count(), Profit = chain.Sum(snapshot => (double)snapshot.DayPnl) }).ToListAsync(Token);
        chains.Count.ShouldBe(Others);
        chains.ShouldAllBe(chain => chain.Count == Sessions);
        chains.Select(chain => Math.Round(chain.Profit, 6)).Distinct().ShouldHaveSingleItem("they hold the same");
    }

    // By the stores: the files of two hundred portfolios would take longer than all else.
    private static async Task<List<Guid>> SeedAsync(TestDatabase database, int count)
    {
        var owner = await database.AddUserAsync(Token);
        List<NewPortfolio> added = [];
        for (var i = 0; i < count; i++)
        {
            var portfolio = new PortfolioBuilder { OwnerId = owner, EquityAsOf = FaultBooks.AnchorOf(Sessions) }.Build();
            added.Add(new NewPortfolio(portfolio, [new PositionBuilder { PortfolioId = portfolio.Id, Symbol = "AAPL", Quantity = 10 }.Build()], null));
        }

        await database.Get<IPortfolioStore>().AddAsync(added, Token);
        return added.ConvertAll(each => each.Portfolio.Id);
    }

    private static async Task RefuseAsync(TestDatabase database, Guid portfolio)
    {
        await using var db = database.NewContext();
#pragma warning disable EF1002 // The test's own statement.
        await db.Database.ExecuteSqlRawAsync(
            database.Options.Provider == DatabaseProvider.Sqlite
                ? $"CREATE TRIGGER refuse BEFORE INSERT ON portfolio_snapshots WHEN NEW.portfolio_id = '{portfolio.ToString().ToUpperInvariant()}' BEGIN SELECT RAISE(ABORT, 'no'); END"
                : $"""
                    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;
                    CREATE TRIGGER refuse BEFORE INSERT ON portfolio_snapshots FOR EACH ROW WHEN (NEW.portfolio_id = '{portfolio}') EXECUTE FUNCTION refuse();
                    """,
            Token);
#pragma warning restore EF1002
    }
}
