using System.Text;
using App.Core.Imports;
using App.Core.Imports.Brokers;
using Shouldly;
using UnitTests.Imports.Brokers.Fixtures;
using Xunit;

namespace UnitTests.Imports.Brokers;

/// <summary>What the user changes in a position of a broker's file.</summary>
public sealed class PositionEditsTests
{
    private const string Margin = "Symbol,Quantity,Average Cost,Market Value\r\nQRTZ,10,5,60\r\nOPAL,4,2,10\r\nQRTZ,20,8,120\r\n";

    [Fact] // held as cash and on margin: 10 at 5 and 20 at 8 are 30 at 7
    public void APositionAddedUpFromTwoRows_IsEditedAsOne()
    {
        var position = Read(Margin, new CellEdit(2, "Quantity", "25")).Accounts.Single().Positions[0];

        position.Draft!.Quantity.ShouldBe(25);
        position.Draft.EntryPrice.ShouldBe(7);
        position.Lines.ShouldBe([2, 4]);
        Read(Margin, new CellEdit(2, "Quantity", "25")).Accounts.Single().Positions.Count.ShouldBe(2);
    }

    [Fact]
    public void AnEntryDateAndPriceOfTheUser_AreNoEstimates()
    {
        var read = Read("Symbol,Quantity,Price,Market Value\r\nQRTZ,10,6,60\r\nQRTZ,20,6,120\r\n", new CellEdit(2, "Entry Date", "2024-05-01"), new CellEdit(2, "Entry Price Per Share", "3"));
        var draft = read.Accounts.Single().Positions.Single().Draft!;

        (draft.EntryDate, draft.IsEntryDateEstimated).ShouldBe((new DateOnly(2024, 5, 1), false));
        (draft.EntryPrice, draft.IsEntryPriceEstimated).ShouldBe((3m, false));
        draft.Quantity.ShouldBe(30);
    }

    [Fact]
    public void ASymbolMadeThatOfAnotherPosition_IsADuplicate() =>
        Read(Margin, new CellEdit(3, "Symbol", "QRTZ")).Errors.Single().Code.ShouldBe("ERR_POS_023");

    private static BrokerReading Read(string csv, params CellEdit[] edits) => new FileImport()
        .Read(Encoding.UTF8.GetBytes(csv), "a.csv", new BrokerImportOptions { Today = BrokerFiles.Today, Edits = edits }, TestContext.Current.CancellationToken)
        .ShouldBeOfType<FileReading.Broker>().Reading;
}
