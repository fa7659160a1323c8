using System.Runtime.CompilerServices;
using App.Cli;
using App.Hosting;
using Shouldly;
using Xunit;

namespace ComponentTests.Hosting;

/// <summary>That the operator's manual says what the program does.</summary>
public sealed class OperationsManualTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", ".."));

    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Root, "docs", "operations.md"));

    [Fact]
    public void Configuration_TableHasEveryKey_WithItsDefaultAndBound()
    {
        foreach (var key in ConfigurationKeys.All)
        {
            var row = Lines.FirstOrDefault(line => line.StartsWith('|') && line.Contains($"`{key.Name}`", StringComparison.Ordinal)).ShouldNotBeNull($"docs/operations.md has no row of {key.Name}");
            row.ShouldContain($"| {key.Default} |", Case.Sensitive, $"{key.Name}: its default");
            row.ShouldContain($"| {key.Allowed} |", Case.Sensitive, $"{key.Name}: what is allowed");
        }
    }

    [Fact]
    public void Commands_AreAllInTheManual()
    {
        foreach (var verb in Verbs.All)
        {
            Lines.ShouldContain(line => line.StartsWith($"| `{verb.Usage}`", StringComparison.Ordinal), $"docs/operations.md has no row of {verb.Usage}");
        }
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
