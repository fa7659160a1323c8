using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace App.Data.Providers;

/// <summary>
/// Makes Microsoft.Data.Sqlite usable with the SQLitePCLRaw 2.0.6 packages, and prefers the operating system's
/// SQLite to the old one those packages bundle.
/// </summary>
/// <remarks>
/// Microsoft.Data.Sqlite 10 was compiled against SQLitePCLRaw.core 2.1.x; the runtime refuses an assembly older than
/// the one asked for, so the first use would throw <see cref="FileNotFoundException"/>. <see cref="Initialize"/>
/// answers that request with whatever version was deployed. It must run before the first mention of any
/// Microsoft.Data.Sqlite or EF Core SQLite type: call it on the first line of Program, in a test assembly's
/// module initializer, and in any tool's Main.
/// </remarks>
public static class SqliteNative
{
    /// <summary>Set to "bundled" to keep the bundled library even where the system has one.</summary>
    public const string ChoiceVariable = "BALLAST_SQLITE";

    /// <summary>What <see cref="Source"/> says of the library that comes with the packages.</summary>
    public const string Bundled = "bundled";

    /// <summary>Older system libraries than this are passed over (RETURNING, which EF Core 7+ uses, came in 3.35).</summary>
    private const int OldestUsable = 3_035_000;

    private static readonly Lock Gate = new();
    private static readonly string[] SystemNames =
        OperatingSystem.IsLinux() ? ["libsqlite3.so.0"] : OperatingSystem.IsMacOS() ? ["/usr/lib/libsqlite3.dylib"] : [];

    private static bool initialized;
    private static nint systemLibrary;

    /// <summary>What was loaded: the system library's name, or "bundled". Null before <see cref="Initialize"/>.</summary>
    public static string? Source { get; private set; }

    /// <summary>Idempotent and thread-safe; every call after the first returns at once.</summary>
    public static void Initialize()
    {
        lock (Gate)
        {
            if (initialized)
            {
                return;
            }

            AssemblyLoadContext.Default.Resolving += static (_, name) =>
                name is { Name: "SQLitePCLRaw.core", Version: not null }
                    ? Assembly.Load(new AssemblyName("SQLitePCLRaw.core"))
                    : null;

            Source = Bundled;
            if (Environment.GetEnvironmentVariable(ChoiceVariable) != Bundled && TryLoadSystem(out var found))
            {
                // A resolver may be set only once per assembly, hence inside the gate and after the flag's check.
                NativeLibrary.SetDllImportResolver(
                    Assembly.Load(new AssemblyName("SQLitePCLRaw.provider.e_sqlite3")),
                    static (name, _, _) => name == "e_sqlite3" ? systemLibrary : 0);
                Source = found;
            }

            SQLitePCL.Batteries_V2.Init();
            initialized = true;
        }
    }

    private static bool TryLoadSystem(out string found)
    {
        foreach (var name in SystemNames)
        {
            if (!NativeLibrary.TryLoad(name, out var handle))
            {
                continue;
            }

            if (NativeLibrary.TryGetExport(handle, "sqlite3_libversion_number", out var export)
                && Marshal.GetDelegateForFunctionPointer<VersionNumber>(export)() >= OldestUsable)
            {
                systemLibrary = handle;
                found = name;
                return true;
            }

            NativeLibrary.Free(handle);
        }

        found = "";
        return false;
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int VersionNumber();
}
