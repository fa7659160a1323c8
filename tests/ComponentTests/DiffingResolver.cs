using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace ComponentTests;

/// <summary>Answers bunit's request for AngleSharp.Diffing 1.1.1 with the version that was restored.</summary>
internal static class DiffingResolver
{
    [ModuleInitializer]
    internal static void Register() =>
        AssemblyLoadContext.Default.Resolving += static (_, name) =>
            name.Name == "AngleSharp.Diffing" && name.Version is not null
                ? Assembly.Load(new AssemblyName("AngleSharp.Diffing"))
                : null;
}
