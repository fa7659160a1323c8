using System.Text;
using App.Core.Imports;
using App.Core.Imports.Brokers;
using App.Core.Imports.Brokers.Layouts;
using Shouldly;
using UnitTests.Imports.Brokers.Fixtures;
using Xunit;

namespace UnitTests.Imports.Brokers;

/// <summary>Files read with the columns that their owner chose: what is read, and what cannot be.</summary>
public sealed class ColumnChoiceTests
{
    private static readonly ColumnChoice Wallet = Choice(1, (PositionField.Symbol, 0), (PositionField.Quantity, 1), (PositionField.Value, 2));

    public static TheoryData<string> Recognised => [.. BrokerFiles.All.Keys];

    [Fact]
    public void Read_ByTitles_FindsThemByLettersAndDigits()
    {
        var choice = new ColumnChoice(null, new Dictionary<PositionField, int> { [PositionField.Value] = 2 })
        {
            Titles = new Dictionary<PositionField, string> { [PositionField.Symbol] = "COIN", [PositionField.Quantity] = " balance" },
        };

        var reading = Positions(UnknownFiles.Wallet, choice);

        reading.ValidRows.ShouldBe(3);
        reading.Columns.ShouldNotBeNull().ToChoice().Columns.ShouldBe(Wallet.Columns, ignoreOrder: true);
        reading.Layout.ShouldNotBeNull().Id.ShouldBe(AnyPositions.LayoutId);
    }

    [Theory]
    [MemberData(nameof(Recognised))]
    public void Read_WithTheColumnsThatTheLayoutFound_ReadsTheSame(string name)
    {
        var text = BrokerFiles.All[name];
        var first = BrokerFiles.Read(text, name);
        var again = Broker(text, first.Columns.ShouldNotBeNull().ToChoice(), name);
        if (first.Layout!.Broker == "Interactive Brokers")
        {
            again.Errors.ShouldHaveSingleItem().Message.ShouldContain("Leave the columns out");
        }
        else
        {
            again.Describe().ShouldBe(first.Describe());
            again.DescribeUnread().ShouldBe(first.DescribeUnread());
        }

        ReadingCheck.LosesNoRow(again);
    }

    [Fact]
    public void Read_ARecognisedTableWithAnotherColumn_TakesThat()
    {
        var text = "Symbol,Shares,Average Cost,Really paid\nQRTZ,10,15.25,14.00\n";
        var columns = BrokerFiles.Read(text).Columns.ShouldNotBeNull();

        var reading = Broker(text, columns.ToChoice().With(PositionField.CostPerShare, 3));

        reading.Accounts[0].Positions[0].Draft.ShouldNotBeNull().EntryPrice.ShouldBe(14m);
    }

    [Fact]
    public void Read_FromALineBelow_LeavesWhatStandsAboveUnread()
    {
        var reading = Positions("About,me\nQRTZ,1\nfoo,bar\nMICA,2\nFELD,3\n", Choice(3, (PositionField.Symbol, 0), (PositionField.Quantity, 1)), rows: 2, errors: 2);

        reading.DescribeUnread().ShouldBe("1:Heading 2:Heading 3:Header");
    }

    [Fact]
    public void Read_OfNoTitles_ReadsTheFirstRowToo() =>
        Positions("foo,1\nbar,2\n", Choice(0, (PositionField.Description, 0), (PositionField.Quantity, 1)), rows: 2, errors: 2).DescribeUnread().ShouldBe("");

    [Fact]
    public void Read_TheTemplateWithAChoice_GoesByTheChoice() =>
        Positions("Symbol,Quantity,Entry Price Per Share,Entry Date,Other\nQRTZ,1,2,2024-01-02,7\n", Choice(1, (PositionField.Symbol, 0), (PositionField.Quantity, 4), (PositionField.CostPerShare, 2)), rows: 1)
            .Accounts[0].Positions[0].Draft.ShouldNotBeNull().Quantity.ShouldBe(7m);

    [Fact]
    public void Read_TheTitlesAgainFurtherDown_AreTitles() =>
        Positions(UnknownFiles.Wallet + "\n" + UnknownFiles.Wallet, Wallet, rows: 6).DescribeUnread().ShouldBe("1:Header 5:Header");

    public static TheoryData<ColumnChoice, string> Impossible => new()
    {
        { Wallet.With(PositionField.Price, 3), "Column 3 was chosen for the price. The columns are 0 “Coin”, 1 “Balance”, 2 “USD worth”." },
        { Wallet.With(PositionField.Price, -1), "Column -1 was chosen for the price." },
        { Wallet.With(PositionField.Price, 1), "The column “Balance” was chosen for the quantity and the price, and can be only one of them." },
        { Wallet.With(PositionField.Symbol, null), "Nothing says what is held" },
        { Wallet.With(PositionField.Quantity, null).With(PositionField.Value, null), "Nothing says how much is held" },
        { Wallet with { HeaderLine = 9 }, "There is no row of titles on line 9: the rows of the file are on the lines up to 4." },
        { Wallet with { Titles = new Dictionary<PositionField, string> { [PositionField.Price] = "Rate" } }, "No column is titled “Rate”, which was chosen for the price." },
        { Choice(null), "Nothing says what is held" },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Read_WhatCannotBe_SaysWhatWasFoundAndWhatIsAllowed(ColumnChoice choice, string message)
    {
        var unknown = Read(UnknownFiles.Wallet, choice).ShouldBeOfType<FileReading.Unknown>();

        unknown.AsTemplate.Errors.ShouldAllBe(error => error.Code == "ERR_BROKER_004");
        unknown.AsTemplate.Errors[0].Message.ShouldStartWith(message);
        unknown.Table.Columns.Count.ShouldBe(3);
        var reading = BrokerFiles.TryRead(UnknownFiles.Wallet, columns: choice).ShouldNotBeNull();
        (reading.ReadRows, reading.UnreadCount, reading.TotalRows).ShouldBe((0, 4, 4));
    }

    [Fact]
    public void Read_ATitleThatIsThereTwice_AsksForItsNumber()
    {
        var choice = new ColumnChoice(null, new Dictionary<PositionField, int> { [PositionField.Symbol] = 0 }) { Titles = new Dictionary<PositionField, string> { [PositionField.Quantity] = "n" } };

        Read("a,n,n\nQRTZ,1,2\n", choice).ShouldBeOfType<FileReading.Unknown>().AsTemplate.Errors.ShouldHaveSingleItem().Message.ShouldContain("The columns 1 and 2 are all titled “n”");
    }

    [Fact]
    public void Read_OneColumnForTickerAndName_IsAllowed() =>
        Positions("Paper,Pieces,Price each\nQRTZ,1,2.5\nQuartz Fund of Funds,2,2.5\n", Choice(1, (PositionField.Symbol, 0), (PositionField.Description, 0), (PositionField.Quantity, 1), (PositionField.Price, 2)), rows: 2);

    private static ColumnChoice Choice(int? headerLine, params (PositionField Field, int Column)[] columns) => new(headerLine, columns.ToDictionary(each => each.Field, each => each.Column));

    private static BrokerReading Positions(string text, ColumnChoice choice, int rows = 3, int errors = 0)
    {
        var reading = Broker(text, choice);
        reading.ReadRows.ShouldBe(rows);
        reading.ErrorCount.ShouldBe(errors);
        ReadingCheck.LosesNoRow(reading);
        return reading;
    }

    private static BrokerReading Broker(string text, ColumnChoice choice, string name = "holdings.csv") => Read(text, choice, name).ShouldBeOfType<FileReading.Broker>().Reading;

    private static FileReading Read(string text, ColumnChoice choice, string name = "holdings.csv") =>
        new FileImport().Read(Encoding.UTF8.GetBytes(text), name, new BrokerImportOptions { Today = BrokerFiles.Today, Columns = choice });
}
