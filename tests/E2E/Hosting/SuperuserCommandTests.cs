using E2E.Harness;
using Shouldly;
using Xunit;

namespace E2E.Hosting;

/// <summary>How an installation gets its first operator: from the environment, at a terminal, and of somebody who has an account.</summary>
public sealed class SuperuserCommandTests(SuperuserCommandTests.OwnApp own) : IClassFixture<SuperuserCommandTests.OwnApp>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private AppProcess App => own.App;

    [Fact]
    public async Task Environment_MakesAnAccountOnce()
    {
        var made = await App.CommandAsync("create-superuser", Cancelled);
        made.ExitCode.ShouldBe(0, made.Output);
        made.Output.ShouldContain("o'brien@e2e.example is an operator");
        (await IsSuperuserAsync("o'brien@e2e.example", "Harbour42lantern")).ShouldBeTrue();

        var again = await App.CommandAsync("create-superuser", Cancelled);
        again.ExitCode.ShouldBe(0);
        again.Output.ShouldContain("is an operator already");
    }

    [Fact]
    public async Task SomebodyWithAnAccount_IsNotPromotedUnasked()
    {
        using var user = await ApiClient.RegisteredAsync(App.Address, Cancelled);
        var unasked = await App.CommandAsync($"create-superuser --email {user.Email}", Cancelled);
        unasked.ExitCode.ShouldBe(1);
        unasked.Output.ShouldContain("Add --yes");
        (await IsSuperuserAsync(user.Email, ApiClient.Password)).ShouldBeFalse();

        var refused = await App.TypedAsync($"create-superuser --email {user.Email}", [("[y/N]", "n")], Cancelled);
        refused.ExitCode.ShouldBe(1, refused.Output);
        refused.Output.ShouldContain("Make it an operator? [y/N]");
        (await IsSuperuserAsync(user.Email, ApiClient.Password)).ShouldBeFalse();

        var confirmed = await App.TypedAsync($"create-superuser --email {user.Email}", [("[y/N]", "y")], Cancelled);
        confirmed.ExitCode.ShouldBe(0, confirmed.Output);
        (await IsSuperuserAsync(user.Email, ApiClient.Password)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("nobody-at-all", "is not an e-mail address")]
    public async Task Address_ThatIsNone_IsSaid(string address, string expected)
    {
        var (exitCode, output) = await App.CommandAsync($"create-superuser --email {address}", Cancelled);

        exitCode.ShouldBe(1);
        output.ShouldContain(expected);
    }

    /// <summary>What is typed and cannot be seen is typed twice, shown nowhere, and held to the rule.</summary>
    [Fact]
    public async Task Terminal_AsksForWhatTheEnvironmentDoesNotSay()
    {
        await using var app = await AppProcess.StartAsync(cancellationToken: Cancelled);
        var silent = await app.CommandAsync("create-superuser --email first@e2e.example", Cancelled);
        silent.ExitCode.ShouldBe(1);
        silent.Output.ShouldContain("SUPERUSER_PASSWORD");

        var weak = await app.TypedAsync("create-superuser", Answers("password", "password"), Cancelled);
        weak.ExitCode.ShouldBe(1, weak.Output);
        weak.Output.ShouldContain("The password is too weak");

        var different = await app.TypedAsync("create-superuser", Answers("Harbour42lantern", "Harbour42lanter"), Cancelled);
        different.ExitCode.ShouldBe(1, different.Output);
        different.Output.ShouldContain("The two passwords differ");

        // The account and its role, or neither.
        var database = new AppDatabase(app);
        await database.FailInsertsAsync("user_roles", "not now", Cancelled);
        (await app.TypedAsync("create-superuser", Answers("Harbour42lantern", "Harbour42lantern"), Cancelled)).ExitCode.ShouldNotBe(0);
        (await database.CountAsync("users", Cancelled)).ShouldBe(0);
        await database.MendAsync(Cancelled);

        var made = await app.TypedAsync("create-superuser", Answers("Harbour42lantern", "Harbour42lantern"), Cancelled);
        made.ExitCode.ShouldBe(0, made.Output);
        made.Output.ShouldNotContain("Harbour42lantern");
        using var client = new ApiClient(app.Address);
        var login = await client.PostAsync("auth/login", new System.Text.Json.Nodes.JsonObject { ["email"] = "first@e2e.example", ["password"] = "Harbour42lantern" }, Cancelled);
        ((bool)login.Body["user"]!["is_superuser"]!).ShouldBeTrue();
        ((string)login.Body["user"]!["full_name"]!).ShouldBe("Ada Quill");
    }

    private static (string, string)[] Answers(string password, string again) =>
        [("E-mail: ", "first@e2e.example"), ("Full name: ", "Ada Quill"), ("Password: ", password), ("Password again: ", again)];

    private async Task<bool> IsSuperuserAsync(string email, string password)
    {
        using var client = new ApiClient(App.Address);
        var login = await client.PostAsync("auth/login", new System.Text.Json.Nodes.JsonObject { ["email"] = email, ["password"] = password }, Cancelled);
        return (bool)login.Body["user"]!["is_superuser"]!;
    }

    public sealed class OwnApp : IAsyncLifetime
    {
        public AppProcess App { get; private set; } = default!;

        public async ValueTask InitializeAsync() => App = await AppProcess.StartAsync(new AppOptions
        {
            Settings = new Dictionary<string, string>
            {
                ["SUPERUSER_EMAIL"] = "o'brien@e2e.example",
                ["SUPERUSER_NAME"] = "Miles O'Brien",
                ["SUPERUSER_PASSWORD"] = "Harbour42lantern",
            },
        });

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
