using Shouldly;
using Xunit;

namespace UnitTests.Architecture;

/// <summary>Usings stand in one order, System's first: nobody reads them, and a merge of two orders is work.</summary>
public sealed class UsingsTests
{
    [Fact]
    public void Usings_OfEveryFile_AreSorted()
    {
        var root = Repository.Root;
        var files = new[] { "src", "tests", "bench" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(path => !Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "Migrations")).ToList();

        files.Count.ShouldBeGreaterThan(300);
        files.Where(path => !AreSorted(File.ReadLines(path))).Select(path => Path.GetRelativePath(root, path)).ShouldBeEmpty("dotnet format App.sln sorts them");
    }

    private static bool AreSorted(IEnumerable<string> lines)
    {
        var found = lines.TakeWhile(line => line.Length == 0 || line.StartsWith("using ", StringComparison.Ordinal) || line.StartsWith("//", StringComparison.Ordinal))
            .Where(line => line.StartsWith("using ", StringComparison.Ordinal))
            .Select(line => line["using ".Length..].TrimEnd(';')).ToList();
        return found.SequenceEqual(found
            .OrderBy(name => name.Contains('=', StringComparison.Ordinal) ? 2 : name.StartsWith("static ", StringComparison.Ordinal) ? 1 : 0)
            .ThenBy(name => Path(name) is "System" || Path(name).StartsWith("System.", StringComparison.Ordinal) ? 0 : 1)
            .ThenBy(Path, StringComparer.OrdinalIgnoreCase));

        static string Path(string name) => name.StartsWith("static ", StringComparison.Ordinal) ? name["static ".Length..] : name;
    }
}
