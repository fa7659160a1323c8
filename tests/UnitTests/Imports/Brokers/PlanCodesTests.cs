using App.Core.Imports.Brokers;
using App.Core.Portfolios;
using Shouldly;
using UnitTests.Imports.Brokers.Fixtures;
using Xunit;

namespace UnitTests.Imports.Brokers;

/// <summary>Codes of a workplace plan that look like tickers: taken for the plan's where the row says so, for a guess where nothing does.</summary>
public sealed class PlanCodesTests
{
    [Theory]
    [InlineData("OQZT", "QUARTZ TARGET 2050 TRUST", "24.00", "a plan's trust or pool has none")]
    [InlineData("OQZT", "QUARTZ TARGET 2050", "24.1234", "it is priced at 24.1234, with more decimals than an exchange quotes")]
    [InlineData("OQZT", "QUARTZ INCOME", "1", "one unit is priced at exactly 1")]
    public void Judge_ACodeThatTheRowTells_IsNoTicker(string symbol, string description, string price, string reason)
    {
        var kind = Judge(symbol, description, price);

        (kind.Symbol, kind.Class, kind.Subtype, kind.Doubt).ShouldBe((symbol, InvestmentClass.Private, InvestmentSubtype.Other, null));
        kind.Note.ShouldBe($"{symbol} is taken for the plan's own code of “{description}”, not for a ticker: {reason}. Held at its entry price.");
    }

    [Theory]
    [InlineData("OQZT", "QUARTZ TARGET 2050", "24.12")]
    [InlineData("OQZT", "", "24.12")]
    public void Judge_ACodeThatNothingTells_StaysATickerAndAGuess(string symbol, string description, string price)
    {
        var kind = Judge(symbol, description, price);

        (kind.Symbol, kind.Class).ShouldBe((symbol, InvestmentClass.Public));
        kind.Doubt.ShouldNotBeNull().ShouldStartWith($"{symbol} is taken for a ticker, which is a guess");
    }

    [Theory]
    [InlineData("VQZTX", "QUARTZ TOTAL MARKET TRUST", "24.1234")]
    [InlineData("SPAXX", "QUARTZ MONEY MARKET", "1")]
    [InlineData("QXTF", "QUARTZ S&P ETF TRUST", "24.1234")]
    [InlineData("QRTZ", "QUARTZ INC COM", "24.12")]
    public void Judge_ATickerThatTheRowTells_IsOne(string symbol, string description, string price)
    {
        var kind = Judge(symbol, description, price);

        (kind.Symbol, kind.Class, kind.Doubt).ShouldBe((symbol, InvestmentClass.Public, null));
    }

    [Fact]
    public void Read_APlansAccount_MarksWhatIsAGuess()
    {
        var positions = BrokerFiles.Read(FidelityFiles.Plan401K.Replace("QUARTZ TARGET 2050 TRUST", "QUARTZ TARGET 2050", StringComparison.Ordinal)).Accounts[0].Positions;

        positions.Single(position => position.Doubt is not null).Notes.ShouldContain(note => note.StartsWith("OQZT is taken for a ticker", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("QUARTZ CO 401(K) BROKERAGELINK")]
    [InlineData("INDIVIDUAL")]
    public void Read_AnAccountThatTradesAtAnExchange_HasTickers(string account)
    {
        var positions = BrokerFiles.Read(FidelityFiles.Plan401K.Replace("QUARTZ CO 401(K) PLAN", account, StringComparison.Ordinal)).Accounts[0].Positions;

        var position = positions.Single(each => each.Draft?.Symbol == "OQZT");
        (position.Draft!.Class, position.Doubt).ShouldBe((InvestmentClass.Public, null));
    }

    private static SecurityKind Judge(string symbol, string description, string price) =>
        PlanCodes.Judge(SecurityKind.Of(symbol, description, "", null), description, decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture));
}
