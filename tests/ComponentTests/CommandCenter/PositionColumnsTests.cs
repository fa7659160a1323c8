using App.Features.CommandCenter;
using Shouldly;
using Xunit;

namespace ComponentTests.CommandCenter;

public sealed class PositionColumnsTests
{
    public static TheoryData<PositionColumn> Columns => [.. Enum.GetValues<PositionColumn>()];

    [Theory]
    [MemberData(nameof(Columns))]
    public void Face_OfEachColumn_IsReadBackFromItsCodeAndSorts(PositionColumn column)
    {
        var face = ColumnFace.Of(column);

        ColumnFace.TryParse(face.Code.ToUpperInvariant(), out var read).ShouldBeTrue();
        read.ShouldBe(column);
        face.Code.ShouldMatch("^[a-z]+(-[a-z]+)*$");
        face.Name.ShouldNotBeEmpty();
        face.Meaning.ShouldNotBeNull();
        Should.NotThrow(() => PositionList.Of([Views.Row("A"), Views.Row("B", price: null)], new PositionQuery(Sort: column)));
    }

    [Fact]
    public void Codes_OfColumns_AreThoseThatAddressesHaveHadAllAlong() => PositionColumns.Default.Shown.Select(column => ColumnFace.Of(column).Code)
        .ShouldBe(["position", "class", "side", "quantity", "price", "value", "weight", "day", "pnl", "exposure", "beta"]);

    [Theory]
    [InlineData("value,beta", "position,value,beta")]
    [InlineData(" Beta , VALUE,beta,position,", "position,beta,value")]
    [InlineData("beta,nonsense,7,-value", "position,beta")]
    [InlineData("position", "position")]
    public void Parse_OfAnAddress_KeepsWhatItKnowsInItsOrder(string codes, string read) => PositionColumns.Parse(codes).ToCodes().ShouldBe(read);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(",, ,")]
    [InlineData("nonsense")]
    [InlineData("class,side,quantity,price,value,weight,day,pnl,exposure,beta")]
    public void Parse_OfNothing_IsTheDefault(string? codes)
    {
        PositionColumns.Parse(codes).ShouldBe(PositionColumns.Default);
        PositionColumns.Parse(codes).IsDefault.ShouldBeTrue();
        PositionColumns.Parse(codes).GetHashCode().ShouldBe(PositionColumns.Default.GetHashCode());
    }

    [Fact]
    public void Columns_InAnotherOrder_AreOthers() =>
        PositionColumns.Of(PositionColumn.Value, PositionColumn.Beta).ShouldNotBe(PositionColumns.Of(PositionColumn.Beta, PositionColumn.Value));

    [Fact]
    public void Toggle_AColumn_PutsItWhereTheChooserHasItAndTakesItAway()
    {
        var columns = PositionColumns.Of(PositionColumn.Value, PositionColumn.Beta);

        columns.Toggle(PositionColumn.Pnl).ToCodes().ShouldBe("position,value,pnl,beta");
        columns.Toggle(PositionColumn.Rho).ToCodes().ShouldBe("position,value,beta,rho");
        columns.Toggle(PositionColumn.Class).ToCodes().ShouldBe("position,class,value,beta");
        columns.Toggle(PositionColumn.Value).ToCodes().ShouldBe("position,beta");
        columns.Toggle(PositionColumn.Position).ShouldBe(columns);
        PositionColumns.Default.Toggle(PositionColumn.Beta).Toggle(PositionColumn.Beta).IsDefault.ShouldBeTrue();
        PositionColumns.Default.Toggle(PositionColumn.Rho).Toggle(PositionColumn.Rho).IsDefault.ShouldBeTrue();
    }

    [Fact]
    public void ClassOf_OnlyInTheDefault_LeavesWhereThereIsNoRoom()
    {
        PositionColumns.Default.ClassOf(PositionColumn.Class).ShouldBe("l mid");
        PositionColumns.Default.ClassOf(PositionColumn.Value).ShouldBeNull();
        PositionColumns.Default.ClassOf(PositionColumn.Weight).ShouldBe("hide");
        var chosen = PositionColumns.Default.Toggle(PositionColumn.Beta);
        chosen.ClassOf(PositionColumn.Class).ShouldBe("l");
        chosen.ClassOf(PositionColumn.Cost).ShouldBeNull();
    }
}
