using App.Core.Operations;
using App.Core.Portfolios;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Operations;

public sealed class IdGeneratorTests
{
    private static readonly ManualTime Time = new(TestTimes.Now);

    // Python: uuid.uuid5(uuid.NAMESPACE_DNS, "ada@example.org")
    [Fact]
    public void ForUser_Address_IsTheVersion5UuidOfItsLowerCase()
    {
        var ids = new DeterministicIds(Time);

        ids.ForUser(" Ada@Example.org ").ShouldBe(Guid.Parse("bc05d2c0-db27-5e0e-bfbd-487f8723a8fc"));
        ids.ForUser("ada@example.org").Version.ShouldBe(5);
    }

    [Fact]
    public void DemoOrRandom_UsersOfTheDomainAndWhatIsTheirs_HaveIdsOfNames()
    {
        var (ids, ofNames) = (new DemoOrRandomIds(Time, "demo.ballast.example"), new DeterministicIds(Time));
        var (demo, other) = (ids.ForUser(" Ada@Demo.Ballast.Example "), ids.ForUser("ada@notdemo.ballast.example.org"));

        demo.ShouldBe(ofNames.ForUser("ada@demo.ballast.example"));
        var portfolio = ids.ForPortfolio(demo, "Main", 0);
        portfolio.ShouldBe(ofNames.ForPortfolio(demo, "Main", 0));
        ids.ForPosition(portfolio, Option(450m, OptionType.Call)).ShouldBe(ofNames.ForPosition(portfolio, Option(450m, OptionType.Call)));
        ids.ForUser("eve@x-demo.ballast.example").Version.ShouldBe(7);
        other.Version.ShouldBe(7);
        ids.ForPortfolio(other, "Main", 0).Version.ShouldBe(7);
        ids.ForPosition(ids.ForPortfolio(other, "Main", 0), Option(450m, OptionType.Call)).Version.ShouldBe(7);
        ids.Next().Version.ShouldBe(7);
    }

    [Fact]
    public void ForPosition_OptionTerms_DistinguishContractsAndNotSpellings()
    {
        var ids = new DeterministicIds(Time);
        var portfolio = Guid.Parse("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
        var call = Option(450m, OptionType.Call);

        ids.ForPosition(portfolio, Option(450.00m, OptionType.Call)).ShouldBe(ids.ForPosition(portfolio, call));
        ids.ForPosition(portfolio, Option(451m, OptionType.Call)).ShouldNotBe(ids.ForPosition(portfolio, call));
        ids.ForPosition(portfolio, Option(450m, OptionType.Put)).ShouldNotBe(ids.ForPosition(portfolio, call));
    }

    [Fact]
    public void ForPortfolio_NameUsedBeforeByADeletedOne_IsAnotherId()
    {
        var ids = new DeterministicIds(Time);
        var owner = ids.ForUser("ada@example.org");

        ids.ForPortfolio(owner, "Schwab", 0).ShouldBe(Guid.Parse("3d5378c6-d64c-52fe-8b65-3e71b9ab63c4"));
        ids.ForPortfolio(owner, "Schwab", 1).ShouldNotBe(ids.ForPortfolio(owner, "Schwab", 0));
    }

    [Fact]
    public void TimeOrdered_Ids_AreNeverTheSame()
    {
        var ids = new TimeOrderedIds(Time);

        Enumerable.Range(0, 1000).Select(_ => ids.ForUser("ada@example.org")).Distinct().Count().ShouldBe(1000);
        ids.Next().Version.ShouldBe(7);
    }

    private static PositionDraft Option(decimal strike, OptionType type) => new()
    {
        Symbol = "MSFT",
        Quantity = 1,
        EntryPrice = 10,
        EntryDate = new DateOnly(2024, 3, 15),
        Class = InvestmentClass.Options,
        Option = new OptionTerms("MSFT", strike, new DateOnly(2027, 1, 15), type),
    };
}
