using System.Net;
using System.Text.Json.Nodes;
using E2E.Api;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Hosting;

/// <summary>What anybody is told of the prerequisites, and what operators are.</summary>
public sealed class PrerequisitesTests(ApiApp host) : ApiTest(host)
{
    private static readonly string[] Names = ["schema", "keys", "factors", "scenarios", "calendar", "market_sources"];

    [Fact]
    public async Task Prerequisites_ForAnybody_AreNamesAndStates()
    {
        using var http = new HttpClient { BaseAddress = Address };
        using var answer = await http.GetAsync("/health/prerequisites", Cancelled);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancelled))!;
        ((string)body["status"]!).ShouldBe("ok");
        body["checks"]!.AsArray().Select(check => (string)check!["name"]!).ShouldBe(Names);
        body["checks"]!.AsArray().ShouldAllBe(check => check!.AsObject().Select(property => property.Key).SequenceEqual(new[] { "name", "ok", "required" }));
    }

    [Fact]
    public async Task Prerequisites_ForOperators_SayWhatWasFound_AndNotForOtherUsers()
    {
        using var operators = await RegisteredAsync();
        await new AppDatabase(Server).MakeSuperuserAsync(operators.Email, Cancelled);
        await operators.LogInAsync(Cancelled);
        using var user = await RegisteredAsync();

        var found = (await operators.GetAsync("/health/prerequisites", Cancelled)).Body["checks"]!.AsArray();
        ((string)found.Single(check => (string)check!["name"]! == "scenarios")!["found"]!).ShouldBe("18 scenarios");
        ((string)found.Single(check => (string)check!["name"]! == "factors")!["wanted"]!).ShouldBe("8 factors");
        (await user.GetAsync("/health/prerequisites", Cancelled)).Body["checks"]!.AsArray().ShouldAllBe(check => check!["found"] == null);
    }
}
