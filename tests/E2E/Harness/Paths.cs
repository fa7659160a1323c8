using System.Reflection;

namespace E2E.Harness;

/// <summary>Places the build knows.</summary>
internal static class Paths
{
    /// <summary>The built application.</summary>
    public static string App => Of("AppAssembly");

    /// <summary>Where what a failed test leaves behind goes; not in the repository.</summary>
    public static string Artifacts => Of("Artifacts");

    /// <summary>The user guide.</summary>
    public static string Guides => Of("Guides");

    private static string Of(string key) =>
        Path.GetFullPath(typeof(Paths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!);
}
