using System.Net;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Api;

/// <summary>A program repeats a call until it has an answer, and what it asked for is done once.</summary>
public sealed class IdempotencyApiTests(ApiApp host) : ApiTest(host)
{
    private const string Create = "onboarding/create-portfolio";

    [Fact]
    public async Task CreatePortfolio_Repeated_IsOnePortfolioAndTheSameAnswer()
    {
        using var client = await RegisteredAsync();
        var first = await client.PostWithKeyAsync(Create, "one", new PortfolioUpload().ToContent(), Cancelled);
        first.Status.ShouldBe(HttpStatusCode.Created, first.Text);
        first.Headers.Keys.ShouldNotContain("Idempotency-Replayed");

        // The form is another to the byte: it has a boundary of its own.
        var again = await client.PostWithKeyAsync(Create, "one", new PortfolioUpload().ToContent(), Cancelled);

        (again.Status, again.Text, again.ContentType, again.Headers["Location"], again.Headers["Idempotency-Replayed"])
            .ShouldBe((first.Status, first.Text, first.ContentType, first.Headers["Location"], "true"));
        (await CountAsync(client)).ShouldBe(1);
    }

    [Fact]
    public async Task CreatePortfolio_SomethingElseWithTheKey_IsRefused()
    {
        using var client = await RegisteredAsync();
        (await client.PostWithKeyAsync(Create, "one", new PortfolioUpload().ToContent(), Cancelled)).Status.ShouldBe(HttpStatusCode.Created);

        foreach (var other in (PortfolioUpload[])[new() { AccountName = "Other" }, new() { Csv = Books.OneStock + "\n" }, new() { FileName = "other.csv" }])
        {
            ShouldBeProblem(await client.PostWithKeyAsync(Create, "one", other.ToContent(), Cancelled), HttpStatusCode.UnprocessableEntity, "IDEMPOTENCY_KEY_REUSED");
        }

        (await CountAsync(client)).ShouldBe(1);
        using var another = await RegisteredAsync();
        (await another.PostWithKeyAsync(Create, "one", new PortfolioUpload().ToContent(), Cancelled)).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task CreatePortfolio_Refused_IsMendedWithTheSameKey()
    {
        using var client = await RegisteredAsync();
        ShouldBeProblem(await client.PostWithKeyAsync(Create, "one", new PortfolioUpload { AccountType = "none" }.ToContent(), Cancelled), HttpStatusCode.BadRequest, "ERR_PORT_009");
        ShouldBeProblem(await client.PostWithKeyAsync(Create, "one", new StringContent("no form"), Cancelled), HttpStatusCode.UnsupportedMediaType, "ERR_REQUEST_001");

        (await client.PostWithKeyAsync(Create, "one", new PortfolioUpload().ToContent(), Cancelled)).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task CreatePortfolio_SixteenAtOnce_IsOnePortfolio()
    {
        using var client = await RegisteredAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => client.PostWithKeyAsync(Create, "one", new PortfolioUpload().ToContent(), Cancelled)));

        var created = answers.Where(answer => answer.Status == HttpStatusCode.Created).ToList();
        created.Select(answer => answer.Text).Distinct().Count().ShouldBe(1);
        created.Count(answer => !answer.Headers.ContainsKey("Idempotency-Replayed")).ShouldBe(1);
        foreach (var answer in answers.Except(created))
        {
            ShouldBeProblem(answer, HttpStatusCode.Conflict, "IDEMPOTENCY_KEY_IN_USE");
            answer.Headers["Retry-After"].ShouldBe("1");
        }

        (await CountAsync(client)).ShouldBe(1);
    }

    [Fact]
    public async Task Calculate_Repeated_IsOneRun_AlsoWhenItIsOver()
    {
        using var client = await RegisteredAsync();
        var portfolio = await client.CreatedPortfolioAsync(new PortfolioUpload(), Cancelled);
        var first = await client.PostWithKeyAsync($"portfolios/{portfolio}/calculate", "one", null, Cancelled);
        first.Status.ShouldBe(HttpStatusCode.Accepted, first.Text);
        await client.EndOfRunAsync(portfolio, Cancelled);

        (await client.PostWithKeyAsync($"portfolios/{portfolio}/calculate", "one", null, Cancelled)).Text.ShouldBe(first.Text);
        ShouldBeProblem(await client.PostWithKeyAsync($"portfolios/{portfolio}/calculate?force=true", "one", null, Cancelled), HttpStatusCode.UnprocessableEntity, "IDEMPOTENCY_KEY_REUSED");

        ((int)(await client.GetAsync($"portfolios/{portfolio}/runs", Cancelled)).Body["total"]!).ShouldBe(1);
    }

    [Fact]
    public async Task Calculate_OfNothing_IsRefusedTheSameEachTime()
    {
        using var client = await RegisteredAsync();
        var path = $"portfolios/{Guid.Empty}/calculate";
        var first = await client.PostWithKeyAsync(path, "one", null, Cancelled);
        ShouldBeProblem(first, HttpStatusCode.NotFound, "ERR_PORT_012");

        (await client.PostWithKeyAsync(path, "one", null, Cancelled)).Text.ShouldBe(first.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("256")]
    public async Task Key_ThatIsNone_IsRefused(string key)
    {
        using var client = await RegisteredAsync();

        var answer = await client.PostWithKeyAsync(Create, key == "256" ? new string('k', 256) : key, new PortfolioUpload().ToContent(), Cancelled);

        ShouldBeProblem(answer, HttpStatusCode.BadRequest, "IDEMPOTENCY_KEY_INVALID");
        (await CountAsync(client)).ShouldBe(0);
    }

    [Fact]
    public async Task OpenApi_TellsOfTheHeader_WhereItCounts()
    {
        using var client = new ApiClient(Address);
        var paths = (await client.GetAsync("/openapi/v1.json", Cancelled)).Body["paths"]!;

        foreach (var path in (string[])["/api/v1/onboarding/create-portfolio", "/api/v1/portfolios/{id}/calculate"])
        {
            paths[path]!["post"]!["parameters"]!.AsArray().ShouldContain(parameter => (string)parameter!["name"]! == "Idempotency-Key" && (string)parameter["in"]! == "header");
        }
    }

    private static async Task<int> CountAsync(ApiClient client) => (int)(await client.GetAsync("portfolios", Cancelled)).Body["total"]!;
}
