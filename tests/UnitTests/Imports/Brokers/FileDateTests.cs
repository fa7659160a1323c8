using App.Core.Imports.Brokers;
using Shouldly;
using Xunit;

namespace UnitTests.Imports.Brokers;

public sealed class FileDateTests
{
    [Theory]
    [InlineData("2026-02-03")]
    [InlineData("2026/02/03")]
    [InlineData("2026/2/3")]
    [InlineData("02/03/2026")]
    [InlineData("2/3/2026")]
    [InlineData("2/3/26")]
    [InlineData("02-03-2026")]
    [InlineData("20260203")]
    [InlineData("20260203;093102")]
    [InlineData("2026-02-03, 09:31:02")]
    [InlineData("2026-02-03;09:31:02")]
    [InlineData("2026-02-03T09:31:02")]
    [InlineData("Feb 3, 2026")]
    [InlineData("February 3, 2026")]
    [InlineData("Feb-03-2026")]
    [InlineData("3 Feb 2026")]
    [InlineData("03FEB26")]
    [InlineData("Feb 3 '26")]
    [InlineData("  02/03/2026 10:12 AM ET ")]
    public void Read_ASpelling_GivesTheDay(string text) => FileDate.Read(text).ShouldBe(new DateOnly(2026, 2, 3));

    [Theory]
    [InlineData("")]
    [InlineData("QRTZ")]
    [InlineData("02/30/2026")]
    [InlineData("13/13/2026")]
    [InlineData("123456")]
    [InlineData("1,234.56")]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    public void Read_WhatIsNoDay_IsNull(string text) => FileDate.Read(text).ShouldBeNull();

    [Theory]
    [InlineData("Positions for account Individual ...321 as of 04:05 PM ET, 02/03/2026")]
    [InlineData("Positions for account Individual ...321 as of 04:05 PM ET, 2026/02/03")]
    [InlineData("Date downloaded 02/03/2026 9:31 AM ET")]
    [InlineData("Date downloaded Feb-03-2026 9:31 a.m ET")]
    [InlineData("Generated at Feb 03 2026 11:02 AM ET")]
    [InlineData("Prices as of February 3, 2026")]
    public void OfStatement_ALineThatSaysTheDay_GivesIt(string text) => FileDate.OfStatement(text).ShouldBe(new DateOnly(2026, 2, 3));

    [Theory]
    [InlineData("Opened 02/03/2026")]
    [InlineData("Prices as of yesterday")]
    public void OfStatement_AnyOtherLine_IsNull(string text) => FileDate.OfStatement(text).ShouldBeNull();

    [Fact]
    public void Find_ARange_GivesItsEnd() => FileDate.Find("January 1, 2026 - January 31, 2026").ShouldBe(new DateOnly(2026, 1, 31));
}
