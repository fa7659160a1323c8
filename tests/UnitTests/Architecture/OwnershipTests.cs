using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace UnitTests.Architecture;

/// <summary>That what a user reads and changes is narrowed to that user's own in one place: a second one is where somebody forgets it.</summary>
public sealed partial class OwnershipTests
{
    // By file, what else names an owner, and why that is no user's own view of the data.
    private static readonly Dictionary<string, string> Others = new(StringComparer.Ordinal)
    {
        ["Portfolios/Ownership.cs"] = "the place",
        ["Accounts/UserFacts.cs"] = "operators' list: each user's row beside that user's figures",
        ["Calculations/RunOversightStore.cs"] = "operators' list of runs: whose each is",
        ["Operations/AuditRows.cs"] = "operators' trail: the address of whose it was",
        ["Operations/AuditTrailStore.cs"] = "operators' filter: all that a user has to do with",
    };

    [Fact]
    public void Queries_NarrowToAnOwnerInOnePlace()
    {
        var root = Path.Combine(Repository.Root, "src", "App.Data");
        var found = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && ByOwner().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'));

        found.Order(StringComparer.Ordinal).ShouldBe(Others.Keys.Order(StringComparer.Ordinal), "files of App.Data that compare an owner");
    }

    [GeneratedRegex(@"\bOwnerId\s*==|==\s*\w+\.OwnerId\b")]
    private static partial Regex ByOwner();
}
