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
        (await app.CommandAsync($"create-superuser --email {user.Email}", Token)).Output.ShouldContain("is an operator from the next sign-in on.");
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
    public async Task AWordThatIsNoCommand_ListsThem()
    {
        await using var app = await AppProcess.StartAsync(cancellationToken: Token);

        var (exitCode, output) = await app.CommandAsync("snapshot verify", Token);

        exitCode.ShouldBe(2);
        output.ShouldContain("“snapshot” is no command");
        output.ShouldContain("snapshots replay --portfolio ID --last-good-date YYYY-MM-DD [--dry-run]");
    }
}
