using System.Globalization;
using App.Core.Calculations;
using App.Data.Providers;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Operations;

/// <summary>What a run tells of itself.</summary>
public sealed class RunTelemetryTests
{
    private const string Book = "Symbol,Quantity,Entry Price Per Share,Entry Date\nAAPL,100,150.25,2024-01-16\nMSFT,10,300,2024-01-16\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_FromImportToEnd_TellsItsResultAndItsPhases_AndNobodysNames()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, Token);
        var engine = new CalculationEngine(database, new ManualTime(new(2025, 1, 10, 22, 0, 0, TimeSpan.Zero)));
        using var measured = new Measurements();

        var (owner, portfolio) = await engine.ImportedAsync(Book, Token);
        (await engine.CalculatedAsync(owner, portfolio.Id, Token)).Status.ShouldBe(RunStatus.Completed);
        var heard = measured.Heard;

        // Others run beside this one.
        heard.ShouldContain(each => each.Name == "ballast.imports" && each.Tags == "kind=new,result=accepted");
        heard.ShouldContain(each => each.Name == "ballast.run.duration" && each.Tags == "trigger=onboarding,result=completed");
        foreach (var phase in (string[])[RunSteps.SymbolsExtracted, RunSteps.PriceCacheReady, RunSteps.PnlCalculated, RunSteps.PositionValuesComputed, RunSteps.RiskComputed])
        {
            heard.ShouldContain(each => each.Name == "ballast.run.phase.duration" && each.Tags == $"phase={phase},result=completed", phase);
        }

        var owned = (string[])["AAPL", owner.ToString(null, CultureInfo.InvariantCulture), portfolio.Id.ToString(null, CultureInfo.InvariantCulture)];
        heard.ShouldNotContain(each => owned.Any(name => each.Tags.Contains(name, StringComparison.OrdinalIgnoreCase)));
        heard.Where(each => each.Name.StartsWith("ballast.", StringComparison.Ordinal)).Select(each => each.Tags).Distinct().Count().ShouldBeLessThan(200);
    }

    [Fact]
    public async Task Run_ThatFails_TellsWhichPhaseDid()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, Token);
        var engine = new CalculationEngine(
            database, new ManualTime(new(2025, 1, 10, 22, 0, 0, TimeSpan.Zero)), null, new Calculations.BrokenSource(() => throw new InvalidOperationException("boom")));
        var (owner, portfolio) = await engine.ImportedAsync(Book, Token);
        using var measured = new Measurements();

        (await engine.CalculatedAsync(owner, portfolio.Id, Token)).Status.ShouldBe(RunStatus.Failed);

        measured.Heard.ShouldContain(each => each.Name == "ballast.run.duration" && each.Tags == "trigger=onboarding,result=failed");
        measured.Heard.ShouldContain(each => each.Name == "ballast.run.phase.duration" && each.Tags == $"phase={RunSteps.PriceCacheReady},result=failed");
    }
}
