using System.Text;
using App.Core.Imports.Csv;
using Shouldly;
using Xunit;

namespace UnitTests.Imports;

/// <summary>What is written, and that it is read back as it was.</summary>
public sealed class CsvTableWriterTests
{
    private static string Write(char delimiter, params IEnumerable<string[]> rows)
    {
        var text = new StringWriter();
        var writer = new CsvTableWriter(text, delimiter);
        foreach (var row in rows)
            writer.WriteRow(row);
        return text.ToString();
    }

    private static List<string[]> Read(string text, char delimiter)
    {
        using var cursor = new RowCursor(new DecodedText(Encoding.UTF8.GetBytes(text)), delimiter);
        var rows = new List<string[]>();
        while (cursor.Read())
            rows.Add(cursor.GetStrings());
        return rows;
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+cmd", "'+cmd")]
    [InlineData("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("# no comment", "'# no comment")]
    [InlineData("'=1", "''=1")]
    [InlineData("-12.5", "-12.5")]
    [InlineData("+3", "+3")]
    [InlineData("-1e5", "'-1e5")]
    [InlineData("it's", "it's")]
    [InlineData("'quoted'", "'quoted'")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData(" a", "\" a\"")]
    [InlineData("sep=;", "\"sep=;\"")]
    public void WriteRow_ACellThatNeedsIt_IsQuotedOrGuarded(string cell, string written) => Write(',', [cell]).ShouldBe(written + "\r\n");

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    public void WriteRow_RandomTables_AreReadBackAsTheyWere(char delimiter)
    {
        var random = new Random(20260630);
        const string alphabet = "aZ09 .,;\t\"'=+-@#\r\n|\u00A0é€\uFEFF😀\u0001";
        var runes = alphabet.EnumerateRunes().ToArray();
        for (var round = 0; round < 2_000; round++)
        {
            var table = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Enumerable.Range(0, random.Next(1, 6))
                .Select(_ => string.Concat(Enumerable.Range(0, random.Next(0, 7)).Select(_ => runes[random.Next(runes.Length)].ToString()))).ToArray())
                .Where(row => !row.All(cell => cell.Trim('\uFEFF', ' ', '\t', '\r', '\n', '\u00A0').Length == 0)).ToList();
            var text = Write(delimiter, table);
            var read = Read(text, delimiter);
            read.Count.ShouldBe(table.Count, text);
            for (var row = 0; row < table.Count; row++)
                read[row].ShouldBe(table[row], text);
        }
    }
}
