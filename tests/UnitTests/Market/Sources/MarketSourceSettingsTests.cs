using App.Data.Market.Sources;
using App.Data.Market.Sources.Http;
using App.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace UnitTests.Market.Sources;

public sealed class MarketSourceSettingsTests
{
    [Fact]
    public void Create_OfEverySource_HasThemInOrder()
    {
        var settings = new MarketSourceSettings { Sources = ["sample", "Polygon", "FILES", "Tiingo", "Stooq", "Yahoo"], Files = { Directory = Path.GetTempPath() } };
        (settings.Tiingo.ApiKey, settings.Polygon.ApiKey) = ("key", "key");

        settings.Fault().ShouldBeNull();
        var sources = MarketSources.Create(settings, new ManualTime(DateTimeOffset.UnixEpoch), NullLoggerFactory.Instance);
        sources.Select(source => source.Name).ShouldBe(["Sample", "Polygon", "Files", "Tiingo", "Stooq", "Yahoo"]);
        sources.Count(source => source.IsSample).ShouldBe(1);
    }

    [Theory]
    [InlineData("Bloomberg", "MarketData:Sources names “Bloomberg”. Allowed are Yahoo, Stooq, Tiingo, Polygon, Files, Sample.")]
    [InlineData("Tiingo", "MarketData:Tiingo:ApiKey is missing. Tiingo needs a key (a token of an account at tiingo.com); or take it out of MarketData:Sources.")]
    [InlineData("Polygon", "MarketData:Polygon:ApiKey is missing. Polygon needs a key (an API key of an account at massive.com, formerly polygon.io); or take it out of MarketData:Sources.")]
    [InlineData("Files", "MarketData:Files:Directory is missing. Files needs a directory with CSV files; or take it out of MarketData:Sources.")]
    public void Fault_OfASourceThatCannotBeAsked_NamesTheKey(string source, string fault) =>
        new MarketSourceSettings { Sources = ["Yahoo", source] }.Fault().ShouldBe(fault);

    [Fact]
    public void Fault_OfASourceNamedTwice_SaysSo() =>
        new MarketSourceSettings { Sources = ["Yahoo", "yahoo"] }.Fault().ShouldBe("MarketData:Sources names “Yahoo” twice. Each is allowed once.");

    [Fact]
    public void Fault_OfADirectoryThatDoesNotExist_NamesIt() =>
        new MarketSourceSettings { Sources = ["Files"], Files = { Directory = "/no/such/place" } }.Fault()
            .ShouldBe("MarketData:Files:Directory is “/no/such/place”, which is no directory. Allowed is one that exists.");

    public static TheoryData<Action<HttpSourceOptions>, string> Bounds { get; } = new()
    {
        { options => options.Requests = 0, "MarketData:Yahoo:Requests is 0. Allowed are 1 to 10000." },
        { options => options.Per = TimeSpan.FromDays(2), "MarketData:Yahoo:Per is 2.00:00:00. Allowed are 00:00:01 to 1.00:00:00." },
        { options => options.LongestWait = TimeSpan.FromHours(1), "MarketData:Yahoo:LongestWait is 01:00:00. Allowed are 00:00:00 to 00:10:00." },
        { options => options.AtOnce = 17, "MarketData:Yahoo:AtOnce is 17. Allowed are 1 to 16." },
        { options => options.ApiKey = "a key", "MarketData:Yahoo:ApiKey has a space or a character outside of ASCII in it. Copy the key again." },
        { options => options.BaseAddress = new Uri("http://query2.finance.yahoo.com"), "MarketData:Yahoo:BaseAddress is “http://query2.finance.yahoo.com/”. Allowed is an absolute https address, or http on this machine." },
        { options => options.BaseAddress = new Uri("finance", UriKind.Relative), "MarketData:Yahoo:BaseAddress is “finance”. Allowed is an absolute https address, or http on this machine." },
    };

    [Theory]
    [MemberData(nameof(Bounds))]
    public void Fault_OfABound_NamesTheKeyAndWhatIsAllowed(Action<HttpSourceOptions> change, string fault)
    {
        ArgumentNullException.ThrowIfNull(change);
        var settings = new MarketSourceSettings { Sources = ["Yahoo"] };
        change(settings.Yahoo);

        settings.Fault().ShouldBe(fault);

        // A source that is not asked may be set as it likes.
        settings.Sources = ["Stooq"];
        settings.Fault().ShouldBeNull();
    }

    [Fact]
    public void Defaults_AreSound() => new MarketSourceSettings { Sources = ["Yahoo", "Stooq", "Sample"] }.Fault().ShouldBeNull();
}
