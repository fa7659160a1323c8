using System.Security.Claims;
using App.Core.Accounts;
using App.Features.Accounts;
using App.Features.Accounts.Components;
using App.Features.Accounts.Sessions;
using App.Shared;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace ComponentTests.Features.Sessions;

public sealed class SessionPartsTests : BunitContext
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);

    private readonly BunitAuthorizationContext _user;

    public SessionPartsTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        _user = this.AddAuthorization();
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0", "Edge on Windows")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15", "Safari on Mac")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1", "Safari on iPhone")]
    [InlineData("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36", "Chrome on Android")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox on Linux")]
    [InlineData("python-requests/2.32.3", "python-requests")]
    [InlineData("<script>alert(1)</script>", "A program")]
    [InlineData("", "A program without a name")]
    [InlineData(null, "A program without a name")]
    public void UserAgent_InWords_IsWhatOneKnowsItBy(string? userAgent, string words) => UserAgentWords.Of(userAgent).ShouldBe(words);

    [Fact]
    public void UserAgent_AsKept_IsTextAndBounded()
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.UserAgent = "a\u0001b" + new string('x', 900);

        var kept = SessionTerms.UserAgentOf(context).ShouldNotBeNull();

        kept.ShouldStartWith("abx");
        kept.Length.ShouldBe(UserSession.MaxUserAgent);
        SessionTerms.UserAgentOf(new DefaultHttpContext()).ShouldBeNull();
    }

    [Theory]
    [InlineData("https", "__Host-ballast", true)]
    [InlineData("http", "ballast", false)]
    public void HostCookie_OverHttps_IsBoundToTheHostByItsName(string scheme, string name, bool secure)
    {
        var context = new DefaultHttpContext();
        context.Request.Scheme = scheme;
        var cookie = new HostCookie(new HttpContextAccessor { HttpContext = context }, "ballast") { HttpOnly = true, Domain = "example.com", Path = "/somewhere" };

        var options = cookie.Build(context, Now);

        cookie.Name.ShouldBe(name);
        (options.Secure, options.Path, options.Domain, options.HttpOnly).ShouldBe((secure, "/", null, true));
    }

    [Fact]
    public void Banner_WhileAnOperatorLooksThroughAUser_SaysWhoWhyAndHowLong_AndHasAWayOut()
    {
        Impersonated();

        var banner = Render<ImpersonationBanner>();

        var bar = banner.Find("[role=status]");
        bar.TextContent.ShouldContain("through the eyes of Ada Quill");
        bar.TextContent.ShouldContain("Operator: Olga");
        bar.TextContent.ShouldContain("Reason: Ticket <4711>");
        bar.GetAttribute("data-impersonation-ends").ShouldBe(Now.AddHours(1).ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
        banner.Find("[data-countdown]").TextContent.ShouldBe("at 30 Nov 2026, 10:00 UTC");
        banner.Find("form[method=post]").GetAttribute("action").ShouldBe("/stop-impersonation");
        banner.FindAll("button").ShouldHaveSingleItem().TextContent.ShouldBe("Stop impersonation");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Banner_OfAUserOrAVisitor_IsNotThere(bool isSignedIn)
    {
        if (isSignedIn)
        {
            _user.SetAuthorized("ada@example.com");
        }

        Render<ImpersonationBanner>().Markup.Trim().ShouldBeEmpty();
    }

    [Fact]
    public void OwnEyesOnly_WhileImpersonated_ShowsNothing()
    {
        _user.SetAuthorized("ada@example.com");
        Render<OwnEyesOnly>(p => p.Add(x => x.ChildContent, "<b>Delete</b>")).Markup.ShouldContain("Delete");

        Impersonated();
        Render<OwnEyesOnly>(p => p.Add(x => x.ChildContent, "<b>Delete</b>")).Markup.ShouldNotContain("Delete");
    }

    [Fact]
    public void Form_ForTheUsersPage_PostsToThePageThatBegins()
    {
        var form = Render<ImpersonateForm>(p => p.Add(x => x.UserId, Guid.Empty).Add(x => x.Name, "Ada Quill"));

        form.Find("form").GetAttribute("action").ShouldBe("/admin/users/00000000-0000-0000-0000-000000000000/impersonate");
        form.Find("input[name=_handler]").GetAttribute("value").ShouldBe("impersonate");
        form.FindAll("select option").Select(option => option.GetAttribute("value")).ShouldBe(["1", "2", "3", "4", "5", "6", "7", "8"]);
        form.Find("button").TextContent.ShouldBe("Look through the eyes of Ada Quill");
    }

    private void Impersonated()
    {
        var impersonation = new Impersonation
        {
            Id = Guid.Empty,
            SessionId = Guid.Empty,
            ImpersonatorId = Guid.Empty,
            TargetId = Guid.Empty,
            Reason = "Ticket <4711>",
            StartedAt = Now,
            ExpiresAt = Now.AddHours(1),
        };
        _user.SetAuthorized("ada@example.com");
        _user.SetClaims([new Claim(UserClaims.FullName, "Ada Quill"), .. ImpersonationClaims.Of(impersonation, "Olga", "stamp")]);
    }
}
