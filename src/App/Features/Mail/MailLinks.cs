using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace App.Features.Mail;

/// <summary>Makes the links of messages. They begin with what is configured, or with where this server listens: what a request says it was sent to is the sender's to choose, who need not be the reader.</summary>
internal sealed class MailLinks(MailOptions options, IServer server)
{
    private static readonly string[] AnyAddress = ["0.0.0.0", "[::]", "+", "*"];

    /// <summary>The address of a page, with its query.</summary>
    /// <param name="path">The path, from the root.</param>
    /// <param name="query">Names and values, to be escaped.</param>
    public string To(string path, params (string Name, string Value)[] query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var pairs = string.Join('&', query.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));
        return $"{Root()}{path}{(pairs.Length > 0 ? "?" : string.Empty)}{pairs}";
    }

    private string Root() => (options.BaseAddress?.ToString() ?? Listening()).TrimEnd('/');

    private string Listening()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost:5000";
        return AnyAddress.Aggregate(address, (text, any) => text.Replace($"//{any}", "//localhost", StringComparison.Ordinal));
    }
}
