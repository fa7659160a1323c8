using System.Globalization;
using System.Text;
using App.Core.Imports;
using CsvHelper;

namespace App.Benchmarks;

/// <summary>Bytes to validated positions, against CsvHelper reading the same bytes into records.</summary>
internal static class ParseBenchmark
{
    private const int Rows = 10_000;
    private const double Bound = 1.5;
    private static readonly DateOnly Today = new(2026, 6, 30);

    public static int Run()
    {
        var file = MakeFile();
        var import = new TemplateImport();
        if (import.Read(file, "positions.csv", Today) is { IsValid: false } invalid)
            throw new InvalidOperationException($"The benchmark's file does not import: {invalid.Errors[0]}");

        Console.WriteLine($"{Rows:N0} rows, {file.Length:N0} bytes, {Environment.ProcessorCount} processors");
        var times = SideBySide.Measure(
            () => Consume(import.Read(file, "positions.csv", Today).Positions.Count),
            () => Consume(ReadRecords(file)));
        Console.WriteLine($"parse and validate  {times.Subject,8:0.000} ms");
        Console.WriteLine($"CsvHelper records   {times.Baseline,8:0.000} ms");
        Console.WriteLine($"ratio               {times.Ratio,8:0.000}  (bound {Bound})");
        return times.Ratio <= Bound ? 0 : 1;
    }

    private static int ReadRecords(byte[] file)
    {
        using var reader = CsvReader.Create(file, CsvReaderOptions.Default);
        return reader.GetRecords<TemplateRecord>().ToList().Count;
    }

    private static void Consume(int count)
    {
        if (count != Rows)
            throw new InvalidOperationException($"{count} rows instead of {Rows}.");
    }

    // Seven shares and funds, two options named by their underlying and one private holding in ten, some closed, some leaving class and subtype open:
    // 2 400 different symbols in all.
    private static byte[] MakeFile()
    {
        var random = new Random(20260630);
        var text = new StringBuilder(string.Join(',', TemplateColumns.Titles)).Append('\n');
        for (var row = 0; row < Rows; row++)
        {
            var entry = new DateOnly(2015, 1, 1).AddDays(row % 4_000);
            var price = random.Next(100, 90_000) / 100m;
            FormattableString line = (row % 10) switch
            {
                < 6 => (FormattableString)$"SYM{row / 10 % 700},{random.Next(1, 5_000)},{price},{entry:yyyy-MM-dd},PUBLIC,STOCK,,,,,,",
                6 => $"ETF{row / 10 % 700},{random.Next(1, 5_000) / 8m},{price},{entry:yyyy-MM-dd},,,,,,,{entry.AddDays(90):yyyy-MM-dd},{price + 1}",
                < 9 => $",{random.Next(1, 50)},{price},{entry:yyyy-MM-dd},OPTIONS,CALL,SYM{row / 10 % 700},{random.Next(50, 500)},2030-06-21,CALL,,",
                _ => $"FUND_{row},1,{price}55,{entry:yyyy-MM-dd},PRIVATE,HEDGE_FUND,,,,,,",
            };
            text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
