using System.Text;
using App.Core.Imports;
using App.Core.Imports.Brokers;
using Shouldly;
using UnitTests.Imports.Brokers.Fixtures;
using Xunit;

namespace UnitTests.Imports.Brokers;

/// <summary>What the columns of tables that nothing knows are taken for, and what is read when its owner agrees.</summary>
public sealed class UnknownTableTests
{
    [Fact]
    public void Read_ADepotInGerman_IsGuessedAndReadWhole() => Is(UnknownFiles.GermanDepot, 3, 3, """
        Bezeichnung Description Title, WKN None, ISIN SecurityId Title, Stück Quantity Title, Einstandskurs CostPerShare Title, Kurs Price Title, Kurswert (EUR) Value Title, Gewinn/Verlust Gain Title
        """, """
        # My account () Taxable cash 0 pending 0 file 32198.08 read 32198.08
        DE000A1QRZ70 100 at 10 on ~2026-11-20 Private/Other value 1250 cost 1000 PerShare
        DE000A2FSP16 1500 at 20.1 on ~2026-11-20 Private/Other value 29700 cost 30150 PerShare
        LU0123456781 12.345 at 80 on ~2026-11-20 Private/Other value 1248.08 cost 987.6 PerShare
        """, "1:Heading 2:Heading 3:Header 7:Total");

    [Fact]
    public void Read_AFrenchPea_IsGuessedAndReadWhole() => Is(UnknownFiles.FrenchPea, 1, 3, """
        Libellé Description Title, Code ISIN SecurityId Title, Quantité Quantity Title, PRU CostPerShare Title, Cours Price Title, Valorisation Value Title, +/- value latente Gain Title, Devise Currency Title
        """, """
        # My account () Taxable cash 0 pending 0 file  read 4470.2
        """, "1:Header");

    [Fact]
    public void Read_AWallet_TakesItsBalanceForACount() => Is(UnknownFiles.Wallet, 1, 3, """
        Coin Symbol Title, Balance Quantity Title, USD worth Value Title
        """, """
        # My account () Taxable cash 0 pending 0 file  read 16466.97
        BTC 0.123457 at ~69999.96274 on ~2026-11-20 Private/Cryptocurrency value 8641.97 cost  Unknown
        ETH 2.5 at ~3100 on ~2026-11-20 Private/Cryptocurrency value 7750 cost  Unknown
        QTZ 1500 at ~0.05 on ~2026-11-20 Private/Cryptocurrency value 75 cost  Unknown
        """, "1:Header");

    [Fact]
    public void Read_ASheetWithoutTitles_GoesByItsValues() => Is(UnknownFiles.NoTitles, 0, 3, """
        Column A Symbol Values, Column B Quantity Values, Column C Price Values
        """, """
        # My account () Taxable cash 0 pending 0 file  read 0
        QRTZ 10 at ~15.25 on ~2026-11-20 Public/ value  cost  Unknown
        QXTF 25 at ~102.4 on ~2026-11-20 Public/ value  cost  Unknown
        MICA 3 at ~99.99 on ~2026-11-20 Public/ value  cost  Unknown
        """, "");

    [Fact]
    public void Read_TitlesThatTheFiguresContradict_GoesByTheFigures() => Is(UnknownFiles.Misleading, 1, 4, """
        Paper Symbol Values, Worth Value Title, Value Price Values, Pieces Quantity Values
        """, """
        # My account () Taxable cash 0 pending 0 file  read 7422.47
        """, "1:Header");

    [Fact]
    public void Read_MisspeltTitles_AreGuessedByWhatIsNear() => Is(UnknownFiles.Typos, 1, 3, """
        Symbl Symbol NearTitle, Quantitiy Quantity NearTitle, Prise Price NearTitle, Makret Value Value NearTitle, Notes None
        """, """
        # My account () Taxable cash 0 pending 0 file  read 3012.47
        """, "1:Header");

    [Fact]
    public void Read_ColumnsThatNothingNeeds_AreLeftOut() => Is(UnknownFiles.ExtraColumns, 1, 2, """
        Product Description Title, Symbool Symbol Title, Aantal Quantity Title, Koers Price Title, Waarde Value Title, Wijziging % None, Rating None, Opmerking None
        """, """
        # My account () Taxable cash 0 pending 0 file  read 4562.5
        QRTZ 10 at ~15.25 on ~2026-11-20 Public/ value 152.5 cost  Unknown
        FELD 180 at ~24.5 on ~2026-11-20 Public/ value 4410 cost  Unknown
        """, "1:Header");

    [Fact]
    public void Read_ForeignTitles_KeepsTheAdviceAsANoteAndTheErrorAsItWas()
    {
        var unknown = Read(UnknownFiles.GermanDepot).ShouldBeOfType<FileReading.Unknown>();

        unknown.AsTemplate.Errors.ShouldHaveSingleItem().Code.ShouldBe("ERR_BROKER_001");
        unknown.Table.Notes[0].ShouldContain("German");
        unknown.Table.Notes[1].ShouldContain("decimal comma");
    }

    [Fact]
    public void Read_Arithmetic_IsTheReason()
    {
        var table = Table("Namn;Antal;Senast;Totalt\nKvarts;10;15,25;152,50\nGlimmer;25;102,40;2560,00\nFält;3;99,99;299,97\n");

        table.Columns[1].Reason.ShouldBe("“Antal” is a Swedish title of the quantity. “Antal” × “Senast” = “Totalt” in 3 of 3 rows.");
        (table.Columns[3].Field, table.Columns[3].Evidence).ShouldBe((PositionField.Value, GuessEvidence.Values));
        table.Columns[3].Reason.ShouldBe("“Totalt” holds numbers: “Antal” × “Senast” = “Totalt” in 3 of 3 rows.");
    }

    [Theory]
    [InlineData("Foo,Bar,Baz,Qux,Quux\nQRTZ,10,15.25,152.50,120.00\nMICA,25,102.40,2560.00,2000.00\nFELD,3,99.99,299.97,310.00\n", "Symbol Quantity Price Value -")]
    [InlineData("Foo,A,B,C,D,E,F\nQRTZ,10,12.00,120.00,15.25,152.50,32.50\nMICA,25,80.00,2000.00,102.40,2560.00,560.00\nFELD,3,103.33,309.99,99.99,299.97,-10.02\n", "Symbol Quantity CostPerShare TotalCost Price Value Gain")]
    [InlineData("Name,Holding value,Paid,Return\nQuartz Fund,1200.00,1000.00,200.00\nMica Fund,800.00,850.00,-50.00\n", "Description Value TotalCost Gain")]
    [InlineData("Name;Kurswert;Foo;GuV\nQuarz;1.200,00;1.000,00;200,00\nGlimmer;800,00;850,00;-50,00\n", "Description Value TotalCost Gain")]
    [InlineData("Foo,Bar,Number,Sort,When\nQuartz Corp,US0378331005,10,Stock,2024-05-06\nMica Corp,FR0000543217,25,ETF,2025-06-07\n", "Description SecurityId Quantity SecurityType OpenDate")]
    [InlineData("Foo,Bar,Number,Ccy\n037833100,Quartz Corp,10,USD\n91282CJN2,Note of the Treasury,25,USD\n12345Q101,Mica Corp,30,USD\n", "SecurityId Description Quantity Currency")]
    [InlineData("Holding,Units,Weight %,Day change\nQuartz Corp,10,40.5%,3.00\nMica Corp,25,59.5%,4.00\n", "Description Quantity - -")]
    [InlineData("Symbol,Shares held by me,Value,Value in EUR\nQRTZ,10,152.50,140.00\nMICA,25,2560.00,2400.00\n", "Symbol Quantity Value -")]
    [InlineData("QRTZ 06/20/2026 10.00 P,-2,1.50\nMICA 06/20/2026 20.00 C,3,2.50\n", "Symbol Quantity Price")]
    [InlineData("Value,Price\nlow,high\nhigh,low\n5,low\n", "- -")]
    public void Read_TablesOfAllSorts_GuessesEachFieldOnce(string text, string fields) =>
        string.Join(' ', Table(text).Columns.Select(column => column.Field?.ToString() ?? "-")).ShouldBe(fields);

    [Fact]
    public void Read_AccountNumbersAmongTheValues_AreMasked()
    {
        var table = Table("Paper,Where,Pieces\nQRTZ,Z90817263,10\nMICA,7QZ-45678,20\nFELD,60504030,30\n");

        table.Columns[1].Samples.ShouldBe(["…7263", "…5678", "…4030"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("one\ntwo\nthree\n")]
    [InlineData("just,titles\n")]
    [InlineData("a heading\n,\n")]
    public void Read_WhatIsNoTable_IsTheTemplate(string text) => Read(text).ShouldBeOfType<FileReading.Template>().Reading.IsValid.ShouldBeFalse();

    [Fact]
    public void Read_BookingsInGerman_AreNotOfferedForMapping() =>
        Read("Buchungstag;Wertpapier;Stück;Kurs;Betrag\n20.11.2026;Quarz AG;3;10,00;30,00\n").ShouldBeOfType<FileReading.Template>().Reading.Errors.ShouldHaveSingleItem().Code.ShouldBe("ERR_BROKER_001");

    [Fact]
    public void Key_OfTheSameTitles_IsTheSameWhateverStandsAround()
    {
        var table = Table(UnknownFiles.Wallet);

        Table("My wallet\n\ncoin, BALANCE ,USD worth,,\nXRP,5,2.50\n").Key.ShouldBe(table.Key);
        Table("Coin,USD worth,Balance\nXRP,5,2.50\n").Key.ShouldNotBe(table.Key);
        table.Key.ShouldMatch("^[0-9a-f]{32}$");
    }

    [Fact]
    public void Read_AWideAndLongTable_EndsSoon()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var row = string.Join(',', Enumerable.Range(0, 200).Select(column => $"{column + 2}.25"));
        var table = Table(string.Join('\n', Enumerable.Range(0, 5_000).Select(_ => row)));

        (table.Columns.Count, table.DataRows).ShouldBe((200, 5_000));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(15));
    }

    private static UnknownTable Table(string text) => Read(text).ShouldBeOfType<FileReading.Unknown>().Table;

    // Positions may be given in part: those that are must be there.
    private static void Is(string text, int headerLine, int rows, string columns, string positions, string unread)
    {
        var table = Read(text).ShouldBeOfType<FileReading.Unknown>().Table;
        string.Join(", ", table.Columns.Select(column => $"{column.Title} {column.Field} {column.Evidence}".Replace("  ", " ", StringComparison.Ordinal))).ShouldBe(columns);
        (table.HeaderLine, table.DataRows).ShouldBe((headerLine, rows));
        table.Missing.ShouldBeEmpty();

        var reading = Read(text, table.Guesses).ShouldBeOfType<FileReading.Broker>().Reading;
        foreach (var line in positions.Split('\n'))
            reading.Describe().ShouldContain(line.Trim());
        reading.DescribeUnread().ShouldBe(unread);
        reading.Errors.ShouldBeEmpty();
        reading.ValidRows.ShouldBe(rows);
        reading.Columns.ShouldNotBeNull().Key.ShouldBe(table.Key);
        ReadingCheck.LosesNoRow(reading);
    }

    private static FileReading Read(string text, ColumnChoice? columns = null) =>
        new FileImport().Read(Encoding.UTF8.GetBytes(text), "holdings.csv", new BrokerImportOptions { Today = BrokerFiles.Today, Columns = columns });
}
