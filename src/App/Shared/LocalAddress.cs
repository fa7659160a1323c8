namespace App.Shared;

/// <summary>Addresses that come with a request and are gone to afterwards. Only pages of this application are: anything else would be an open redirect.</summary>
internal static class LocalAddress
{
    /// <summary>The address when it is a path of this application, else <paramref name="fallback"/>.</summary>
    public static string Or(string? address, string fallback) => IsLocal(address) ? address! : fallback;

    // A browser reads "//host", "/\host" and, having dropped tabs and line ends, "/<tab>/host" as another host.
    private static bool IsLocal(string? address) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..] && !address.Any(char.IsControl);
}
