using System.Security.Claims;
using App.Core.Market;
using App.Core.Market.Sample;
using App.Core.Operations;
using App.Layout;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ComponentTests.Layout;

public sealed class MainLayoutTests : BunitContext
{
    private readonly BunitAuthorizationContext _user;
    private readonly List<IMarketDataSource> _sources = [];

    public MainLayoutTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        // Only asked which sources there are: nothing is fetched or stored.
        Services.AddSingleton(_ => new CollectMarketData(_sources, null!, TradingCalendar.Nyse, new TimeOrderedIds(TimeProvider.System), TimeProvider.System));
        _user = this.AddAuthorization();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Main_OfAPage_SaysWhetherACircuitHasIt(bool interactive)
    {
        SetRendererInfo(new RendererInfo("Server", interactive));

        var layout = Render<MainLayout>(p => p.Add(x => x.Body, "<h1>Page</h1>"));

        layout.Find("main#content").GetAttribute("data-interactive").ShouldBe(interactive ? "true" : "false");
        layout.Find("main h1").TextContent.ShouldBe("Page");
    }

    [Fact]
    public void Page_ThatThrows_IsReplacedByWordsUntilTheNextPage()
    {
        SetRendererInfo(new RendererInfo("Server", true));
        var layout = Render<MainLayout>(p => p.Add(x => x.Body, (RenderFragment)(_ => throw new InvalidOperationException("broken"))));
        layout.Find("main h1").TextContent.ShouldBe("Something broke on our side");
        layout.Find("header").ShouldNotBeNull();

        layout.Render(p => p.Add(x => x.Body, "<h1>Another</h1>"));

        layout.Find("main h1").TextContent.ShouldBe("Another");
    }

    [Fact]
    public void Header_OfAVisitor_OffersToSignInAndNoNavigation()
    {
        SetRendererInfo(new RendererInfo("Server", true));

        var layout = Render<MainLayout>(p => p.Add(x => x.Body, "<h1>Page</h1>"));

        layout.FindAll("nav").ShouldBeEmpty();
        layout.Find(".header-end a").GetAttribute("href").ShouldBe("/sign-in");
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public void Header_SampleAmongTheSources_SaysSoToWhoIsSignedIn(bool isSignedIn, bool hasSample, bool says)
    {
        SetRendererInfo(new RendererInfo("Server", true));
        if (hasSample)
        {
            _sources.Add(new SampleMarket());
        }

        if (isSignedIn)
        {
            _user.SetAuthorized("ada@example.com");
            _user.SetClaims(new("full_name", "Ada Quill"), new(ClaimTypes.Email, "ada@example.com"));
        }

        var layout = Render<MainLayout>(p => p.Add(x => x.Body, "<h1>Page</h1>"));

        layout.FindAll(".site-header .sample-mark").Select(mark => mark.TextContent).ShouldBe(says ? ["Sample market data"] : []);
    }

    [Fact]
    public void Header_OfAUser_HasNavigationAndTheirMenu()
    {
        SetRendererInfo(new RendererInfo("Server", true));
        _user.SetAuthorized("ada@example.com");
        _user.SetClaims(new("full_name", "Ada Quill"), new(ClaimTypes.Email, "ada@example.com"));

        var layout = Render<MainLayout>(p => p.Add(x => x.Body, "<h1>Page</h1>"));

        layout.FindAll("nav.nav a").Select(link => link.GetAttribute("href")).ShouldBe(["/", "/portfolios", "/targets", "/import"]);
        layout.Find("nav.nav a.active").TextContent.ShouldBe("Command center");
        layout.Find(".who").TextContent.ShouldBe("Ada Quillada@example.com");
        layout.Find("form[action='/sign-out']").GetAttribute("method").ShouldBe("post");
    }
}
