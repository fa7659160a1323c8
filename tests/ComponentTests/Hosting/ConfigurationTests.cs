using System.Globalization;
using App.Core.Calculations;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Features.Mail;
using App.Hosting;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace ComponentTests.Hosting;

/// <summary>Each key, with values that stop the start and values that do not.</summary>
public sealed class ConfigurationTests
{
    /// <summary>A key and a value that cannot be worked with.</summary>
    public static TheoryData<string, string> Wrong => new()
    {
        { "Database:Provider", "MySql" },
        { "Database:Migrate", "perhaps" },
        { "Beta:InviteCode", new string('x', 101) },
        { "BETA_INVITE_CODE", new string('x', 101) },
        { "Onboarding:MaxEquityBalance", "0" },
        { "Onboarding:MaxEquityBalance", "a lot" },
        { "Calculation:Timeout", "00:00:00" },
        { "Calculation:Timeout", "soon" },
        { "Calculation:Lease", "00:20:00" },
        { "Calculation:Workers", "0" },
        { "Calculation:Workers", "many" },
        { "Calculation:NightlyTime", "16:00" },
        { "Calculation:NightlyTime", "tea time" },
        { "Calculation:MaxAttempts", "11" },
        { "Calculation:MendedSessions", "251" },
        { "Calculation:RememberedSessions", "0" },
        { "Calculation:RiskFreeRate", "4" },
        { "Calculation:RiskFreeRate", "NaN" },
        { "Ids:Deterministic", "yes" },
        { "Demo:EmailDomain", "demo@ballast.example" },
        { "Telemetry:Endpoint", "collector:4317x" },
        { "Telemetry:Endpoint", "/v1/metrics" },
        { "Telemetry:Protocol", "udp" },
        { "Telemetry:Headers", "just-a-key" },
        { "Telemetry:ServiceName", new string('x', 101) },
        { "Telemetry:MetricsInterval", "2.00:00:00" },
        { "Telemetry:SampleRatio", "1.5" },
        { "OTEL_EXPORTER_OTLP_ENDPOINT", "nowhere" },
        { "OTEL_EXPORTER_OTLP_PROTOCOL", "thrift" },
        { "OTEL_EXPORTER_OTLP_HEADERS", "just-a-key" },
        { "Security:KnownProxies", "10.0.0.5, the proxy" },
        { "RateLimits:Enabled", "sometimes" },
        { "RateLimits:RegistrationsPerDay", "0" },
        { "RateLimits:RegistrationAttemptsPerHour", "0" },
        { "RateLimits:FailedInviteCodesPerHour", "1001" },
        { "RateLimits:UploadsPerHour", "as many as you like" },
        { "RateLimits:RequestsPerMinute", "9" },
        { "RateLimits:RequestsPerHour", "1.5" },
        { "RateLimits:InviteCodeDelay", "00:00:11" },
        { "RateLimits:LongestInviteCodeDelay", "00:01:01" },
        { "RateLimits:DelayedAtOnce", "-1" },
        { "RateLimits:WriteEvery", "00:00:00" },
        { "RateLimits:UsersInMemory", "99" },
        { "Alerts:Enabled", "loudly" },
        { "Alerts:FailedRuns", "10 %" },
        { "Alerts:FewestRuns", "0" },
        { "Alerts:LongestRun", "2 minutes" },
        { "Alerts:RegistrationsTimesMean", "0.5" },
        { "Alerts:FewestRegistrations", "few" },
        { "Alerts:RegistrationsAnHour", "-50" },
        { "Alerts:NightLateAfter", "2.00:00:00" },
        { "Mail:Delivery", "pigeon" },
        { "Mail:BaseAddress", "ballast.example.org" },
        { "Mail:From", "nobody" },
        { "Mail:Port", "70000" },
        { "Mail:Security", "rot13" },
        { "Mail:Timeout", "00:10:00" },
        { "Webhooks:AllowedNetworks", "192.168.7.0/24, the office" },
        { "Webhooks:AllowHttp", "at home" },
        { "SKIP_STARTUP_VALIDATION", "1" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Check_OfAValueThatCannotBeWorkedWith_NamesKeyValueAndWhatIsAllowed(string key, string value)
    {
        var known = ConfigurationKeys.All.Single(each => each.Name == key);

        var message = Should.Throw<FormatException>(() => ConfigurationCheck.Check(Of((key, value)))).Message;

        message.ShouldBe(known.IsSecret ? $"{key} is not shown here, it may be a secret. Allowed are {known.Allowed}." : $"{key} is “{value}”. Allowed are {known.Allowed}.");
    }

    /// <summary>So that no key is without a case above.</summary>
    [Fact]
    public void EveryKey_HasAWrongValueHere() => ConfigurationKeys.All.Select(key => key.Name).Except(["ConnectionStrings:Ballast", "MarketData:Sources", "Mail:Host", "Mail:User", "Mail:Password"])
        .ShouldBe(Wrong.Select(row => row.Data.Item1).Distinct());

    [Fact]
    public void Check_OfEachDefault_Passes()
    {
        ConfigurationCheck.Check(Of());
        ConfigurationCheck.Check(Of([.. ConfigurationKeys.All.Select(key => (key.Name, " "))]));
        var spelt = ConfigurationKeys.All.Where(key => key.Accepts(key.Default)).Select(key => (key.Name, key.Default)).ToArray();
        spelt.Length.ShouldBeGreaterThan(18);
        ConfigurationCheck.Check(Of(spelt));
    }

    [Fact]
    public void Keys_AreThoseOfTheOptionsClasses_WithTheirDefaults()
    {
        foreach (var (section, standard) in new (string, object)[]
        {
            ("Calculation", new CalculationOptions()), ("Onboarding", new OnboardingOptions()), ("Telemetry", new TelemetryOptions()), ("RateLimits", new RateLimitOptions()), ("Alerts", new AlertOptions()), ("Mail", new MailOptions()),
        })
        {
            foreach (var property in standard.GetType().GetProperties().Where(property => property.CanWrite))
            {
                var name = property.Name == nameof(TelemetryOptions.UsesGrpc) ? "Protocol" : property.Name;
                var key = ConfigurationKeys.All.SingleOrDefault(each => each.Name == $"{section}:{name}").ShouldNotBeNull($"{section}:{name}");
                if (property.GetValue(standard) is { } value and not bool && name != nameof(CalculationOptions.Workers))
                {
                    key.Default.ShouldBe(value is TimeOnly time ? time.ToString("HH:mm", CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{value}"), key.Name);
                }
            }
        }
    }

    [Theory]
    [InlineData("Calculation:Worker", "4", "Calculation:Worker is no setting and is passed over. Is Calculation:Workers meant?")]
    [InlineData("Calculation:nightlytimes", "17:00", "Calculation:nightlytimes is no setting and is passed over. Is Calculation:NightlyTime meant?")]
    [InlineData("Telemetry:Whatever:Deep", "1", "Telemetry:Whatever:Deep is no setting and is passed over. docs/operations.md has all there are.")]
    public void Unknown_KeysOfOurSections_AreWarnedOf(string key, string value, string expected) =>
        ConfigurationCheck.Unknown(Of((key, value), ("Calculation:Workers", "2"), ("Logging:LogLevel:Default", "Debug"), ("ConnectionStrings:Other", "x"))).ShouldBe([expected]);

    [Fact]
    public void TelemetryOptions_ArePutTogether_FromOurKeysBeforeTheCommonOnes()
    {
        TelemetryOptions.From(Of()).Endpoint.ShouldBeNull();
        var options = TelemetryOptions.From(Of(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://common:4317"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"), ("OTEL_SERVICE_NAME", "common"), ("OTEL_EXPORTER_OTLP_HEADERS", "k=v"),
            ("Telemetry:ServiceName", "ours"), ("Telemetry:SampleRatio", "0.25"), ("Telemetry:MetricsInterval", "00:00:05")));

        options.ShouldBe(new TelemetryOptions
        {
            Endpoint = new Uri("http://common:4317"),
            UsesGrpc = true,
            Headers = "k=v",
            ServiceName = "ours",
            SampleRatio = 0.25,
            MetricsInterval = TimeSpan.FromSeconds(5),
        });
    }

    private static IConfiguration Of(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(each => KeyValuePair.Create(each.Key, (string?)each.Value))).Build();
}
