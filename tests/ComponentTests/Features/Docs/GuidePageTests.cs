using App.Features.Docs;
using App.Layout;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace ComponentTests.Features.Docs;

public sealed class GuidePageTests : BunitContext
{
    private static readonly string[] KnownPages = ["/import", "/errors", "/portfolios", "/portfolios/import", "/batches", "/targets", "/account/activity", "/"];

    public static TheoryData<string> Slugs => [.. Guides.All.Select(guide => guide.Slug)];

    [Fact]
    public void Guides_OfTheFolder_AreAllThere()
    {
        string[] expected = ["", "account-activity", "account-safety", "any-table", "calculations", "citi", "command-center", "etrade", "fidelity", "importing-again", "interactive-brokers", "leaving", "many-portfolios", "merrill", "positions", "programs", "robinhood", "schwab", "sessions", "targets", "vanguard", "workplace-plans"];

        Guides.All.Select(guide => guide.Slug).ShouldBe(expected);
        Guides.All.ShouldAllBe(guide => guide.Title.Length > 0);
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Page_OfEverySlug_HasOneHeadingAndCards(string slug)
    {
        var page = Open(slug);

        page.FindAll("h1").Count.ShouldBe(1);
        page.FindAll("section.card h2").Count.ShouldBeGreaterThan(2);
        page.Markup.ShouldNotContain("](");
        page.Markup.ShouldNotContain("<p>#");
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Page_OfEverySlug_LinksToPagesThatExist(string slug)
    {
        var addresses = Guides.All.Select(guide => guide.Address).Concat(KnownPages).ToHashSet();

        foreach (var link in Open(slug).FindAll("a").Select(anchor => anchor.GetAttribute("href")!).Where(link => !link.StartsWith("https://", StringComparison.Ordinal)))
            addresses.ShouldContain(link);
    }

    [Fact]
    public void KnownPages_AreRoutes()
    {
        var routes = typeof(GuidePage).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes(typeof(RouteAttribute), false)).Cast<RouteAttribute>().Select(route => route.Template).ToHashSet();

        foreach (var page in KnownPages)
            routes.ShouldContain(page);
    }

    [Fact]
    public void Overview_LinksToEveryOtherPage()
    {
        var links = Open("").FindAll("a").Select(anchor => anchor.GetAttribute("href")).ToHashSet();

        foreach (var guide in Guides.All.Where(guide => guide.Slug.Length > 0))
            links.ShouldContain(guide.Address);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("README")]
    [InlineData("<script>")]
    public void Page_OfAnUnknownSlug_SaysSo(string slug)
    {
        var page = Open(slug);

        page.Find("h1").TextContent.ShouldBe($"There is no page “{slug}”");
        page.Markup.ShouldNotContain("<script>");
    }

    [Fact]
    public void Footer_LinksToTheGuide() => Render<SiteFooter>().FindAll("a").Select(anchor => anchor.GetAttribute("href")).ShouldContain("/guide");

    private IRenderedComponent<GuidePage> Open(string slug)
    {
        HttpContext context = new DefaultHttpContext();
        return Render<GuidePage>(parameters => parameters.AddCascadingValue(context).Add(page => page.Slug, slug.Length == 0 ? null : slug));
    }
}
