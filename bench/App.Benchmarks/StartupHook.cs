using System.Globalization;
using System.Runtime.InteropServices;

// The runtime looks for this name, outside of any namespace, in the assembly that DOTNET_STARTUP_HOOKS names, and calls it before the application's own Main.
#pragma warning disable CA1050
/// <summary>Lets a benchmark ask another process what it holds in memory: on SIGUSR1 it collects all garbage and writes how many bytes are left.</summary>
/// <remarks>What a process has resident says little: the collector gives back late, and gives a busy process more than it needs.</remarks>
internal static class StartupHook
{
    /// <summary>Where to write to.</summary>
    public const string FileVariable = "BALLAST_HEAP_FILE";

    // The numbers that .NET has names for are negative, all others are the system's own.
    private const int UserSignal = 10;

    private static PosixSignalRegistration? _registration;

    /// <summary>Called by the runtime.</summary>
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is { } file)
        {
            _registration = PosixSignalRegistration.Create((PosixSignal)UserSignal, context =>
            {
                context.Cancel = true;
                var held = GC.GetTotalMemory(forceFullCollection: true).ToString(CultureInfo.InvariantCulture);
                File.WriteAllText(file + ".new", held);
                File.Move(file + ".new", file, overwrite: true);
            });
        }
    }
}
