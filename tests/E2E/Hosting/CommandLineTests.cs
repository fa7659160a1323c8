using System.Globalization;
using App.Core.Market;
using E2E.Harness;
using E2E.Journeys;
using Shouldly;
using Xunit;

namespace E2E.Hosting;

/// <summary>The commands, as an operator types them beside a server that runs.</summary>
public sealed class CommandLineTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commands_BesideARunningServer_WorkOnItsData()
    {
        await using var app = await AppProcess.StartAsync(cancellationToken: Token);
        using var user = await ApiClient.RegisteredAsync(app.Address, Token);
        await user.CalculatedPortfolioAsync(new(), Token);

        var verified = await app.CommandAsync("snapshots verify", Token);
        verified.ExitCode.ShouldBe(0, verified.Output);
        verified.Output.ShouldContain("1 portfolios, ");
        verified.Output.ShouldContain(" snapshots, 0 faults.");

        var day = await app.CommandAsync("end-of-day --force", Token);
        day.ExitCode.ShouldBe(0, day.Output);
        day.Output.ShouldContain("1 portfolios calculated, 0 failed");

        var sunday = await app.CommandAsync("end-of-day --as-of 2026-11-15", Token);
        sunday.ExitCode.ShouldBe(1);
        sunday.Output.ShouldContain("The sessions around it are 2026-11-13 and 2026-11-16");

        (await app.CommandAsync("end-of-day cancel", Token)).Output.ShouldContain("No calculation of all portfolios is under way.");
        (await app.CommandAsync($"create-superuser --email {user.Email} --yes", Token)).Output.ShouldContain("is an operator from now on.");
        await user.LogInAsync(Token);
        (await user.GetAsync("admin/end-of-days", Token)).Body["end_of_days"]!.AsArray().ShouldHaveSingleItem();

        var clean = await app.CommandAsync("snapshots clean-up", Token);
        clean.Output.ShouldContain("0 abandoned claims removed.");
        var replay = await app.CommandAsync($"snapshots replay --portfolio {Guid.Empty} --last-good-date 2026-11-13 --dry-run", Token);
        replay.Output.ShouldContain("ERR_PORT_012");
    }

    [Fact]
    public async Task MarketImport_OfADirectory_StoresEachDayOnce()
    {
        await using var app = await AppProcess.StartAsync(cancellationToken: Token);
        var directory = Directory.CreateDirectory(Path.Combine(app.DataFolder, "prices")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(directory, "QRTZ.csv"), "Date,Close,Volume\n2026-11-16,10.5,100\n2026-11-17,10.75,120\n2026-11-18,nonsense,1\n2026-11-19,11,90\n", Token);

        var first = await app.CommandAsync($"market import {directory}", Token);
        var second = await app.CommandAsync($"market import {directory}", Token);

        first.ExitCode.ShouldBe(0, first.Output);
        first.Output.ShouldContain("1 symbols read, 3 new days stored.");
        second.Output.ShouldContain("1 symbols read, 0 new days stored.");
        (await app.CommandAsync("market import /nowhere", Token)).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task MarketImport_OfAWideFile_StoresAColumnForEachSymbol()
    {
        await using var app = await AppProcess.StartAsync(cancellationToken: Token);
        var directory = Directory.CreateDirectory(Path.Combine(app.DataFolder, "prices")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(directory, "closes of november.csv"), "Date,QRTZ,BRK-B,what I thought of it\n2026-11-16,10.5,,well\n2026-11-17,10.75,481.5,\n2026-11-18,nonsense,482,\n", Token);

        var first = await app.CommandAsync($"market import {directory}", Token);
        var second = await app.CommandAsync($"market import {directory}", Token);

        first.ExitCode.ShouldBe(0, first.Output);
        first.Output.ShouldContain("2 symbols read, 4 new days stored.");
        second.Output.ShouldContain("2 symbols read, 0 new days stored.");
    }

    [Fact]
    public async Task MarketImport_OverSamplePrices_TakesTheirPlace_AndTheChainFollows()
    {
        await using var app = await AppProcess.StartAsync(cancellationToken: Token);
        using var user = await ApiClient.RegisteredAsync(app.Address, Token);
        var last = TradingCalendar.Nyse.MostRecentSession(TimeProvider.System.GetUtcNow());
        var sessions = TradingCalendar.Nyse.Sessions(last.AddDays(-400), last).ToArray();
        var anchor = sessions[^5];
        var portfolio = await user.CalculatedPortfolioAsync(new() { EquityAsOf = Iso(anchor) }, Token);
        var invented = await SnapshotsAsync(user, portfolio);
        var directory = Directory.CreateDirectory(Path.Combine(app.DataFolder, "prices")).FullName;
        await File.WriteAllLinesAsync(Path.Combine(directory, "AAPL.csv"), sessions.Select((day, index) => $"{Iso(day)},{1_000 + index}").Prepend("Date,Close"), Token);

        var imported = await app.CommandAsync($"market import {directory}", Token);

        imported.ExitCode.ShouldBe(0, imported.Output);
        imported.Output.ShouldContain("The invented prices of AAPL were dropped, and real ones took their place.");
        imported.Output.ShouldContain($"1 symbols read, {sessions.Length} new days stored.");
        await user.CalculatedAsync(portfolio, Token);
        var overview = (await user.GetAsync($"portfolios/{portfolio}/analytics/overview", Token)).Body;
        overview["price_sources"]!.ToJsonString().ShouldBe("""[{"source":"Files","symbols":1}]""");
        ((int)overview["sample_symbols"]!).ShouldBe(0);
        ((decimal)overview["figures"]!["gross"]!["value"]!).ShouldBe(100 * (1_000 + sessions.Length - 1));
        string[] real = [.. sessions[^5..].Select((day, index) => $"{Iso(day)} {1_000_000 + (100 * index)}")];
        invented.ShouldNotBe(real);
        (await SnapshotsAsync(user, portfolio)).ShouldBe(real, "the newest sessions are calculated by the real prices");

        var before = TradingCalendar.Nyse.PreviousSession(anchor);
        var replay = $"snapshots replay --portfolio {portfolio} --last-good-date {Iso(before)}";
        var dry = await app.CommandAsync($"{replay} --dry-run", Token);
        dry.ExitCode.ShouldBe(0, dry.Output);
        dry.Output.ShouldContain("Would remove 5 snapshots; 5 sessions would be calculated from the anchor on.");
        dry.Output.ShouldNotContain("The run");
        (await SnapshotsAsync(user, portfolio)).ShouldBe(real, "a dry run changes nothing");

        var replayed = await app.CommandAsync(replay, Token);
        replayed.ExitCode.ShouldBe(0, replayed.Output);
        replayed.Output.ShouldContain("Removed 5 snapshots; 5 sessions are calculated from the anchor on.");
        replayed.Output.ShouldContain("The run ");

        // The server beside it may have taken the run: whoever has it, it ends.
        ((string)(await user.EndOfRunAsync(portfolio, Token))["status"]!).ShouldStartWith("completed");
        (await SnapshotsAsync(user, portfolio)).ShouldBe(real);
        (await app.CommandAsync("snapshots verify", Token)).Output.ShouldContain("1 portfolios, 5 snapshots, 0 faults.");
    }

    [Fact]
    public async Task SnapshotsReplay_FromTheMiddleOfAChain_KeepsWhatIsBefore()
    {
        await using var app = await AppProcess.StartAsync(cancellationToken: Token);
        using var user = await ApiClient.RegisteredAsync(app.Address, Token);
        var last = TradingCalendar.Nyse.MostRecentSession(TimeProvider.System.GetUtcNow());
        var sessions = TradingCalendar.Nyse.Sessions(last.AddDays(-30), last).ToArray()[^5..];
        var portfolio = await user.CalculatedPortfolioAsync(new() { EquityAsOf = Iso(sessions[0]) }, Token);
        var chain = await SnapshotsAsync(user, portfolio);
        var replay = $"snapshots replay --portfolio {portfolio} --last-good-date {Iso(sessions[2])}";

        (await app.CommandAsync($"{replay} --dry-run", Token)).Output.ShouldContain($"Would remove 2 snapshots; 2 sessions would be calculated from {Iso(sessions[2])} on.");
        var replayed = await app.CommandAsync(replay, Token);

        replayed.Output.ShouldContain($"Removed 2 snapshots; 2 sessions are calculated from {Iso(sessions[2])} on.");
        ((string)(await user.EndOfRunAsync(portfolio, Token))["status"]!).ShouldStartWith("completed");
        (await SnapshotsAsync(user, portfolio)).ShouldBe(chain, "from the same prices the same chain");

        (await app.CommandAsync($"snapshots replay --portfolio {portfolio} --last-good-date 2026-11-15", Token)).Output.ShouldContain("The sessions around it are 2026-11-13 and 2026-11-16");
    }

    [Fact]
    public async Task AWordThatIsNoCommand_ListsThem()
    {
        await using var app = await AppProcess.StartAsync(cancellationToken: Token);

        var (exitCode, output) = await app.CommandAsync("snapshot verify", Token);

        exitCode.ShouldBe(2);
        output.ShouldContain("“snapshot” is no command");
        output.ShouldContain("snapshots replay --portfolio ID --last-good-date YYYY-MM-DD [--dry-run]");
    }

    private static async Task<IReadOnlyList<string>> SnapshotsAsync(ApiClient user, string portfolio) =>
        [.. (await user.GetAsync($"portfolios/{portfolio}/analytics/snapshots", Token)).Body["snapshots"]!.AsArray()
            .Select(snapshot => string.Create(CultureInfo.InvariantCulture, $"{snapshot!["date"]} {(decimal)snapshot["equity"]!:0.##}"))];

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
