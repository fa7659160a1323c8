using App.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Xunit;

namespace ComponentTests.Hosting;

public sealed class MarketDataOptionsTests
{
    [Theory]
    [InlineData("Development", "Sample")]
    [InlineData("Production", "Yahoo,Stooq")]
    [InlineData("Staging", "Yahoo,Stooq")]
    public void Sources_WhenNothingIsSaid_FollowTheEnvironment(string environment, string expected) =>
        string.Join(',', From(environment).Settings.Sources).ShouldBe(expected);

    [Fact]
    public void Sources_OutsideOfDevelopment_HaveSampleOnlyByName()
    {
        foreach (var environment in (string[])["Production", "Staging", "production", ""])
        {
            From(environment, ("MarketData:Files:Directory", Path.GetTempPath())).Settings.Sources.ShouldNotContain("Sample");
            From(environment, ("MarketData:Sources", "")).Settings.Sources.ShouldBeEmpty();
            From(environment, ("MarketData:Sources", "Yahoo,Sample")).Settings.Sources.ShouldBe(["Yahoo", "Sample"]);
        }
    }

    [Fact]
    public void Sources_AreAListOrOneText()
    {
        From("Production", ("MarketData:Sources:0", "Files"), ("MarketData:Sources:1", "sample"), ("MarketData:Files:Directory", Path.GetTempPath())).Settings.Sources.ShouldBe(["Files", "sample"]);
        From("Production", ("MarketData:Sources", "Yahoo, Sample,")).Settings.Sources.ShouldBe(["Yahoo", "Sample"]);
        From("Development", ("MarketData:Sources", "")).Settings.Sources.ShouldBeEmpty();
    }

    [Fact]
    public void Settings_OfASource_AreRead()
    {
        var settings = From(
            "Production",
            ("MarketData:Sources", "Tiingo"),
            ("MarketData:Tiingo:ApiKey", "t0ken"),
            ("MarketData:Tiingo:Requests", "5000"),
            ("MarketData:Tiingo:Per", "00:30:00"),
            ("MarketData:tiingo:BaseAddress", "http://127.0.0.1:5055"),
            ("MarketData:Yahoo:CookieAddress", "https://cookies.example")).Settings;

        (settings.Tiingo.ApiKey, settings.Tiingo.Requests, settings.Tiingo.Per, settings.Tiingo.BaseAddress)
            .ShouldBe(("t0ken", 5000, TimeSpan.FromMinutes(30), new Uri("http://127.0.0.1:5055")));
        settings.Yahoo.CookieAddress.ShouldBe(new Uri("https://cookies.example"));
        settings.Tiingo.AtOnce.ShouldBe(4);
    }

    [Theory]
    [InlineData("MarketData:Sources", "Bloomberg", "MarketData:Sources names “Bloomberg”. Allowed are Yahoo, Stooq, Tiingo, Polygon, Files, Sample.")]
    [InlineData("MarketData:Sources", "Polygon", "MarketData:Polygon:ApiKey is missing.")]
    [InlineData("MarketData:Yahoo:Requests", "many", "MarketData:Yahoo:Requests")]
    [InlineData("MarketData:Yahoo:Requests", "-1", "MarketData:Yahoo:Requests is -1. Allowed are 1 to 10000.")]
    [InlineData("MarketData:Yahoo:UserAgent", "", "MarketData:Yahoo:UserAgent is “”. Allowed are 1 to 200 ASCII characters.")]
    [InlineData("MarketData:Tiingo:ApiKye", "t0ken", "ApiKye")]
    [InlineData("MarketData:Tingo:ApiKey", "t0ken", "MarketData:Tingo is not a setting. Allowed are MarketData:Sources, Yahoo, Stooq, Tiingo, Polygon and Files.")]
    public void Value_ThatCannotBeWorkedWith_IsNamed(string key, string value, string message)
    {
        var fault = Should.Throw<FormatException>(() => From("Production", (key, value)));

        fault.Message.ShouldContain(message);
        fault.Message.ShouldNotContain("t0ken");
    }

    private static MarketDataOptions From(string environment, params (string Key, string Value)[] settings) => MarketDataOptions.From(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build(),
        new Environment(environment));

    private sealed class Environment(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "Ballast";

        public string ContentRootPath { get; set; } = Path.GetTempPath();

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
