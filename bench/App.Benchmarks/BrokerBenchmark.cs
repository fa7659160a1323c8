using System.Globalization;
using System.Text;
using App.Core.Imports;
using App.Core.Imports.Brokers;
using CsvHelper;

namespace App.Benchmarks;

/// <summary>A broker's file to recognised, reconciled positions, against CsvHelper reading the same rows into records.</summary>
internal static class BrokerBenchmark
{
    private const int Rows = 10_000;
    internal const string Titles = "\"Symbol\",\"Description\",\"Qty (Quantity)\",\"Price\",\"Mkt Val (Market Value)\",\"Cost Basis\",\"Gain $ (Gain/Loss $)\",\"Reinvest?\",\"Asset Type\"";

    private static readonly BrokerImportOptions Options = new() { Today = new DateOnly(2026, 6, 30) };

    public static int Run()
    {
        var rows = MakeRows();
        var file = Encoding.UTF8.GetBytes($"\"Positions for account Individual ...321 as of 04:05 PM ET, 2026/06/29\"\n\n{Titles}\n{rows}\"Positions Total\",\"\",\"--\",\"--\",\"$0.00\",\"--\",\"--\",\"--\",\"--\"\n");
        var bare = Encoding.UTF8.GetBytes($"{Titles}\n{rows}");
        var import = new FileImport();
        if (Read(import, file) is not { ErrorCount: 0 } reading)
            throw new InvalidOperationException("The benchmark's file does not import.");

        Console.WriteLine($"{Rows:N0} rows of {reading.Layout!.Title}, {file.Length:N0} bytes, {Environment.ProcessorCount} processors");
        var times = SideBySide.Measure(() => Consume(Read(import, file)!.ReadRows), () => Consume(ReadRecords(bare)));
        Console.WriteLine($"broker's file       {times.Subject,8:0.000} ms");
        Console.WriteLine($"CsvHelper records   {times.Baseline,8:0.000} ms");
        Console.WriteLine($"ratio               {times.Ratio,8:0.000}");
        return 0;
    }

    private static BrokerReading? Read(FileImport import, byte[] file) => (import.Read(file, "positions.csv", Options) as FileReading.Broker)?.Reading;

    private static int ReadRecords(byte[] file)
    {
        using var reader = CsvReader.Create(file, CsvReaderOptions.Default);
        return reader.GetRecords<SchwabRecord>().ToList().Count;
    }

    private static void Consume(int count)
    {
        if (count != Rows)
            throw new InvalidOperationException($"{count} rows instead of {Rows}.");
    }

    // Shares, funds, bonds by their CUSIP and an option in ten, as an export has them.
    internal static string MakeRows()
    {
        var random = new Random(20260630);
        var text = new StringBuilder();
        for (var row = 0; row < Rows; row++)
        {
            var (quantity, price, cost) = (random.Next(1, 5_000), random.Next(100, 90_000) / 100m, random.Next(100, 90_000) / 100m);
            var (symbol, description, type, multiplier) = (row % 10) switch
            {
                < 6 => ($"S{Letters(row)}", $"QUARTZ NUMBER {row} INC", "Equity", 1m),
                < 8 => ($"E{Letters(row)}", $"QUARTZ MARKET {row} ETF", "ETFs & Closed End Funds", 1m),
                8 => (FormattableString.Invariant($"55512{row / 10 % 1_000:000}7"), "QUARTZ CITY 4.5% 06/01/2030 BOND", "Fixed Income", 0.01m),
                _ => (FormattableString.Invariant($"S{Letters(row / 100)} 06/18/2027 {row % 100 + 1}.00 C"), $"CALL QUARTZ $10 EXP 06/18/27", "Option", 100m),
            };
            var (value, total) = (quantity * price * multiplier, quantity * cost * multiplier);
            text.AppendLine(CultureInfo.InvariantCulture, $"\"{symbol}\",\"{description}\",\"{quantity:N0}\",\"{price:0.00}\",\"${value:N2}\",\"${total:N2}\",\"{(value < total ? "-" : "")}${Math.Abs(value - total):N2}\",\"No\",\"{type}\"");
        }

        return text.ToString();
    }

    private static string Letters(int number) => string.Create(4, number, (letters, rest) =>
    {
        for (var index = letters.Length - 1; index >= 0; index--, rest /= 26)
            letters[index] = (char)('A' + (rest % 26));
    });
}

/// <summary>A row of Schwab's positions as CsvHelper's own source generator reads it: the baseline, which recognises, converts and checks nothing.</summary>
[CsvRecord]
public sealed partial class SchwabRecord
{
    [CsvColumn("Symbol")]
    public string Symbol { get; set; } = "";

    [CsvColumn("Description")]
    public string Description { get; set; } = "";

    [CsvColumn("Qty (Quantity)")]
    public string Quantity { get; set; } = "";

    [CsvColumn("Price")]
    public decimal Price { get; set; }

    [CsvColumn("Mkt Val (Market Value)")]
    public string Value { get; set; } = "";

    [CsvColumn("Cost Basis")]
    public string Cost { get; set; } = "";

    [CsvColumn("Gain $ (Gain/Loss $)")]
    public string Gain { get; set; } = "";

    [CsvColumn("Reinvest?")]
    public string Reinvest { get; set; } = "";

    [CsvColumn("Asset Type")]
    public string AssetType { get; set; } = "";
}
