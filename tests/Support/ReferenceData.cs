using System.Globalization;
using Xunit;

namespace Support;

/// <summary>
/// Published values that results are checked against. They are not part of the repository: a test that needs them is skipped, by name, when
/// the folder is absent. It is looked for in the environment variable REFERENCE_DATA and beside the repository.
/// </summary>
internal static class ReferenceData
{
    private static readonly string? Root = Locate();

    /// <summary>The full path of a file of the reference data; skips the running test when it is not there.</summary>
    public static string PathOf(string relative)
    {
        var path = Root is null ? null : Path.Combine(Root, relative);
        Assert.SkipUnless(File.Exists(path), $"reference data not present: {relative}");
        return path!;
    }

    /// <summary>The rows of a comma-separated file by column name; its fields hold no quotes. Skips the running test when it is not there.</summary>
    public static IReadOnlyList<ReferenceRow> Rows(string relative)
    {
        var lines = File.ReadAllLines(PathOf(relative));
        var columns = lines[0].Split(',').Select((name, index) => (name, index)).ToDictionary(column => column.name, column => column.index);
        return [.. lines.Skip(1).Where(line => line.Length > 0).Select(line => new ReferenceRow(columns, line.Split(',')))];
    }

    private static string? Locate()
    {
        if (Environment.GetEnvironmentVariable("REFERENCE_DATA") is { Length: > 0 } given)
        {
            return given;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "App.sln")))
            {
                return Path.Combine(folder.FullName, "..", "shared", "data");
            }
        }

        return null;
    }
}

/// <summary>One row of a reference file.</summary>
internal sealed class ReferenceRow(Dictionary<string, int> columns, string[] fields)
{
    /// <summary>The field as text.</summary>
    public string this[string column] => fields[columns[column]];

    /// <summary>The field as a double.</summary>
    public double Double(string column) => double.Parse(this[column], CultureInfo.InvariantCulture);

    /// <summary>The field as a decimal.</summary>
    public decimal Decimal(string column) => decimal.Parse(this[column], CultureInfo.InvariantCulture);

    /// <summary>The field as a day.</summary>
    public DateOnly Date(string column) => DateOnly.ParseExact(this[column], "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
