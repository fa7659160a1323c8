using System.Diagnostics.CodeAnalysis;
using App.Data.Market.Sources.Http;

namespace App.Data.Market.Sources.Tiingo;

/// <summary>How Tiingo is asked: <c>MarketData:Tiingo</c>. Needs a token. 50 requests an hour, which is what an account without a subscription has.</summary>
/// <remarks>Such an account also has 1 000 requests a day and 500 symbols a month; Tiingo says so itself when these are used up. With a subscription, raise <see cref="HttpSourceOptions.Requests"/>.</remarks>
public sealed class TiingoOptions : HttpSourceOptions
{
    /// <summary>The defaults.</summary>
    [SetsRequiredMembers]
    public TiingoOptions() => (BaseAddress, Requests, Per, AtOnce) = (new Uri("https://api.tiingo.com"), 50, TimeSpan.FromHours(1), 4);

    /// <inheritdoc/>
    public override string? Fault(string section) => base.Fault(section) ?? KeyFault(section, "a token of an account at tiingo.com");
}
