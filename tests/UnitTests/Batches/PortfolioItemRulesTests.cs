using App.Core.Batches;
using App.Core.Market;
using App.Core.Portfolios;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Batches;

public sealed class PortfolioItemRulesTests
{
    private static readonly PortfolioItemRules Rules = new(
        new PortfolioFormRules(TradingCalendar.Nyse, new OnboardingOptions(), new ManualTime(TestTimes.Now)), new ManualTime(TestTimes.Now));

    [Fact]
    public void Check_OnlyAName_HasTheDefaults()
    {
        var plan = Rules.Check(new PortfolioItem("  Growth-2 _x "), []);

        plan.ShouldBe(new PortfolioPlan(new("Growth-2 _x", "Growth-2 _x", AccountType.Taxable, 0, TestTimes.Session, null), 1, TestTimes.Now));
    }

    [Fact]
    public void Check_EverythingGiven_IsTaken()
    {
        var plan = Rules.Check(new PortfolioItem("One", "2024-02-29", "7", "Acct 9", "ROTH_IRA", "$1,250.50", "usd", " Words\nof two lines "), []);

        plan.ShouldBe(new PortfolioPlan(new("One", "Acct 9", AccountType.RothIra, 1250.50m, TestTimes.Session, "Words\nof two lines"), 7, new(2024, 2, 29, 0, 0, 0, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData(null, "missing")]
    [InlineData("", "empty")]
    [InlineData(" \t ", "only spaces")]
    [InlineData("a/b", "“/”")]
    [InlineData("a\tb", "U+0009")]
    [InlineData("a\u200bb", "U+200B")]
    [InlineData("a\u00a0b", "U+00A0")]
    [InlineData("a.b", "“.”")]
    [InlineData("rocket 🚀", "“🚀”")]
    public void Check_NameThatIsNone_SaysWhatWasFound(string? name, string found) => OnlyFaultOf(new PortfolioItem(name), "name").ShouldContain(found);

    [Theory]
    [InlineData("Été à Zürich")]
    [InlineData("Сбережения 2")]
    [InlineData("退休金")]
    [InlineData("हिन्दी")]
    [InlineData("A")]
    public void Check_NameOfAnyScript_IsTaken(string name) => Rules.Check(new PortfolioItem(name), [])!.Terms.PortfolioName.ShouldBe(name);

    // Not among the names above: an attribute cannot hold half a character.
    [Fact]
    public void Check_NameWithHalfACharacter_SaysSo()
    {
        OnlyFaultOf(new PortfolioItem("a\ud800"), "name").ShouldContain("surrogate");
        OnlyFaultOf(new PortfolioItem("a\udc00\ud800b"), "name").ShouldContain("surrogate");
        Rules.Check(new PortfolioItem("\U00020000"), []).ShouldNotBeNull();
    }

    [Fact]
    public void Check_LetterAndAccentApart_AreOneLetter() => Rules.Check(new PortfolioItem("E\u0301te\u0301"), [])!.Terms.PortfolioName.ShouldBe("Été");

    [Fact]
    public void Check_NameAtTheBound_IsTakenAndOneMoreIsNot()
    {
        Rules.Check(new PortfolioItem(new string('n', 200)), []).ShouldNotBeNull();
        OnlyFaultOf(new PortfolioItem(new string('n', 201)), "name").ShouldContain("201 characters; 200");
        OnlyFaultOf(new PortfolioItem("n", AccountName: new string('n', 201)), "account_name").ShouldContain("201 characters; 200");
    }

    [Theory]
    [InlineData("date_created", "2026-11-21")]
    [InlineData("date_created", "2026-11-20T21:45:31Z")]
    [InlineData("date_created", "1899-12-31")]
    [InlineData("date_created", "20 Nov 2026")]
    [InlineData("date_created", "2026-02-30")]
    [InlineData("date_created", "")]
    [InlineData("version", "0")]
    [InlineData("version", "-1")]
    [InlineData("version", "1.5")]
    [InlineData("version", "2147483648")]
    [InlineData("version", "one")]
    [InlineData("account_name", "")]
    [InlineData("account_name", "a;b")]
    [InlineData("account_type", "savings")]
    [InlineData("equity_balance", "0")]
    [InlineData("equity_balance", "-5")]
    [InlineData("equity_balance", "1000000000")]
    [InlineData("equity_balance", "1e30")]
    [InlineData("equity_balance", "much")]
    [InlineData("currency", "EUR")]
    [InlineData("description", "a\u0000b")]
    public void Check_FieldThatBreaksItsRule_IsTheOneFault(string field, string value) => OnlyFaultOf(With(field, value), field);

    [Fact]
    public void Check_DescriptionAtTheBound_IsTakenAndOneMoreIsNot()
    {
        Rules.Check(new PortfolioItem("n", Description: new string('d', 2_000)), []).ShouldNotBeNull();
        OnlyFaultOf(new PortfolioItem("n", Description: new string('d', 2_001)), "description").ShouldContain("2001 characters; 2000");
    }

    [Fact]
    public void Check_EveryFieldWrong_IsToldAtOnce()
    {
        List<ItemFault> faults = [];

        Rules.Check(new PortfolioItem("?", "never", "x", "?", "x", "x", "x", "\u0001"), faults).ShouldBeNull();

        faults.Select(fault => fault.Field).ShouldBe(["name", "date_created", "version", "account_name", "account_type", "equity_balance", "currency", "description"]);
    }

    private static PortfolioItem With(string field, string value) => field switch
    {
        "date_created" => new("n", DateCreated: value),
        "version" => new("n", Version: value),
        "account_name" => new("n", AccountName: value),
        "account_type" => new("n", AccountType: value),
        "equity_balance" => new("n", EquityBalance: value),
        "currency" => new("n", Currency: value),
        _ => new("n", Description: value),
    };

    private static string OnlyFaultOf(PortfolioItem item, string field)
    {
        List<ItemFault> faults = [];
        Rules.Check(item, faults).ShouldBeNull();
        var fault = faults.ShouldHaveSingleItem();
        fault.Field.ShouldBe(field);
        var error = fault.ToError(3);
        (error.Code, error.Field, error.Details["index"]).ShouldBe(("ERR_BULK_004", field, 3));
        return error.Message;
    }
}
