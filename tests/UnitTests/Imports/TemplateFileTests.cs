using App.Core.Imports;
using App.Core.Imports.Rules;
using App.Core.Portfolios;
using Shouldly;
using Support;
using Xunit;

namespace UnitTests.Imports;

/// <summary>The downloadable template, and the rules as a form uses them.</summary>
public sealed class TemplateFileTests
{
    [Fact]
    public void Template_UploadedUnchanged_ImportsEveryExample()
    {
        var reading = TemplateCsv.Read(TemplateFile.Bytes.ToArray(), TemplateFile.FileName);
        reading.Errors.ShouldBeEmpty();
        reading.Warnings.ShouldBeEmpty();
        reading.Positions.Select(position => (position.Symbol, position.Type, position.Subtype)).ShouldBe(
        [
            ("AAPL", PositionType.Long, InvestmentSubtype.Stock), ("MSFT", PositionType.LongCall, InvestmentSubtype.Call),
            ("SPY", PositionType.Long, InvestmentSubtype.Etf), ("TSLA", PositionType.Short, InvestmentSubtype.Stock),
            ("SPAXX", PositionType.Long, InvestmentSubtype.Cash), ("NVDA", PositionType.Long, InvestmentSubtype.Stock),
        ]);
        reading.Positions[^1].ExitDate.ShouldNotBeNull();
    }

    [Fact]
    public void Template_NamesEveryColumnClassSubtypeAndAccountType()
    {
        foreach (var word in TemplateColumns.Titles.Concat(Codes.InvestmentClasses.Names).Concat(Codes.InvestmentSubtypes.Names).Concat(Codes.AccountTypes.Names))
            TemplateFile.Text.ShouldContain(word);
        TemplateFile.Text.ShouldContain(TemplateCsv.Header + "\r\n");
    }

    [Fact]
    public void Form_WithGoodValues_IsADraftWithoutRow()
    {
        var values = new CandidateRow
        {
            [TemplateColumn.Symbol] = " aapl ",
            [TemplateColumn.Quantity] = "1,000",
            [TemplateColumn.EntryPrice] = "$150.25",
            [TemplateColumn.EntryDate] = "2024-01-15",
        };
        var draft = PositionForm.Check(values, TemplateCsv.Today).Value;
        (draft.Symbol, draft.Quantity, draft.Row).ShouldBe(("AAPL", 1000m, null));
    }

    [Fact]
    public void Form_WithFaults_ReportsThemByFieldWithoutRow()
    {
        var errors = PositionForm.Check(new CandidateRow { [TemplateColumn.Quantity] = "0" }, TemplateCsv.Today).Errors;
        errors.Select(error => (error.Code, error.Field, error.Row)).ShouldBe(
        [
            ("ERR_POS_001", "Symbol", null), ("ERR_POS_006", "Quantity", null), ("ERR_POS_008", "Entry Price Per Share", null), ("ERR_POS_012", "Entry Date", null),
        ]);
    }

    [Fact]
    public void CandidateRow_ClearedAndSetAgain_HasOnlyTheNewValues()
    {
        var row = new CandidateRow { [TemplateColumn.Symbol] = new string('A', 1_000), [TemplateColumn.Quantity] = "1" };
        row.Clear();
        row[TemplateColumn.Quantity] = "22";
        row[TemplateColumn.Symbol].ShouldBe("");
        row[TemplateColumn.Quantity].ShouldBe("22");
    }
}
