using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace App.Hosting;

/// <summary>Whose word is taken for where a request comes from: the proxies of <c>Security:KnownProxies</c>.</summary>
/// <remarks>
/// Addresses and networks, as a list or in one text with commas, such as <c>10.0.0.5, 192.168.7.0/24</c>; none by default. Anybody can write <c>X-Forwarded-For</c> on a request: from others it counts for nothing.
/// Of a chain of proxies the addresses are walked back as long as they are known ones; the first that is not is the caller.
/// </remarks>
/// <param name="Networks">The proxies.</param>
internal sealed record KnownProxies(IReadOnlyList<IPNetwork> Networks)
{
    private const string Key = "Security:KnownProxies";

    /// <exception cref="FormatException">Something is neither an address nor a network.</exception>
    public static KnownProxies From(IConfiguration configuration) => new(ConfiguredNetworks.Read(configuration, Key));

    public ForwardedHeadersOptions ToOptions()
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in Networks)
        {
            options.KnownIPNetworks.Add(network);
        }

        return options;
    }
}
