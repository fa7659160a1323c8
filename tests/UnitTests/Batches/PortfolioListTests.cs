using System.Text;
using App.Core.Batches;
using App.Core.Results;
using Shouldly;
using Xunit;

namespace UnitTests.Batches;

public sealed class PortfolioListTests
{
    private static readonly PortfolioColumn[] NameTypeEquity = [PortfolioColumn.Name, PortfolioColumn.AccountType, PortfolioColumn.EquityBalance];

    [Theory]
    [InlineData("Name\tType\tBalance\r\nLong haul\tRoth IRA\t$1,250,000.00\r\n")]
    [InlineData("\uFEFFName\tType\tBalance\nLong haul\tRoth IRA\t$1,250,000.00")]
    [InlineData("name;TYPE;Equity\nLong haul;Roth IRA;$1,250,000.00\n")]
    [InlineData("Portfolio name,acct_type,Account Value\nLong haul,Roth IRA,\"$1,250,000.00\"\n")]
    [InlineData("# a remark\n\n\"Name\",\"Type\",\"Equity ($)\"\n,,\n\"Long haul\",\"Roth IRA\",\"$1,250,000.00\"\n\n")]
    [InlineData("Long haul\tRoth IRA\t$1,250,000.00\n")]
    [InlineData("Long haul;Roth IRA;$1,250,000.00\n")]
    [InlineData("Long haul,Roth IRA,\"$1,250,000.00\"\n")]
    [InlineData("[{\"name\":\"Long haul\",\"account_type\":\"Roth IRA\",\"equity_balance\":\"$1,250,000.00\"}]")]
    [InlineData(" {\"portfolios\": [{\"name\":\"Long haul\",\"account_type\":\"Roth IRA\",\"equity_balance\":\"$1,250,000.00\"},]}")]
    public void Read_WhatPeopleHave_GivesTheSameRow(string text)
    {
        var sheet = Read(text);

        sheet.Columns.ShouldBe(NameTypeEquity);
        sheet.PassedOver.ShouldBeEmpty();
        var item = sheet.Rows.ShouldHaveSingleItem().ToItem();
        item.ShouldBe(new PortfolioItem("Long haul", AccountType: "roth_ira", EquityBalance: "$1,250,000.00") { Unread = item.Unread });
        item.Unread.ShouldBeEmpty();
    }

    [Fact]
    public void Read_TheExample_IsReadWhole()
    {
        var rows = Read(PortfolioList.Example).Rows;

        rows.Select(row => row.Line).ShouldBe([2, 3]);
        var first = rows[0].ToItem();
        first.ShouldBe(new PortfolioItem("Long haul", "2024-03-01", null, "Schwab Taxable", "taxable", "$1,250,000.00", null, "Core holdings, rebalanced in January") { Unread = first.Unread });
    }

    [Fact]
    public void Read_LinesAndCells_AreKeptAsTheyStand()
    {
        var rows = Read("Name,Notes,Mood,Rating\n\nÉtoile 東京,\"says \"\"yes\"\", twice\",good,5\n\n# later\nTwo,\"over\ntwo lines\"\n Three ,x\n").Rows;

        rows.Select(row => (row.Line, row[PortfolioColumn.Name], row[PortfolioColumn.Description])).ShouldBe(
            [(3, "Étoile 東京", "says \"yes\", twice"), (6, "Two", "over\ntwo lines"), (8, "Three", "x")]);
    }

    [Fact]
    public void Read_TitlesOfNothing_ArePassedOverAndNamed()
    {
        Read("Name,Mood,Equity,Rating,\nOne,good,5,1,\n").PassedOver.ShouldBe(["Mood", "Rating"]);
    }

    [Fact]
    public void Read_NoHeader_TellsColumnsByWhatIsInThem()
    {
        var sheet = Read("2024;250000;Schwab;taxable;2024-01-05;all of it;USD\n529;90,000;Fidelity;Roth;2024-02-06;;usd\n");

        sheet.IsGuessed.ShouldBeTrue();
        sheet.Rows.Select(row => (row[PortfolioColumn.Name], row[PortfolioColumn.AccountName], row[PortfolioColumn.EquityBalance], row[PortfolioColumn.DateCreated], row[PortfolioColumn.Description], row[PortfolioColumn.Currency]))
            .ShouldBe([("2024", "Schwab", "250000", "2024-01-05", "all of it", "USD"), ("529", "Fidelity", "90,000", "2024-02-06", "", "usd")]);
        Read("Book 1\nBook 2\n").Columns.ShouldBe([PortfolioColumn.Name]);
        Read("Book 1,,\nBook 2,,\n").Rows.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("", "ERR_LIST_001", "is empty")]
    [InlineData(" \r\n\t\n", "ERR_LIST_001", "is empty")]
    [InlineData("# only\n,,,\n", "ERR_LIST_001", "no rows")]
    [InlineData("Name,Type\n", "ERR_LIST_001", "no rows below")]
    [InlineData("[]", "ERR_LIST_001", "The list is empty")]
    [InlineData("a\0b", "ERR_LIST_003", "NUL")]
    [InlineData("Name,Title,Type\na,b,ira\n", "ERR_LIST_004", "“Name” and “Title”, which both mean Name")]
    [InlineData("Nme,Type,Equity\na,ira,5\n", "ERR_LIST_004", "Rename “Nme” to Name")]
    [InlineData("Account,Type\na,ira\n", "ERR_LIST_004", "Rename “Account” to Name")]
    [InlineData("a,b,c,d\ne,f,g,h\n", "ERR_LIST_004", "“d” cannot be told")]
    [InlineData("Name,Equity\nOne,1,250,000\n", "ERR_LIST_005", "Line 2 has 4 fields where there are 2 columns; the surplus is “250”")]
    [InlineData("Name,Notes\nOne,\"never closed\nTwo,x\n", "ERR_LIST_005", "line 2 is never closed")]
    [InlineData("[{\"name\": \"One\"", "ERR_LIST_006", "line 1, byte 16")]
    [InlineData("{\"name\": \"One\"}", "ERR_LIST_006", "no list of portfolios")]
    public void Read_WhatIsNoList_SaysWhy(string text, string code, string words)
    {
        var error = PortfolioList.Read(text).Errors.ShouldHaveSingleItem();

        error.Code.ShouldBe(code);
        error.Message.ShouldContain(words);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void Read_AHundred_IsTheMost(int count, bool isRead)
    {
        var table = "Name\n" + string.Concat(Enumerable.Range(1, count).Select(number => $"Book {number}\n"));
        var json = "[" + string.Join(',', Enumerable.Range(1, count).Select(number => $$"""{"name":"Book {{number}}"}""")) + "]";

        foreach (var text in (string[])[table, json, table["Name\n".Length..]])
        {
            var sheet = PortfolioList.Read(text);
            sheet.IsSuccess.ShouldBe(isRead);
            if (isRead)
            {
                sheet.Value.Rows.Select(row => row[PortfolioColumn.Name]).ShouldBe(Enumerable.Range(1, count).Select(number => $"Book {number}"));
            }
            else
            {
                (sheet.Error.Code, sheet.Error.Message).ShouldBe(("ERR_BULK_002", "The list has 101 portfolios; 100 are allowed. Import them in 2 lists."));
            }
        }
    }

    [Fact]
    public void Read_OverAMegabyte_IsRefusedUnread()
    {
        PortfolioList.Read(new string('x', PortfolioList.Largest + 1)).Error.Code.ShouldBe("ERR_LIST_002");
        PortfolioList.Read("Name\n" + string.Concat(Enumerable.Repeat("a\n", 400_000))).Error.Code.ShouldBe("ERR_BULK_002");
    }

    [Fact]
    public void Read_JsonOfOtherKinds_KeepsWhatIsWrongWithTheItem()
    {
        var rows = Read("""[{"name":"One","equity_balance":1250000.5,"nmae":"x"},7,{"name":["a"],"description":null}]""").Rows;

        rows.Select(row => (row.Line, string.Join('|', row.Unread.Select(fault => fault.Field ?? "-")))).ShouldBe([(1, "nmae"), (2, "-"), (3, "name")]);
        rows[0].ToItem().EquityBalance.ShouldBe("1250000.5");
        rows[2].With(PortfolioColumn.Name, "Three").ToItem().Unread.ShouldBeEmpty();
        Read("""["\ud800"]""").Rows.Count.ShouldBe(1);
    }

    [Fact]
    public async Task DecodeAsync_Files_AreTextByNameAndContent()
    {
        (await DecodeAsync("list.CSV", [.. Encoding.UTF8.Preamble, .. "Naïve"u8])).Value.ShouldBe("Naïve");
        (await DecodeAsync("list.txt", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("Naïve\t1")])).Value.ShouldBe("Naïve\t1");
        (await DecodeAsync("list.csv", [0x4E, 0x61, 0xEF, 0x76, 0x65])).Value.ShouldBe("Naïve");
        (await DecodeAsync("list.json", "[]"u8.ToArray())).Value.ShouldBe("[]");
        (await DecodeAsync("list.xlsx", "PK\u0003\u0004"u8.ToArray())).Error.Message.ShouldContain("named “list.xlsx”");
        (await DecodeAsync("list.csv", "PK\u0003\u0004\0\0"u8.ToArray())).Error.Code.ShouldBe("ERR_LIST_003");
        (await DecodeAsync("list.csv", new byte[PortfolioList.Largest + 1])).Error.Code.ShouldBe("ERR_LIST_002");
        (await DecodeAsync("", [])).Error.Code.ShouldBe("ERR_LIST_003");
    }

    [Theory]
    [InlineData("roth_ira", "roth_ira")]
    [InlineData("ROTH ira", "roth_ira")]
    [InlineData("Roth", "roth_ira")]
    [InlineData("401(k)", "401k")]
    [InlineData("Traditional IRA", "ira")]
    [InlineData("Brokerage", "taxable")]
    [InlineData("529 Plan", "529")]
    [InlineData("Margin", "Margin")]
    public void ToItem_TypesInWords_AreCodes(string written, string type) => Row(PortfolioColumn.AccountType, written).ToItem().AccountType.ShouldBe(type);

    [Theory]
    [InlineData("$1,250,000.00", "$1,250,000.00")]
    [InlineData(" 1 250 000 ", "1250000")]
    [InlineData("1\u00A0250\u202F000", "1250000")]
    [InlineData("USD 90,000", "90,000")]
    [InlineData("90000.50 usd", "90000.50")]
    [InlineData("a lot", "a lot")]
    public void ToItem_AmountsAsPeopleWriteThem_AreFigures(string written, string amount)
    {
        var item = Row(PortfolioColumn.EquityBalance, written).ToItem();

        item.EquityBalance.ShouldBe(amount);
        item.Unread.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("1250,00")]
    [InlineData("12,5")]
    [InlineData("1,2500")]
    [InlineData("1.250,00")]
    [InlineData(",5")]
    public void ToItem_ACommaThatMayBeADecimalPoint_IsAFaultAndNoHundredfold(string written)
    {
        var item = Row(PortfolioColumn.EquityBalance, written).ToItem();

        if (item.EquityBalance is null)
        {
            item.Unread.ShouldHaveSingleItem().Field.ShouldBe("equity_balance");
        }
        else
        {
            // Left to the rules, which know no comma behind a point.
            written.ShouldBe("1.250,00");
        }
    }

    [Fact]
    public void Write_Rows_AreReadBackAsTheyWere()
    {
        var sheet = Read("Name,Account,Notes,Created\n-Long,=SUM(A1),\"two\nlines, \"\"quoted\"\"\",2024-01-05\nTwo,,,\n");

        var again = Read(PortfolioList.Write(sheet.Columns, sheet.Rows));

        again.Columns.ShouldBe(sheet.Columns);
        again.Rows.Select(Cells).ShouldBe(sheet.Rows.Select(Cells));

        static string Cells(PortfolioRow row) => string.Join('|', PortfolioColumns.All.Select(column => row[column]));
    }

    private static PortfolioSheet Read(string text)
    {
        var sheet = PortfolioList.Read(text);
        sheet.Errors.Select(error => error.Message).ShouldBeEmpty();
        return sheet.Value;
    }

    private static PortfolioRow Row(PortfolioColumn column, string text) => new(1, new Dictionary<PortfolioColumn, string> { [PortfolioColumn.Name] = "One", [column] = text });

    private static async Task<Result<string>> DecodeAsync(string name, byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return await PortfolioList.DecodeAsync(stream, name, TestContext.Current.CancellationToken);
    }
}
