using System.Net;

namespace App.Core.Batches;

/// <summary>Where webhooks may go, as the installation is configured.</summary>
/// <param name="AllowedNetworks">Networks that are allowed although they are not public.</param>
/// <param name="AllowsHttp">True when they may go without TLS.</param>
public sealed record WebhookPolicy(IReadOnlyList<IPNetwork> AllowedNetworks, bool AllowsHttp)
{
    /// <summary>To public addresses by https, and nowhere else.</summary>
    public static WebhookPolicy Strict { get; } = new([], false);

    /// <summary>What is in the way of calling an address, in words that go after “is”; null when nothing is.</summary>
    public string? FaultOf(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : new IPAddress(address.GetAddressBytes());
        return AllowedNetworks.Any(network => network.Contains(plain)) ? null : PublicAddress.KindOf(address);
    }

    /// <summary>What is in the way of an address that is given as a text; null when nothing is known to be. A name is looked up when it is called, and judged then.</summary>
    /// <param name="text">The address.</param>
    /// <param name="address">The address, when nothing is in the way.</param>
    public string? FaultOf(string text, out Uri? address)
    {
        ArgumentNullException.ThrowIfNull(text);
        address = null;
        if (text.Length is 0 or > WebhookUrlRules.Longest || Results.PlainText.FirstForeign(text) is not null || !Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || HostOf(uri) is not { Length: > 0 } host)
        {
            return $"no address such as https://example.org/hook of up to {WebhookUrlRules.Longest} characters";
        }

        if (uri.Scheme == "http" && !AllowsHttp)
        {
            return "an address of http. Send one of https: what is sent could be read on the way";
        }

        if (uri.UserInfo.Length > 0)
        {
            return "an address with a user name or password. Leave them out: whether it is us is told by the signature";
        }

        if (IPAddress.TryParse(host.Trim('[', ']'), out var literal) && FaultOf(literal) is { } kind)
        {
            return $"an address of {uri.Host}, which is {kind}. Webhooks go to public addresses";
        }

        address = uri;
        return null;
    }

    // Some letters stand in an address and in no name of a host, which is found only when it is asked for.
    private static string? HostOf(Uri uri)
    {
        try
        {
            return uri.IdnHost;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }
}
