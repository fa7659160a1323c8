using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace App.Core.Operations;

/// <summary>Who is counted.</summary>
public static class RateSubject
{
    /// <summary>A user.</summary>
    public static string Of(Guid userId) => userId.ToString("D", CultureInfo.InvariantCulture);

    /// <summary>A network address. Of IPv6 the network of 64 bits: whoever has one address there has them all. Of what has no address, such as a socket on this machine, all are one.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null)
        {
            return "unknown";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address.ToString();
        }

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return $"{new IPAddress(bytes)}/64";
    }
}
