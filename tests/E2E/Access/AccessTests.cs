using App.Data.Providers;
using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Access;

/// <summary>Every way into the application, tried by everybody. Counted from the routes that the application says it has: a new one without a row in <see cref="AccessTable"/> fails.</summary>
public sealed class AccessTests(ITestOutputHelper output) : IAsyncLifetime
{
    private AppProcess _app = default!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await AppProcess.StartAsync(cancellationToken: Cancelled);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task EveryRoute_ForEverybody_AnswersAsItsAudienceSays(DatabaseProvider provider)
    {
        var routes = await RoutesAsync();
        await using var postgres = new PostgresApp();
        if (provider == DatabaseProvider.Postgres)
        {
            await postgres.InitializeAsync();
        }

        await using var cast = await AccessCast.AssembleAsync(provider == DatabaseProvider.Postgres ? postgres.App : _app, Cancelled);
        List<string> wrong = [];
        var asked = 0;
        foreach (var caller in (Caller[])[Caller.Anonymous, Caller.Other, Caller.Operator, Caller.Impersonator, Caller.Owner])
        {
            // What ends something comes last: what is asked before it needs it.
            foreach (var route in routes.OrderBy(route => Weight(route)).ThenBy(route => route.Pattern, StringComparer.Ordinal))
            {
                var expected = AccessTable.Expected(route, caller);
                var (access, answer) = await cast.AskAsync(caller, route, Cancelled);
                asked++;
                if (access != expected && !(access == Access.SignIn && AccessTable.OfCredentials.Contains(route.ToString())))
                {
                    wrong.Add($"{route} by {caller}: {expected} expected, was {access?.ToString() ?? "a fault"}: {answer}");
                }
            }
        }

        output.WriteLine($"{routes.Count} routes, {asked} requests, {wrong.Count} wrong answers");
        wrong.ShouldBeEmpty(string.Join('\n', wrong));
    }

    [Fact]
    public async Task EveryRouteThatChangesSomething_AskedByAnotherSiteWithAReadersCookie_IsRefused()
    {
        var routes = (await RoutesAsync()).Where(route => route.Method is "POST" or "PUT" or "PATCH" or "DELETE" || (route.Method == "*" && route.IsPage && !route.Pattern.StartsWith("/_", StringComparison.Ordinal) && !route.Pattern.StartsWith("/health", StringComparison.Ordinal))).ToList();
        await using var cast = await AccessCast.AssembleAsync(_app, Cancelled);
        List<string> wrong = [];
        foreach (var route in routes)
        {
            // As a form of another site sends it, and as an older browser's script does.
            foreach (var headers in ((string, string)[][])[[("Origin", "https://elsewhere.example"), ("Sec-Fetch-Site", "cross-site")], [("Origin", "https://elsewhere.example")], [("Sec-Fetch-Mode", "navigate")]])
            {
                var change = route.Method == "*" ? route with { Method = "POST" } : route;

                // Whoever looks through their own eyes has nothing to stop; an operator who does not has.
                var reader = route.Pattern == "/stop-impersonation" ? Caller.Impersonator : Caller.Owner;
                var (_, answer) = await cast.AskAsync(reader, change, Cancelled, headers);
                if (!answer.StartsWith("400", StringComparison.Ordinal) && !answer.StartsWith("403", StringComparison.Ordinal) && !answer.StartsWith("405", StringComparison.Ordinal))
                {
                    wrong.Add($"{change} with {headers[0]}: {answer}");
                }
            }
        }

        output.WriteLine($"{routes.Count} routes, {routes.Count * 3} requests of other sites, {wrong.Count} let in");
        wrong.ShouldBeEmpty();
    }

    private static int Weight(AppRoute route) => route switch
    {
        { Method: "GET" or "*" } => 0,
        { Pattern: "/api/v1/portfolios/{id:guid}/imports" or "/api/v1/portfolios/{id:guid}/imports/undo" } => 4,
        { Method: "DELETE", Pattern: "/api/v1/account/sessions" } or { Pattern: "/account/sessions/end-others" } => 4,
        { Method: "DELETE", Pattern: "/api/v1/portfolios/{id:guid}" } => 5,
        { Method: "DELETE" } => 2,
        { Pattern: "/api/v1/admin/stop-impersonation" } => 6,
        _ => 1,
    };

    private async Task<IReadOnlyList<AppRoute>> RoutesAsync()
    {
        var all = await AppRoute.AllAsync(_app, Cancelled);
        all.Count.ShouldBeGreaterThan(130);
        var names = all.Select(route => route.ToString()).Except(AccessTable.Nothing).ToList();
        names.Except(AccessTable.All.Keys).ShouldBeEmpty("a new route needs a row in AccessTable: whom it is for");
        AccessTable.All.Keys.Except(names).ShouldBeEmpty("there is no such route any more");
        return [.. all.Where(route => !AccessTable.Nothing.Contains(route.ToString()))];
    }
}
