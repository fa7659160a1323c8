using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace E2E.Harness;

/// <summary>An application of its own for tests of sessions, which reach into its database.</summary>
public sealed class SessionApp : IAsyncLifetime
{
    public AppProcess App { get; private set; } = default!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => App = await AppProcess.StartAsync();

    public ValueTask DisposeAsync() => App.DisposeAsync();

    /// <summary>A user, and a program that has logged in as them.</summary>
    public Task<ApiClient> UserAsync() => ApiClient.RegisteredAsync(App.Address, Cancelled);

    /// <summary>An operator, and a program that has logged in as them.</summary>
    public async Task<ApiClient> OperatorAsync()
    {
        var client = await UserAsync();
        await new AppDatabase(App).MakeSuperuserAsync(client.Email, Cancelled);
        return client;
    }

    /// <summary>The id of who a program's requests are by.</summary>
    public static async Task<string> IdOfAsync(ApiClient client) => (string)(await client.GetAsync("auth/me", Cancelled)).Body["id"]!;

    /// <summary>Begins to look through a user's eyes.</summary>
    public static async Task<string> ImpersonateAsync(ApiClient by, string userId)
    {
        var begun = await by.PostAsync("admin/impersonate", new JsonObject { ["user_id"] = userId, ["reason"] = "Ticket 4711" }, Cancelled);
        begun.Status.ShouldBe(HttpStatusCode.Created, begun.Text);
        return (string)begun.Body["id"]!;
    }

    /// <summary>Does something to the database behind the application's back.</summary>
    public Task ExecuteAsync(string sql) => new AppDatabase(App).ExecuteAsync(sql, Cancelled);

    /// <summary>Prints a measured time, in the test's output and on the console.</summary>
    public static void Tell(string words)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(words);
        Console.WriteLine(words);
    }
}
