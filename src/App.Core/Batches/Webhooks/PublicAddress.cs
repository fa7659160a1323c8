using System.Net;

namespace App.Core.Batches;

/// <summary>Tells addresses of the public internet from those that lead elsewhere: to this machine, to its own network, to many at once, to nobody.</summary>
/// <remarks>
/// By the registries of special-purpose addresses of IANA (RFC 6890 and after). Of IPv6 only what is handed out (2000::/3) is public. An IPv4 address that stands within an IPv6 one, mapped, by 6to4 or by the common
/// prefix of NAT64, is judged as itself; other ways of putting one inside (Teredo, ISATAP, compatible, translated) are refused. One public address is refused: that of Azure's own service to its machines.
/// </remarks>
public static class PublicAddress
{
    private const string Private = "a private address";
    private const string LinkLocal = "a link-local address";
    private const string Reserved = "a reserved address";
    private const string Documentation = "an address for documentation";

    private static readonly (IPNetwork Network, string Words)[] V4 =
    [
        .. Of(
            ("0.0.0.0/8", "an unspecified address"), ("10.0.0.0/8", Private), ("100.64.0.0/10", "a shared address of a provider"), ("127.0.0.0/8", "a loopback address"), ("169.254.0.0/16", LinkLocal),
            ("172.16.0.0/12", Private), ("192.0.0.0/24", Reserved), ("192.0.2.0/24", Documentation), ("192.88.99.0/24", Reserved), ("192.168.0.0/16", Private), ("198.18.0.0/15", "an address for benchmarks"),
            ("198.51.100.0/24", Documentation), ("203.0.113.0/24", Documentation), ("168.63.129.16/32", "an address of a cloud's own service"), ("224.0.0.0/4", "a multicast address"), ("255.255.255.255/32", "the broadcast address"),
            ("240.0.0.0/4", Reserved)),
    ];

    private static readonly (IPNetwork Network, string Words)[] V6 =
    [
        .. Of(
            ("::/128", "an unspecified address"), ("::1/128", "a loopback address"), ("fe80::/10", LinkLocal), ("fec0::/10", Private), ("fc00::/7", Private), ("ff00::/8", "a multicast address"),
            ("2001:db8::/32", Documentation), ("3fff::/20", Documentation), ("2001:2::/48", "an address for benchmarks"), ("2001::/23", Reserved), ("64:ff9b:1::/48", Private)),
    ];

    private static readonly IPNetwork Given = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>What an address is that is not public, such as “a loopback address”; null for a public one.</summary>
    public static string? KindOf(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var bytes = address.GetAddressBytes();
        if (bytes.Length == 4)
        {
            return In(V4, address);
        }

        // Without the interface: fe80::1%2 is in fe80::/10.
        var plain = new IPAddress(bytes);
        return plain.IsIPv4MappedToIPv6 ? KindOf(plain.MapToIPv4())
            : SixToFour.Contains(plain) ? KindOf(new IPAddress(bytes.AsSpan(2, 4)))
            : Nat64.Contains(plain) ? KindOf(new IPAddress(bytes.AsSpan(12, 4)))
            : In(V6, plain) ?? (!Given.Contains(plain) || IsIsatap(bytes) ? Reserved : null);
    }

    // RFC 5214: the last half is 0:5efe or 200:5efe and an IPv4 address.
    private static bool IsIsatap(byte[] bytes) => (bytes[8] & 0xfd) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == 0xfe;

    private static string? In((IPNetwork Network, string Words)[] networks, IPAddress address)
    {
        foreach (var (network, words) in networks)
        {
            if (network.Contains(address))
            {
                return words;
            }
        }

        return null;
    }

    private static IEnumerable<(IPNetwork Network, string Words)> Of(params (string Text, string Words)[] networks) => networks.Select(each => (IPNetwork.Parse(each.Text), each.Words));
}
