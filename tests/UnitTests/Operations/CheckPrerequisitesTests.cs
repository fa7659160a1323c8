using App.Core.Market;
using App.Core.Operations;
using App.Core.Risk;
using App.Testing;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace UnitTests.Operations;

public sealed class CheckPrerequisitesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HandleAsync_WithEverythingThere_FindsItAll()
    {
        var found = await Check(new SchemaState([], []), new Settings()).HandleAsync(Token);

        found.Select(each => each.Name).ShouldBe(["schema", "keys", "factors", "scenarios", "calendar", "market_sources"]);
        found.ShouldAllBe(each => each.Ok);
    }

    [Fact]
    public async Task HandleAsync_OnAnotherSchema_DoesNotReadItsTables()
    {
        var settings = new Settings();

        var found = await Check(new SchemaState([], ["9_Z"]), settings).HandleAsync(Token);

        settings.Reads.ShouldBe(0);
        found.Where(each => !each.Ok).Select(each => each.Name).ShouldBe(["schema", "keys", "factors", "scenarios"]);
    }

    [Fact]
    public async Task HandleAsync_WhenTheDatabaseIsAway_AnswersAndSaysNothingOfWhy()
    {
        var found = await Check(null, new Settings()).HandleAsync(Token);

        found.Single(each => each.Name == "schema").ShouldSatisfyAllConditions(
            schema => schema.Ok.ShouldBeFalse(),
            schema => schema.ToString().ShouldNotContain("secret"));
        found.Single(each => each.Name == "calendar").Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task HandleAsync_WithSettingsThatCannotBeRead_MissesThemAlone()
    {
        var found = await Check(new SchemaState([], []), new Settings { Fault = new System.Text.Json.JsonException("spoiled") }).HandleAsync(Token);

        found.Where(each => !each.Ok).Select(each => each.Name).ShouldBe(["factors", "scenarios"]);
    }

    private static CheckPrerequisites Check(SchemaState? schema, Settings settings) => new(
        new Schema(schema), new Keys(), settings, new Sources(), TradingCalendar.Nyse, new ManualTime(TestTimes.Now));

    private sealed class Schema(SchemaState? state) : ISchemaProbe
    {
        public Task<SchemaState> ReadAsync(CancellationToken cancellationToken) =>
            state is null ? throw new DatabaseUnavailableException(4, new SqliteException("Host=secret", 5)) : Task.FromResult(state);
    }

    private sealed class Keys : IKeyProbe
    {
        public KeyState Read() => new(2, 0, true);
    }

    private sealed class Sources : ISourceProbe
    {
        public IReadOnlyList<SourceState> Read() => [new("Sample", null)];
    }

    private sealed class Settings : IRiskSettingsStore
    {
        public int Reads { get; private set; }

        public Exception? Fault { get; init; }

        public Task<RiskSettings> CurrentAsync(CancellationToken cancellationToken)
        {
            Reads++;
            return Fault is null ? Task.FromResult(RiskSettings.Standard) : Task.FromException<RiskSettings>(Fault);
        }

        public Task<RiskSettings?> FindAsync(int version, CancellationToken cancellationToken) => Task.FromResult<RiskSettings?>(null);

        public Task<IReadOnlyList<RiskSettingsVersion>> ListAsync(int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<RiskSettingsVersion>>([]);

        public Task<bool> AddAsync(RiskSettingsVersion version, CancellationToken cancellationToken) => Task.FromResult(true);
    }
}
