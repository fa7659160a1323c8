using App.Core.Market;
using App.Core.Market.Collecting;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Market.Collecting;

public sealed class AnswerNoteTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("Yahoo,Stooq")]
    [InlineData(" figures:Yahoo")]
    [InlineData("Yahoo,Stooq head:20251117:0:1795896000")]
    [InlineData("Yahoo,Stooq actions:20261102:20261120:1:1795978800")]
    [InlineData("Yahoo,Stooq,Tiingo,Polygon,Files,Sample head:20251117:-1:1795896000 actions:20261102:20261120:3:0")]
    public void Of_WhatWasWritten_IsReadAndWrittenAlike(string? text) => NoteOf(text).Text.ShouldBe(text);

    [Fact]
    public void Of_OpenDays_AreRead()
    {
        var note = NoteOf("Yahoo,Stooq head:20251117:0:1795896000 actions:20261102:20261120:1:0");

        note.Sources.ShouldBe("Yahoo,Stooq");
        note.Head.ShouldBe(new OpenHead(new DateOnly(2025, 11, 17), 0, DateTimeOffset.FromUnixTimeSeconds(1_795_896_000)));
        note.Actions.ShouldBe(new OpenActions(new DateOnly(2026, 11, 2), new DateOnly(2026, 11, 20)) { Tries = 1 });
    }

    [Theory]
    [InlineData("One head:2025:0:1")]
    [InlineData("One head:20251117:0")]
    [InlineData("One actions:20261102:20261120:x:0")]
    [InlineData("One something:else")]
    public void Of_WhatCannotBeRead_IsNotThere(string text) => NoteOf(text).ShouldBe(new AnswerNote("One"));

    [Fact]
    public void Text_AllThatCanBeOpen_FitsIntoItsColumn() => new AnswerNote("Yahoo,Stooq,Tiingo,Polygon,Files,Sample")
    {
        Head = new OpenHead(DateOnly.MaxValue, int.MaxValue, TestTimes.Now),
        Actions = new OpenActions(DateOnly.MinValue, DateOnly.MaxValue) { Tries = int.MaxValue, NotBefore = TestTimes.Now },
        Figures = "Polygon",
    }.Text!.Length.ShouldBeLessThanOrEqualTo(200);

    [Theory]
    [InlineData(4.0, 4, 1)]
    [InlineData(1.5, 3, 2)]
    [InlineData(1.2504, 5, 4)]
    [InlineData(0.1, 1, 10)]
    [InlineData(20.05, 20, 1)]
    public void RatioOf_FactorOfASplit_IsItsRatio(double factor, int shares, int old) => SplitSigns.RatioOf(factor).ShouldBe((shares, old));

    [Theory]
    [InlineData(1.0)]
    [InlineData(1.03)]
    [InlineData(0.9)]
    [InlineData(1.42)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void RatioOf_OtherFactors_AreNone(double factor) => SplitSigns.RatioOf(factor).ShouldBeNull();

    private static AnswerNote NoteOf(string? text) => AnswerNote.Of(new Security { Symbol = "AAA", AnsweredBy = text });
}
