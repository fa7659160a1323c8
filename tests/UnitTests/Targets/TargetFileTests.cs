using System.Text;
using App.Core.Results;
using App.Core.Targets;
using App.Testing;
using Shouldly;
using Support;
using Xunit;

namespace UnitTests.Targets;

public sealed class TargetFileTests
{
    private const string Header = "Symbol,Direction,End Of Year,Next Year,Downside,Note\n";

    [Fact]
    public void Read_AFileAsPeopleWriteIt_TakesWhatItMeans()
    {
        var reading = Read("\uFEFFsymbol, END OF YEAR ,next_year,downside,NOTE,Direction\r\n aapl ,$260.50,\"1,285.00\",190,\"grows, they say\",\r\ntsla,180,,,,Short\r\n# a comment\r\n\r\n");

        reading.Errors.ShouldBeEmpty();
        reading.Targets.ShouldBe(
        [
            new TargetDraft(new("AAPL", TargetDirection.Long), 260.5m, 1285m, 190m, "grows, they say"),
            new TargetDraft(new("TSLA", TargetDirection.Short), 180m, null, null, null),
        ]);
        reading.TotalRows.ShouldBe(2);
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    public void Read_OtherSeparators_AreFound(char separator) =>
        Read((Header + "AAPL,LONG,1,2,3,n\n").Replace(',', separator)).Targets.ShouldHaveSingleItem().Downside.ShouldBe(3);

    [Fact]
    public void Read_WithoutOptionalColumnsOrTrailingCells_IsSound() =>
        Read("Symbol,End Of Year,Next Year,Downside\nAAPL,10\n").Targets.ShouldHaveSingleItem().Key.ShouldBe(new TargetKey("AAPL", TargetDirection.Long));

    [Fact]
    public void Read_AnOptionsSymbol_LosesItsPadding() => Read(Header + "AAPL  270618C00150000,LONG,12,,,\n").Targets.ShouldHaveSingleItem().Key.Symbol.ShouldBe("AAPL270618C00150000");

    [Theory]
    [InlineData("abc", "number", null)]
    [InlineData("1.234,56", "number", "1234.56")]
    [InlineData("0", "above 0", null)]
    [InlineData("-5", "above 0", null)]
    [InlineData("($5)", "above 0", null)]
    [InlineData("1.23456", "4 decimals", null)]
    [InlineData("1000000000", "under 1,000,000,000", null)]
    [InlineData("999999999999999999999999999999999", "under 1,000,000,000", null)]
    [InlineData("NaN", "number", null)]
    [InlineData("1e3", "number", "1000")]
    public void Read_APriceThatIsNone_NamesLineColumnFoundAndAllowed(string cell, string words, string? suggestion)
    {
        var error = Read(Header + $"AAPL,LONG,\"{cell}\",,,\n").Errors.ShouldHaveSingleItem();

        (error.Code, error.Row, error.Field).ShouldBe(("ERR_TARGET_003", 2, "End Of Year"));
        error.Message.ShouldContain(words);
        error.Details[ErrorDetails.Found].ShouldBe(cell.Length > 60 ? cell[..60] : cell);
        error.Details[ErrorDetails.Symbol].ShouldBe("AAPL");
        error.Details.GetValueOrDefault(ErrorDetails.Suggestion).ShouldBe(suggestion);
        error.Details[ErrorDetails.Allowed].ShouldNotBeNull();
    }

    [Fact]
    public void Read_SeveralFaults_ListsAllOfThemAndTakesTheRest()
    {
        var reading = Read(Header + "AAPL,UP,x,y,,\n,LONG,1,,,\nBRK/B,,1,,,\nMSFT,LONG,,,,only words\nKO,,70,,,\nAAPL,long,1,,,\nKO,,71,,,\nPEP,,1,234,5,6,7\n" + $"PG,,1,,,{new string('n', 501)}\n");

        reading.Errors.Select(error => (error.Row, error.Field, error.Code)).ShouldBe(
        [
            (2, "Direction", "ERR_TARGET_002"), (2, "End Of Year", "ERR_TARGET_003"), (2, "Next Year", "ERR_TARGET_003"), (3, "Symbol", "ERR_TARGET_001"), (4, "Symbol", "ERR_TARGET_001"),
            (5, "End Of Year", "ERR_TARGET_004"), (8, "Symbol", "ERR_TARGET_006"), (9, null, "ERR_CSV_006"), (10, "Note", "ERR_TARGET_005"),
        ]);
        reading.Errors[4].Details[ErrorDetails.Suggestion].ShouldBe("BRK.B");
        reading.Errors[6].Message.ShouldContain("line 6");
        reading.Errors[6].Details[ErrorDetails.OtherRow].ShouldBe(6);
        reading.Targets.Select(target => target.Key.Symbol).ShouldBe(["KO", "AAPL"]);
        (reading.IsValid, reading.ErrorCount, reading.TotalRows).ShouldBe((false, 9, 9));
    }

    [Fact]
    public void Read_TheSameSymbolOnBothSides_IsTwoTargets() => Read(Header + "AAPL,LONG,1,,,\nAAPL,SHORT,1,,,\n").Targets.Count.ShouldBe(2);

    [Fact]
    public void Read_HundredsOfFaults_KeepsTwoHundredAndCountsTheRest()
    {
        var reading = Read(Header + string.Concat(Enumerable.Range(0, 300).Select(number => $"S{number},LONG,x,,,\n")));

        (reading.Errors.Count, reading.ErrorCount).ShouldBe((200, 300));
        reading.Errors[^1].Row.ShouldBe(201);
    }

    [Fact]
    public void Read_FiveThousandRows_IsSoundAndOneMoreIsNot()
    {
        var rows = string.Concat(Enumerable.Range(0, 5_000).Select(number => $"S{number},LONG,1,,,\n"));
        Read(Header + rows).Targets.Count.ShouldBe(5_000);

        var error = Read(Header + rows + "ONE,LONG,1,,,\n").Errors.ShouldHaveSingleItem();
        (error.Code, error.Row).ShouldBe(("ERR_TARGET_011", 5_002));
    }

    [Fact]
    public void Read_TwoMegabytes_IsSoundAndOneByteMoreIsNot()
    {
        var row = Header + "AAPL,LONG,1,,,\n#";
        Read(row + new string(' ', TargetFile.LargestFile - row.Length)).Targets.Count.ShouldBe(1);
        Read(row + new string(' ', TargetFile.LargestFile - row.Length + 1)).Errors.ShouldHaveSingleItem().Code.ShouldBe("ERR_TARGET_011");
    }

    [Theory]
    [InlineData("", "ERR_CSV_003", null)]
    [InlineData("# only words\n", "ERR_CSV_003", null)]
    [InlineData(Header, "ERR_CSV_003", null)]
    [InlineData("Symbol,End Of Year,Next Year\nAAPL,1,2\n", "ERR_TARGET_010", "Downside")]
    [InlineData("Ticker,End Of Year,Next Year,Downside\nAAPL,1,2,3\n", "ERR_TARGET_010", "Symbol")]
    [InlineData("Symbol,Dirction,End Of Year,Next Year,Downside\nAAPL,SHORT,1,2,3\n", "ERR_TARGET_010", "Dirction")]
    [InlineData("Symbol,End Of Year,Next Year,Downside,end of year\nAAPL,1,2,3,4\n", "ERR_TARGET_010", "End Of Year")]
    [InlineData("Symbol,\"End Of Year,Next Year,Downside\nAAPL,1,2,3\n", "ERR_CSV_006", null)]
    [InlineData(Header + "AAPL,LONG,\"1,2,3,n\nKO,LONG,1,,,\n", "ERR_CSV_006", null)]
    public void Read_AFileThatIsNone_SaysWhy(string text, string code, string? field)
    {
        var reading = Read(text);

        reading.IsValid.ShouldBeFalse();
        (reading.Errors[0].Code, reading.Errors[0].Field).ShouldBe((code, field));
        reading.Targets.ShouldBeEmpty();
    }

    [Fact]
    public void Read_AMisspeltColumn_IsOfferedToBeRenamed() =>
        Read("Symbol,End Of Yeer,Next Year,Downside\nAAPL,1,2,3\n").Errors.ShouldHaveSingleItem().Message.ShouldContain("“End Of Yeer”");

    [Fact]
    public void Read_AColumnOfSomethingElse_IsPassedOverAndNamed()
    {
        var reading = Read("Symbol,Analyst,End Of Year,Next Year,Downside\nAAPL,Quill,1,2,3\n");

        reading.IsValid.ShouldBeTrue();
        reading.IgnoredColumns.ShouldBe(["Analyst"]);
    }

    [Theory]
    [InlineData("targets.pdf")]
    [InlineData("")]
    public void Read_AnotherSortOfFile_IsRefused(string name) =>
        TargetFile.Read(Encoding.UTF8.GetBytes(Header), name).Errors.ShouldHaveSingleItem().Code.ShouldBe("ERR_CSV_002");

    [Fact]
    public void Read_AWorkbook_IsReadLikeText()
    {
        var book = new XlsxFile().Row(1, "Symbol", "Direction", "End Of Year", "Next Year", "Downside").Row(2, "AAPL", "SHORT", new XlsxFile.Money(180.5), null, 300.0).ToBytes();

        TargetFile.Read(book, "targets.xlsx").Targets.ShouldHaveSingleItem().ShouldBe(new TargetDraft(new("AAPL", TargetDirection.Short), 180.5m, null, 300m, null));
    }

    [Fact]
    public void Read_AnyBytes_EndsInAReading()
    {
        var random = new Random(3);
        var sound = Encoding.UTF8.GetBytes(Header + "AAPL,LONG,\"1,000\",2,3,n\nTSLA,SHORT,1,,,\n");
        for (var turn = 0; turn < 3_000; turn++)
        {
            var bytes = sound.ToArray();
            for (var change = random.Next(6); change >= 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var reading = TargetFile.Read(bytes.AsMemory(0, random.Next(bytes.Length + 1)), "t.csv");
            reading.IsValid.ShouldBe(reading.Errors.Count == 0);
            (reading.IsValid && reading.Targets.Count == 0).ShouldBeFalse();
        }
    }

    [Fact]
    public void Write_AnyTargets_IsReadBackAsTheyWere()
    {
        var random = new Random(5);
        string?[] notes = [null, "plain", "with, comma", "with \"quotes\"", "=1+1", "'=1", "-dash", "# hash", "ünïcode €", "@at", new string('n', 500)];
        var targets = Enumerable.Range(0, 400).Select(number => new TargetDraft(
            new TargetKey($"{(number % 9 == 0 ? "-" : number % 7 == 0 ? "1E" : "")}S{number}", (TargetDirection)random.Next(2)),
            Math.Round((decimal)random.NextDouble() * 999_999_999m, 4) + .0001m,
            random.Next(2) == 0 ? null : .0001m,
            random.Next(2) == 0 ? null : 1_234.5m,
            notes[random.Next(notes.Length)])).ToList();

        var reading = Read(TargetFile.Write(targets.Select(draft => draft.By(Guid.Empty, TestTimes.Now))));

        reading.Errors.ShouldBeEmpty();
        reading.Targets.ShouldBe(targets);
    }

    [Fact]
    public void Template_AsItIs_SetsItsExamples() => Read(TargetFile.Template).Targets.Select(target => (target.Key.Symbol, target.Key.Direction))
        .ShouldBe([("AAPL", TargetDirection.Long), ("TSLA", TargetDirection.Short)]);

    private static TargetReading Read(string text) => TargetFile.Read(Encoding.UTF8.GetBytes(text), "targets.csv");
}
