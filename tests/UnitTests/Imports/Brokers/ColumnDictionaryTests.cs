using App.Core.Imports.Brokers;
using Shouldly;
using Xunit;

namespace UnitTests.Imports.Brokers;

public sealed class ColumnDictionaryTests
{
    [Theory]
    [InlineData("Symbol", PositionField.Symbol)]
    [InlineData(" SYMBOL ", PositionField.Symbol)]
    [InlineData("Symbol/CUSIP", PositionField.Symbol)]
    [InlineData("Qty (Quantity)", PositionField.Quantity)]
    [InlineData("Qty #", PositionField.Quantity)]
    [InlineData("Shares", PositionField.Quantity)]
    [InlineData("Mkt Val (Market Value)", PositionField.Value)]
    [InlineData("Current value", PositionField.Value)]
    [InlineData("Value ($)", PositionField.Value)]
    [InlineData("Last Price $", PositionField.Price)]
    [InlineData("Price ($)", PositionField.Price)]
    [InlineData("Cost Basis", PositionField.Cost)]
    [InlineData("Cost Basis Total", PositionField.TotalCost)]
    [InlineData("Average Cost Basis", PositionField.CostPerShare)]
    [InlineData("Price Paid $", PositionField.CostPerShare)]
    [InlineData("Gain $ (Gain/Loss $)", PositionField.Gain)]
    [InlineData("Total Gain/Loss Dollar", PositionField.Gain)]
    [InlineData("Unrealized Gain/Loss ($)", PositionField.Gain)]
    [InlineData("Account #", PositionField.AccountNumber)]
    [InlineData("Account", PositionField.AccountName)]
    [InlineData("Security Type", PositionField.SecurityType)]
    [InlineData("Asset Type", PositionField.SecurityType)]
    [InlineData("COB Date", PositionField.AsOf)]
    [InlineData("CUSIP #", PositionField.SecurityId)]
    public void Find_ATitleOfABroker_NamesItsField(string title, PositionField field) => ColumnDictionary.Find(title).ShouldBe(field);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("Gain % (Gain/Loss %)")]
    [InlineData("Price Chng $ (Price Change $)")]
    [InlineData("Last Price Change")]
    [InlineData("Day's Gain $")]
    [InlineData("Today's Gain/Loss Dollar")]
    [InlineData("Total Gain/Loss Percent")]
    [InlineData("% of Acct (% of Account)")]
    [InlineData("Percent Of Account")]
    [InlineData("Reinvest?")]
    [InlineData("Ratings")]
    [InlineData("Quantum")]
    public void Find_ATitleOfSomethingElse_NamesNothing(string title) => ColumnDictionary.Find(title).ShouldBeNull();

    [Theory]
    [InlineData("Quantitty", PositionField.Quantity)]
    [InlineData("Symbl", PositionField.Symbol)]
    [InlineData("Markt Value", PositionField.Value)]
    public void Guess_AMisspeltTitle_IsTheNearest(string title, PositionField field) => ColumnDictionary.Guess(title).ShouldBe(field);

    [Theory]
    [InlineData("Favourite colour")]
    [InlineData("Price Change %")]
    [InlineData("")]
    public void Guess_ATitleNearToNothing_IsNull(string title) => ColumnDictionary.Guess(title).ShouldBeNull();
}
