namespace App.Hosting;

/// <summary>A key of the configuration: what it is called, what it may be, and what it does.</summary>
/// <param name="Name">The key, with <c>:</c> between its parts; a variable of the environment when there is none in it.</param>
/// <param name="Default">What holds when nothing is said, as the manual writes it.</param>
/// <param name="Allowed">What it may be, as a refusal and the manual write it.</param>
/// <param name="Accepts">True for a value that can be worked with. Nothing, or blanks, is the default and is not asked about.</param>
internal sealed record ConfigurationKey(string Name, string Default, string Allowed, Func<string, bool> Accepts)
{
    /// <summary>True when the value is not to be repeated in a message: it may be a password.</summary>
    public bool IsSecret { get; init; }

    /// <summary>True when a list may stand in its place, under <c>Name:0</c>, <c>Name:1</c> and so on.</summary>
    public bool IsList { get; init; }

    /// <summary>The section: what stands before the last <c>:</c>.</summary>
    public string Section => Name.Contains(':', StringComparison.Ordinal) ? Name[..Name.IndexOf(':', StringComparison.Ordinal)] : string.Empty;
}
