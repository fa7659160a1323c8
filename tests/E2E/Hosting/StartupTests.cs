using App.Data.Providers;
using E2E.Harness;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace E2E.Hosting;

/// <summary>Starts that are refused, and what the person who starts is told: the exit code and a line, never a stack trace.</summary>
public sealed class StartupTests : IDisposable
{
    // One scenario fewer than an installation needs, put in force as an operator's version would be.
    private const string OneScenarioFewer = "UPDATE risk_settings SET document = json_remove(document, '$.scenarios[17]')";

    private readonly string _folder = Directory.CreateTempSubdirectory("ballast-start-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string ConnectionString => $"Data Source={Path.Combine(_folder, "data", "ballast.db")};Pooling=False";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Calculation:Workers", "many", "Calculation:Workers is “many”. Allowed are 1 to 64.")]
    [InlineData("Calculation:NightlyTime", "noon", "Calculation:NightlyTime is “noon”. Allowed are 16:30 to 23:59, New York time, or nothing for never.")]
    [InlineData("Ids:Deterministic", "perhaps", "Ids:Deterministic is “perhaps”. Allowed are true and false.")]
    [InlineData("MarketData:Sources", "Bloomberg", "MarketData:Sources names “Bloomberg”. Allowed are Yahoo, Stooq, Tiingo, Polygon, Files, Sample.")]
    [InlineData("MarketData:Yahoo:Requests", "0", "MarketData:Yahoo:Requests is 0. Allowed are 1 to 10000.")]
    [InlineData("Telemetry:Endpoint", "collector", "Telemetry:Endpoint is “collector”. Allowed are absolute http and https addresses.")]
    public async Task Start_WithAValueThatCannotBeWorkedWith_Ends2AndNamesIt(string key, string value, string message)
    {
        var settings = new Dictionary<string, string> { ["MarketData:Sources"] = "Yahoo", [key] = value };

        var (exitCode, output) = await AppCommand.RunAsync(new() { Environment = "Production", Settings = settings }, ConnectionString, Cancelled);

        exitCode.ShouldBe(2, output);
        output.Trim().ShouldBe(message, "the line and nothing else");
        Directory.Exists(Path.Combine(_folder, "data")).ShouldBeFalse("nothing was begun");
    }

    [Fact]
    public async Task Start_WithAConnectionStringThatIsNone_Ends2AndDoesNotRepeatIt()
    {
        var (exitCode, output) = await AppCommand.RunAsync(new() { Environment = "Production" }, "hunter2 is my password", Cancelled);

        exitCode.ShouldBe(2, output);
        output.ShouldContain("ConnectionStrings:Ballast is not a connection string");
        output.ShouldNotContain("hunter2");
        output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Start_WithADatabaseThatCannotBeReached_Ends4WithoutAStackTrace()
    {
        var (exitCode, output) = await AppCommand.RunAsync(new() { Environment = "Production" }, "Host=127.0.0.1;Port=9;Database=ballast;Username=u;Password=hunter2", Cancelled);

        exitCode.ShouldBe(4, output);
        output.ShouldContain("The database cannot be used");
        output.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Start_WithAPrerequisiteMissing_IsRefusedInProduction_AWarningElsewhere_AndCanBeForced()
    {
        await MigrateAndSeedAsync();
        await ExecuteAsync(OneScenarioFewer);

        var (exitCode, output) = await AppCommand.RunAsync(new() { Environment = "Production" }, ConnectionString, Cancelled);
        exitCode.ShouldBe(3, output);
        output.ShouldContain("Not started: a prerequisite is missing.\n  Stress scenarios: found 17 scenarios; wanted 18 scenarios or more.");
        output.ShouldContain("set SKIP_STARTUP_VALIDATION=true");
        output.ShouldNotContain("   at ");

        foreach (var (environment, skip) in new[] { ("Development", "false"), ("Production", "true") })
        {
            await using var app = await AppProcess.StartAsync(
                new() { Environment = environment, ConnectionString = ConnectionString, Settings = new Dictionary<string, string> { ["SKIP_STARTUP_VALIDATION"] = skip, ["Calculation:Worker"] = "3" } }, Cancelled);
            using var http = new HttpClient { BaseAddress = app.Address };
            using var answer = await http.GetAsync("/health/prerequisites", Cancelled);
            ((int)answer.StatusCode).ShouldBe(503);
            app.Log.ShouldContain("Prerequisite missing: Stress scenarios");
            app.Log.ShouldContain("Calculation:Worker is no setting and is passed over. Is Calculation:Workers meant?");
        }

        // What mends it is not refused.
        (await AppCommand.RunAsync(new() { Environment = "Production" }, ConnectionString, Cancelled, "snapshots", "verify")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Start_WithMigrationsSwitchedOff_WaitsForTheCommand()
    {
        var options = new AppOptions { Environment = "Production", Settings = new Dictionary<string, string> { ["Database:Migrate"] = "false" } };

        var (exitCode, output) = await AppCommand.RunAsync(options, ConnectionString, Cancelled);
        exitCode.ShouldBe(3, output);
        output.ShouldStartWith("The database has an older schema than this program: ");
        output.ShouldContain("run this program's command “migrate”");
        File.Exists(Path.Combine(_folder, "data", "ballast.db")).ShouldBeFalse();

        var migrated = await AppCommand.RunAsync(options, ConnectionString, Cancelled, "migrate");
        migrated.ExitCode.ShouldBe(0, migrated.Output);
        await using var app = await AppProcess.StartAsync(options with { ConnectionString = ConnectionString }, Cancelled);
        using var http = new HttpClient { BaseAddress = app.Address };
        (await http.GetStringAsync("/health/ready", Cancelled)).ShouldBe("Healthy");
    }

    [Theory]
    [InlineData]
    [InlineData("migrate")]
    [InlineData("snapshots", "verify")]
    public async Task Start_OnANewerSchema_IsRefused_AndChangesNothing(params string[] words)
    {
        await MigrateAndSeedAsync();
        await ExecuteAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('99990101000000_FromTheFuture', '10.0.0')");

        var (exitCode, output) = await AppCommand.RunAsync(new() { Environment = "Production" }, ConnectionString, Cancelled, words);

        exitCode.ShouldBe(3, output);
        output.ShouldStartWith("The database has a newer schema than this program: it has 99990101000000_FromTheFuture");
    }

    private async Task MigrateAndSeedAsync()
    {
        await using var app = await AppProcess.StartAsync(new() { ConnectionString = ConnectionString }, Cancelled);
        await app.StopAsync(Cancelled);
    }

    private async Task ExecuteAsync(string sql)
    {
        SqliteNative.Initialize();
        await using var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync(Cancelled);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own statements.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Cancelled);
    }
}
