using System.Runtime.CompilerServices;
using App.Data.Providers;

namespace App.Testing;

/// <summary>Prepares SQLite before a test assembly first mentions it, see <see cref="SqliteNative"/>.</summary>
internal static class SqliteSetUp
{
    [ModuleInitializer]
    internal static void Run() => SqliteNative.Initialize();
}
