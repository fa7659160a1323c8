namespace App.Hosting;

/// <summary>The application does not start as things are. Nothing is broken: the message says what to change.</summary>
/// <param name="exitCode">What the process ends with.</param>
/// <param name="message">For the person who starts it.</param>
internal sealed class StartRefusedException(int exitCode, string message) : Exception(message)
{
    /// <summary>A configuration value that cannot be worked with, or a command that is none.</summary>
    public const int BadConfiguration = 2;

    /// <summary>A prerequisite is missing, or the schema is not this program's.</summary>
    public const int NotReady = 3;

    /// <summary>The database cannot be used.</summary>
    public const int NoDatabase = 4;

    /// <summary>What the process ends with.</summary>
    public int ExitCode => exitCode;
}
