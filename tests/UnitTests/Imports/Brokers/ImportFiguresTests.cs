using System.Text;
using App.Core.Imports.Brokers;
using Shouldly;
using UnitTests.Imports.Brokers.Fixtures;
using Xunit;

namespace UnitTests.Imports.Brokers;

/// <summary>docs/import-figures.md says of each fixture what is read of it; this writes it, and notices when it is out of date.</summary>
/// <remarks>
/// <c>UPDATE_FIGURES=1 tests/UnitTests/bin/Release/net10.0/UnitTests -class UnitTests.Imports.Brokers.ImportFiguresTests</c> writes the table anew. What stands
/// below the marker is written by hand.
/// </remarks>
public sealed class ImportFiguresTests
{
    private const string Marker = "<!-- Above this line the tests write. -->";

    [Fact]
    public void Document_OfTheFixtures_IsUpToDate()
    {
        var path = Path.Combine(Root(), "docs", "import-figures.md");
        var (written, rest) = Split(File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "");
        var expected = Table();
        if (Environment.GetEnvironmentVariable("UPDATE_FIGURES") == "1")
            File.WriteAllText(path, expected + Marker + rest);
        else
            written.ShouldBe(expected, "docs/import-figures.md is out of date. Write it anew: UPDATE_FIGURES=1 tests/UnitTests/bin/Release/net10.0/UnitTests -class UnitTests.Imports.Brokers.ImportFiguresTests");
    }

    private static string Table()
    {
        var text = new StringBuilder("""
            # What is read of brokers' files

            Each file is one of our own fixtures, in the shape of a broker's export with invented names, numbers and amounts (`tests/UnitTests/Imports/Brokers/Fixtures`). Rows are those that are neither
            blank nor comments; every one of them is read as a position or unread with a reason, and a test fails when one is lost. *Fully read*: no row is of unknown kind, nothing is left out, no error. *Reconciled*: the
            sum of what was read agrees with the file's own total to a cent a row, for every account that has a total.

            | File | Layout | Rows | Read as positions | Unread, by reason | Fully read | Reconciled |
            |---|---|---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var (name, file) in BrokerFiles.All)
            text.Append(RowOf(name, BrokerFiles.Read(file, name)));
        return text.Append('\n').ToString();
    }

    private static string RowOf(string name, BrokerReading reading)
    {
        var unread = string.Join(", ", reading.Unread.CountBy(row => row.Kind).OrderBy(kind => kind.Key).Select(kind => $"{kind.Value} {WordsOf(kind.Key)}"));
        var isWhole = reading.ErrorCount == 0 && !reading.Unread.Any(row => row.Kind is UnreadKind.Unknown or UnreadKind.OtherCurrency);
        return FormattableString.Invariant(
            $"| {name} | `{reading.Layout!.Id}` | {reading.TotalRows} | {reading.ReadRows} | {unread} | {(isWhole ? "yes" : "no")} | {Reconciled(reading)} |\n");
    }

    private static string Reconciled(BrokerReading reading)
    {
        var agreed = reading.Accounts.Select(account => account.Reconciliation.Agrees(account.Positions.Count + 1)).ToList();
        return agreed.Contains(false) ? reading.Accounts.Any(account => account.Reconciliation.Note is not null) ? "no, and says why" : "no" : agreed.Contains(true) ? "yes" : "no total";
    }

    private static string WordsOf(UnreadKind kind) => kind switch
    {
        UnreadKind.NothingHeld => "nothing held",
        UnreadKind.OtherCurrency => "other currency",
        UnreadKind.OtherTable => "other table",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static (string Written, string ByHand) Split(string text)
    {
        var at = text.IndexOf(Marker, StringComparison.Ordinal);
        return at < 0 ? (text, "\n") : (text[..at], text[(at + Marker.Length)..]);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "App.sln")))
            folder = folder.Parent.ShouldNotBeNull();
        return folder.FullName;
    }
}
