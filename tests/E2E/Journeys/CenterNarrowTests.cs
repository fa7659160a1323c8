using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace E2E.Journeys;

/// <summary>The cards of the risk on a phone, and the charts by pointer and key: nothing is taken away for want of room or of a mouse.</summary>
public sealed class CenterNarrowTests(Browser browser, SharedApp shared) : BrowserTest(browser, shared)
{
    [Fact]
    public async Task Tables_OnAPhone_KeepEveryColumnAndAreMovedByKey()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        await user.CalculatedPortfolioAsync(new() { Csv = Books.Fifty(), PortfolioName = "Fifty", EquityAsOf = "2026-10-01" }, Cancelled);
        var page = await OpenAsAsync(user, "/", 390, "light");
        await page.Locator("#changes table").WaitForAsync();

        await page.ShouldFitAsync();
        (await page.Locator(".risk-grid .table :is(th, td)").EvaluateAllAsync<string[]>(
            "cells => cells.filter(cell => getComputedStyle(cell).display === 'none').map(cell => cell.outerHTML)")).ShouldBeEmpty();
        foreach (var (card, column) in ((string, string)[])[("#greeks", "Rho / point"), ("#stress", "Kind"), ("#factors", "Exposure"), ("#exposure", "of equity")])
        {
            var region = page.Locator($"{card} .table-scroll").First;
            await region.FocusAsync();
            for (var i = 0; i < 40; i++)
            {
                await page.Keyboard.PressAsync("ArrowRight");
            }

            // What keys set going is not over with the last of them.
            await region.EvaluateAsync("region => new Promise(rests => { let last = -1; const look = () => region.scrollLeft === last ? rests() : (last = region.scrollLeft, setTimeout(look, 200)); look(); })");
            var (frame, heading) = ((await region.BoundingBoxAsync())!, (await region.GetByRole(AriaRole.Columnheader, new() { Name = column }).Last.BoundingBoxAsync())!);
            (heading.X + heading.Width).ShouldBeLessThanOrEqualTo(frame.X + frame.Width + 1.5f, column);
            (await region.Locator("tbody th").First.BoundingBoxAsync())!.X.ShouldBe(frame.X, 1.5f, "the name stays");
        }
    }

    [Fact]
    public async Task Columns_WithoutRoomOnAPhone_StandBelowTheName()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        await user.CalculatedPortfolioAsync(new() { Csv = Books.Fifty(), PortfolioName = "Fifty", EquityAsOf = "2026-10-01" }, Cancelled);
        var page = await OpenAsAsync(user, "/", 390, "light");
        await page.Locator("#changes table").WaitForAsync();
        (await HiddenAsync(page, ".position-table")).ShouldBeEmpty();
        await page.ShouldFitAsync();
        await page.SetViewportSizeAsync(820, 900);
        (await HiddenAsync(page, ".position-table")).ShouldBeEmpty();

        await page.GoInteractiveAsync("/targets");
        await page.Locator(".target-table").WaitForAsync();
        (await HiddenAsync(page, ".target-table")).ShouldBeEmpty();
        await page.SetViewportSizeAsync(390, 844);
        (await HiddenAsync(page, ".target-table")).ShouldBeEmpty();
        await page.ShouldFitAsync();
    }

    // What cells that are not shown say and their rows do not.
    private static Task<string[]> HiddenAsync(IPage page, string table) => page.Locator($"{table} :is(tbody, tfoot) tr").EvaluateAllAsync<string[]>(
        """
        rows => rows.flatMap(row => [...row.querySelectorAll("td")].filter(cell => getComputedStyle(cell).display === "none")
            .map(cell => [...(cell.querySelector(":scope > span, :scope > button") ?? cell).childNodes].filter(node => node.nodeType === 3).map(node => node.textContent.trim()).join("").trim())
            .filter(text => text && !row.querySelector("th").innerText.includes(text)).map(text => row.querySelector("th").innerText + " lacks " + text))
        """);

    [Fact]
    public async Task Charts_ByPointerAndByKey_ReadOutADay()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        await user.CalculatedPortfolioAsync(new() { EquityAsOf = "2026-10-01" }, Cancelled);
        var page = await OpenAsAsync(user, "/");
        var plot = page.Locator(".nav-card .plot").First;
        await plot.WaitForAsync();

        await plot.HoverAsync(new() { Position = new() { X = 3, Y = 20 } });
        await Expect(plot.Locator(".reading")).ToContainTextAsync("Reconstructed $");

        var slider = page.GetByRole(AriaRole.Slider, new() { Name = "Read Net asset value by day" });
        await slider.FocusAsync();
        await page.Keyboard.PressAsync("End");
        var last = await slider.GetAttributeAsync("aria-valuetext");
        last.ShouldNotBeNull().ShouldContain("Equity $");
        await page.Keyboard.PressAsync("ArrowLeft");
        (await slider.GetAttributeAsync("aria-valuetext")).ShouldNotBe(last);
        await Expect(plot.Locator(".reading")).ToBeVisibleAsync();
        await plot.ShouldBeAccessibleAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(plot.Locator(".reading")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Pages_LoadNoComponentLibrary()
    {
        var page = await OpenRegisteredAsync();
        await page.GoInteractiveAsync("/");

        Requests.ShouldAllBe(address => !address.Contains("_content/", StringComparison.Ordinal));
    }
}
