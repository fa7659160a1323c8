using System.Diagnostics;
using System.Globalization;
using System.Text;
using App.Core.Imports;
using App.Core.Imports.Brokers;
using App.Core.Imports.Brokers.Mapping;
using App.Core.Imports.Csv;
using Shouldly;
using UnitTests.Imports.Brokers.Fixtures;
using Xunit;

namespace UnitTests.Imports.Brokers;

/// <summary>Whatever is done to a broker's file, it ends in a reading in which no row is missing, soon and in little memory.</summary>
/// <remarks>What a reading allocates in all is more than what of it is alive at any time; <see cref="BrokerCostTests"/> measures that for files that are large. FUZZ_INPUTS in the environment chooses how many inputs are tried. Input n is always the same: a failure names it.</remarks>
public sealed class BrokerFuzzTests
{
    private const int Usual = 6_000;

    // As the template, as the broker's, and once more when it is mended.
    private const int Readings = 3;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);

    // Digits alone may come to stand in an amount.
    private static readonly string[] LetteredNumbers = [.. BrokerFiles.AccountNumbers.Where(number => number.Any(char.IsLetter))];

    private static readonly string[] Seeds = [.. BrokerFiles.All.Values.Concat(UnknownFiles.All.Values).Select(text => text.ReplaceLineEndings("\n")), TemplateFile.Text];

    [Fact]
    public void Read_MutatedFiles_EndInReadingsWithoutALostRow()
    {
        var inputs = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_INPUTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var more) ? more : Usual;
        var (tried, recognised, positions) = (0, 0, 0);
        var slowest = TimeSpan.Zero;
        var most = 0L;
        for (var input = 0; input < inputs; input++)
        {
            var random = new Random(input);
            var bytes = new Mutator(random, Seeds).Next();
            var watch = Stopwatch.StartNew();
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                var reading = Read(bytes, random);
                recognised += reading is null ? 0 : 1;
                positions += reading?.ReadRows ?? 0;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                throw new InvalidOperationException($"Input {input}: {fault.Message}\n{Encoding.UTF8.GetString(bytes)[..Math.Min(bytes.Length / 4, 3_000)]}", fault);
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            var took = watch.Elapsed;
            if (took >= Bound)
            {
                // The machine may have been elsewhere. What takes long by itself takes long again.
                watch.Restart();
                Read(bytes, new Random(input));
                took = watch.Elapsed;
            }

            took.ShouldBeLessThan(Bound, $"input {input}");
            allocated.ShouldBeLessThan(Readings * ((8L * bytes.Length) + (64 * 1024 * 1024)), $"input {input} of {bytes.Length} bytes");
            most = Math.Max(most, allocated);
            slowest = took > slowest ? took : slowest;
            tried++;
        }

        TestContext.Current.SendDiagnosticMessage("{0}", $"{tried} inputs, {recognised} recognised, {positions} rows read, the slowest in {slowest.TotalMilliseconds:0} ms, at most {most / 1048576.0:0.0} MB allocated");
        tried.ShouldBe(inputs);
        recognised.ShouldBeGreaterThan(inputs / 4);
    }

    private static BrokerReading? Read(byte[] bytes, Random random)
    {
        var template = new TemplateImport().Read(bytes, "a.csv", BrokerFiles.Today, TestContext.Current.CancellationToken);
        (template.ErrorCount > 0 || template.Positions.Count > 0).ShouldBeTrue();

        var text = TextDecoder.Decode(bytes);
        if (!text.IsSuccess)
            return null;
        var options = new BrokerImportOptions { Today = BrokerFiles.Today };
        var sheets = BrokerSheet.Of(text.Value, "a.csv");
        if (BrokerImport.Read(sheets, "a.csv", options, CancellationToken.None) is not { } reading)
            return UnknownTables.Find(sheets, null) is { } table ? ReadUnknown(sheets, table, options, random) : null;
        Check(reading);

        // Once more as the user would mend it: a column taken from elsewhere, a cell replaced.
        if (reading.Columns is not { } columns || random.Next(3) != 0)
            return reading;
        var mended = options with
        {
            Columns = columns.With((PositionField)random.Next(24), random.Next(-1, columns.Titles.Count)).ToChoice(),
            Edits = [new CellEdit(random.Next(1, 20), TemplateColumns.Titles[random.Next(12)], "12.5")],
        };
        Check(BrokerImport.Read(sheets, "a.csv", mended, CancellationToken.None).ShouldNotBeNull());
        return reading;
    }

    // As its owner would: with the guesses as they are, then with columns chosen at random, some of them not there.
    private static BrokerReading ReadUnknown(IReadOnlyList<BrokerSheet> sheets, UnknownTable table, BrokerImportOptions options, Random random)
    {
        Check(table);
        var guessed = BrokerImport.Read(sheets, "a.csv", options with { Columns = table.Guesses }, CancellationToken.None).ShouldNotBeNull();
        Check(guessed);
        (table.Missing.Count == 0).ShouldBe(guessed.Layout is not null);

        var chosen = Enumerable.Range(0, random.Next(1, 6)).Select(_ => (Field: (PositionField)random.Next(24), Column: random.Next(-1, table.Columns.Count + 1))).DistinctBy(each => each.Field);
        var choice = new ColumnChoice(random.Next(3) == 0 ? null : random.Next(0, 6), chosen.Append((Field: PositionField.Symbol, Column: 0)).DistinctBy(each => each.Field).ToDictionary(each => each.Field, each => each.Column))
        {
            Titles = random.Next(2) == 0 ? [] : new Dictionary<PositionField, string> { [PositionField.Quantity] = table.Columns[random.Next(table.Columns.Count)].Title },
        };
        Check(BrokerImport.Read(sheets, "a.csv", options with { Columns = choice }, CancellationToken.None).ShouldNotBeNull());
        return guessed;
    }

    private static void Check(UnknownTable table)
    {
        table.Columns.Count.ShouldBeInRange(2, 200);
        table.DataRows.ShouldBeGreaterThan(0);
        table.Columns.Select(column => column.Index).ShouldBe(Enumerable.Range(0, table.Columns.Count));
        table.Columns.Where(column => column.Field is not null).DistinctBy(column => column.Field).Count().ShouldBe(table.Columns.Count(column => column.Field is not null));
        table.Columns.ShouldAllBe(column => column.Reason.Length > 0 && (column.Field == null) == (column.Evidence == GuessEvidence.None) && column.Samples.Count <= 5);
        ShowsNoNumber(table.Columns.SelectMany(column => column.Samples.Append(column.Title).Append(column.Reason)).Concat(table.Notes));
    }

    private static void Check(BrokerReading reading)
    {
        (reading.ReadRows + reading.UnreadCount).ShouldBe(reading.TotalRows);
        reading.Unread.Count.ShouldBeLessThanOrEqualTo(reading.UnreadCount);
        reading.Errors.Count.ShouldBe(Math.Min(reading.ErrorCount, 1_000));
        (reading.ErrorCount > 0 || reading.ReadRows > 0).ShouldBeTrue();
        ShowsNoNumber(reading.Unread.Select(row => row.Text)
            .Concat(reading.Accounts.Select(account => $"{account.Name} {account.MaskedNumber} {account.ProposedName}"))
            .Concat(reading.Guesses.SelectMany(column => column.Samples.Append(column.Title).Append(column.Reason))));
    }

    private static void ShowsNoNumber(IEnumerable<string> shown)
    {
        foreach (var text in shown)
            LetteredNumbers.Any(number => Stands(number, text)).ShouldBeFalse(text);
    }

    // With another letter or digit before or behind it is another number, and may be a security's.
    private static bool Stands(string number, string text)
    {
        for (var place = text.IndexOf(number, StringComparison.Ordinal); place >= 0; place = text.IndexOf(number, place + 1, StringComparison.Ordinal))
        {
            var end = place + number.Length;
            if (!(place > 0 && char.IsLetterOrDigit(text[place - 1])) && !(end < text.Length && char.IsLetterOrDigit(text[end])))
                return true;
        }

        return false;
    }
}
