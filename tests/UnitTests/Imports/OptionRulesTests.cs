using App.Core.Portfolios;
using App.Core.Results;
using Shouldly;
using Support;
using Xunit;

namespace UnitTests.Imports;

/// <summary>Options: terms from columns, terms from an OCC symbol, and the two against each other.</summary>
public sealed class OptionRulesTests
{
    private static readonly TemplateRow Option = TemplateRow.Option;
    private static readonly TemplateRow Occ = new() { Symbol = "AAPL270618C00150000", Quantity = "-3", EntryPrice = "4.10" };

    [Fact]
    public void Option_WithoutSymbol_IsNamedByItsUnderlying()
    {
        var position = TemplateCsv.Read(Option).Positions.ShouldHaveSingleItem();
        position.Symbol.ShouldBe("MSFT");
        position.Class.ShouldBe(InvestmentClass.Options);
        position.Subtype.ShouldBe(InvestmentSubtype.Call);
        position.Option.ShouldBe(new OptionTerms("MSFT", 450m, new DateOnly(2027, 6, 18), OptionType.Call));
        position.Type.ShouldBe(PositionType.LongCall);
        position.Multiplier.ShouldBe(100);
    }

    [Theory]
    [InlineData("5", "CALL", PositionType.LongCall)]
    [InlineData("5", "p", PositionType.LongPut)]
    [InlineData("-5", "c", PositionType.ShortCall)]
    [InlineData("(5)", "Put", PositionType.ShortPut)]
    public void Type_OfAnOption_FollowsSignAndRight(string quantity, string right, PositionType type) =>
        TemplateCsv.Read(Option with { Quantity = quantity, OptionType = right }).Positions.ShouldHaveSingleItem().Type.ShouldBe(type);

    [Fact]
    public void Option_WithOnlyItsClass_LacksEveryTerm() =>
        TemplateCsv.Read(new TemplateRow { Class = "OPTIONS" }).Errors.Select(error => (error.Code, error.Field)).ShouldBe(
        [
            ("ERR_POS_019", "Underlying Symbol"), ("ERR_POS_020", "Strike Price"), ("ERR_POS_021", "Expiration Date"), ("ERR_POS_022", "Option Type"),
        ]);

    [Fact]
    public void Option_WithNeitherSymbolNorUnderlying_LacksBoth() =>
        TemplateCsv.Read(Option with { Underlying = "" }).Errors.Select(error => error.Code).ShouldBe(["ERR_POS_001", "ERR_POS_019"]);

    [Theory]
    [InlineData("MS FT", "", "", "", "ERR_POS_019")]
    [InlineData("", "0", "", "", "ERR_POS_020")]
    [InlineData("", "-1", "", "", "ERR_POS_020")]
    [InlineData("", "abc", "", "", "ERR_POS_020")]
    [InlineData("", "1.00001", "", "", "ERR_POS_020")]
    [InlineData("", "", "2027-06-31", "", "ERR_POS_021")]
    [InlineData("", "", "06/18/2027", "", "ERR_POS_021")]
    [InlineData("", "", "", "BOTH", "ERR_POS_022")]
    public void Term_Malformed_HasItsCode(string underlying, string strike, string expiration, string type, string code)
    {
        var row = Option with { Symbol = "X1" };
        row = row with
        {
            Underlying = underlying.Length > 0 ? underlying : row.Underlying,
            Strike = strike.Length > 0 ? strike : row.Strike,
            Expiration = expiration.Length > 0 ? expiration : row.Expiration,
            OptionType = type.Length > 0 ? type : row.OptionType,
        };
        TemplateCsv.Read(row).Errors.ShouldHaveSingleItem().Code.ShouldBe(code);
    }

    [Fact]
    public void Subtype_AgainstTheOptionType_IsRefused() =>
        TemplateCsv.Read(Option with { Subtype = "PUT" }).Errors.ShouldHaveSingleItem().Code.ShouldBe("ERR_POS_017");

    [Theory]
    [InlineData("AAPL270618C00150000")]
    [InlineData("AAPL  270618C00150000")]
    [InlineData("aapl270618c00150000")]
    public void OccSymbol_PaddedOrNot_FillsTheTerms(string symbol)
    {
        var position = TemplateCsv.Read(Occ with { Symbol = symbol }).Positions.ShouldHaveSingleItem();
        position.Symbol.ShouldBe("AAPL270618C00150000");
        position.Option.ShouldBe(new OptionTerms("AAPL", 150m, new DateOnly(2027, 6, 18), OptionType.Call));
        position.Type.ShouldBe(PositionType.ShortCall);
    }

    [Fact]
    public void OccSymbol_WithColumnsThatAgree_Passes() =>
        TemplateCsv.Read(Occ with { Class = "options", Underlying = "aapl", Strike = "150.000", Expiration = "2027-06-18", OptionType = "C" }).IsValid.ShouldBeTrue();

    [Theory]
    [InlineData("MSFT", "", "", "", "ERR_POS_019", "MSFT", "AAPL")]
    [InlineData("", "155", "", "", "ERR_POS_020", "155", "150")]
    [InlineData("", "", "2027-06-19", "", "ERR_POS_021", "2027-06-19", "2027-06-18")]
    [InlineData("", "", "", "PUT", "ERR_POS_022", "PUT", "CALL")]
    public void OccSymbol_AgainstAColumn_NamesBoth(
        string underlying, string strike, string expiration, string type, string code, string column, string symbol)
    {
        var error = TemplateCsv.Read(Occ with { Underlying = underlying, Strike = strike, Expiration = expiration, OptionType = type }).Errors.ShouldHaveSingleItem();
        error.Code.ShouldBe(code);
        error.Message.ShouldContain($"“{column}”");
        error.Message.ShouldContain($"AAPL270618C00150000 says {symbol}");
    }

    [Fact]
    public void OccSymbol_UnderClassPublic_IsAContradiction()
    {
        var error = TemplateCsv.Read(Occ with { Class = "PUBLIC" }).Errors.ShouldHaveSingleItem();
        error.Code.ShouldBe("ERR_POS_016");
        error.Details[ErrorDetails.Suggestion].ShouldBe("OPTIONS");
    }

    [Theory]
    [InlineData("AAPL271332C00150000", "ERR_POS_021")]
    [InlineData("AAPL270618C00000000", "ERR_POS_020")]
    public void OccSymbol_WithImpossibleTerms_IsNotTakenForAShare(string symbol, string code) =>
        TemplateCsv.Read(Occ with { Symbol = symbol }).Errors.ShouldHaveSingleItem().Code.ShouldBe(code);

    [Theory]
    [InlineData("ABCDEFG270618C00150000")]
    [InlineData("AAPL270618X00150000")]
    [InlineData("270618C00150000")]
    public void Symbol_NotOfTheOccShape_IsAnOrdinarySymbol(string symbol) =>
        TemplateCsv.Read(Occ with { Symbol = symbol }).Positions.ShouldHaveSingleItem().Class.ShouldBe(InvestmentClass.Public);

    [Fact]
    public void ShareAndOption_OfOneSymbolAndDate_AreNoDuplicates() =>
        TemplateCsv.Read(new TemplateRow { Symbol = "MSFT" }, Option, Option with { Strike = "460" }, Option with { OptionType = "PUT" }).IsValid.ShouldBeTrue();

    [Fact]
    public void Option_OnTwoRows_IsADuplicateHoweverItIsWritten()
    {
        var error = TemplateCsv.Read(Option, Option with { Underlying = " msft", Strike = "450.00", OptionType = "c", Quantity = "9" }).Errors.ShouldHaveSingleItem();
        error.Code.ShouldBe("ERR_POS_023");
        error.Message.ShouldContain("Lines 2 and 3");
        error.Message.ShouldContain("450 CALL");
    }

    [Fact]
    public void Duplicate_OfEachLaterRow_NamesTheFirst()
    {
        var reading = TemplateCsv.Read(new(), new TemplateRow { Symbol = "MSFT" }, new TemplateRow { Symbol = "aapl" }, new TemplateRow { Quantity = "x" });
        reading.Errors.Select(error => (error.Code, error.Row, error.Field, error.Details.GetValueOrDefault(ErrorDetails.OtherRow))).ShouldBe(
        [
            ("ERR_POS_023", 4, "Symbol", 2), ("ERR_POS_023", 5, "Symbol", 2), ("ERR_POS_005", 5, "Quantity", null),
        ]);
        reading.Positions.Count.ShouldBe(2);
        reading.IsValid.ShouldBeFalse();
    }
}
