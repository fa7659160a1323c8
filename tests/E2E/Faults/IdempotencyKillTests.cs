using System.Net;
using E2E.Api;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Faults;

/// <summary>The process is killed before and right after a call is committed; the caller, who had no answer, repeats it.</summary>
public sealed class IdempotencyKillTests(ApiApp own, ITestOutputHelper output) : IClassFixture<ApiApp>
{
    private const string Create = "onboarding/create-portfolio";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreatePortfolio_KilledRightAfterTheCommit_IsAnsweredFromTheStore()
    {
        using var client = await ApiClient.RegisteredAsync(own.App.Address, Cancelled);
        var unheard = 0;
        for (var round = 0; round < 4; round++)
        {
            var (key, upload) = ($"after-{round}", new PortfolioUpload { AccountName = $"After {round}" });
            var first = client.TryPostWithKeyAsync(Create, key, upload.ToContent(), Cancelled);
            await new AppDatabase(own.App).UntilAsync($"idempotent_requests WHERE key = '{key}' AND status = 201", Cancelled);
            await own.App.KillAsync(Cancelled);
            unheard += await first is null ? 1 : 0;
            await own.App.StartAgainAsync(Cancelled);

            using var after = client.Again(own.App.Address);
            var answer = await after.PostWithKeyAsync(Create, key, upload.ToContent(), Cancelled);

            (answer.Status, answer.Headers.GetValueOrDefault("Idempotency-Replayed")).ShouldBe((HttpStatusCode.Created, "true"), answer.Text);
            (await first)?.Text.ShouldBe(answer.Text);
            ((int)(await after.GetAsync("portfolios", Cancelled)).Body["total"]!).ShouldBe(round + 1);
        }

        output.WriteLine($"4 kills right after a commit, {unheard} before anybody had heard of it: each answered from the store, 4 portfolios");
    }

    [Fact]
    public async Task CreatePortfolio_KilledBeforeTheCommit_IsDoneByTheNextThatAsks_Once()
    {
        using var client = await ApiClient.RegisteredAsync(own.App.Address, Cancelled);
        var database = new AppDatabase(own.App);
        await database.DelayInsertsAsync("portfolios", 200_000_000, Cancelled);
        var first = client.TryPostWithKeyAsync(Create, "before", new PortfolioUpload().ToContent(), Cancelled);
        await database.UntilAsync("idempotent_requests WHERE key = 'before'", Cancelled);
        await own.App.KillAsync(Cancelled);
        (await first).ShouldBeNull();
        await database.MendAsync(Cancelled);
        await own.App.StartAgainAsync(Cancelled);

        // Who worked on it is believed to be there until its lease is over.
        using var after = client.Again(own.App.Address);
        var answer = await after.PostWithKeyUntilDoneAsync(Create, "before", () => new PortfolioUpload().ToContent(), Cancelled);

        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        answer.Headers.Keys.ShouldNotContain("Idempotency-Replayed");
        (await after.PostWithKeyAsync(Create, "before", new PortfolioUpload().ToContent(), Cancelled)).Text.ShouldBe(answer.Text);
        ((int)(await after.GetAsync("portfolios", Cancelled)).Body["total"]!).ShouldBe(1);
    }
}
