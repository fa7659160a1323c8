namespace App.Data.Market.Sources.Http;

/// <summary>How a source is asked over HTTP. Set under <c>MarketData</c> and the source's name; the bounds are checked at start.</summary>
/// <remarks>
/// A source's limit is <see cref="Requests"/> in any span of <see cref="Per"/>. A request that would have to wait longer than <see cref="LongestWait"/>
/// for its turn is not made and is answered as unavailable: a limit per minute is waited for, one per hour is not, and the next source is asked instead.
/// The limit is this process's; several nodes share a source's limit by each being given a part of it.
/// </remarks>
public abstract class HttpSourceOptions
{
    /// <summary>Where the source is: an absolute address, without a path. Plain http only on this machine, so that no key is sent in the clear.</summary>
    public required Uri BaseAddress { get; set; }

    /// <summary>The key or token the source has issued. Kept out of logs, messages and addresses that are shown.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Requests allowed in any span of <see cref="Per"/>, tries included. 1 to 10 000.</summary>
    public int Requests { get; set; }

    /// <summary>The span of <see cref="Requests"/>. 1 second to 1 day.</summary>
    public TimeSpan Per { get; set; }

    /// <summary>The longest a request waits for its turn. 1 minute; 0 to 10 minutes.</summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Requests under way at once. 1 to 16.</summary>
    public int AtOnce { get; set; } = 1;

    /// <summary>The first bound that is broken, naming the key and what is allowed; null when all hold.</summary>
    /// <param name="section">The configuration section, such as <c>MarketData:Yahoo</c>.</param>
    public virtual string? Fault(string section) => this switch
    {
        _ when AddressFault($"{section}:{nameof(BaseAddress)}", BaseAddress) is { } fault => fault,
        _ when Requests is < 1 or > 10_000 => $"{section}:Requests is {Requests}. Allowed are 1 to 10000.",
        _ when Per < TimeSpan.FromSeconds(1) || Per > TimeSpan.FromDays(1) => $"{section}:Per is {Per}. Allowed are 00:00:01 to 1.00:00:00.",
        _ when LongestWait < TimeSpan.Zero || LongestWait > TimeSpan.FromMinutes(10) => $"{section}:LongestWait is {LongestWait}. Allowed are 00:00:00 to 00:10:00.",
        _ when AtOnce is < 1 or > 16 => $"{section}:AtOnce is {AtOnce}. Allowed are 1 to 16.",
        _ when ApiKey?.Any(letter => letter is < '!' or > '~') == true =>
            $"{section}:ApiKey has a space or a character outside of ASCII in it. Copy the key again.",
        _ => null,
    };

    /// <summary>What is wrong with an address, naming the key; null when nothing is.</summary>
    protected static string? AddressFault(string key, Uri? address) => address switch
    {
        null => $"{key} is missing. Allowed is an absolute https address.",
        { IsAbsoluteUri: true } when address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback) => null,
        _ => $"{key} is “{address}”. Allowed is an absolute https address, or http on this machine.",
    };

    /// <summary>The fault of a source that cannot be asked without a key.</summary>
    protected string? KeyFault(string section, string obtained) => string.IsNullOrWhiteSpace(ApiKey)
        ? $"{section}:ApiKey is missing. {section.Split(':')[^1]} needs a key ({obtained}); or take it out of MarketData:Sources."
        : null;
}
