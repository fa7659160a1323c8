using App.Core.Imports.Brokers;
using Shouldly;
using UnitTests.Imports.Brokers.Fixtures;
using Xunit;

namespace UnitTests.Imports.Brokers;

/// <summary>Interactive Brokers' statements and Flex queries: every account, position and unread row as the file has it.</summary>
public sealed class InteractiveBrokersTests
{
    [Fact]
    public void Read_LotsCurrenciesAndTotals_IsWhole() => ReadingCheck.Is(InteractiveBrokersFiles.OpenPositions, "ibkr.csv", "ibkr_statement", "2026-01-30", """
        # Interactive Brokers …4321 (…4321) Taxable cash 125 pending 0 file 2000 read 2000
        QRTZ 60 at 14 on 2024-05-06 Public/Stock value 1200 cost 840 Total
        QRTZ 40 at 16.5 on 2025-06-07 Public/Stock value 800 cost 660 Total
        MICA Call MICA 10 2026-06-20 -1 at 1.5 on ~2026-01-30 Options/Call value -125 cost -150 Total
        """, "1:OtherTable 2:OtherTable 3:OtherTable 4:OtherTable 5:OtherTable 6:OtherTable 7:OtherTable 8:OtherTable 9:OtherTable 10:OtherTable 11:OtherTable 12:Cash 13:Header 14:Lot 18:OtherCurrency 19:Total 20:Total 21:Total");

    [Fact]
    public void Read_TheSectionUnderItsOtherName_IsWhole() => ReadingCheck.Is(InteractiveBrokersFiles.LongOpenPositions, "ibkrLong.csv", "ibkr_statement", "2026-01-30", """
        # Interactive Brokers …4321 (…4321) Taxable cash 125 pending 0 file 2600 read 2000
        QRTZ 60 at 14 on 2024-05-06 Public/Stock value 1200 cost 840 Total
        QRTZ 40 at 16.5 on 2025-06-07 Public/Stock value 800 cost 660 Total
        MICA Call MICA 10 2026-06-20 -1 at 1.5 on ~2026-01-30 Options/Call value -125 cost -150 Total
        """, "1:OtherTable 2:OtherTable 3:OtherTable 4:OtherTable 5:OtherTable 6:OtherTable 7:OtherTable 8:OtherTable 9:OtherTable 10:OtherTable 11:OtherTable 12:Cash 13:Header 14:Lot 18:OtherCurrency 19:Total 20:Total");

    [Fact]
    public void Read_RepeatedHeaders_IsWhole() => ReadingCheck.Is(InteractiveBrokersFiles.Flex, "flex.csv", "ibkr_flex", "2026-01-30", """
        # Interactive Brokers Quartz Brokerage …4321 (…4321) Taxable cash 150 pending 0 file  read 50
        QRTZ 10 at 15 on ~2026-01-30 Public/Stock value 200 cost 150 Total
        QRTZ Call QRTZ 25 2026-06-20 -2 at 2 on ~2026-01-30 Options/Call value -300 cost -400 Total
        # Interactive Brokers Quartz Trust …4987 (…4987) Trust cash 500 pending 0 file  read 650
        QXTF 5 at 20 on ~2026-01-30 Public/Etf value 150 cost 100 Total
        """, "1:OtherTable 2:Cash 3:Cash 4:Header 7:OtherTable 8:Cash 9:Header");

    [Fact]
    public void Read_MarksAndLots_IsWhole() => ReadingCheck.Is(InteractiveBrokersFiles.FlexMarks, "flexMarks.csv", "ibkr_flex", "2026-01-30", """
        # Interactive Brokers …4321 (…4321) Taxable cash 0 pending 0 file  read 200
        QRTZ 4 at 12.5 on 2024-05-06 Public/Stock value 80 cost 50 Total
        QRTZ 6 at 16.66666667 on 2025-06-07 Public/Stock value 120 cost 100 Total
        """, "1:Heading 2:Heading 3:Heading 4:Header 5:Lot 8:Heading 9:Heading 10:Heading");

    [Fact]
    public void Read_LotsAlone_ArePositionsOfTheirOwnSymbols() => ReadingCheck.Is(InteractiveBrokersFiles.FlexLotsAlone, "flexLots.csv", "ibkr_flex", null, """
        # Interactive Brokers …4321 (…4321) Taxable cash 0 pending 0 file  read 250
        QRTZ 4 at 12.5 on 2024-05-06 Public/Stock value 80 cost 50 Total
        QRTZ 6 at 16.66666667 on 2025-06-07 Public/Stock value 120 cost 100 Total
        MICA 5 at 8 on 2025-06-08 Public/Stock value 50 cost 40 Total
        """, "1:Header");

    [Fact]
    public void Read_SeveralCurrenciesWithTheirSums_ReconcilesWithTheMainOnes()
    {
        var reconciliation = BrokerFiles.Read(InteractiveBrokersFiles.OpenPositions).Accounts.ShouldHaveSingleItem().Reconciliation;

        reconciliation.Difference.ShouldBe(0);
        reconciliation.LeftOut.ShouldBe([new CurrencySum("EUR", 1, 360)]);
        reconciliation.Note.ShouldBe("Compared with the file's own sums of its rows in USD, and cash. Left out: 1 row in EUR of 360.00.");
    }

    [Fact]
    public void Read_SeveralCurrenciesWithoutTheirSums_SaysWhyItDiffers()
    {
        var reading = BrokerFiles.Read(InteractiveBrokersFiles.LongOpenPositions);

        var reconciliation = reading.Accounts.ShouldHaveSingleItem().Reconciliation;
        reconciliation.Difference.ShouldBe(600);
        reconciliation.Note.ShouldNotBeNull().ShouldContain("is of all currencies");
        reconciliation.Note.ShouldEndWith("Left out: 1 row in EUR of 360.00.");
        reading.Warnings.ShouldContain(warning => warning.Message == reconciliation.Note);
    }

    [Fact]
    public void Read_CashInTwoCurrencies_TakesThatOfTheMainOne()
    {
        var account = BrokerFiles.Read(InteractiveBrokersFiles.CashInTwoCurrencies).Accounts.ShouldHaveSingleItem();

        account.Cash.ShouldBe(70);
        account.Reconciliation.Difference.ShouldBe(0);
    }

    [Fact]
    public void Read_OneCurrency_SaysNothingOfOthers()
    {
        var reconciliation = BrokerFiles.Read(InteractiveBrokersFiles.OpenPositions.Replace("EUR", "USD", StringComparison.Ordinal)).Accounts.ShouldHaveSingleItem().Reconciliation;

        reconciliation.FileTotal.ShouldBe(2600);
        (reconciliation.LeftOut.Count, reconciliation.Note).ShouldBe((0, null));
    }
}
