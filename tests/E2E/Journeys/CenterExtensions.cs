using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;

namespace E2E.Journeys;

/// <summary>What tests read in the command center.</summary>
internal static class CenterExtensions
{
    /// <summary>Imports a file, calculates it, and returns the portfolio's id.</summary>
    public static async Task<string> CalculatedPortfolioAsync(this ApiClient user, PortfolioUpload upload, CancellationToken cancellationToken)
    {
        var portfolio = await user.CreatedPortfolioAsync(upload, cancellationToken);
        var run = await user.CalculatedAsync(portfolio, cancellationToken);
        ((string?)run["status"]).ShouldNotBeNull().ShouldStartWith("completed");
        return portfolio;
    }

    public static ILocator Heading(this IPage page, string name) => page.GetByRole(AriaRole.Heading, new() { Name = name, Level = 1 });

    /// <summary>The text of a figure, white space folded.</summary>
    public static async Task<string> Figure(this IPage page, string name)
    {
        var figure = page.Locator($"[data-figure={name}]");
        var value = name is "equity" or "day" or "total" ? figure : figure.Locator("dd");
        return string.Join(' ', (await value.TextContentAsync() ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Opens what a figure says of itself, reads it and closes it again: its words are made when it is opened.</summary>
    public static async Task<string> ExplanationAsync(this IPage page, string name)
    {
        await page.Locator($"[popovertarget=about-{name}]").ClickAsync();
        await page.Locator($"#about-{name} .facts").First.WaitForAsync();
        var words = await page.Locator($"#about-{name}").TextContentAsync() ?? "";
        await page.Keyboard.PressAsync("Escape");
        await page.Locator($"#about-{name}").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        return words;
    }

    public static async Task<IReadOnlyList<string>> SymbolsAsync(this IPage page) =>
        await page.Locator("tbody tr[data-symbol]").EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.symbol)");
}
