using App.Core.Imports;
using App.Core.Portfolios;
using App.Core.Results;
using Shouldly;
using Support;
using Xunit;

namespace UnitTests.Imports;

/// <summary>Each rule of each column: what passes, what does not, under which code and column.</summary>
public sealed class PositionRulesTests
{
    private static readonly TemplateRow Row = new();

    private static Error OnlyError(TemplateRow row)
    {
        var reading = TemplateCsv.Read(row);
        reading.Positions.ShouldBeEmpty();
        reading.ErrorCount.ShouldBe(1, string.Join("; ", reading.Errors));
        reading.Errors[0].Row.ShouldBe(2);
        return reading.Errors[0];
    }

    private static PositionDraft OnlyPosition(TemplateRow row)
    {
        var reading = TemplateCsv.Read(row);
        reading.Errors.ShouldBeEmpty();
        return reading.Positions.ShouldHaveSingleItem();
    }

    private static void ShouldBe(Error error, string code, TemplateColumn column)
    {
        error.Code.ShouldBe(code);
        error.Field.ShouldBe(column.Title());
    }

    [Fact]
    public void Symbol_Empty_IsRequired() => ShouldBe(OnlyError(Row with { Symbol = " " }), "ERR_POS_001", TemplateColumn.Symbol);

    [Fact]
    public void Symbol_Of100Characters_Passes() => OnlyPosition(Row with { Symbol = new string('A', 100) }).Symbol.Length.ShouldBe(100);

    [Fact]
    public void Symbol_Of101Characters_IsTooLong() => ShouldBe(OnlyError(Row with { Symbol = new string('A', 101) }), "ERR_POS_002", TemplateColumn.Symbol);

    [Theory]
    [InlineData("BRK/B", "BRK.B")]
    [InlineData("SPAXX**", "SPAXX")]
    [InlineData("AB CD", "AB.CD")]
    [InlineData("ÄPFEL", null)]
    [InlineData("<b>", null)]
    public void Symbol_OtherCharacters_AreNamedWithARepair(string symbol, string? suggestion)
    {
        var error = OnlyError(Row with { Symbol = symbol });
        ShouldBe(error, "ERR_POS_003", TemplateColumn.Symbol);
        error.Message.ShouldContain($"“{symbol}”");
        error.Details.GetValueOrDefault(ErrorDetails.Suggestion).ShouldBe(suggestion);
    }

    [Theory]
    [InlineData("aapl", "AAPL")]
    [InlineData(" brk.b ", "BRK.B")]
    [InlineData("CASH_usd-1", "CASH_USD-1")]
    public void Symbol_AnyCase_IsStoredUpperCase(string symbol, string stored) => OnlyPosition(Row with { Symbol = symbol }).Symbol.ShouldBe(stored);

    [Theory]
    [InlineData("", "ERR_POS_004")]
    [InlineData("abc", "ERR_POS_005")]
    [InlineData("NaN", "ERR_POS_005")]
    [InlineData("Infinity", "ERR_POS_005")]
    [InlineData("-∞", "ERR_POS_005")]
    [InlineData("1e5", "ERR_POS_005")]
    [InlineData("1.2.3", "ERR_POS_005")]
    [InlineData("1,2", "ERR_POS_005")]
    [InlineData("1000000000000", "ERR_POS_005")]
    [InlineData("79228162514264337593543950336", "ERR_POS_005")]
    [InlineData("0", "ERR_POS_006")]
    [InlineData("-0.000", "ERR_POS_006")]
    [InlineData("1.1234567", "ERR_POS_007")]
    [InlineData("0.0000001", "ERR_POS_007")]
    public void Quantity_BreakingARule_HasItsCode(string quantity, string code) =>
        ShouldBe(OnlyError(Row with { Quantity = quantity }), code, TemplateColumn.Quantity);

    [Theory]
    [InlineData("1.123456", "1.123456")]
    [InlineData("1.12345600000", "1.123456")]
    [InlineData("-999,999,999,999.999999", "-999999999999.999999")]
    [InlineData("(12.5)", "-12.5")]
    public void Quantity_WithinTheRules_IsExact(string quantity, string value) =>
        OnlyPosition(Row with { Quantity = quantity }).Quantity.ShouldBe(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("", "ERR_POS_008")]
    [InlineData("free", "ERR_POS_009")]
    [InlineData("1000000000", "ERR_POS_009")]
    [InlineData("0", "ERR_POS_010")]
    [InlineData("-1", "ERR_POS_010")]
    [InlineData("(1.00)", "ERR_POS_010")]
    [InlineData("1.005", "ERR_POS_011")]
    public void EntryPrice_BreakingARule_HasItsCode(string price, string code) =>
        ShouldBe(OnlyError(Row with { EntryPrice = price }), code, TemplateColumn.EntryPrice);

    [Theory]
    [InlineData("PRIVATE", "", "FUND")]
    [InlineData("PUBLIC", "MUTUAL_FUND", "VTSAX")]
    [InlineData("", "", "VTSAX")]
    public void EntryPrice_OfPrivateAndMutualFunds_MayHaveFourDecimals(string investmentClass, string subtype, string symbol)
    {
        var row = Row with { Class = investmentClass, Subtype = subtype, Symbol = symbol };
        OnlyPosition(row with { EntryPrice = "100.1234" }).EntryPrice.ShouldBe(100.1234m);
        OnlyError(row with { EntryPrice = "100.12345" }).Code.ShouldBe("ERR_POS_011");
    }

    [Fact]
    public void EntryPrice_OfOptions_MayHaveFourDecimals()
    {
        OnlyPosition(TemplateRow.Option with { EntryPrice = "0.1234" }).EntryPrice.ShouldBe(0.1234m);
        OnlyError(TemplateRow.Option with { EntryPrice = "0.12345" }).Code.ShouldBe("ERR_POS_011");
    }

    [Fact]
    public void EntryPrice_TrailingZeros_DoNotCountAsDecimals() => OnlyPosition(Row with { EntryPrice = "150.2500000" }).EntryPrice.ShouldBe(150.25m);

    [Theory]
    [InlineData("", "ERR_POS_012")]
    [InlineData("2024-1-15", "ERR_POS_013")]
    [InlineData("2023-02-29", "ERR_POS_013")]
    [InlineData("2024-01-15 ", null)]
    [InlineData("2026-06-30", null)]
    [InlineData("2026-07-01", "ERR_POS_014")]
    [InlineData("1926-06-30", null)]
    [InlineData("1926-06-29", "ERR_POS_015")]
    [InlineData("0000-00-00", "ERR_POS_013")]
    public void EntryDate_AtEachBound_PassesOrHasItsCode(string date, string? code)
    {
        if (code is null)
            OnlyPosition(Row with { EntryDate = date });
        else
            ShouldBe(OnlyError(Row with { EntryDate = date }), code, TemplateColumn.EntryDate);
    }

    [Fact]
    public void EntryDate_InAnotherForm_SaysWhatWasFoundWhatIsAllowedAndHowToMendIt()
    {
        var error = OnlyError(Row with { EntryDate = "01/15/2024" });
        error.Message.ShouldBe("Entry date must be YYYY-MM-DD; found “01/15/2024”. Did you mean 2024-01-15?");
        error.Details[ErrorDetails.Symbol].ShouldBe("AAPL");
        error.Details[ErrorDetails.Found].ShouldBe("01/15/2024");
        error.Details[ErrorDetails.Allowed].ShouldBe("YYYY-MM-DD");
        error.Details[ErrorDetails.Suggestion].ShouldBe("2024-01-15");
    }

    [Theory]
    [InlineData("STOCK", "PUBLIC")]
    [InlineData("OPTION", "OPTIONS")]
    [InlineData("Privat", "PRIVATE")]
    [InlineData("Equities of the world", null)]
    public void Class_Unknown_IsRefusedWithARepair(string investmentClass, string? suggestion)
    {
        var error = OnlyError(Row with { Class = investmentClass });
        ShouldBe(error, "ERR_POS_016", TemplateColumn.InvestmentClass);
        error.Details.GetValueOrDefault(ErrorDetails.Suggestion).ShouldBe(suggestion);
    }

    [Fact]
    public void Class_PublicWithOptionTerms_IsAContradictionNamingBoth()
    {
        var error = OnlyError(TemplateRow.Option with { Symbol = "MSFT", Class = "PUBLIC" });
        ShouldBe(error, "ERR_POS_016", TemplateColumn.InvestmentClass);
        error.Message.ShouldContain("PUBLIC");
        error.Message.ShouldContain("MSFT");
    }

    [Theory]
    [InlineData("PUBLIC", "CALL")]
    [InlineData("PUBLIC", "ART")]
    [InlineData("PRIVATE", "ETF")]
    [InlineData("", "CALL")]
    [InlineData("", "NONSENSE")]
    public void Subtype_OfAnotherClass_IsRefused(string investmentClass, string subtype) =>
        ShouldBe(OnlyError(Row with { Class = investmentClass, Subtype = subtype }), "ERR_POS_017", TemplateColumn.InvestmentSubtype);

    [Fact]
    public void Subtype_Misspelt_OffersTheNearestOfTheClass() =>
        OnlyError(Row with { Class = "PUBLIC", Subtype = "Mutual Fund" }).Details[ErrorDetails.Suggestion].ShouldBe("MUTUAL_FUND");

    [Theory]
    [InlineData("AAPL", "", "", InvestmentClass.Public, null)]
    [InlineData("AAPL", "public", "stock", InvestmentClass.Public, InvestmentSubtype.Stock)]
    [InlineData("AAPL", "", "Etf", InvestmentClass.Public, InvestmentSubtype.Etf)]
    [InlineData("SPAXX", "", "", InvestmentClass.Public, InvestmentSubtype.Cash)]
    [InlineData("vmfxx", "PUBLIC", "", InvestmentClass.Public, InvestmentSubtype.Cash)]
    [InlineData("FXAIX", "", "", InvestmentClass.Public, InvestmentSubtype.MutualFund)]
    [InlineData("USD", "", "CASH", InvestmentClass.Public, InvestmentSubtype.Cash)]
    [InlineData("CASH_USD", "", "", InvestmentClass.Private, InvestmentSubtype.Cash)]
    [InlineData("cash_usd", "", "CASH", InvestmentClass.Private, InvestmentSubtype.Cash)]
    [InlineData("BTC", "", "crypto", InvestmentClass.Private, InvestmentSubtype.Cryptocurrency)]
    [InlineData("PICASSO", "", "ART", InvestmentClass.Private, InvestmentSubtype.Art)]
    [InlineData("PICASSO", "PRIVATE", "", InvestmentClass.Private, null)]
    public void Class_GivenOrInferred_FollowsSymbolAndSubtype(
        string symbol, string investmentClass, string subtype, InvestmentClass expectedClass, InvestmentSubtype? expectedSubtype)
    {
        var position = OnlyPosition(Row with { Symbol = symbol, Class = investmentClass, Subtype = subtype });
        position.Class.ShouldBe(expectedClass);
        position.Subtype.ShouldBe(expectedSubtype);
    }

    [Theory]
    [InlineData("2024-01-14", "", TemplateColumn.ExitDate)]
    [InlineData("2026-07-01", "", TemplateColumn.ExitDate)]
    [InlineData("15.3.2024", "10", TemplateColumn.ExitDate)]
    [InlineData("", "10", TemplateColumn.ExitPrice)]
    [InlineData("2024-02-01", "0", TemplateColumn.ExitPrice)]
    [InlineData("2024-02-01", "ten", TemplateColumn.ExitPrice)]
    [InlineData("2024-02-01", "1.005", TemplateColumn.ExitPrice)]
    public void Exit_BreakingARule_HasItsCode(string date, string price, TemplateColumn column) =>
        ShouldBe(OnlyError(Row with { ExitDate = date, ExitPrice = price }), "ERR_POS_018", column);

    [Theory]
    [InlineData("2024-01-15", "")]
    [InlineData("2026-06-30", "170.5")]
    public void Exit_WithinTheRules_ClosesThePosition(string date, string price)
    {
        var position = OnlyPosition(Row with { ExitDate = date, ExitPrice = price });
        position.ExitDate.ShouldBe(DateOnly.ParseExact(date, "yyyy-MM-dd"));
        position.ExitPrice.ShouldBe(price.Length == 0 ? null : 170.5m);
    }

    [Fact]
    public void Row_WithAFaultInEveryField_ReportsOnePerFieldInColumnOrder()
    {
        var reading = TemplateCsv.Read(new TemplateRow
        {
            Symbol = "?",
            Quantity = "x",
            EntryPrice = "x",
            EntryDate = "x",
            Class = "OPTIONS",
            Subtype = "x",
            Underlying = "?",
            Strike = "x",
            Expiration = "x",
            OptionType = "x",
            ExitDate = "x",
            ExitPrice = "x",
        });
        reading.Errors.Select(error => error.Code).ShouldBe(
        [
            "ERR_POS_003", "ERR_POS_005", "ERR_POS_009", "ERR_POS_013", "ERR_POS_017",
            "ERR_POS_019", "ERR_POS_020", "ERR_POS_021", "ERR_POS_022", "ERR_POS_018", "ERR_POS_018",
        ]);
        reading.Errors.Select(error => error.Field).ShouldBeUnique();
    }

    [Fact]
    public void FoundValue_LongAndWithControlCharacters_IsClippedAndMadeVisible()
    {
        var error = OnlyError(Row with { Symbol = "A\u0007B\u202E" + new string('!', 90) });
        error.Message.ShouldContain("A␇B[U+202E]!");
        error.Message.ShouldContain("…”");
        error.Message.Length.ShouldBeLessThan(200);
    }
}
