using System.Diagnostics.CodeAnalysis;
using App.Data.Market.Sources.Http;

namespace App.Data.Market.Sources.Polygon;

/// <summary>How Polygon (Massive, since early 2026) is asked: <c>MarketData:Polygon</c>. Needs a key. 5 requests a minute, which is what its free plan has.</summary>
/// <remarks>The free plan reaches two years back. Paid plans have no limit on requests; raise <see cref="HttpSourceOptions.Requests"/> and <see cref="HttpSourceOptions.AtOnce"/>.</remarks>
public sealed class PolygonOptions : HttpSourceOptions
{
    /// <summary>The defaults.</summary>
    [SetsRequiredMembers]
    public PolygonOptions() => (BaseAddress, Requests, Per) = (new Uri("https://api.massive.com"), 5, TimeSpan.FromMinutes(1));

    /// <inheritdoc/>
    public override string? Fault(string section) => base.Fault(section) ?? KeyFault(section, "an API key of an account at massive.com, formerly polygon.io");
}
