using App.Features.Docs;
using Shouldly;
using Xunit;

namespace ComponentTests.Features.Docs;

public sealed class GuideMarkdownTests
{
    [Theory]
    [InlineData("# Title", "<h1>Title</h1>\n")]
    [InlineData("One\ntwo\n\nthree", "<p>One two</p>\n<p>three</p>\n")]
    [InlineData("- one\n- two", "<ul><li>one</li><li>two</li></ul>\n")]
    [InlineData("1. one\n2. two", "<ol><li>one</li><li>two</li></ol>\n")]
    [InlineData("Text\n- one\n1. two", "<p>Text</p>\n<ul><li>one</li></ul>\n<ol><li>two</li></ol>\n")]
    [InlineData("## A\nText\n\n### B\n\n## C", "<section class=\"card\">\n<h2>A</h2>\n<p>Text</p>\n<h3>B</h3>\n</section>\n<section class=\"card\">\n<h2>C</h2>\n</section>\n")]
    [InlineData("Text\n```sh\ncurl -d '[\n  1\n\n# no title\n]'\n```\nMore", "<p>Text</p>\n<pre class=\"listing\" tabindex=\"0\"><code>curl -d &#x27;[\n  1\n\n# no title\n]&#x27;</code></pre>\n<p>More</p>\n")]
    [InlineData("-- no list", "<p>-- no list</p>\n")]
    [InlineData("", "")]
    public void Render_Blocks_BecomeHtml(string markdown, string html) => GuideMarkdown.Render(markdown).ShouldBe(html);

    [Fact]
    public void Render_ATable_HasTitlesAndRows() => GuideMarkdown.Render("| A | B |\n|---|:--|\n| `1` | |").ShouldBe(
        "<div class=\"table-wrap\"><table class=\"table\"><thead><tr><th class=\"l\" scope=\"col\">A</th><th class=\"l\" scope=\"col\">B</th></tr></thead>"
        + "<tbody><tr><td class=\"l\"><code>1</code></td><td class=\"l\"></td></tr></tbody></table></div>\n");

    [Theory]
    [InlineData("a `**b**` c", "a <code>**b**</code> c")]
    [InlineData("**E*TRADE** now", "<strong>E*TRADE</strong> now")]
    [InlineData("E*TRADE and SPAXX**", "E*TRADE and SPAXX**")]
    [InlineData("[Schwab](schwab.md)", "<a href=\"/guide/schwab\">Schwab</a>")]
    [InlineData("[all](README.md)", "<a href=\"/guide\">all</a>")]
    [InlineData("[errors](/errors)", "<a href=\"/errors\">errors</a>")]
    [InlineData("[out](https://example.com/a)", "<a href=\"https://example.com/a\">out</a>")]
    public void Inline_Marks_BecomeHtml(string text, string html) => GuideInline.Render(text).ShouldBe(html);

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("`<script>`")]
    [InlineData("**<script>**")]
    [InlineData("# <script>")]
    [InlineData("- <script>")]
    [InlineData("| <script> |\n|---|\n| <script> |")]
    [InlineData("[<script>](/errors)")]
    [InlineData("```\n<script>\n```")]
    public void Render_HtmlInTheText_IsEncoded(string markdown)
    {
        var html = GuideMarkdown.Render(markdown);

        html.ShouldContain("&lt;script&gt;");
        html.ShouldNotContain("<script");
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("//example.com")]
    [InlineData("/\\example.com")]
    [InlineData("http://example.com")]
    [InlineData("../secrets.md")]
    public void Inline_ALinkToAnythingElse_IsText(string target) => GuideInline.Render($"[here]({target})").ShouldNotContain("<a");

    [Fact]
    public void Inline_AQuoteInAnAddress_CannotLeaveTheAttribute() => GuideInline.Render("[x](/a\"onclick=\"b)").ShouldBe("<a href=\"/a&quot;onclick=&quot;b\">x</a>");
}
