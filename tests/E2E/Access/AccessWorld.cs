using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using App.Core.Market;
using App.Core.Operations;
using App.Core.Portfolios;
using E2E.Harness;
using Shouldly;

namespace E2E.Access;

/// <summary>Somebody with one of everything that a route can name: what stands in the braces of its pattern.</summary>
internal sealed class AccessWorld : IDisposable
{
    private static readonly TradingCalendar Calendar = TradingCalendar.Nyse;

    /// <summary>A day on which something can be recorded.</summary>
    public static string Day => Iso(Calendar.PreviousSession(Last));

    /// <summary>The last day on which something can be.</summary>
    public static string Today => Iso(Last);

    private static DateOnly Last => Calendar.MostRecentSession(TimeProvider.System.GetUtcNow());

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);

    private AccessWorld(ApiClient client) => Client = client;

    /// <summary>A program of theirs.</summary>
    public ApiClient Client { get; }

    /// <summary>The user's id.</summary>
    public string UserId => _names["user_id"];

    /// <summary>Registers somebody and makes one of everything.</summary>
    public static async Task<AccessWorld> CreateAsync(AppProcess app, CancellationToken cancellationToken)
    {
        var client = await ApiClient.RegisteredAsync(app.Address, cancellationToken);
        var world = new AccessWorld(client);
        const string Rows = Books.OneStock + "FUND_A,1,50000,2023-06-01,PRIVATE,PRIVATE_EQUITY,,,,,,\n";
        world["id"] = await client.CreatedPortfolioAsync(new PortfolioUpload { Csv = Rows, EquityAsOf = Iso(Calendar.PreviousSession(Calendar.PreviousSession(Last))) }, cancellationToken);
        world["portfolioid"] = world["id"];
        await client.CalculatedAsync(world["id"], cancellationToken);
        world["run_id"] = (string)(await client.GetAsync($"portfolios/{world["id"]}/runs/latest", cancellationToken)).Body["run_id"]!;
        world["runid"] = world["run_id"];
        world["user_id"] = (string)(await client.GetAsync("auth/me", cancellationToken)).Body["id"]!;
        world["userid"] = world["user_id"];
        world["entry_id"] = await world.MadeAsync("cash-entries", new JsonObject { ["date"] = Day, ["kind"] = "deposit", ["amount"] = 100 }, cancellationToken);
        await client.EndOfRunAsync(world["id"], cancellationToken);
        world["position_id"] = PositionOf(world["id"]);
        world["valuation_id"] = await world.MadeAsync($"positions/{world["position_id"]}/valuations", new JsonObject { ["date"] = Day, ["price"] = 51_000 }, cancellationToken);
        await client.EndOfRunAsync(world["id"], cancellationToken);
        var view = await client.PutAsync("position-views", new JsonObject { ["name"] = "Mine" }, cancellationToken);
        world["view_id"] = (string)view.Body["id"]!;
        world["batch_id"] = (string)(await client.PostAsync("batch", new JsonObject { ["operation_type"] = "custom", ["webhook_url"] = "https://hooks.invalid/", ["operations"] = new JsonArray(new JsonObject { ["resource_id"] = "one" }) }, cancellationToken)).Body["batch_id"]!;
        world["batchid"] = world["batch_id"];
        world["name"] = "Weekly";
        (await client.PutAsync("batch/templates/Weekly", new JsonObject { ["operation_type"] = "custom", ["operations"] = new JsonArray(new JsonObject { ["resource_id"] = "one" }) }, cancellationToken)).Status.ShouldBe(HttpStatusCode.OK);
        foreach (var model in (string[])["model_id", "deleted_model", "deleted_model_of_before"])
        {
            world[model] = (string)(await client.PostAsync("models", new JsonObject { ["name"] = model }, cancellationToken)).Body["model_id"]!;
        }

        world["order_id"] = await new AppDatabase(app).AddOrderAsync(world["id"], cancellationToken);
        (await client.PutAsync("target-prices", new JsonObject { ["targets"] = new JsonArray(new JsonObject { ["symbol"] = "AAPL", ["direction"] = "LONG", ["end_of_year"] = 300 }) }, cancellationToken))
            .Status.ShouldBe(HttpStatusCode.OK);
        await client.LogInAsync(cancellationToken);
        world["session"] = (string)(await client.GetAsync("account/sessions", cancellationToken)).Body["sessions"]!.AsArray().First(session => !(bool)session!["is_current"]!)!["id"]!;
        world["symbol"] = "AAPL";
        world["code"] = "ERR_POS_001";
        world["documentname"] = "v1";
        world["slug"] = "schwab";
        return world;
    }

    /// <summary>What a name in a pattern stands for.</summary>
    public string this[string name]
    {
        get => _names[name];
        set => _names[name] = value;
    }

    /// <summary>An address of a route's pattern.</summary>
    /// <exception cref="KeyNotFoundException">Nobody has said what a part of it stands for.</exception>
    public string AddressOf(AppRoute route) => RoutePattern.Fill(route.Pattern, part =>
    {
        // The same word stands for different things.
        var name = part == "id" && route.Pattern.Contains("/sessions/", StringComparison.Ordinal) ? "session"
            : part == "id" && route.Pattern.Contains("/impersonations/", StringComparison.Ordinal) ? "impersonation"
            : part == "code" && route.Pattern.Contains("/invite-codes/", StringComparison.Ordinal) ? "invite"
            : part == "model_id" && route.ToString() == "DELETE /api/v1/models/{model_id:guid}" ? "deleted_model"
            : part == "model_id" && route.ToString() == "DELETE /api/v1/model/{model_id:guid}" ? "deleted_model_of_before"
            : part == "Id" && route.Pattern.StartsWith("/admin/users", StringComparison.Ordinal) ? "user_id"
            : part;
        return _names.TryGetValue(name, out var value) ? value : throw new KeyNotFoundException($"{route} has {{{part}}}, which AccessWorld does not make.");
    });

    public void Dispose() => Client.Dispose();

    private async Task<string> MadeAsync(string what, JsonObject body, CancellationToken cancellationToken)
    {
        var answer = await Client.PostAsync($"portfolios/{this["id"]}/{what}", body, cancellationToken);
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        return (string)answer.Body["id"]!;
    }

    // Ids repeat in Development: they follow from the portfolio, the symbol and the day of entry.
    private static string PositionOf(string portfolio) => new DeterministicIds(TimeProvider.System)
        .ForPosition(Guid.Parse(portfolio), new PositionDraft { Symbol = "FUND_A", Quantity = 1, EntryPrice = 50_000, EntryDate = new(2023, 6, 1), Class = InvestmentClass.Private }).ToString();
}
