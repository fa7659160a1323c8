namespace App.Cli;

/// <summary>Something the command line can do.</summary>
/// <param name="Name">Its words.</param>
/// <param name="Usage">How it is written.</param>
/// <param name="Summary">What it does.</param>
/// <param name="RunAsync">Does it; the result is the process's.</param>
internal sealed record Verb(string Name, string Usage, string Summary, Func<CommandLine, IServiceProvider, TextWriter, CancellationToken, Task<int>> RunAsync)
{
    /// <summary>Options that take no value.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>Options that take one.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>True when it brings the schema up to date, whatever <c>Database:Migrate</c> says.</summary>
    public bool Migrates { get; init; }

    /// <summary>True when the database is not touched before it: neither brought up to date nor seeded.</summary>
    public bool LeavesDatabaseAlone { get; init; }

    /// <summary>How many words may follow.</summary>
    public int MostWords { get; init; }

    /// <summary>True when the arguments begin with its words.</summary>
    public bool Matches(IReadOnlyList<string> args) => Name.Split(' ') is var words && args.Count >= words.Length && words.SequenceEqual(args.Take(words.Length));
}
