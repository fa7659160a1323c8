using System.Text;
using System.Text.Json.Nodes;
using E2E.Harness;

namespace E2E.Access;

/// <summary>Whom each way into the application is for. A new route needs a row here.</summary>
internal static class AccessTable
{
    private static readonly (Audience Audience, string[] Routes)[] Groups =
    [
        (Audience.Anyone,
        [
            "* /_blazor", "* /_blazor/disconnect", "* /_blazor/initializers", "* /_blazor/negotiate", "GET /_framework/opaque-redirect", "POST /amounts", "POST /theme", "POST /sign-out",
            "POST /sign-in/passkey/options", "* /confirm-email", "* /errors", "* /errors/{Code}", "* /forgot-password", "* /goodbye", "* /guide", "* /guide/{Slug}", "* /health/live", "* /health/ready",
            "GET /health/prerequisites", "* /register", "* /reset-password", "* /sign-in", "* /sign-in/two-factor", "GET /openapi/{documentName}.json",
            "POST /api/v1/auth/forgot-password", "POST /api/v1/auth/login", "POST /api/v1/auth/refresh", "POST /api/v1/auth/reset-password", "POST /api/v1/onboarding/register",
            "GET /api/v1/onboarding/csv-template", "GET /api/v1/target-prices/csv-template",
        ]),
        (Audience.User,
        [
            "* /", "* /account/activity", "* /import", "* /report", "* /portfolios", "* /portfolios/import", "* /targets", "POST /stop-impersonation", "GET /api/v1/account/activity", "GET /api/v1/auth/me",
            "GET /api/v1/analytics/aggregate/beta", "GET /api/v1/analytics/aggregate/breakdown", "GET /api/v1/analytics/aggregate/concentration", "GET /api/v1/analytics/aggregate/correlations",
            "GET /api/v1/analytics/aggregate/factors", "GET /api/v1/analytics/aggregate/greeks", "GET /api/v1/analytics/aggregate/overview", "GET /api/v1/analytics/aggregate/sectors",
            "GET /api/v1/analytics/aggregate/stress", "GET /api/v1/analytics/aggregate/targets", "GET /api/v1/analytics/aggregate/volatility", "POST /api/v1/imports", "POST /api/v1/imports/preview",
            "POST /api/v1/onboarding/create-portfolio", "GET /api/v1/portfolios", "GET /api/v1/position-views", "PUT /api/v1/position-views", "GET /api/v1/securities/{symbol}",
            "DELETE /api/v1/target-prices", "GET /api/v1/target-prices", "PUT /api/v1/target-prices", "POST /api/v1/target-prices/import", "GET /api/v2/portfolios",
            "POST /api/v2/portfolios", "POST /api/v1/batch", "GET /api/v1/batch/history", "GET /api/v1/batch/stats", "GET /api/v1/batch/templates", "PUT /api/v1/batch/templates/{name}", "* /batches",
            "GET /api/v1/models", "POST /api/v1/models", "GET /api/v1/model", "POST /api/v1/model",
            "GET /api/v1/orders",
        ]),
        (Audience.Owner,
        [
            "GET /api/v1/portfolios/{id:guid}", "GET /api/v1/portfolios/{id:guid}/analytics/beta", "GET /api/v1/portfolios/{id:guid}/analytics/concentration",
            "GET /api/v1/portfolios/{id:guid}/analytics/correlations", "GET /api/v1/portfolios/{id:guid}/analytics/exposures", "GET /api/v1/portfolios/{id:guid}/analytics/factors",
            "GET /api/v1/portfolios/{id:guid}/analytics/greeks", "GET /api/v1/portfolios/{id:guid}/analytics/overview", "GET /api/v1/portfolios/{id:guid}/analytics/risk",
            "GET /api/v1/portfolios/{id:guid}/analytics/sectors", "GET /api/v1/portfolios/{id:guid}/analytics/snapshots", "GET /api/v1/portfolios/{id:guid}/analytics/stress",
            "GET /api/v1/portfolios/{id:guid}/analytics/targets", "GET /api/v1/portfolios/{id:guid}/analytics/volatility", "POST /api/v1/portfolios/{id:guid}/calculate",
            "GET /api/v1/portfolios/{id:guid}/cash-entries", "POST /api/v1/portfolios/{id:guid}/cash-entries", "DELETE /api/v1/portfolios/{id:guid}/cash-entries/{entry_id:guid}",
            "POST /api/v1/portfolios/{id:guid}/imports", "POST /api/v1/portfolios/{id:guid}/imports/preview", "POST /api/v1/portfolios/{id:guid}/imports/undo",
            "GET /api/v1/portfolios/{id:guid}/positions/{position_id:guid}/valuations", "POST /api/v1/portfolios/{id:guid}/positions/{position_id:guid}/valuations",
            "DELETE /api/v1/portfolios/{id:guid}/positions/{position_id:guid}/valuations/{valuation_id:guid}", "GET /api/v1/portfolios/{id:guid}/runs", "GET /api/v1/portfolios/{id:guid}/runs/latest",
            "GET /api/v1/portfolios/{id:guid}/runs/{run_id:guid}", "POST /api/v1/portfolios/{id:guid}/runs/{run_id:guid}/cancel", "POST /api/v1/portfolios/{id:guid}/snapshots/replay",
            "GET /api/v1/portfolios/{id:guid}/snapshots/verify", "DELETE /api/v1/position-views/{view_id:guid}", "GET /api/v1/batch/{batch_id:guid}", "POST /api/v1/batch/{batch_id:guid}/retry", "GET /api/v1/batch/templates/{name}",
            "DELETE /api/v1/batch/templates/{name}", "POST /api/v1/batch/templates/{name}/run", "GET /api/v1/batch/{batch_id:guid}/deliveries", "* /batches/{BatchId:guid}", "* /hubs/batches#Watch",
            "* /portfolios/{PortfolioId:guid}/runs", "* /portfolios/{PortfolioId:guid}/runs/latest",
            "GET /api/v1/models/{model_id:guid}", "POST /api/v1/models/{model_id:guid}/positions", "PUT /api/v1/models/{model_id:guid}/positions", "DELETE /api/v1/models/{model_id:guid}/positions",
            "POST /api/v1/models/{model_id:guid}/portfolios", "DELETE /api/v1/models/{model_id:guid}/portfolios", "GET /api/v1/model/{model_id:guid}", "POST /api/v1/model/{model_id:guid}/position",
            "PUT /api/v1/model/{model_id:guid}/position", "DELETE /api/v1/model/{model_id:guid}/position", "POST /api/v1/model/{model_id:guid}/portfolio", "DELETE /api/v1/model/{model_id:guid}/portfolio",
            "POST /api/v2/portfolios/{id:guid}/positions/bulk", "GET /api/v1/orders/{order_id:guid}", "PATCH /api/v1/orders/{order_id:guid}", "PUT /api/v1/models/{model_id:guid}", "PUT /api/v1/model/{model_id:guid}",
            "* /portfolios/{PortfolioId:guid}/runs/{RunId:guid}", "* /hubs/runs#Watch",
        ]),
        (Audience.OwnEyes,
        [
            "* /account", "* /account/data", "* /account/security", "* /account/security/two-factor", "* /account/sessions", "POST /account/security/passkeys/options", "POST /account/sessions/end",
            "POST /account/sessions/end-others", "POST /api/v1/account/delete", "GET /api/v1/account/export", "DELETE /api/v1/account/sessions", "GET /api/v1/account/sessions",
            "GET /portfolios/all/positions.csv", "GET /api/v1/target-prices.csv", "GET /api/v1/batch/webhook-secret", "POST /api/v1/batch/webhook-secret", "GET /api/v1/orders.csv",
        ]),
        (Audience.OwnerByOwnEyes, ["DELETE /api/v1/account/sessions/{id:guid}", "DELETE /api/v1/portfolios/{id:guid}", "GET /portfolios/{id:guid}/positions.csv", "GET /api/v1/batch/{batch_id:guid}/results.csv", "GET /api/v1/batch/{batch_id:guid}/results.json", "POST /api/v1/batch/{batch_id:guid}/deliveries/retry",
            "DELETE /api/v1/models/{model_id:guid}", "DELETE /api/v1/model/{model_id:guid}", "DELETE /api/v1/orders/{order_id:guid}"]),
        (Audience.Operator,
        [
            "* /admin", "* /admin/activity", "* /admin/audit", "* /admin/invite-codes", "* /admin/market", "* /admin/prerequisites", "* /admin/risk", "* /admin/runs", "* /admin/users", "* /admin/users/{Id:guid}",
            "* /admin/users/{UserId:guid}/impersonate", "GET /api/v1/admin/alerts", "POST /api/v1/admin/alerts/{alert_id:guid}/acknowledge", "GET /api/v1/admin/audit", "GET /api/v1/admin/audit/verify",
            "GET /api/v1/admin/end-of-days", "POST /api/v1/admin/end-of-days", "GET /api/v1/admin/end-of-days/{day_id:guid}", "POST /api/v1/admin/end-of-days/{day_id:guid}/cancel",
            "POST /api/v1/admin/impersonate", "GET /api/v1/admin/impersonations", "POST /api/v1/admin/impersonations/{id:guid}/revoke", "GET /api/v1/admin/invite-codes", "POST /api/v1/admin/invite-codes",
            "POST /api/v1/admin/invite-codes/{code}/revoke", "GET /api/v1/admin/market/quarantine", "GET /api/v1/admin/metrics", "GET /api/v1/admin/risk-settings", "PUT /api/v1/admin/risk-settings",
            "GET /api/v1/admin/risk-settings/{version:int}", "GET /api/v1/admin/runs", "POST /api/v1/admin/runs/{run_id:guid}/cancel", "POST /api/v1/admin/runs/{run_id:guid}/retry",
            "POST /api/v1/admin/snapshots/clean-up", "POST /api/v1/admin/snapshots/replay", "GET /api/v1/admin/snapshots/verify", "POST /api/v2/securities/bulk", "GET /api/v1/admin/users", "GET /api/v1/admin/users/{user_id:guid}",
            "POST /api/v1/admin/users/{user_id:guid}/end-sessions", "POST /api/v1/admin/users/{user_id:guid}/grant-superuser", "POST /api/v1/admin/users/{user_id:guid}/reopen",
            "POST /api/v1/admin/users/{user_id:guid}/approve", "POST /api/v1/admin/users/{user_id:guid}/withdraw-approval", "POST /api/v1/admin/users/{user_id:guid}/grant-premium",
            "POST /api/v1/admin/users/{user_id:guid}/revoke-premium",
            "POST /api/v1/admin/users/{user_id:guid}/revoke-superuser", "POST /api/v1/admin/users/{user_id:guid}/suspend", "POST /api/v1/admin/users/{user_id:guid}/unlock",
        ]),
        (Audience.Impersonator, ["POST /api/v1/admin/stop-impersonation"]),
    ];

    // Where an answer is another than the audience's, and why that is right.
    private static readonly Dictionary<(string Route, Caller Caller), Access> Otherwise = new()
    {
        // It says that one goes on already, not that this is for operators.
        [("POST /api/v1/admin/impersonate", Caller.Impersonator)] = Access.SignIn,
    };

    /// <summary>Answers that nothing is there, whoever asks: files that are none, and the page that says so.</summary>
    public static IReadOnlySet<string> Nothing { get; } = new HashSet<string> { "GET /{**path:file}", "HEAD /{**path:file}", "* /not-found" };

    /// <summary>What asks for credentials, by its body or by what a sign-in under way has left, and says so: whoever asks was let in.</summary>
    public static IReadOnlySet<string> OfCredentials { get; } = new HashSet<string> { "POST /api/v1/auth/login", "POST /api/v1/auth/refresh", "POST /api/v1/onboarding/register", "* /sign-in/two-factor" };

    /// <summary>The audience of each route.</summary>
    public static IReadOnlyDictionary<string, Audience> All { get; } = Groups.SelectMany(group => group.Routes.Select(route => (route, group.Audience))).ToDictionary(row => row.route, row => row.Audience);

    /// <summary>What a caller has to meet.</summary>
    public static Access Expected(AppRoute route, Caller caller) => Otherwise.TryGetValue((route.ToString(), caller), out var access) ? access : AccessRule.Of(All[route.ToString()], caller);

    /// <summary>A body that gets as far as the question whose it is.</summary>
    public static HttpContent? BodyOf(AppRoute route) => route.ToString() switch
    {
        "POST /api/v2/portfolios/{id:guid}/positions/bulk" => Json(new()
        {
            ["operation"] = "upsert",
            ["items"] = new JsonArray(new JsonObject { ["symbol"] = "ACCESS", ["quantity"] = 1, ["entry_price"] = 1, ["entry_date"] = AccessWorld.Day }),
        }),
        "POST /api/v1/portfolios/{id:guid}/cash-entries" => Json(new() { ["date"] = AccessWorld.Day, ["kind"] = "deposit", ["amount"] = 1 }),
        "POST /api/v1/portfolios/{id:guid}/positions/{position_id:guid}/valuations" => Json(new() { ["date"] = AccessWorld.Today, ["price"] = 50_500 }),
        "POST /api/v1/portfolios/{id:guid}/snapshots/replay" => Json(new() { ["last_good_date"] = AccessWorld.Day }),
        "POST /api/v1/portfolios/{id:guid}/imports" or "POST /api/v1/portfolios/{id:guid}/imports/preview" or "POST /api/v1/imports" or "POST /api/v1/imports/preview"
            or "POST /api/v1/onboarding/create-portfolio" or "POST /api/v1/target-prices/import" => new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(Books.OneStock)), "csv_file", "a.csv" } },
        "PUT /api/v1/models/{model_id:guid}" or "PUT /api/v1/model/{model_id:guid}" => Json(new() { ["positions"] = new JsonArray() }),
        "PATCH /api/v1/orders/{order_id:guid}" => Json(new() { ["notes"] = "asked" }),
        { } models when models.Contains("/{model_id:guid}/position", StringComparison.Ordinal) => Json(new() { ["positions"] = new JsonArray() }),
        { } models when models.Contains("/{model_id:guid}/portfolio", StringComparison.Ordinal) => Json(new() { ["portfolios"] = new JsonArray() }),
        "POST /api/v1/admin/impersonate" => Json(new() { ["user_id"] = Guid.Empty.ToString(), ["reason"] = "x" }),
        _ when route.Method is "POST" or "PUT" or "PATCH" => route.IsPage ? new FormUrlEncodedContent([]) : Json([]),
        _ => null,
    };

    private static StringContent Json(JsonObject body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");
}
