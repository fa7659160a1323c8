using System.Net;
using System.Text.Json.Nodes;
using E2E.Api;
using E2E.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace E2E.Journeys;

/// <summary>The batches that programs sent, as people see them.</summary>
public sealed class BatchesPageTests(Browser browser, ApiApp own) : BrowserTest(browser, own.App), IClassFixture<ApiApp>
{
    [Fact]
    public async Task Batches_OfAProgram_AreListedFilteredOpenedRetriedAndExported()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var page = await OpenAsAsync(user, "/batches");
        await page.GetByText("No batch yet").WaitForAsync();
        var ids = await user.MadePortfoliosAsync(3, Cancelled);
        await user.SentBatchAsync([.. ids.Select((id, i) => (id, new JsonObject { ["name"] = i == 1 ? "" : $"New {i}" }))], "nightly names", isAsync: false, Cancelled);
        await user.SentBatchAsync([(ids[0], new JsonObject { ["description"] = "Words" })], null, isAsync: false, Cancelled);

        await page.GoInteractiveAsync("/batches");
        (await page.Locator("tr[data-batch]").CountAsync()).ShouldBe(2);
        (await page.Locator(".batch-totals").InnerTextAsync()).ShouldContain("75.0%");
        await page.GetByLabel("Status").SelectOptionAsync("partial");
        await Assertions.Expect(page.Locator("tr[data-batch]")).ToHaveCountAsync(1);
        (await page.Locator("tr[data-batch]").InnerTextAsync()).ShouldContain("nightly names");
        await page.GetByLabel("Status").SelectOptionAsync("failed");
        await page.GetByText("No batch is like that.").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Show every batch" }).ClickAsync();

        await page.Locator("tr[data-batch]").Filter(new() { HasText = "nightly names" }).GetByRole(AriaRole.Link).ClickAsync();
        await page.Locator("tr[data-operation]").First.WaitForAsync();
        (await page.Locator(".batch-progress .card-head").InnerTextAsync()).ShouldContain("3 of 3: 2 done, 1 failed");
        (await page.Locator("tr[data-operation='1']").InnerTextAsync()).ShouldContain("ERR_PORT_002");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).ClickAsync());
        (await File.ReadAllTextAsync(await download.PathAsync(), Cancelled)).Split("\r\n").Length.ShouldBe(5, "a row of titles, three operations, an end");

        await page.GetByRole(AriaRole.Button, new() { Name = "Retry the one that failed" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "an earlier batch" }).WaitForAsync();
        await page.Locator(".batch-progress .card-head").Filter(new() { HasText = "1 of 1: 0 done, 1 failed" }).WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "an earlier batch" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "by a later batch" }).WaitForAsync();
    }

    [Fact]
    public async Task Batch_BeingDone_GoesOnBeforeTheEyes()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var page = await OpenAsAsync(user, "/batches");
        var ids = await user.MadePortfoliosAsync(6, Cancelled);
        var database = new AppDatabase(App);
        await database.DelayUpdatesAsync("portfolios", 1_500_000, Cancelled);
        try
        {
            var batch = await user.SentBatchAsync([.. ids.Select((id, i) => (id, new JsonObject { ["name"] = $"New {i}" }))], null, isAsync: true, Cancelled);
            await page.GoInteractiveAsync("/batches/" + batch);
            await page.Locator(".title .pill").Filter(new() { HasText = "being done" }).Or(page.Locator(".title .pill").Filter(new() { HasText = "waiting" })).First.WaitForAsync();
            await page.Locator(".batch-progress .card-head").Filter(new() { HasText = "3 of 6 done" }).WaitForAsync();
            (await page.Locator("tr[data-operation='5']").InnerTextAsync()).ShouldContain("waiting");
            await page.Locator(".batch-progress .card-head").Filter(new() { HasText = "6 of 6 done" }).WaitForAsync();
            await page.Locator(".title .pill").Filter(new() { HasText = "completed" }).WaitForAsync();
        }
        finally
        {
            await database.MendAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task Batch_OfAnotherOrNone_IsNotFound()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        using var other = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var ids = await other.MadePortfoliosAsync(1, Cancelled);
        var foreign = await other.SentBatchAsync([(ids[0], new JsonObject { ["name"] = "Theirs" })], null, isAsync: false, Cancelled);
        var page = await OpenAsAsync(user, "/batches");

        (await page.GotoAsync("/batches/" + foreign))!.Status.ShouldBe((int)HttpStatusCode.NotFound);
        (await page.GotoAsync("/batches/" + Guid.Empty))!.Status.ShouldBe((int)HttpStatusCode.NotFound);
    }

    /// <summary>For eyes: <c>-explicit only</c>.</summary>
    [Fact(Explicit = true)]
    public async Task Pictures_OfBatches_AreTaken()
    {
        foreach (var (width, theme) in ((int, string)[])[(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")])
        {
            using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
            var page = await OpenAsAsync(user, "/batches", width, theme);
            await page.GetByText("No batch yet").WaitForAsync();
            await SaveAsync(page, "batches-none", width, theme);
            var ids = await user.MadePortfoliosAsync(40, Cancelled);
            string? first = null;
            for (var i = 0; i < 60; i++)
            {
                first ??= await user.SentBatchAsync([.. ids.Select((id, at) => (id, new JsonObject { ["name"] = at % 7 == 3 ? "" : $"New {at}" }))], "names of the night", isAsync: false, Cancelled);
                await user.SentBatchAsync([(ids[i % 40], new JsonObject { ["name"] = i % 5 == 0 ? "" : $"N {i}" })], i % 3 == 0 ? $"reference {i} of a job that has a rather long name of its own" : null, isAsync: i % 2 == 0, Cancelled);
            }

            await page.GoInteractiveAsync("/batches");
            await SaveAsync(page, "batches-many", width, theme);
            await page.GoInteractiveAsync("/batches/" + first);
            await page.Locator("tr[data-operation='3'] summary").ClickAsync();
            await page.Locator("tr[data-operation='4'] summary").ClickAsync();
            await SaveAsync(page, "batches-one", width, theme);
        }
    }

    private static Task<byte[]> SaveAsync(IPage page, string name, int width, string theme) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Paths.Artifacts, "gallery", $"{name}-{width}-{theme}.png"), FullPage = true });
}

/// <summary>Batches that a program sends.</summary>
internal static class SentBatches
{
    /// <summary>Makes portfolios without positions.</summary>
    public static async Task<IReadOnlyList<string>> MadePortfoliosAsync(this ApiClient client, int count, CancellationToken cancellationToken)
    {
        var items = new JsonArray([.. Enumerable.Range(0, count).Select(i => (JsonNode)new JsonObject { ["name"] = $"Book {i:00}" })]);
        return [.. (await client.PostAsync("../v2/portfolios", items, cancellationToken)).Body.AsArray().Select(each => (string)each!["portfolio_id"]!)];
    }

    /// <summary>Sends updates of portfolios; the batch's id.</summary>
    public static async Task<string> SentBatchAsync(this ApiClient client, IReadOnlyList<(string Id, JsonObject Data)> operations, string? reference, bool isAsync, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["operation_type"] = "portfolio_update",
            ["async"] = isAsync,
            ["client_reference"] = reference,
            ["operations"] = new JsonArray([.. operations.Select(operation => (JsonNode)new JsonObject { ["resource_id"] = operation.Id, ["data"] = operation.Data })]),
        };
        var answer = await client.PostAsync("batch", body, cancellationToken);
        ((int)answer.Status).ShouldBeLessThan(300, answer.Text);
        return (string)answer.Body["batch_id"]!;
    }
}
