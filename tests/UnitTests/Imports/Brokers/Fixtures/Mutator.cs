using System.Text;

namespace UnitTests.Imports.Brokers.Fixtures;

/// <summary>Changes files as their structure suggests: rows, fields and titles dropped, doubled, swapped and spliced, and what hostile cells hold.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<string> seeds)
{
    private static readonly string[] Cells =
    [
        "", " ", "\"", "\"\"", "\"a", "a\"b", "--", "N/A", "0", "-0", "(5)", "999999999999", "-999999999999.99999999", "0.00000001", "1e999", "1,234,567,890,123", "NaN", "$", "-", "%", "=1+1", "\u0000",
        "\uFEFF", "é", "数量", "🦀", "\u202E", "\u0660\u0661", "Total", "Account Total", "TOTAL", "CASH", "Pending Activity", "Symbol", "Quantity", "Account Number", "COB Date", "Header", "Data", "Lot",
        "Summary", "BOF", "ClientAccountID", "QRTZ 06/20/2026 10.00 P", "-QRTZ260620P10", "XYZ#L3199P000000001", "99/99/9999", "0001-01-01", "9999-12-31", "2026-02-30", "EUR", "sep=;", "#",
    ];

    private static readonly string[] Fillers = [" ", ".", "-", "a", "9", "\"", "roth ", "a-", "$", "as of ", "total ", "x", "(", "*", "\u00A0", "é"];

    /// <summary>One file made from the seeds.</summary>
    public byte[] Next()
    {
        if (random.Next(20) == 0)
            return Noise();
        var rows = Pick(seeds).Split('\n').ToList();
        for (var change = random.Next(1, 8); change > 0; change--)
            ChangeRows(rows);
        var text = string.Join(random.Next(10) switch { 0 => "\r\n", 1 => "\r", _ => "\n" }, rows);
        var encoding = random.Next(20) == 0 ? Encoding.Unicode : Encoding.UTF8;
        byte[] bytes = [.. encoding == Encoding.Unicode || random.Next(5) == 0 ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];
        for (var change = random.Next(4) == 0 ? random.Next(1, 6) : 0; change > 0 && bytes.Length > 0; change--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    private void ChangeRows(List<string> rows)
    {
        var at = random.Next(rows.Count);
        switch (random.Next(12))
        {
            case 0 when rows.Count > 1:
                rows.RemoveAt(at);
                break;
            case 1:
                rows.InsertRange(at, Enumerable.Repeat(rows[at], random.Next(10) == 0 ? random.Next(100) : 1));
                break;
            case 2:
                var other = random.Next(rows.Count);
                (rows[at], rows[other]) = (rows[other], rows[at]);
                break;
            case 3:
                var splice = Pick(seeds).Split('\n');
                var from = random.Next(splice.Length);
                rows.InsertRange(at, splice.Skip(from).Take(random.Next(1, 12)));
                break;
            case 4:
                rows.RemoveRange(at, rows.Count - at);
                rows.Add("");
                break;
            case 5:
                var delimiter = Pick([";", "\t", "|", ",,", " "]);
                for (var row = random.Next(2) == 0 ? 0 : at; row < rows.Count; row++)
                    rows[row] = rows[row].Replace(",", delimiter, StringComparison.Ordinal);
                break;
            default:
                rows[at] = ChangeFields(rows[at]);
                break;
        }
    }

    private string ChangeFields(string row)
    {
        var fields = row.Split(',').ToList();
        var (at, other) = (random.Next(fields.Count), random.Next(fields.Count));
        switch (random.Next(9))
        {
            case 0 when fields.Count > 1:
                fields.RemoveAt(at);
                break;
            case 1:
                fields.InsertRange(at, Enumerable.Repeat(fields[at], random.Next(20) == 0 ? 600 : 1));
                break;
            case 2:
                (fields[at], fields[other]) = (fields[other], fields[at]);
                break;
            case 3:
                fields[at] = string.Concat(fields[at].AsSpan(0, random.Next(fields[at].Length + 1)), Pick(Cells), fields[at].AsSpan(random.Next(fields[at].Length + 1)));
                break;
            case 4 when random.Next(4) == 0:
                fields[at] = fields[at] + string.Concat(Enumerable.Repeat(Pick(Fillers), random.Next(1, 20_000))) + Pick(["", ".", "b", "1", ")"]);
                break;
            case 5:
                fields[at] = Pick(Pick(seeds).Split('\n')).Split(',')[0];
                break;
            default:
                fields[at] = Pick(Cells);
                break;
        }

        return string.Join(',', fields);
    }

    private byte[] Noise()
    {
        var bytes = new byte[random.Next(0, 3_000)];
        random.NextBytes(bytes);
        if (random.Next(2) == 0)
        {
            for (var index = 0; index < bytes.Length; index++)
                bytes[index] = (byte)",;\t\n\r\"#$.-()0123456789ABCsymbolqty"[bytes[index] % 34];
        }

        return bytes;
    }

    private T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
}
