using App.Core.Imports.Brokers;
using App.Core.Portfolios;
using Shouldly;
using Xunit;

namespace UnitTests.Imports.Brokers;

public sealed class SecurityKindTests
{
    [Theory]
    [InlineData("QRTZ", "QUARTZ INC", "", "QRTZ", InvestmentClass.Public, InvestmentSubtype.Stock)]
    [InlineData("QRTZ", "", "Equity", "QRTZ", InvestmentClass.Public, InvestmentSubtype.Stock)]
    [InlineData("QRTZ", "", "", "QRTZ", InvestmentClass.Public, null)]
    [InlineData("qxtf", "QUARTZ BROAD MARKET", "ETFs & Closed End Funds", "QXTF", InvestmentClass.Public, InvestmentSubtype.Etf)]
    [InlineData("VQZTX", "Quartz Total Market", "", "VQZTX", InvestmentClass.Public, InvestmentSubtype.MutualFund)]
    [InlineData("SPAXX**", "HELD IN MONEY MARKET", "", "SPAXX", InvestmentClass.Public, InvestmentSubtype.Cash)]
    [InlineData("VMFXX", "", "", "VMFXX", InvestmentClass.Public, InvestmentSubtype.Cash)]
    [InlineData("BRK/B", "", "Equity", "BRK.B", InvestmentClass.Public, InvestmentSubtype.Stock)]
    [InlineData("BRK B", "", "Equity", "BRK.B", InvestmentClass.Public, InvestmentSubtype.Stock)]
    [InlineData("55512QAB3", "QUARTZ CITY 4.5% 06/01/2030", "Fixed Income", "55512QAB3", InvestmentClass.Public, InvestmentSubtype.Bond)]
    [InlineData("QUARTZ UTILITY 5.25% 03/15/2031 BOND", "", "", "QUARTZ_UTILITY_5.25_03_15_2031_BOND", InvestmentClass.Public, InvestmentSubtype.Bond)]
    [InlineData("", "QUARTZ CITY 4.5% 06/01/2030", "", "QUARTZ_CITY_4.5_06_01_2030", InvestmentClass.Public, InvestmentSubtype.Bond)]
    [InlineData("QRTZ 5 1/4 03/15/31", "", "Bonds", "QRTZ_5_1_4_03_15_31", InvestmentClass.Public, InvestmentSubtype.Bond)]
    [InlineData("US TREASURY NOTE DUE 11/15/2034", "", "", "US_TREASURY_NOTE_DUE_11_15_2034", InvestmentClass.Public, InvestmentSubtype.Bond)]
    [InlineData("", "QUARTZ BOND POOL", "", "QUARTZ_BOND_POOL", InvestmentClass.Private, InvestmentSubtype.Other)]
    [InlineData("", "Quartz Target 2050 Bond", "", "QUARTZ_TARGET_2050_BOND", InvestmentClass.Private, InvestmentSubtype.Other)]
    [InlineData("88Q123XY4", "QUARTZ BOND INDEX FUND", "", "88Q123XY4", InvestmentClass.Private, InvestmentSubtype.Other)]
    [InlineData("88Q123XY4", "QUARTZ STABLE VALUE", "", "88Q123XY4", InvestmentClass.Private, InvestmentSubtype.Other)]
    [InlineData("", "QUARTZ INDEX POOL D", "", "QUARTZ_INDEX_POOL_D", InvestmentClass.Private, InvestmentSubtype.Other)]
    [InlineData("", "U S TREASURY BILL 12/24/2026", "", "U_S_TREASURY_BILL_12_24_2026", InvestmentClass.Private, InvestmentSubtype.TreasuryBills)]
    [InlineData("QZ BANK CD 3.85% 08/24/2026", "", "", "QZ_BANK_CD_3.85_08_24_2026", InvestmentClass.Private, InvestmentSubtype.Other)]
    [InlineData("BTC", "Bitcoin", "Crypto", "BTC", InvestmentClass.Private, InvestmentSubtype.Cryptocurrency)]
    public void Of_ARow_TellsWhatItIs(string symbol, string description, string type, string stored, InvestmentClass @class, InvestmentSubtype? subtype)
    {
        var kind = SecurityKind.Of(symbol, description, type, null);
        (kind.Symbol, kind.Class, kind.Subtype, kind.Option).ShouldBe((stored, @class, subtype, null));
    }

    [Fact]
    public void Of_AContract_IsAnOptionOfItsUnderlying()
    {
        var terms = new OptionTerms("QRTZ", 10, new DateOnly(2026, 6, 20), OptionType.Put);
        var kind = SecurityKind.Of("QRTZ 06/20/2026 10.00 P", "", "Option", terms);
        (kind.Symbol, kind.Class, kind.Option, kind.Note).ShouldBe(("QRTZ", InvestmentClass.Options, terms, null));
    }

    [Fact]
    public void Of_AFundWithoutTicker_SaysUnderWhichSymbolItIsHeld() =>
        SecurityKind.Of("", "Quartz Pool", "", null).Note.ShouldBe("“Quartz Pool” has no ticker: held at its entry price under the symbol QUARTZ_POOL.");
}
