using System.Diagnostics.CodeAnalysis;
using App.Data.Market.Sources.Http;

namespace App.Data.Market.Sources.Yahoo;

/// <summary>How Yahoo is asked: <c>MarketData:Yahoo</c>. Two requests a second; Yahoo publishes no limit and answers 429 to who asks too fast.</summary>
/// <remarks>No key. A key that is set is not sent.</remarks>
public sealed class YahooOptions : HttpSourceOptions
{
    /// <summary>The defaults.</summary>
    [SetsRequiredMembers]
    public YahooOptions() => (BaseAddress, Requests, Per, AtOnce) = (new Uri("https://query2.finance.yahoo.com"), 2, TimeSpan.FromSeconds(1), 2);

    /// <summary>Where the cookie is had that sectors and fundamentals need; charts need none.</summary>
    public Uri CookieAddress { get; set; } = new("https://fc.yahoo.com");

    /// <summary>The User-Agent header. Yahoo answers 429 to programs that send none or one it does not like; to be changed when that happens. 1 to 200 characters.</summary>
    public string UserAgent { get; set; } = "Mozilla/5.0 (compatible; Ballast/0.1)";

    /// <inheritdoc/>
    public override string? Fault(string section) => base.Fault(section)
        ?? AddressFault($"{section}:{nameof(CookieAddress)}", CookieAddress)
        ?? (UserAgent is { Length: > 0 and <= 200 } && UserAgent.All(letter => letter is >= ' ' and <= '~')
            ? null
            : $"{section}:UserAgent is “{UserAgent}”. Allowed are 1 to 200 ASCII characters.");
}
