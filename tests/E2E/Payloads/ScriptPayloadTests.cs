using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using E2E.Harness;
using E2E.Journeys;
using Microsoft.AspNetCore.Components;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace E2E.Payloads;

/// <summary>An application of its own: its operator has put settings in force that nobody else should calculate with.</summary>
public sealed class PayloadApp : IAsyncLifetime
{
    public AppProcess App { get; private set; } = default!;

    public async ValueTask InitializeAsync() => App = await AppProcess.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

/// <summary>Texts that would be script somewhere: stored through the API in every field that takes text, and looked at on every page there is.</summary>
public sealed class ScriptPayloadTests(Browser browser, PayloadApp host) : BrowserTest(browser, (host ?? throw new ArgumentNullException(nameof(host))).App), IClassFixture<PayloadApp>
{
    // What a payload would have made: none of these is on any page of ours.
    private const string MadeByPayloads =
        "() => [...document.querySelectorAll('iframe, object, embed, marquee, math, meta[http-equiv=refresh], body script:not([src]), [onerror], [onload], [onfocus], [ontoggle], [onbegin], [onmouseover], [onstart], a[href^=\"javascript:\" i], form[action^=\"javascript:\" i], link[href*=\"//x.invalid\"], base[href*=\"//x.invalid\"], script[src*=\"//x.invalid\"]')].map(e => e.outerHTML)";

    private const string Everything =
        "() => [document.title, document.body.textContent, ...[...document.querySelectorAll('input, textarea')].map(e => e.value), ...[...document.querySelectorAll('[title], [aria-label]')].map(e => (e.title ?? '') + '\\n' + (e.ariaLabel ?? ''))].join('\\n')";

    private readonly ConcurrentQueue<string> _dialogs = new();
    private readonly StoredPayloads _payloads = new((host ?? throw new ArgumentNullException(nameof(host))).App.Address);
    private readonly Dictionary<string, HashSet<string>> _seen = [];
    private readonly List<string> _pages = [];

    [Fact]
    public async Task TextFields_OfTheApi_EachHaveARow()
    {
        using var client = new HttpClient { BaseAddress = App.Address };
        var document = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json", Cancelled))!;

        var fields = OpenApiTexts.Of(document).ToList();

        fields.Where(field => TextFields.RowOf(field) is null).ShouldBeEmpty("fields without a row in TextFields.OfTheApi");
        TextFields.OfTheApi.Keys.Where(key => !key.EndsWith(".*", StringComparison.Ordinal)).Except(fields).ShouldBeEmpty("rows of fields that there are no more");
        TextFields.Shown.Keys.Except(TextFields.OfTheApi.Values).ShouldBe(["ua"], "tags that no field has; a program's name comes by a header");
    }

    [Fact]
    public async Task Payloads_InEveryField_AreTextOnEveryPage()
    {
        var watch = Stopwatch.StartNew();
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        await new AppDatabase(App).MakeSuperuserAsync(user.Email, Cancelled);
        await user.LogInAsync(Cancelled);
        var (portfolio, run, batch) = await _payloads.StoreAsync(user);
        using var looked = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var lookedAt = (string)(await looked.GetAsync("auth/me", Cancelled)).Body["id"]!;
        var own = (string)(await user.GetAsync("auth/me", Cancelled)).Body["id"]!;
        await _payloads.LookThroughAsync(user, lookedAt);
        await _payloads.StoreAgentsAsync(user.Email);
        var page = await OpenAsync();
        page.Dialog += (_, dialog) =>
        {
            _dialogs.Enqueue($"{page.Url}: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        await page.GotoAsync("/sign-in?returnUrl=" + Uri.EscapeDataString("javascript:window.__x=1"));
        await page.SignInAsync(user.Email, ApiClient.Password);
        await page.InteractiveAsync();

        foreach (var address in AddressesOf(portfolio, run, batch, own, lookedAt))
        {
            await VisitAsync(page, address);
        }

        // Names of views are read when their menu is opened.
        await VisitAsync(page, $"/?portfolio={portfolio}");
        await page.Locator(".views-menu > summary").ClickAsync();
        await page.Locator(".views-menu .views").WaitForAsync();
        await LookAsync(page);
        await VisitFilesAsync(page);
        await VisitAsync(await OpenAsAsync(looked, "/portfolios"), "/account/activity");
        await VisitFormsAsync();
        await VisitNamesAsync();

        // All of those names once more, where operators see them.
        await VisitAsync(page, "/admin/users");
        await VisitAsync(page, "/admin/invite-codes");

        foreach (var (tag, shownOn) in TextFields.Shown.Where(pair => pair.Value is not null))
        {
            _seen[tag].Count.ShouldBe(_payloads.Texts[tag].Count, $"payloads of {tag} that are text on {shownOn}");
        }

        _dialogs.ShouldBeEmpty();
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{ScriptPayloads.All.Count} payloads; {_payloads.Texts.Count} stored fields with {_payloads.Texts.Values.Sum(texts => texts.Count)} texts, {_payloads.Refused} refused with a code; {TextFields.OfTheApi.Count} fields of the API × {_pages.Count} pages; {_seen.Values.Sum(texts => texts.Count)} texts seen; {watch.Elapsed.TotalSeconds:0} s"));
    }

    // Every page of the application; what its address takes is a portfolio of the user's, or a payload.

    private static IEnumerable<string> AddressesOf(string portfolio, string run, string batch, string own, string other)
    {
        var routes = Assembly.LoadFrom(Paths.App).GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template).Order(StringComparer.Ordinal).ToList();
        routes.Count.ShouldBeGreaterThan(10);
        foreach (var route in routes)
        {
            var address = route.Replace("{PortfolioId:guid}", portfolio, StringComparison.Ordinal).Replace("{RunId:guid}", run, StringComparison.Ordinal).Replace("{BatchId:guid}", batch, StringComparison.Ordinal).Replace("{UserId:guid}", other, StringComparison.Ordinal).Replace("{Id:guid}", own, StringComparison.Ordinal);
            if (address.Contains('{', StringComparison.Ordinal))
            {
                address.ShouldMatch("^[^{]*\\{(Slug|Code)\\}$", $"a page whose address takes what this test does not know: {route}");
                foreach (var payload in ScriptPayloads.All.Where((_, i) => i % 5 == 0))
                {
                    yield return address[..address.IndexOf('{', StringComparison.Ordinal)] + Uri.EscapeDataString(payload);
                }
            }
            else if (address is not ("/sign-in" or "/register"))
            {
                yield return address + "?" + string.Join('&', new[] { "q", "sort", "cols", "status", "date", "class", "view", "page", "limit" }.Select((name, i) => $"{name}={Uri.EscapeDataString(ScriptPayloads.All[i * 5])}"));
            }
        }

        yield return "/";
        yield return "/targets";
        yield return "/portfolios";
        yield return "/?portfolio=" + portfolio;
        yield return "/no/such/page/" + Uri.EscapeDataString(ScriptPayloads.All[3]);
    }

    private async Task VisitAsync(IPage page, string address)
    {
        await page.GotoAsync(address);

        // A plain page is as it is; another has a mark of its circuit until that has taken over.
        await page.WaitForFunctionAsync(
            """
            () => document.querySelector("main[data-interactive=true]")
              || !document.evaluate("//comment()[contains(., '\"type\":\"server\"')]", document, null, XPathResult.BOOLEAN_TYPE).booleanValue
            """,
            null,
            new() { Timeout = 20_000 });
        await page.WaitForFunctionAsync("() => !document.querySelector('main [aria-busy=true]')", null, new() { Timeout = 20_000 });
        await LookAsync(page);
    }

    private async Task LookAsync(IPage page)
    {
        (await page.EvaluateAsync<bool>("() => window.__x !== undefined")).ShouldBeFalse($"a script ran on {page.Url}");
        (await page.EvaluateAsync<string[]>(MadeByPayloads)).ShouldBeEmpty(page.Url);
        var text = await page.EvaluateAsync<string>(Everything);
        foreach (var (tag, texts) in _payloads.Texts)
        {
            (_seen.TryGetValue(tag, out var found) ? found : _seen[tag] = []).UnionWith(texts.Where(each => text.Contains(each, StringComparison.Ordinal)));
        }

        _pages.Add(page.Url);
    }

    // Files: payloads in every cell of the template, in titles and cells of a table of nobody's, in the name.

    private async Task VisitFilesAsync(IPage page)
    {
        await VisitAsync(page, "/portfolios/import");
        await page.Locator("#portfolio-list").FillAsync("Name,Type,Notes\n" + string.Join('\n', ScriptPayloads.All.Take(100).Select(payload => string.Join(',', Enumerable.Repeat($"\"x{payload.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", 3)))));
        await page.GetByRole(AriaRole.Button, new() { Name = "Check the list" }).ClickAsync();
        await page.Locator(".list-table tbody .cell-error").First.WaitForAsync();
        await LookAsync(page);
        var rows = ScriptPayloads.All.Select(payload => string.Join(',', Enumerable.Repeat($"\"{payload.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", 12)));
        await CheckAsync(page, ImportFiles.Header + "\n" + string.Join('\n', rows), "<img src=x onerror=window.__x=1>.csv");
        await page.Locator("h1").Filter(new() { HasText = "rror" }).Or(page.GetByText("Nothing was imported")).First.WaitForAsync();
        await LookAsync(page);

        var titles = ScriptPayloads.All.Where((_, i) => i % 2 == 0).Select(payload => $"\"{payload.Replace("\"", "\"\"", StringComparison.Ordinal)}\"").ToList();
        var cells = ScriptPayloads.All.Where((_, i) => i % 2 == 1).Select(payload => $"\"{payload.Replace("\"", "\"\"", StringComparison.Ordinal)}\"").ToList();
        await CheckAsync(page, $"Kennung,Menge,Preis,{string.Join(',', titles)}\nAAPL,10,200.5,{string.Join(',', cells)}\nKO,20,70,{string.Join(',', cells)}\n", "\"><svg onload=window.__x=1>.csv");
        await page.GetByText("Nothing was imported").Or(page.GetByText("Which column is which?")).First.WaitForAsync();
        await LookAsync(page);
    }

    private static async Task CheckAsync(IPage page, string text, string name)
    {
        await page.GoInteractiveAsync("/import");
        await page.FillImportAsync("an " + ScriptPayloads.All[0], ScriptPayloads.All[3]);
        await page.ChooseFileAsync(ImportFiles.Csv(text, name));
        await page.CheckFileAsync();
    }

    // Forms of those who are not signed in: all payloads at once, which is too much, so that the form comes back with what was typed.

    private async Task VisitFormsAsync()
    {
        var page = await OpenAsync();
        var all = string.Join(' ', ScriptPayloads.All);
        await page.RegisterAsync(all, all, all, all);
        await page.Locator("#summary").WaitForAsync();
        await LookAsync(page);
        (await page.GetByLabel("Full name").InputValueAsync()).ShouldContain(ScriptPayloads.All[0]);
        foreach (var payload in ScriptPayloads.All.Where((_, i) => i % 10 == 3))
        {
            await page.RegisterAsync(payload, payload, payload, payload);
            await page.Locator("#summary").WaitForAsync();
            await LookAsync(page);
        }

        await page.GotoAsync("/sign-in?returnUrl=" + Uri.EscapeDataString(all[..500]));
        await page.SignInAsync(all, all);
        await page.Locator("#summary").WaitForAsync();
        await LookAsync(page);
    }

    // Names are seen in the header.

    private async Task VisitNamesAsync()
    {
        foreach (var email in await _payloads.StoreNamesAsync())
        {
            var page = await OpenAsync();
            await page.GotoAsync("/sign-in?returnUrl=/errors");
            await page.SignInAsync(email, ApiClient.Password);
            await page.ArriveAtAsync("**/errors");
            await LookAsync(page);
            await page.CloseAsync();
        }
    }
}
