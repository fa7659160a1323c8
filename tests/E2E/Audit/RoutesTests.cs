using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using E2E.Api;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Audit;

/// <summary>Every way into the application that changes something says what it writes to the audit trail, and does. Counted from the routes that the application has.</summary>
public sealed class RoutesTests(ApiApp own) : IClassFixture<ApiApp>
{
    private static readonly string[] Unsafe = ["POST", "PUT", "PATCH", "DELETE", "*"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private AppProcess App => own.App;

    [Fact]
    public async Task Routes_ThatChangeSomething_SayWhatTheyAudit()
    {
        var rows = await RowsAsync();

        rows.Count(row => Kind(row) == "endpoint").ShouldBeGreaterThan(60);
        rows.Where(row => Kind(row) is "endpoint" or "hub" && Unsafe.Contains((string)row["method"]!) && row["audits"] is null && row["audits_nothing"] is null)
            .Select(NameOf).ShouldBeEmpty("a route that changes something is mapped with .Audits(…), or with .AuditsNothing and why");
        rows.Where(row => Kind(row) == "page").Select(row => (string)row["pattern"]!).ShouldContain("/admin/audit");
        rows.Single(row => (string)row["pattern"]! == "/targets")["audits"]!.AsArray().Select(code => (string)code!).ShouldBe(["targets.set", "targets.removed"]);
        rows.Where(row => Kind(row) == "hub").Select(row => (string)row["pattern"]!).Order(StringComparer.Ordinal).ShouldBe(["/hubs/batches#Watch", "/hubs/runs#Watch"]);
    }

    [Fact]
    public async Task Routes_SayWhoMayUseThem()
    {
        var rows = await RowsAsync();

        rows.Where(row => ((string)row["pattern"]!).StartsWith("/api/v1/admin", StringComparison.Ordinal) || ((string)row["pattern"]!).StartsWith("/admin", StringComparison.Ordinal))
            .Where(row => !((string)row["pattern"]!).EndsWith("impersonate", StringComparison.Ordinal) && !((string)row["pattern"]!).EndsWith("stop-impersonation", StringComparison.Ordinal))
            .ShouldAllBe(row => (string)row["authorization"]! == "superuser");
        AuthorizationOf(rows, "POST /api/v1/onboarding/register").ShouldBe("anonymous");
        AuthorizationOf(rows, "POST /api/v1/portfolios/{id:guid}/calculate").ShouldBe("user");
        rows.Single(row => Kind(row) == "page" && (string)row["pattern"]! == "/account/activity")["authorization"]!.ToString().ShouldBe("user");
    }

    [Fact]
    public async Task Routes_EachCalledByItsOwner_WriteWhatTheySay()
    {
        var rows = (await RowsAsync()).Where(row => ((string)row["pattern"]!).StartsWith("/api/", StringComparison.Ordinal) && Unsafe.Contains((string)row["method"]!)).ToDictionary(NameOf);
        AuditedRoutes.All.Keys.Except(rows.Keys).ShouldBeEmpty("there is no such route any more");
        rows.Keys.Except(AuditedRoutes.All.Keys).ShouldBeEmpty("a new route needs a row in AuditedRoutes: how it is called");
        using var owner = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        using var @operator = await OperatorAsync();
        var stage = new AuditStage(App, owner, @operator, Cancelled);
        List<string> wrong = [];

        foreach (var (name, prepare) in AuditedRoutes.All)
        {
            var call = await prepare(stage);
            var correlation = $"audit-{wrong.Count}-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";
            var failure = await SentAsync(call, correlation);
            var declared = call.Only ?? rows[name]["audits"]?.AsArray().Select(code => (string)code!).ToList() ?? [];
            var found = (await @operator.GetAsync("admin/audit?limit=20", Cancelled)).Body["entries"]!.AsArray().Where(entry => (string?)entry!["correlation_id"] == correlation).ToList();
            var faults = failure is not null ? [failure] : found.Select(entry => (string)entry!["action"]!).Order().SequenceEqual(declared.Order())
                ? found.SelectMany(entry => FaultsOf(entry!, call))
                : [$"wrote [{string.Join(", ", found.Select(entry => (string)entry!["action"]!))}] and says [{string.Join(", ", declared)}]"];
            wrong.AddRange(faults.Select(fault => $"{name}: {fault}"));
        }

        wrong.ShouldBeEmpty();
        ((bool)(await @operator.GetAsync("admin/audit/verify", Cancelled)).Body["is_whole"]!).ShouldBeTrue();
    }

    private static IEnumerable<string> FaultsOf(JsonNode entry, AuditedCall call)
    {
        if ((string?)entry["channel"] != "api")
        {
            yield return $"came by {entry["channel"]}";
        }

        var isRightly = call.Owner switch
        {
            Concerns.Gone => entry["actor"] is null && entry["actor_id"] is not null && entry["impersonator_id"] is null,
            Concerns.LookedThrough => (string?)entry["actor"] != call.Actor!.Email && (string?)entry["impersonator"] == call.Actor.Email,
            _ => (string?)entry["actor"] == call.Actor?.Email && entry["impersonator_id"] is null,
        };
        if (!isRightly)
        {
            yield return $"was done by {entry["actor"]}, through whose eyes looked {entry["impersonator"]}";
        }

        var isRight = call.Owner switch
        {
            Concerns.Nobody => entry["owner_id"] is null,
            Concerns.Gone => entry["owner"] is null && entry["owner_id"] is not null,
            Concerns.LookedThrough => (string?)entry["owner"] == (string?)entry["actor"],
            Concerns.Somebody => entry["owner_id"] is not null && (string?)entry["owner"] != call.Actor?.Email,
            _ => (string?)entry["owner"] == call.Actor!.Email,
        };
        if (!isRight)
        {
            yield return $"concerns {entry["owner"]}";
        }
    }

    private async Task<string?> SentAsync(AuditedCall call, string correlation)
    {
        using var http = new HttpClient { BaseAddress = new Uri(App.Address, "/api/v1/") };
        using var request = new HttpRequestMessage(call.Method, call.Path) { Content = call.Content };
        request.Headers.Add("X-Correlation-ID", correlation);
        if (call.Actor?.Token is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var answer = await http.SendAsync(request, Cancelled);
        return answer.IsSuccessStatusCode ? null : $"was answered {answer.StatusCode} {await answer.Content.ReadAsStringAsync(Cancelled)}";
    }

    private async Task<ApiClient> OperatorAsync()
    {
        var client = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        await new AppDatabase(App).MakeSuperuserAsync(client.Email, Cancelled);
        await client.LogInAsync(Cancelled);
        return client;
    }

    private async Task<IReadOnlyList<JsonNode>> RowsAsync()
    {
        var (exitCode, output) = await App.CommandAsync("routes", Cancelled);
        exitCode.ShouldBe(0, output);
        return [.. output.Split('\n').Where(line => line.StartsWith("{\"kind\":", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line)!)];
    }

    private static string Kind(JsonNode row) => (string)row["kind"]!;

    private static string NameOf(JsonNode row) => $"{row["method"]} {row["pattern"]}";

    private static string AuthorizationOf(IEnumerable<JsonNode> rows, string name) => (string)rows.Single(row => NameOf(row) == name)["authorization"]!;
}
