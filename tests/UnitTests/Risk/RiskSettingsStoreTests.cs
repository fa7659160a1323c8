using App.Core.Risk;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Risk;

public sealed class SqliteRiskSettingsStoreTests(SqliteFixture fixture) : RiskSettingsStoreContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresRiskSettingsStoreTests(PostgresFixture fixture) : RiskSettingsStoreContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>The versions of factors and scenarios.</summary>
public abstract class RiskSettingsStoreContract(DatabaseFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IRiskSettingsStore Store => fixture.Database.Get<IRiskSettingsStore>();

    [Fact]
    public async Task Versions_AreKept_TheNewestCounts_AndOneIsGivenOnce()
    {
        (await Store.CurrentAsync(Token)).Version.ShouldBe(RiskSettings.Standard.Version);
        (await Store.ListAsync(10, Token)).ShouldBeEmpty();

        (await Store.AddAsync(new RiskSettingsVersion(RiskSettings.Standard, TestTimes.Now, null, null), Token)).ShouldBeTrue();
        var admin = TestIds.Next();
        var harsher = RiskSettings.Standard with
        {
            Version = 2,
            Scenarios = [new Scenario { Id = "harsh", Name = "Harsh", Category = "market", Market = -0.6, Styles = new Dictionary<string, double> { ["value"] = 0.1 }, Volatility = 0.2 }],
        };
        (await Store.AddAsync(new RiskSettingsVersion(harsher, TestTimes.Now, admin, "after the talk of Friday"), Token)).ShouldBeTrue();
        (await Store.AddAsync(new RiskSettingsVersion(RiskSettings.Standard with { Version = 2 }, TestTimes.Now, null, null), Token)).ShouldBeFalse();

        var current = await Store.CurrentAsync(Token);
        current.Version.ShouldBe(2);
        current.Scenarios.ShouldHaveSingleItem().Market.ShouldBe(-0.6);
        current.Scenarios[0].Styles["value"].ShouldBe(0.1);
        current.Rates.ShouldBe(RiskSettings.Standard.Rates);
        var versions = await Store.ListAsync(10, Token);
        versions.Select(version => version.Settings.Version).ShouldBe([2, 1]);
        (versions[0].By, versions[0].Note).ShouldBe((admin, "after the talk of Friday"));
        RiskSettings.FromJson(RiskSettings.Standard.ToJson()).ToJson().ShouldBe(RiskSettings.Standard.ToJson());
    }
}
