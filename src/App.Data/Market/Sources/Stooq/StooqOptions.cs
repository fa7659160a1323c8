using System.Diagnostics.CodeAnalysis;
using App.Data.Market.Sources.Http;

namespace App.Data.Market.Sources.Stooq;

/// <summary>How Stooq is asked: <c>MarketData:Stooq</c>. One request a second; Stooq also has a limit per day, which it does not publish.</summary>
/// <remarks>
/// Since spring 2026 Stooq gives its tables to most programs only with a key, which a person gets for the asking at
/// <c>https://stooq.com/q/d/?s=spy.us&amp;get_apikey</c>. Without one it is asked all the same, and answers what it answers.
/// </remarks>
public sealed class StooqOptions : HttpSourceOptions
{
    /// <summary>The defaults.</summary>
    [SetsRequiredMembers]
    public StooqOptions() => (BaseAddress, Requests, Per) = (new Uri("https://stooq.com"), 1, TimeSpan.FromSeconds(1));
}
