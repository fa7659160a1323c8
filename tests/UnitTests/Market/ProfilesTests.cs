using App.Core.Market;
using App.Core.Operations;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Market;

public sealed class SqliteProfilesTests(SqliteFixture fixture) : ProfilesContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresProfilesTests(PostgresFixture fixture) : ProfilesContract(fixture), IClassFixture<PostgresFixture>;

/// <summary>Profiles and fundamentals asked of the sources and stored.</summary>
public abstract class ProfilesContract(DatabaseFixture fixture)
{
    private static readonly SecurityProfile Whole = new("SYM", "Whole Inc", "Energy", "STOCK", "USD", 0.01) { Industry = "Oil", Exchange = "NYSE", Beta = 1.1 };

    private readonly ManualTime _time = new(TestTimes.Now);
    private readonly List<int> _progress = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enrich_FieldsThatOneSourceLacks_AreFilledFromTheNext()
    {
        var (one, two, three) = (Source("One"), Source("Two"), Source("Three"));
        one.Profiles.Add("FILL", Whole with { Symbol = "FILL", Name = "One’s name", Sector = null, Industry = null, Beta = null });
        two.Profiles.Add("FILL", Whole with { Symbol = "FILL", Name = "Two’s name", Industry = null, Exchange = "NASDAQ", Beta = null });
        three.Profiles.Add("FILL", Whole with { Symbol = "FILL", Beta = 1.3 });

        (await EnrichAsync([one, two, three], "FILL")).ShouldBe(1);

        var entry = await EntryAsync("FILL");
        (entry.Name, entry.Sector, entry.Industry, entry.Exchange, entry.Beta).ShouldBe(("One’s name", "Energy", "Oil", "NYSE", 1.3));
        (entry.Kind, entry.Currency, entry.DividendYield, entry.ProfiledAt).ShouldBe(("STOCK", "USD", 0.01, _time.GetUtcNow()));
        entry.FetchHolder.ShouldBeNull();
    }

    [Fact]
    public async Task Enrich_WholeProfilesAndFunds_AreNotAskedOfTheNext()
    {
        var (one, two) = (Source("One"), Source("Two"));
        one.Profiles.Add("WHOLE", Whole with { Symbol = "WHOLE" });
        one.Profiles.Add("FUND", new SecurityProfile("FUND", "A Fund", null, "ETF", "USD", null));

        (await EnrichAsync([one, two], "WHOLE", "FUND", "NOBODY")).ShouldBe(2);

        one.Calls.ShouldHaveSingleItem().Count.ShouldBe(3);
        two.Calls.ShouldHaveSingleItem().ShouldBe(["NOBODY"]);
        _progress.ShouldBe([1, 2, 3]);
    }

    [Theory]
    [InlineData("AGE-WHOLE", 30)]
    [InlineData("AGE-PARTLY", 7)]
    [InlineData("AGE-UNKNOWN", 1)]
    public async Task Enrich_Again_AsksWhenTheProfileIsDue(string symbol, int days)
    {
        var source = Source("One");
        if (symbol != "AGE-UNKNOWN")
        {
            source.Profiles.Add(symbol, symbol == "AGE-WHOLE" ? Whole with { Symbol = symbol } : Whole with { Symbol = symbol, Beta = null });
        }

        await EnrichAsync([source], symbol);
        _time.Advance(TimeSpan.FromDays(days) - TimeSpan.FromMinutes(1));
        await EnrichAsync([source], symbol);
        source.Calls.Count.ShouldBe(1);
        _time.Advance(TimeSpan.FromMinutes(1));
        await EnrichAsync([source], symbol);
        source.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Enrich_WhatIsKnown_IsNotReplacedByNothing()
    {
        var source = Source("One");
        source.Profiles.Add("KNOWN", Whole with { Symbol = "KNOWN", Sector = null });
        await EnrichAsync([source], "KNOWN");
        _time.Advance(TimeSpan.FromDays(7));
        source.Profiles["KNOWN"] = Whole with { Symbol = "KNOWN", Name = "New Name", Industry = null, Beta = null, Exchange = null };

        await EnrichAsync([source], "KNOWN");

        var entry = await EntryAsync("KNOWN");
        (entry.Name, entry.Sector, entry.Industry, entry.Beta, entry.Exchange).ShouldBe(("New Name", "Energy", "Oil", 1.1, "NYSE"));
    }

    [Fact]
    public async Task Enrich_Outage_IsAskedAgainByTheNextRun()
    {
        var source = Source("One").Refuses("OUT", SourceGap.Unavailable);
        (await EnrichAsync([source], "OUT")).ShouldBe(0);
        source.Refuses("OUT", SourceGap.None).Profiles.Add("OUT", Whole with { Symbol = "OUT" });

        (await EnrichAsync([source], "OUT")).ShouldBe(1);
    }

    [Fact]
    public async Task Enrich_WithoutASource_RemembersNothing()
    {
        (await EnrichAsync([], "LATER")).ShouldBe(0);
        var source = Source("One");
        source.Profiles.Add("LATER", Whole with { Symbol = "LATER" });

        (await EnrichAsync([source], "LATER")).ShouldBe(1);
    }

    [Fact]
    public async Task Enrich_TextLongerThanItsColumn_IsCut()
    {
        var source = Source("One");
        source.Profiles.Add("LONG", new SecurityProfile("LONG", new string('n', 999), new string('s', 999), new string('k', 999), "US dollars", null) { Industry = new string('i', 999), Exchange = new string('e', 999) });

        await EnrichAsync([source], "LONG");

        var entry = await EntryAsync("LONG");
        (entry.Name!.Length, entry.Sector!.Length, entry.Kind!.Length, entry.Currency, entry.Industry!.Length, entry.Exchange!.Length).ShouldBe((300, 100, 20, "US ", 100, 100));
    }

    [Fact]
    public async Task Fundamentals_FirstSourceThatHasThem_IsTakenWholeAndAskedOnceInThreeDays()
    {
        var (one, two) = (Source("One"), Source("Two"));
        two.Figures.Add("FIG", new Fundamentals("FIG", TestTimes.Session) { MarketCap = 1.5m });

        (await FundamentalsAsync([one, two], "FIG", "NO-FIG")).ShouldBe(1);
        _time.Advance(TimeSpan.FromHours(71));
        (await FundamentalsAsync([one, two], "FIG", "NO-FIG")).ShouldBe(0);
        one.Calls.ShouldHaveSingleItem().ShouldBe(["FIG", "NO-FIG"]);
        _time.Advance(TimeSpan.FromHours(1));
        two.Figures["FIG"] = new Fundamentals("FIG", TestTimes.Session.AddDays(3)) { MarketCap = 2m };
        (await FundamentalsAsync([one, two], "FIG", "NO-FIG")).ShouldBe(1);

        await using var db = fixture.Database.NewContext();
        db.Fundamentals.Single(row => row.Symbol == "FIG").MarketCap.ShouldBe(2m);
        _progress.ShouldBe([1, 2, 1, 2, 1, 2]);
    }

    [Fact]
    public async Task Fundamentals_Outage_IsAskedAgainByTheNextRun()
    {
        var source = Source("One").Refuses("FIG-OUT", SourceGap.Unavailable);
        await FundamentalsAsync([source], "FIG-OUT");
        source.Refuses("FIG-OUT", SourceGap.NotOffered);
        await FundamentalsAsync([source], "FIG-OUT");
        await FundamentalsAsync([source], "FIG-OUT");

        source.Calls.Count.ShouldBe(2);
    }

    private static ScriptedSource Source(string name) => new(name);

    private Task<int> EnrichAsync(IReadOnlyList<IMarketDataSource> sources, params string[] symbols) => CollectorOf(sources).EnrichAsync(symbols, ProgressAsync, Token);

    private Task<int> FundamentalsAsync(IReadOnlyList<IMarketDataSource> sources, params string[] symbols) => CollectorOf(sources).FundamentalsAsync(symbols, ProgressAsync, Token);

    private CollectMarketData CollectorOf(IReadOnlyList<IMarketDataSource> sources) =>
        new(sources, fixture.Database.Get<IMarketDataStore>(), TradingCalendar.Nyse, new TimeOrderedIds(_time), _time);

    private async Task<Security> EntryAsync(string symbol) => (await fixture.Database.Get<IPriceStore>().SecuritiesAsync([symbol], Token))[symbol];

    private Task ProgressAsync(int done)
    {
        _progress.Add(done);
        return Task.CompletedTask;
    }
}
