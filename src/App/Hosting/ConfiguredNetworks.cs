using System.Net;
using IPNetwork = System.Net.IPNetwork;

namespace App.Hosting;

/// <summary>Addresses and networks of the configuration, as a list or in one text with commas, such as <c>10.0.0.5, 192.168.7.0/24</c>.</summary>
internal static class ConfiguredNetworks
{
    /// <summary>Those of a key; none when nothing is said.</summary>
    /// <exception cref="FormatException">Something is neither an address nor a network.</exception>
    public static IReadOnlyList<IPNetwork> Read(IConfiguration configuration, string key)
    {
        var section = configuration.GetSection(key);
        var texts = section.Value is { } text ? text.Split(',') : section.Get<string[]>() ?? [];
        return [.. texts.Select(each => each.Trim()).Where(each => each.Length > 0).Select(each => Parse(key, each))];
    }

    private static IPNetwork Parse(string key, string text) =>
        IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : IPNetwork.TryParse(text, out var network) ? network
        : throw new FormatException($"{key} has “{text}”, which is no address and no network. Allowed are such as 10.0.0.5, 192.168.7.0/24 and fd00::/64.");
}
