using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using E2E.Harness;
using Shouldly;

namespace E2E.Audit;

/// <summary>What the calls of the test need: an owner with a portfolio to each call, an operator, and runs that do not end of themselves.</summary>
internal sealed class AuditStage(AppProcess app, ApiClient owner, ApiClient @operator, CancellationToken cancellationToken)
{
    private int _names;

    public ApiClient Owner => owner;

    public ApiClient Operator => @operator;

    public CancellationToken Token => cancellationToken;

    private AppDatabase Database => new(app);

    public string NewName() => string.Create(CultureInfo.InvariantCulture, $"Audited {++_names}");

    /// <summary>A portfolio of the owner that was never calculated.</summary>
    public Task<string> PortfolioAsync() => Owner.CreatedPortfolioAsync(AuditedRoutes.Upload(NewName()), Token);

    /// <summary>One that was.</summary>
    public async Task<string> CalculatedAsync()
    {
        var portfolio = await PortfolioAsync();
        ((string)(await Owner.CalculatedAsync(portfolio, Token))["status"]!).ShouldStartWith("completed");
        return portfolio;
    }

    /// <summary>Adds one of a list and returns its id.</summary>
    public async Task<string> MadeAsync(string list, JsonObject body)
    {
        var made = await Owner.PostAsync(list, body, Token);
        made.Status.ShouldBe(HttpStatusCode.Created, made.Text);
        return (string)made.Body["id"]!;
    }

    /// <summary>A model of the owner with a target for KO.</summary>
    public async Task<string> ModelAsync(params string[] portfolios)
    {
        var model = await Owner.PostAsync("models", new JsonObject
        {
            ["name"] = NewName(),
            ["positions"] = new JsonArray(new JsonObject { ["security"] = "KO", ["target"] = 0.1, ["low_drift"] = 0.01, ["high_drift"] = 0.02 }),
            ["portfolios"] = new JsonArray([.. portfolios.Select(portfolio => (JsonNode)portfolio)]),
        }, Token);
        model.Status.ShouldBe(HttpStatusCode.Created, model.Text);
        return (string)model.Body["model_id"]!;
    }

    /// <summary>A draft of an order.</summary>
    public async Task<string> OrderAsync() => await Database.AddOrderAsync(await PortfolioAsync(), Token);

    /// <summary>One that was cancelled.</summary>
    public async Task<string> CancelledOrderAsync()
    {
        var order = await OrderAsync();
        var batch = new JsonObject { ["operation_type"] = "order_update", ["operations"] = new JsonArray(new JsonObject { ["resource_id"] = order, ["data"] = new JsonObject { ["status"] = "cancelled" } }) };
        ((string)(await Owner.PostAsync("batch", batch, Token)).Body["status"]!).ShouldBe("completed");
        return order;
    }

    public async Task<string> RefreshTokenAsync() =>
        (string)(await Owner.PostAsync("auth/login", new JsonObject { ["email"] = Owner.Email, ["password"] = ApiClient.Password }, Token)).Body["refresh_token"]!;

    /// <summary>What a link for a new password says, of another user who is signed in somewhere. Without a mail server it stands in the log.</summary>
    public async Task<JsonObject> ResetAsync()
    {
        using var other = await ApiClient.RegisteredAsync(app.Address, Token);
        await other.PostAsync("auth/forgot-password", new JsonObject { ["email"] = other.Email }, Token);
        while (true)
        {
            if (Regex.Match(app.Log, $@"Mail to {Regex.Escape(other.Email)}:[\s\S]*?/reset-password\?user=(\w+)&token=(\S+)") is { Success: true } link)
            {
                return new JsonObject { ["user"] = link.Groups[1].Value, ["token"] = link.Groups[2].Value, ["new_password"] = "Lantern43harbour" };
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Token);
        }
    }

    /// <summary>A run of the portfolio that a node elsewhere works on.</summary>
    public async Task<string> RunThatStaysAsync(string portfolio)
    {
        var run = (string)(await Owner.CalculatedAsync(portfolio, Token))["run_id"]!;
        await Database.SetRunAsync(portfolio, "Running", Token);
        return run;
    }

    /// <summary>A calculation of all portfolios that a node elsewhere works on.</summary>
    public async Task<string> DayThatStaysAsync()
    {
        var body = new JsonObject { ["as_of"] = AuditedRoutes.Iso(AuditedRoutes.Before(AuditedRoutes.Last)), ["force"] = true };
        var day = (string)(await Operator.PostAsync("admin/end-of-days", body, Token)).Body["id"]!;
        await EndedAsync(day);
        await Database.KeepDayGoingAsync(day, Token);
        return day;
    }

    public async Task<JsonObject> NextRiskSettingsAsync()
    {
        var settings = (await Operator.GetAsync("admin/risk-settings", Token)).Body["settings"]!.DeepClone();
        settings["version"] = (int)settings["version"]! + 1;
        settings["scenarios"]!.AsArray().Add(new JsonObject { ["id"] = "house_view", ["name"] = "House view", ["category"] = "market", ["market"] = -0.2, ["volatility"] = 0.1 });
        return new JsonObject { ["settings"] = settings, ["note"] = "for the test" };
    }

    /// <summary>Somebody who has just registered, signed in so many times.</summary>
    public async Task<ApiClient> FreshAsync(int sessions = 1)
    {
        var user = await ApiClient.RegisteredAsync(app.Address, Token);
        for (var i = 1; i < sessions; i++)
        {
            await user.LogInAsync(Token);
        }

        return user;
    }

    public async Task<ApiClient> FreshOperatorAsync()
    {
        var user = await FreshAsync();
        await Database.MakeSuperuserAsync(user.Email, Token);
        return user;
    }

    /// <summary>An operator who looks through the owner's eyes.</summary>
    public async Task<ApiClient> ImpersonatorAsync()
    {
        var one = await FreshOperatorAsync();
        await ImpersonateAsync(one);
        return one;
    }

    /// <summary>An impersonation of the owner by somebody else.</summary>
    public async Task<string> ImpersonationAsync() => await ImpersonateAsync(await FreshOperatorAsync());

    public async Task<string> IdOfAsync(ApiClient user) => (string)(await user.GetAsync("auth/me", Token)).Body["id"]!;

    /// <summary>The id of somebody who has just registered, whose row was changed so.</summary>
    public async Task<string> UserAsync(string? change, bool isOperator)
    {
        var user = isOperator ? await FreshOperatorAsync() : await FreshAsync();
        var id = await IdOfAsync(user);
        if (change is not null)
        {
            await Database.ExecuteAsync($"UPDATE users SET {change} WHERE email = '{user.Email}'", Token);
        }

        return id;
    }

    /// <summary>An alert that is open.</summary>
    public async Task<string> AlertAsync()
    {
        const string Id = "00000000-0000-4000-8000-000000000077";
        await Database.ExecuteAsync(
            $"INSERT INTO alerts (id, rule, raised_at, last_seen_at, value, threshold, message) VALUES ('{Id}', 'test', datetime('now'), datetime('now'), 1, 0, 'Made for a test.')", Token);
        return Id;
    }

    /// <summary>A run of the owner's that is over.</summary>
    public async Task<string> EndedRunAsync() => (string)(await Owner.CalculatedAsync(await PortfolioAsync(), Token))["run_id"]!;

    /// <summary>A session of the user's that does not ask.</summary>
    public async Task<string> OtherSessionAsync(ApiClient user) => (string)(await user.GetAsync("account/sessions", Token)).Body["sessions"]!.AsArray()
        .First(session => !(bool)session!["is_current"]!)!["id"]!;

    public async Task<string> InviteCodeAsync() => (string)(await Operator.PostAsync("admin/invite-codes", new JsonObject { ["cohort"] = "audit" }, Token)).Body["code"]!;

    private async Task<string> ImpersonateAsync(ApiClient one)
    {
        var begun = await one.PostAsync("admin/impersonate", new JsonObject { ["user_id"] = await IdOfAsync(Owner), ["reason"] = "asked for help" }, Token);
        begun.Status.ShouldBe(HttpStatusCode.Created, begun.Text);
        return (string)begun.Body["id"]!;
    }

    private async Task EndedAsync(string day)
    {
        while ((string)(await Operator.GetAsync($"admin/end-of-days/{day}", Token)).Body["end_of_day"]!["status"]! is "pending" or "running")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Token);
        }
    }
}
