using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using App.Core.Market;
using App.Core.Operations;
using App.Core.Portfolios;
using E2E.Harness;
using E2E.Journeys;

namespace E2E.Audit;

/// <summary>A call of the API that changes something, as it is really made.</summary>
/// <param name="Actor">Who makes it; null for nobody.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">The path under /api/v1/.</param>
/// <param name="Content">The body.</param>
internal sealed record AuditedCall(ApiClient? Actor, HttpMethod Method, string Path, HttpContent? Content = null)
{
    /// <summary>Whose account the entry concerns: the caller's, unless something else is said.</summary>
    public Concerns Owner { get; init; } = Concerns.Caller;

    /// <summary>Of the actions that are declared, those that this call leads to; all when nothing is said.</summary>
    public IReadOnlyList<string>? Only { get; init; }
}

/// <summary>Whose account an entry concerns.</summary>
internal enum Concerns
{
    Caller,
    Nobody,
    Somebody,

    /// <summary>The caller's, who has no address any more.</summary>
    Gone,

    /// <summary>That of the user who is looked through, in whose name it is done; the caller is the operator.</summary>
    LookedThrough,
}

/// <summary>Every unsafe route of the API and how it is called for the test. A new route needs a row here.</summary>
internal static class AuditedRoutes
{
    private const string Csv = Books.Header + "\nAAPL,100,150.25,2024-01-16,PUBLIC,STOCK,,,,,,\nFUND,10,100,2024-01-16,PRIVATE,HEDGE_FUND,,,,,,\n";

    private static readonly TradingCalendar Calendar = TradingCalendar.Nyse;

    /// <summary>By method and pattern; each makes what it needs, then says what is called.</summary>
    public static IReadOnlyDictionary<string, Func<AuditStage, Task<AuditedCall>>> All { get; } = new Dictionary<string, Func<AuditStage, Task<AuditedCall>>>
    {
        ["POST /api/v1/onboarding/register"] = stage => Of(null, "POST", "onboarding/register", ApiClient.Registration($"audit-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}@e2e.example"), Concerns.Somebody),
        ["POST /api/v1/auth/login"] = stage => Of(null, "POST", "auth/login", new JsonObject { ["email"] = stage.Owner.Email, ["password"] = ApiClient.Password }, Concerns.Somebody),
        ["POST /api/v1/auth/forgot-password"] = stage => Of(null, "POST", "auth/forgot-password", new JsonObject { ["email"] = stage.Owner.Email }),
        ["POST /api/v1/auth/reset-password"] = async stage => await Of(null, "POST", "auth/reset-password", await stage.ResetAsync(), Concerns.Somebody),
        ["POST /api/v1/auth/refresh"] = async stage => await Of(null, "POST", "auth/refresh", new JsonObject { ["refresh_token"] = await stage.RefreshTokenAsync() }),
        ["POST /api/v1/onboarding/create-portfolio"] = stage => Task.FromResult(new AuditedCall(stage.Owner, HttpMethod.Post, "onboarding/create-portfolio", new PortfolioUpload { AccountName = stage.NewName() }.ToContent())),
        ["POST /api/v2/portfolios"] = stage => Task.FromResult(new AuditedCall(stage.Owner, HttpMethod.Post, "../v2/portfolios", JsonContent.Create(new JsonArray(new JsonObject { ["name"] = stage.NewName() })))),
        ["POST /api/v2/portfolios/{id:guid}/positions/bulk"] = async stage => await Of(stage.Owner, "POST", $"../v2/portfolios/{await stage.PortfolioAsync()}/positions/bulk", new JsonObject
        {
            ["operation"] = "upsert",
            ["items"] = new JsonArray(new JsonObject { ["symbol"] = "MSFT", ["quantity"] = 5, ["entry_price"] = 300, ["entry_date"] = "2024-01-16" }),
        }),
        ["POST /api/v2/securities/bulk"] = stage => Of(stage.Operator, "POST", "../v2/securities/bulk", new JsonObject
        {
            ["operation"] = "upsert",
            ["items"] = new JsonArray(new JsonObject { ["symbol"] = "AUDITED", ["sector"] = "Energy" }),
        }, Concerns.Nobody),
        ["POST /api/v1/batch"] = async stage => new AuditedCall(stage.Owner, HttpMethod.Post, "batch", JsonContent.Create(new JsonObject
        {
            ["operation_type"] = "portfolio_update",
            ["operations"] = new JsonArray(new JsonObject { ["resource_id"] = await stage.PortfolioAsync(), ["data"] = new JsonObject { ["name"] = stage.NewName() } }),
        }))
        { Only = ["batch.submitted", "portfolio.changed"] },
        ["POST /api/v1/batch/{batch_id:guid}/retry"] = async stage => await Of(stage.Owner, "POST", $"batch/{(string)(await stage.Owner.PostAsync("batch", Failing(), stage.Token)).Body["batch_id"]!}/retry") with { Only = ["batch.submitted"] },
        ["PUT /api/v1/batch/templates/{name}"] = stage => Of(stage.Owner, "PUT", "batch/templates/" + Uri.EscapeDataString(stage.NewName()), Failing()),
        ["DELETE /api/v1/batch/templates/{name}"] = async stage => await Of(stage.Owner, "DELETE", await TemplateAsync(stage)),
        ["POST /api/v1/batch/templates/{name}/run"] = async stage => await Of(stage.Owner, "POST", await TemplateAsync(stage) + "/run") with { Only = ["batch.submitted"] },
        ["POST /api/v1/batch/webhook-secret"] = stage => Of(stage.Owner, "POST", "batch/webhook-secret"),
        ["POST /api/v1/batch/{batch_id:guid}/deliveries/retry"] = async stage => await Of(
            stage.Owner,
            "POST",
            $"batch/{(string)(await stage.Owner.PostAsync("batch", new JsonObject { ["operation_type"] = "custom", ["webhook_url"] = "https://hooks.invalid/", ["operations"] = new JsonArray(new JsonObject { ["resource_id"] = "one" }) }, stage.Token)).Body["batch_id"]!}/deliveries/retry"),
        ["POST /api/v1/models"] = stage => Of(stage.Owner, "POST", "models", new JsonObject { ["name"] = stage.NewName() }),
        ["PUT /api/v1/models/{model_id:guid}"] = async stage => await Of(stage.Owner, "PUT", $"models/{await stage.ModelAsync()}", new JsonObject { ["name"] = stage.NewName() }),
        ["DELETE /api/v1/models/{model_id:guid}"] = async stage => await Of(stage.Owner, "DELETE", $"models/{await stage.ModelAsync()}"),
        ["POST /api/v1/models/{model_id:guid}/positions"] = async stage => await Of(stage.Owner, "POST", $"models/{await stage.ModelAsync()}/positions", Target("PEP", 0.1)),
        ["PUT /api/v1/models/{model_id:guid}/positions"] = async stage => await Of(stage.Owner, "PUT", $"models/{await stage.ModelAsync()}/positions", Target("KO", 0.2)),
        ["DELETE /api/v1/models/{model_id:guid}/positions"] = async stage => await Of(stage.Owner, "DELETE", $"models/{await stage.ModelAsync()}/positions", Target("KO", 0.1)),
        ["POST /api/v1/models/{model_id:guid}/portfolios"] = async stage => await Of(stage.Owner, "POST", $"models/{await stage.ModelAsync()}/portfolios", new JsonObject { ["portfolios"] = new JsonArray(await stage.PortfolioAsync()) }),
        ["DELETE /api/v1/models/{model_id:guid}/portfolios"] = async stage =>
        {
            var portfolio = await stage.PortfolioAsync();
            return await Of(stage.Owner, "DELETE", $"models/{await stage.ModelAsync(portfolio)}/portfolios?portfolio={portfolio}");
        },
        ["POST /api/v1/model"] = stage => Of(stage.Owner, "POST", "model", new JsonObject { ["name"] = stage.NewName() }),
        ["PUT /api/v1/model/{model_id:guid}"] = async stage => await Of(stage.Owner, "PUT", $"model/{await stage.ModelAsync()}", new JsonObject { ["name"] = stage.NewName() }),
        ["DELETE /api/v1/model/{model_id:guid}"] = async stage => await Of(stage.Owner, "DELETE", $"model/{await stage.ModelAsync()}"),
        ["POST /api/v1/model/{model_id:guid}/position"] = async stage => await Of(stage.Owner, "POST", $"model/{await stage.ModelAsync()}/position", Target("PEP", 0.1)),
        ["PUT /api/v1/model/{model_id:guid}/position"] = async stage => await Of(stage.Owner, "PUT", $"model/{await stage.ModelAsync()}/position", Target("KO", 0.2)),
        ["DELETE /api/v1/model/{model_id:guid}/position"] = async stage => await Of(stage.Owner, "DELETE", $"model/{await stage.ModelAsync()}/position", Target("KO", 0.1)),
        ["POST /api/v1/model/{model_id:guid}/portfolio"] = async stage => await Of(stage.Owner, "POST", $"model/{await stage.ModelAsync()}/portfolio", new JsonObject { ["portfolios"] = new JsonArray(await stage.PortfolioAsync()) }),
        ["DELETE /api/v1/model/{model_id:guid}/portfolio"] = async stage =>
        {
            var portfolio = await stage.PortfolioAsync();
            return await Of(stage.Owner, "DELETE", $"model/{await stage.ModelAsync(portfolio)}/portfolio?portfolio={portfolio}");
        },
        ["PATCH /api/v1/orders/{order_id:guid}"] = async stage => await Of(stage.Owner, "PATCH", $"orders/{await stage.OrderAsync()}", new JsonObject { ["status"] = "approved" }),
        ["DELETE /api/v1/orders/{order_id:guid}"] = async stage => await Of(stage.Owner, "DELETE", $"orders/{await stage.CancelledOrderAsync()}"),
        ["POST /api/v1/imports/preview"] = stage => Task.FromResult(new AuditedCall(stage.Owner, HttpMethod.Post, "imports/preview", File(BrokerFiles.Schwab))),
        ["POST /api/v1/imports"] = stage => Task.FromResult(new AuditedCall(stage.Owner, HttpMethod.Post, "imports", File(BrokerFiles.Schwab, ("accounts", """[{"account":0}]"""))) { Only = ["portfolio.imported"] }),
        ["POST /api/v1/portfolios/{id:guid}/imports/preview"] = async stage => new(stage.Owner, HttpMethod.Post, $"portfolios/{await stage.PortfolioAsync()}/imports/preview", File(Csv.Replace("AAPL,100", "AAPL,120", StringComparison.Ordinal))),
        ["POST /api/v1/portfolios/{id:guid}/imports"] = async stage => new(stage.Owner, HttpMethod.Post, $"portfolios/{await stage.PortfolioAsync()}/imports", File(Csv.Replace("AAPL,100", "AAPL,120", StringComparison.Ordinal))),
        ["POST /api/v1/portfolios/{id:guid}/imports/undo"] = async stage => await Of(stage.Owner, "POST", $"portfolios/{await stage.PortfolioAsync()}/imports/undo"),
        ["DELETE /api/v1/portfolios/{id:guid}"] = async stage => await Of(stage.Owner, "DELETE", $"portfolios/{await stage.PortfolioAsync()}"),
        ["POST /api/v1/portfolios/{id:guid}/cash-entries"] = async stage => await Of(stage.Owner, "POST", $"portfolios/{await stage.PortfolioAsync()}/cash-entries", Cash()),
        ["DELETE /api/v1/portfolios/{id:guid}/cash-entries/{entry_id:guid}"] = async stage =>
        {
            var entries = $"portfolios/{await stage.PortfolioAsync()}/cash-entries";
            return await Of(stage.Owner, "DELETE", $"{entries}/{await stage.MadeAsync(entries, Cash())}");
        },
        ["POST /api/v1/portfolios/{id:guid}/positions/{position_id:guid}/valuations"] = async stage => await Of(stage.Owner, "POST", ValuationsOf(await stage.PortfolioAsync()), Value()),
        ["DELETE /api/v1/portfolios/{id:guid}/positions/{position_id:guid}/valuations/{valuation_id:guid}"] = async stage =>
        {
            var valuations = ValuationsOf(await stage.PortfolioAsync());
            return await Of(stage.Owner, "DELETE", $"{valuations}/{await stage.MadeAsync(valuations, Value())}");
        },
        ["PUT /api/v1/position-views"] = stage => Of(stage.Owner, "PUT", "position-views", new JsonObject { ["name"] = stage.NewName() }),
        ["DELETE /api/v1/position-views/{view_id:guid}"] = async stage =>
            await Of(stage.Owner, "DELETE", $"position-views/{(string)(await stage.Owner.PutAsync("position-views", new JsonObject { ["name"] = stage.NewName() }, stage.Token)).Body["id"]!}"),
        ["PUT /api/v1/target-prices"] = stage => Of(stage.Owner, "PUT", "target-prices", Targets("KO")),
        ["DELETE /api/v1/target-prices"] = async stage =>
        {
            await stage.Owner.PutAsync("target-prices", Targets("PEP"), stage.Token);
            return await Of(stage.Owner, "DELETE", "target-prices?symbol=PEP");
        },
        ["POST /api/v1/target-prices/import"] = stage => Task.FromResult(new AuditedCall(
            stage.Owner, HttpMethod.Post, "target-prices/import", File("Symbol,Direction,End Of Year,Next Year,Downside,Note\nAAPL,,260,,,grows\n"))),
        ["POST /api/v1/portfolios/{id:guid}/calculate"] = async stage => await Of(stage.Owner, "POST", $"portfolios/{await stage.PortfolioAsync()}/calculate"),
        ["POST /api/v1/portfolios/{id:guid}/runs/{run_id:guid}/cancel"] = async stage =>
        {
            var portfolio = await stage.PortfolioAsync();
            return await Of(stage.Owner, "POST", $"portfolios/{portfolio}/runs/{await stage.RunThatStaysAsync(portfolio)}/cancel");
        },
        ["POST /api/v1/portfolios/{id:guid}/snapshots/replay"] = async stage =>
            await Of(stage.Owner, "POST", $"portfolios/{await stage.CalculatedAsync()}/snapshots/replay", new JsonObject { ["last_good_date"] = Iso(Before(Last)), ["dry_run"] = false }),
        ["POST /api/v1/admin/snapshots/replay"] = async stage => await Of(
            stage.Operator, "POST", "admin/snapshots/replay", new JsonObject { ["portfolio_id"] = await stage.CalculatedAsync(), ["last_good_date"] = Iso(Before(Last)), ["dry_run"] = false }, Concerns.Somebody),
        ["POST /api/v1/admin/snapshots/clean-up"] = stage => Of(stage.Operator, "POST", "admin/snapshots/clean-up", null, Concerns.Nobody),
        ["POST /api/v1/admin/end-of-days"] = stage => Of(stage.Operator, "POST", "admin/end-of-days", new JsonObject { ["as_of"] = Iso(Before(Before(Last))), ["force"] = true }, Concerns.Nobody),
        ["POST /api/v1/admin/end-of-days/{day_id:guid}/cancel"] = async stage => await Of(stage.Operator, "POST", $"admin/end-of-days/{await stage.DayThatStaysAsync()}/cancel", null, Concerns.Nobody),
        ["DELETE /api/v1/account/sessions"] = async stage => await Of(await stage.FreshAsync(sessions: 2), "DELETE", "account/sessions"),
        ["DELETE /api/v1/account/sessions/{id:guid}"] = async stage =>
        {
            var user = await stage.FreshAsync(sessions: 2);
            return await Of(user, "DELETE", $"account/sessions/{await stage.OtherSessionAsync(user)}");
        },
        ["POST /api/v1/account/delete"] = async stage =>
            await Of(await stage.FreshAsync(), "POST", "account/delete", new JsonObject { ["password"] = ApiClient.Password, ["word"] = "DELETE" }, Concerns.Gone),
        ["POST /api/v1/admin/impersonate"] = async stage => await Of(
            await stage.FreshOperatorAsync(), "POST", "admin/impersonate", new JsonObject { ["user_id"] = await stage.IdOfAsync(stage.Owner), ["reason"] = "asked for help" }, Concerns.LookedThrough),
        ["POST /api/v1/admin/stop-impersonation"] = async stage => await Of(await stage.ImpersonatorAsync(), "POST", "admin/stop-impersonation", null, Concerns.LookedThrough),
        ["POST /api/v1/admin/impersonations/{id:guid}/revoke"] = async stage =>
            await Of(stage.Operator, "POST", $"admin/impersonations/{await stage.ImpersonationAsync()}/revoke", null, Concerns.Somebody),
        ["POST /api/v1/admin/invite-codes"] = stage => Of(stage.Operator, "POST", "admin/invite-codes", new JsonObject { ["cohort"] = "audit" }, Concerns.Nobody),
        ["POST /api/v1/admin/invite-codes/{code}/revoke"] = async stage => await Of(
            stage.Operator, "POST", $"admin/invite-codes/{await stage.InviteCodeAsync()}/revoke", null, Concerns.Nobody),
        ["POST /api/v1/admin/alerts/{alert_id:guid}/acknowledge"] = async stage => await Of(stage.Operator, "POST", $"admin/alerts/{await stage.AlertAsync()}/acknowledge", null, Concerns.Nobody),
        ["POST /api/v1/admin/runs/{run_id:guid}/retry"] = async stage => await Of(stage.Operator, "POST", $"admin/runs/{await stage.EndedRunAsync()}/retry", null, Concerns.Somebody),
        ["POST /api/v1/admin/runs/{run_id:guid}/cancel"] = async stage =>
            await Of(stage.Operator, "POST", $"admin/runs/{await stage.RunThatStaysAsync(await stage.PortfolioAsync())}/cancel", null, Concerns.Somebody),
        ["POST /api/v1/admin/users/{user_id:guid}/approve"] = stage => ChangeAsync(stage, "approve"),
        ["POST /api/v1/admin/users/{user_id:guid}/withdraw-approval"] = stage => ChangeAsync(stage, "withdraw-approval", "verified_at = datetime('now')"),
        ["POST /api/v1/admin/users/{user_id:guid}/grant-premium"] = stage => ChangeAsync(stage, "grant-premium"),
        ["POST /api/v1/admin/users/{user_id:guid}/revoke-premium"] = stage => ChangeAsync(stage, "revoke-premium", "is_premium = 1"),
        ["POST /api/v1/admin/users/{user_id:guid}/end-sessions"] = stage => ChangeAsync(stage, "end-sessions"),
        ["POST /api/v1/admin/users/{user_id:guid}/grant-superuser"] = stage => ChangeAsync(stage, "grant-superuser"),
        ["POST /api/v1/admin/users/{user_id:guid}/reopen"] = stage => ChangeAsync(stage, "reopen", "suspended_at = datetime('now')"),
        ["POST /api/v1/admin/users/{user_id:guid}/revoke-superuser"] = stage => ChangeAsync(stage, "revoke-superuser", isOperator: true),
        ["POST /api/v1/admin/users/{user_id:guid}/suspend"] = stage => ChangeAsync(stage, "suspend"),
        ["POST /api/v1/admin/users/{user_id:guid}/unlock"] = stage => ChangeAsync(stage, "unlock", "lockout_end = datetime('now', '+1 hour')"),
        ["PUT /api/v1/admin/risk-settings"] = async stage => await Of(stage.Operator, "PUT", "admin/risk-settings", await stage.NextRiskSettingsAsync(), Concerns.Nobody),
    };

    /// <summary>The session that is calculated now.</summary>
    public static DateOnly Last => Calendar.MostRecentSession(TimeProvider.System.GetUtcNow());

    /// <summary>The session before one.</summary>
    public static DateOnly Before(DateOnly session) => Calendar.PreviousSession(session);

    /// <summary>A day as the API writes it.</summary>
    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The portfolio of each call.</summary>
    public static PortfolioUpload Upload(string name) => new() { Csv = Csv, AccountName = name, EquityAsOf = Iso(Before(Before(Before(Last)))) };

    // Of a kind that there is none of: what is audited is that it was sent.
    private static JsonObject Failing() => new() { ["operation_type"] = "custom", ["operations"] = new JsonArray(new JsonObject { ["resource_id"] = "one" }) };

    private static async Task<string> TemplateAsync(AuditStage stage)
    {
        var address = "batch/templates/" + Uri.EscapeDataString(stage.NewName());
        await stage.Owner.PutAsync(address, Failing(), stage.Token);
        return address;
    }

    private static Task<AuditedCall> Of(ApiClient? actor, string method, string path, JsonObject? body = null, Concerns owner = Concerns.Caller) => Task.FromResult(new AuditedCall(
        actor, new HttpMethod(method), path, body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"))
    { Owner = owner });

    private static async Task<AuditedCall> ChangeAsync(AuditStage stage, string verb, string? before = null, bool isOperator = false) =>
        await Of(stage.Operator, "POST", $"admin/users/{await stage.UserAsync(before, isOperator)}/{verb}", null, Concerns.Somebody);

    private static JsonObject Target(string security, double target) => new() { ["security"] = security, ["target"] = target, ["low_drift"] = 0.01, ["high_drift"] = 0.02 };

    private static JsonObject Cash() => new() { ["date"] = Iso(Before(Last)), ["kind"] = "deposit", ["amount"] = 100 };

    private static JsonObject Value() => new() { ["date"] = Iso(Before(Last)), ["price"] = 112.5 };

    private static JsonObject Targets(string symbol) => new() { ["targets"] = new JsonArray(new JsonObject { ["symbol"] = symbol, ["end_of_year"] = 70 }) };

    // Ids repeat in Development: they follow from the portfolio, the symbol and the day of entry.
    private static string ValuationsOf(string portfolio)
    {
        var draft = new PositionDraft { Symbol = "FUND", Quantity = 1, EntryPrice = 100, EntryDate = new(2024, 1, 16), Class = InvestmentClass.Private };
        return $"portfolios/{portfolio}/positions/{new DeterministicIds(TimeProvider.System).ForPosition(Guid.Parse(portfolio), draft)}/valuations";
    }

    private static MultipartFormDataContent File(string csv, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(csv)), "csv_file", "export.csv" } };
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        return form;
    }
}
