using System.Text;
using App.Core.Imports;
using App.Core.Imports.Brokers;
using App.Core.Imports.Brokers.Mapping;
using App.Core.Imports.Csv;
using Shouldly;
using Support;
using UnitTests.Imports.Brokers.Fixtures;
using Xunit;

namespace UnitTests.Imports.Brokers;

/// <summary>A broker's file handed back with its errors: what is in it, and that it is read again as what it was.</summary>
public sealed class AnnotatedBrokerFileTests
{
    private const string Faulty = "Holdings of Quartz\n\n# mine\nSymbol,Quantity,Average Cost,Market Value,Note\nQRTZ,10,5,60,=1+1\nOPAL,,2,30,\n\"Total\",,,90,\n";

    public static TheoryData<string> Fixtures => [.. BrokerFiles.All.Keys];

    public static TheoryData<string> UnknownFixtures => [.. UnknownFiles.All.Keys];

    [Fact]
    public void Write_AFaultyFile_IsTheFileWithAColumnMore()
    {
        var lines = Write(Faulty).Split("\r\n");

        lines[..6].ShouldBe(["Holdings of Quartz", "", "# mine", "Symbol,Quantity,Average Cost,Market Value,Note,Errors", "QRTZ,10,5,60,'=1+1", lines[5]]);
        lines[5].ShouldStartWith("OPAL,,2,30,,\"ERR_POS_004 ");
        lines[6..].ShouldBe(["Total,,,90,", ""]);
    }

    [Fact]
    public void WriteFaults_AFaultyFile_IsItsTitlesAndTheRowsAtFault()
    {
        var text = AnnotatedBrokerFile.WriteFaults(Encoding.UTF8.GetBytes(Faulty), Read(Faulty), TestContext.Current.CancellationToken);

        text.ShouldStartWith("Symbol,Quantity,Average Cost,Market Value,Note,Errors\r\nOPAL,,2,30,,\"ERR_POS_004 ");
        text.Split("\r\n").Length.ShouldBe(3);
        Read(text).Accounts[0].Positions.ShouldHaveSingleItem();
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Write_EveryFixture_IsReadAgainAsItWas(string name)
    {
        foreach (var delimiter in ",;\t")
        {
            var text = delimiter == ',' ? BrokerFiles.All[name] : Spread(BrokerFiles.All[name], delimiter, padded: false);
            var first = Read(text, name);
            first.Delimiter.ShouldBe(delimiter);

            // Nothing at fault, then every position: the second is what makes a column of it.
            ReadAlike(Read(Write(text, name), name), first);
            var lines = first.Accounts.SelectMany(account => account.Positions).Select(position => position.Line).ToHashSet();
            var faulty = Read(text, name, [.. lines.Select(line => new CellEdit(line, "Quantity", "much"))]);
            faulty.ErrorCount.ShouldBeGreaterThanOrEqualTo(lines.Count);
            var annotated = AnnotatedBrokerFile.Write(Encoding.UTF8.GetBytes(text), faulty, TestContext.Current.CancellationToken);
            annotated.ShouldContain("ERR_POS_005");
            annotated.ShouldContain($"{delimiter}Errors\r\n");
            ReadAlike(Read(annotated, name), first);

            // A spreadsheet fills every row up to the widest.
            ReadAlike(Read(Spread(annotated, delimiter, padded: true), name), first);
            AnnotatedBrokerFile.Write(Encoding.UTF8.GetBytes(annotated), faulty, TestContext.Current.CancellationToken).ShouldBe(annotated);
        }
    }

    [Theory]
    [MemberData(nameof(UnknownFixtures))]
    public void Write_AFileOfChosenColumns_IsReadAgainAsItWas(string name)
    {
        var text = UnknownFiles.All[name];
        var columns = UnknownTables.Find(BrokerSheet.Of(TextDecoder.Decode(Encoding.UTF8.GetBytes(text)).Value, name), null).ShouldNotBeNull();
        var first = Read(text, name, columns: columns.Guesses);
        var lines = first.Accounts.SelectMany(account => account.Positions).Select(position => position.Line);
        var faulty = Read(text, name, [.. lines.Select(line => new CellEdit(line, "Quantity", "1,x;\"2"))], columns.Guesses);

        var annotated = AnnotatedBrokerFile.Write(Encoding.UTF8.GetBytes(text), faulty, TestContext.Current.CancellationToken);

        annotated.ShouldContain("ERR_POS_005");
        ReadAlike(Read(annotated, name, columns: columns.Guesses), first);
        var again = UnknownTables.Find(BrokerSheet.Of(TextDecoder.Decode(Encoding.UTF8.GetBytes(annotated)).Value, name), null).ShouldNotBeNull();
        (again.Key, again.HeaderLine, again.DataRows).ShouldBe((columns.Key, columns.HeaderLine, columns.DataRows));
        again.Columns.Select(column => (column.Title, column.Field)).ShouldBe(columns.Columns.Select(column => (column.Title, column.Field)));
    }

    [Theory]
    [InlineData("OPAL,\"3,2,\nMICA,=cmd,1,\n")]
    [InlineData("OPAL,\"3\"4,2,\nMICA,1,1,\n")]
    public void Write_ARowThatCannotBeSplit_StaysAsItIs_WithItsErrorAbove(string rows)
    {
        var text = "Symbol,Quantity,Average Cost\nQRTZ,10,5\n" + rows;
        var first = Read(text);
        first.Errors.ShouldContain(error => error.Code == "ERR_CSV_006");

        var annotated = Write(text);

        annotated.Split("\r\n")[2].ShouldStartWith("\"# ERR_CSV_006 Line 3 ");
        annotated.ShouldNotContain(",=cmd");
        var again = Read(annotated);
        again.Errors.Select(error => error.Code).ShouldBe(first.Errors.Select(error => error.Code));
        again.Accounts[0].Positions.Select(position => position.Fields[TemplateColumn.Symbol]).ShouldBe(first.Accounts[0].Positions.Select(position => position.Fields[TemplateColumn.Symbol]));
    }

    [Fact]
    public void Write_ErrorsOfTheWholeFile_AreCommentsThatAreReplacedTheNextTime()
    {
        const string text = "sep=;\r\nSymbol;Quantity;Average Cost;Market Value\r\nGONE;0;5;0\r\n";

        var annotated = Write(text);
        var again = Write(annotated);

        annotated.Split("\r\n")[0].ShouldBe("sep=;");
        annotated.ShouldContain("GONE;0;5;0\r\n\"# ERR_CSV_003 ");
        again.Split("ERR_CSV_003").Length.ShouldBe(2);
    }

    [Fact]
    public void Write_MoreErrorsThanAreKept_SaysSo()
    {
        var text = "Symbol,Quantity,Average Cost,Market Value\n" + string.Concat(Enumerable.Range(1, 1_200).Select(row => $"S{row},,5,50\n"));

        var annotated = Write(text);

        annotated.ShouldContain("The first 1000 of 1200 errors are listed.");
        Read(annotated).ErrorCount.ShouldBe(1_200);
    }

    [Fact]
    public void Write_TheWidestTable_IsStillReadAgain()
    {
        var text = "Symbol,Quantity,Average Cost,Market Value," + string.Join(',', Enumerable.Range(1, 196).Select(column => $"Note {column}")) + "\nQRTZ,,5,50," + new string(',', 195) + "end\n";
        Read(text).ErrorCount.ShouldBe(1);
        Read(Write(text)).Errors.Select(error => error.Code).ShouldBe(["ERR_POS_004"]);
    }

    [Fact]
    public void Write_AWorkbook_IsTheTextOfItsSheet()
    {
        var bytes = new XlsxFile().Row(1, "Holdings of Quartz").Row(3, "Symbol", "Quantity", "Average Cost", "Market Value").Row(4, "QRTZ", 10d, 5d, 60d).Row(5, "OPAL", null, 2d, 30d).ToBytes();
        var reading = ((FileReading.Broker)new FileImport().Read(bytes, "a.xlsx", new BrokerImportOptions { Today = BrokerFiles.Today }, TestContext.Current.CancellationToken)).Reading;

        var lines = AnnotatedBrokerFile.Write(bytes, reading, TestContext.Current.CancellationToken).Split("\r\n");

        lines[..4].ShouldBe(["Holdings of Quartz", "", "Symbol,Quantity,Average Cost,Market Value,Errors", "QRTZ,10,5,60"]);
        lines[4].ShouldStartWith("OPAL,,2,30,\"ERR_POS_004 ");
        Read(string.Join("\r\n", lines)).Errors.ShouldHaveSingleItem().Row.ShouldBe(5);
    }

    [Fact]
    public void UnreadRows_AreATableOfLineTextKindAndReason()
    {
        var lines = UnreadRowsFile.Write(BrokerFiles.Read(SchwabFiles.Year2023)).Split("\r\n");

        lines[0].ShouldBe("Line,Text,Kind,Reason");
        lines[1].ShouldStartWith("1,\"");
        lines[1].ShouldContain(",heading,");
        lines.ShouldContain(line => line.Contains(",nothing_held,", StringComparison.Ordinal));
        lines.Length.ShouldBe(BrokerFiles.Read(SchwabFiles.Year2023).UnreadCount + 2);
    }

    private static string Write(string text, string name = "positions.csv") => AnnotatedBrokerFile.Write(Encoding.UTF8.GetBytes(text), Read(text, name), TestContext.Current.CancellationToken);

    private static BrokerReading Read(string text, string name = "positions.csv", IReadOnlyList<CellEdit>? edits = null, ColumnChoice? columns = null) => BrokerImport.Read(
        BrokerSheet.Of(TextDecoder.Decode(Encoding.UTF8.GetBytes(text)).Value, name), name, new BrokerImportOptions { Today = BrokerFiles.Today, Edits = edits ?? [], Columns = columns }, CancellationToken.None)
        .ShouldNotBeNull(text);

    private static void ReadAlike(BrokerReading again, BrokerReading first)
    {
        again.Layout.ShouldNotBeNull().Id.ShouldBe(first.Layout!.Id);
        (again.AsOf, again.EntryDate, again.TotalRows, again.UnreadCount).ShouldBe((first.AsOf, first.EntryDate, first.TotalRows, first.UnreadCount));
        again.Describe().ShouldBe(first.Describe());
        again.Accounts.SelectMany(account => account.Positions).Select(position => string.Join(' ', position.Lines))
            .ShouldBe(first.Accounts.SelectMany(account => account.Positions).Select(position => string.Join(' ', position.Lines)));
        again.Unread.ShouldBe(first.Unread);
        again.Errors.Select(error => error.Message).ShouldBe(first.Errors.Select(error => error.Message));
        again.Warnings.ShouldBe(first.Warnings);
        ReadingCheck.LosesNoRow(again);
    }

    // The text as a spreadsheet saves it: by another separator, its rows as wide as the widest.
    private static string Spread(string text, char delimiter, bool padded)
    {
        using var output = new StringWriter();
        var writer = new CsvTableWriter(output, delimiter);
        var sheet = BrokerSheet.Of(TextDecoder.Decode(Encoding.UTF8.GetBytes(text)).Value, "a.csv")[0];
        var rows = new List<(int Line, string[] Cells)>();
        using (var cursor = new RowCursor(TextDecoder.Decode(Encoding.UTF8.GetBytes(text)).Value, padded ? delimiter : sheet.Delimiter))
        {
            while (cursor.Read())
                rows.Add((cursor.Line, cursor.GetStrings()));
        }

        var width = padded ? rows.Max(row => row.Cells.Length) : 0;
        var line = 1;
        foreach (var row in rows)
        {
            for (; line < row.Line; line++)
                writer.WriteRow(Enumerable.Repeat("", Math.Max(1, width)));
            writer.WriteRow(row.Cells.Concat(Enumerable.Repeat("", Math.Max(0, width - row.Cells.Length))));
            line++;
        }

        return output.ToString();
    }
}
