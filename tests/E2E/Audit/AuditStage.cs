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

    private async Task EndedAsync(string day)
    {
        while ((string)(await Operator.GetAsync($"admin/end-of-days/{day}", Token)).Body["end_of_day"]!["status"]! is "pending" or "running")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Token);
        }
    }
}
