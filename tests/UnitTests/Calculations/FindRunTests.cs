using App.Core.Calculations;
using App.Core.Portfolios;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Calculations;

public sealed class FindRunTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>
{
    private readonly TestDatabase _database = fixture.Database;
    private readonly ScenarioOfRuns _scenario = new(fixture.Database);
    private readonly FindRun _find = new(fixture.Database.Get<IPortfolioStore>(), fixture.Database.Get<IRunStore>());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HandleAsync_NoRunNamed_IsTheLatest()
    {
        var (owner, claim) = await _scenario.HeldRunAsync(Token);

        var found = (await _find.HandleAsync(owner, claim.Run.PortfolioId, null, Token)).Value;

        (found.Portfolio.Id, found.Run?.Id).ShouldBe((claim.Run.PortfolioId, claim.Run.Id));
    }

    [Fact]
    public async Task HandleAsync_NeverCalculated_IsThePortfolioWithoutARun()
    {
        var owner = await _database.AddUserAsync(Token);
        var portfolio = new PortfolioBuilder { OwnerId = owner }.Build();
        await _database.Get<IPortfolioStore>().AddAsync(portfolio, [], null, Token);

        (await _find.HandleAsync(owner, portfolio.Id, null, Token)).Value.Run.ShouldBeNull();
    }

    [Fact]
    public async Task HandleAsync_RunThePortfolioDoesNotHave_IsErrBatch006()
    {
        var (owner, claim) = await _scenario.HeldRunAsync(Token);

        var refused = await _find.HandleAsync(owner, claim.Run.PortfolioId, TestIds.Next(), Token);

        refused.Errors.ShouldHaveSingleItem().Code.ShouldBe("ERR_BATCH_006");
    }

    [Fact]
    public async Task HandleAsync_AnothersPortfolio_IsErrPort012()
    {
        var (_, claim) = await _scenario.HeldRunAsync(Token);
        var stranger = await _database.AddUserAsync(Token);

        var refused = await _find.HandleAsync(stranger, claim.Run.PortfolioId, claim.Run.Id, Token);

        refused.Errors.ShouldHaveSingleItem().Code.ShouldBe("ERR_PORT_012");
    }
}
