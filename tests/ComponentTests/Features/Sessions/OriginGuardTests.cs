using System.Security.Claims;
using App.Features.Accounts.Sessions;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace ComponentTests.Features.Sessions;

public sealed class OriginGuardTests
{
    [Theory]
    // What the browser says of where it comes from decides; without that, its Origin.
    [InlineData("POST", "/api/v1/portfolios", "same-origin", null, false)]
    [InlineData("POST", "/api/v1/portfolios", "same-origin", "https://elsewhere.example", false)]
    [InlineData("POST", "/api/v1/portfolios", "same-site", "https://ballast.example", true)]
    [InlineData("POST", "/api/v1/portfolios", "cross-site", null, true)]
    [InlineData("POST", "/api/v1/portfolios", "none", null, true)]
    [InlineData("DELETE", "/api/v1/portfolios/1", null, null, true)]
    [InlineData("PUT", "/API/v1/portfolios", null, "https://evil.example", true)]
    [InlineData("PATCH", "/api/v1/portfolios", null, "https://ballast.example", false)]
    [InlineData("PATCH", "/api/v1/portfolios", null, "https://ballast.example:8443", true)]
    [InlineData("PATCH", "/api/v1/portfolios", null, "https://ballast.example.evil", true)]
    [InlineData("PATCH", "/api/v1/portfolios", null, "http://ballast.example", true)]
    [InlineData("PATCH", "/api/v1/portfolios", null, "null", true)]
    [InlineData("PATCH", "/api/v1/portfolios", null, "", true)]
    [InlineData("GET", "/api/v1/portfolios", "cross-site", null, false)]
    [InlineData("GET", "/api/v1/portfolios", null, null, false)]
    [InlineData("POST", "/import", null, null, false)]
    [InlineData("GET", "/_blazor", null, "https://evil.example", true)]
    [InlineData("GET", "/_blazor", "cross-site", null, true)]
    [InlineData("GET", "/_blazor", null, null, false)]
    [InlineData("POST", "/_blazor/negotiate", null, null, true)]
    [InlineData("POST", "/hubs/runs/negotiate", null, "https://evil.example", true)]
    public void Request_WithACookie_HasToComeFromHere(string method, string path, string? site, string? origin, bool refused) =>
        OriginGuard.IsRefused(Request(method, path, site, origin)).ShouldBe(refused);

    [Fact]
    public void Handshake_OfAWebSocketWithACookie_HasToSayWhereItComesFrom()
    {
        var context = Request("GET", "/_blazor", null, null);
        context.Request.Headers.Upgrade = "websocket";

        OriginGuard.IsRefused(context).ShouldBeTrue();
        context.Request.Headers.Origin = "https://ballast.example";
        OriginGuard.IsRefused(context).ShouldBeFalse();
    }

    [Theory]
    [InlineData("POST", "/api/v1/portfolios", "Bearer x", "")]
    [InlineData("POST", "/hubs/runs/negotiate", "", "?access_token=x")]
    public void Request_WithAToken_MayComeFromAnywhere(string method, string path, string authorization, string query)
    {
        var context = Request(method, path, "cross-site", "https://evil.example");
        context.Request.Headers.Authorization = authorization;
        context.Request.QueryString = new QueryString(query);

        OriginGuard.IsRefused(context).ShouldBeFalse();
    }

    [Fact]
    public void Request_WithATokenInTheAddressOfTheApi_IsStillByCookie()
    {
        var context = Request("POST", "/api/v1/portfolios", "cross-site", null);
        context.Request.QueryString = new QueryString("?access_token=x");

        OriginGuard.IsRefused(context).ShouldBeTrue();
    }

    [Fact]
    public void Request_BehindAProxyThatEndsTls_IsOurs()
    {
        var context = Request("POST", "/api/v1/portfolios", null, "https://ballast.example");
        context.Request.Scheme = "http";

        OriginGuard.IsRefused(context).ShouldBeFalse();
    }

    [Fact]
    public void Request_OfNobody_HasNothingToLose()
    {
        var context = Request("POST", "/api/v1/auth/login", null, null);
        context.User = new ClaimsPrincipal(new ClaimsIdentity());

        OriginGuard.IsRefused(context).ShouldBeFalse();
    }

    private static DefaultHttpContext Request(string method, string path, string? site, string? origin)
    {
        var context = new DefaultHttpContext { User = new ClaimsPrincipal(new ClaimsIdentity([], "Identity.Application")) };
        (context.Request.Method, context.Request.Path, context.Request.Scheme, context.Request.Host) = (method, path, "https", new HostString("ballast.example"));
        if (site is not null)
        {
            context.Request.Headers["Sec-Fetch-Site"] = site;
        }

        if (origin is not null)
        {
            context.Request.Headers.Origin = origin;
        }

        return context;
    }
}
