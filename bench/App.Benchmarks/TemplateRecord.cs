using CsvHelper;

namespace App.Benchmarks;

/// <summary>The template's row as CsvHelper's own source generator reads it: the baseline, which converts types and checks nothing.</summary>
[CsvRecord]
public sealed partial class TemplateRecord
{
    [CsvColumn("Symbol")]
    public string Symbol { get; set; } = "";

    [CsvColumn("Quantity")]
    public decimal Quantity { get; set; }

    [CsvColumn("Entry Price Per Share")]
    public decimal EntryPrice { get; set; }

    [CsvColumn("Entry Date")]
    public DateOnly EntryDate { get; set; }

    [CsvColumn("Investment Class")]
    public string InvestmentClass { get; set; } = "";

    [CsvColumn("Investment Subtype")]
    public string InvestmentSubtype { get; set; } = "";

    [CsvColumn("Underlying Symbol")]
    public string UnderlyingSymbol { get; set; } = "";

    [CsvColumn("Strike Price")]
    public decimal? StrikePrice { get; set; }

    [CsvColumn("Expiration Date")]
    public DateOnly? ExpirationDate { get; set; }

    [CsvColumn("Option Type")]
    public string OptionType { get; set; } = "";

    [CsvColumn("Exit Date")]
    public DateOnly? ExitDate { get; set; }

    [CsvColumn("Exit Price Per Share")]
    public decimal? ExitPrice { get; set; }
}
