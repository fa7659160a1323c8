using System.Globalization;
using System.Net;
using App.Core.Calculations;
using App.Core.Operations;
using App.Data.Market.Sources;
using App.Features.Mail;

namespace App.Hosting;

/// <summary>Every key of the configuration that is the application's own. The table in <c>docs/operations.md</c> is checked against this list, and this list against the options' classes.</summary>
/// <remarks>A new key is added here, or it is warned of as unknown when its section has others here.</remarks>
internal static class ConfigurationKeys
{
    private static readonly CalculationOptions Calculation = new();
    private static readonly RateLimitOptions Limits = new();
    private static readonly MailOptions Mail = new();

    public static IReadOnlyList<ConfigurationKey> All { get; } =
    [
        new("ConnectionStrings:Ballast", "Data Source=data/ballast.db", "a connection string of SQLite or PostgreSQL", _ => true) { IsSecret = true },
        new("Database:Provider", "by the connection string", "Sqlite and Postgres", value => value.Trim().ToUpperInvariant() is "SQLITE" or "POSTGRES"),
        Flag("Database:Migrate", "true"),
        new("Beta:InviteCode", BetaOptions.DefaultInviteCode, "1 to 100 characters", value => value.Trim().Length <= 100) { IsSecret = true },
        new("BETA_INVITE_CODE", BetaOptions.DefaultInviteCode, "1 to 100 characters", value => value.Trim().Length <= 100) { IsSecret = true },
        new("Onboarding:MaxEquityBalance", "1000000000", "numbers above 0", value => decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0),
        new("MarketData:Sources", "Sample in Development, else Yahoo,Stooq", string.Join(", ", MarketSourceSettings.Names), _ => true) { IsList = true },
        Span("Calculation:Timeout", Calculation.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
        Span("Calculation:Lease", Calculation.Lease, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(10)),
        Whole("Calculation:Workers", "number of processors", 1, 64),
        new("Calculation:NightlyTime", "16:45", "16:30 to 23:59, New York time, or nothing for never", value => TimeOnly.TryParse(value, CultureInfo.InvariantCulture, out var time) && time >= new TimeOnly(16, 30)),
        Whole("Calculation:MaxAttempts", "3", 1, 10),
        Whole("Calculation:MendedSessions", "60", 1, 250),
        Whole("Calculation:RememberedSessions", "60", 1, 250),
        Number("Calculation:RiskFreeRate", "0.04", -0.05, 0.25),
        Flag("Ids:Deterministic", "true in Development, else false"),
        new("Demo:EmailDomain", DemoOptions.DefaultDomain, "a domain such as demo.ballast.example", value => Uri.CheckHostName(value.Trim()) == UriHostNameType.Dns),
        Address("Telemetry:Endpoint", "none"),
        new("Telemetry:Protocol", "http/protobuf", "http/protobuf and grpc", IsProtocol),
        new("Telemetry:Headers", "none", "name=value,name=value", AreHeaders) { IsSecret = true },
        new("Telemetry:ServiceName", "ballast", "1 to 100 characters", value => value.Length <= 100),
        Span("Telemetry:MetricsInterval", new TelemetryOptions().MetricsInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
        Number("Telemetry:SampleRatio", "1", 0, 1),
        Address("OTEL_EXPORTER_OTLP_ENDPOINT", "none"),
        new("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf", "http/protobuf and grpc", IsProtocol),
        new("OTEL_EXPORTER_OTLP_HEADERS", "none", "name=value,name=value", AreHeaders) { IsSecret = true },
        new("Security:KnownProxies", "none", "addresses and networks such as 10.0.0.5, 192.168.7.0/24", AreNetworks) { IsList = true },
        Flag("RateLimits:Enabled", "false in Development, else true"),
        Limit(nameof(Limits.RegistrationsPerDay), Limits.RegistrationsPerDay, 1, 100_000),
        Limit(nameof(Limits.RegistrationAttemptsPerHour), Limits.RegistrationAttemptsPerHour, 1, 100_000),
        Limit(nameof(Limits.FailedInviteCodesPerHour), Limits.FailedInviteCodesPerHour, 1, 1_000),
        Limit(nameof(Limits.UploadsPerHour), Limits.UploadsPerHour, 1, 100_000),
        Limit(nameof(Limits.RequestsPerMinute), Limits.RequestsPerMinute, 10, 1_000_000),
        Limit(nameof(Limits.RequestsPerHour), Limits.RequestsPerHour, 10, 10_000_000),
        Span("RateLimits:InviteCodeDelay", Limits.InviteCodeDelay, TimeSpan.Zero, TimeSpan.FromSeconds(10)),
        Span("RateLimits:LongestInviteCodeDelay", Limits.LongestInviteCodeDelay, TimeSpan.Zero, TimeSpan.FromSeconds(60)),
        Limit(nameof(Limits.DelayedAtOnce), Limits.DelayedAtOnce, 0, 10_000),
        Span("RateLimits:WriteEvery", Limits.WriteEvery, TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(30)),
        Limit(nameof(Limits.UsersInMemory), Limits.UsersInMemory, 100, 1_000_000),
        Flag("Alerts:Enabled", "true"),
        Number("Alerts:FailedRuns", "0.1", 0, 1),
        Whole("Alerts:FewestRuns", "10", 1, 100_000),
        Span("Alerts:LongestRun", new AlertOptions().LongestRun, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
        Number("Alerts:RegistrationsTimesMean", "5", 1, 1000),
        Whole("Alerts:FewestRegistrations", "20", 1, 1_000_000),
        Whole("Alerts:RegistrationsAnHour", "50", 1, 1_000_000),
        Span("Alerts:NightLateAfter", new AlertOptions().NightLateAfter, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)),
        new("Mail:Delivery", "Log", "Log and Smtp", IsOneOf<MailDelivery>),
        Address("Mail:BaseAddress", "where the server listens"),
        new("Mail:From", "none", "an address, or a name and an address in angle brackets", value => System.Net.Mail.MailAddress.TryCreate(value, out _)),
        new("Mail:Host", "none", "the name of a mail server", _ => true),
        Whole("Mail:Port", Mail.Port.ToString(CultureInfo.InvariantCulture), 1, 65_535),
        new("Mail:Security", "StartTls", "StartTls, Tls and None", IsOneOf<MailSecurity>),
        new("Mail:User", "none", "any text", _ => true),
        new("Mail:Password", "none", "any text", _ => true) { IsSecret = true },
        Span("Mail:Timeout", Mail.Timeout, TimeSpan.FromSeconds(1), SendNextMail.LongestTry),
        new("Webhooks:AllowedNetworks", "none", "addresses and networks such as 10.0.0.5, 192.168.7.0/24", AreNetworks) { IsList = true },
        Flag("Webhooks:AllowHttp", "false"),
        Flag("SKIP_STARTUP_VALIDATION", "false"),
    ];

    private static bool IsProtocol(string value) => value.Trim().ToUpperInvariant() is "GRPC" or "HTTP/PROTOBUF";

    private static bool IsOneOf<T>(string value)
        where T : struct, Enum => Enum.GetNames<T>().Contains(value.Trim(), StringComparer.OrdinalIgnoreCase);

    private static bool AreNetworks(string value) => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .All(each => IPAddress.TryParse(each, out _) || IPNetwork.TryParse(each, out _));

    private static bool AreHeaders(string value) => value.Split(',').All(header => header.IndexOf('=', StringComparison.Ordinal) > 0);

    private static ConfigurationKey Flag(string name, string standard) => new(name, standard, "true and false", value => bool.TryParse(value, out _));

    private static ConfigurationKey Limit(string name, int standard, int least, int most) => Whole($"RateLimits:{name}", standard.ToString(CultureInfo.InvariantCulture), least, most);

    private static ConfigurationKey Whole(string name, string standard, int least, int most) => new(
        name,
        standard,
        FormattableString.Invariant($"{least} to {most}"),
        value => int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most);

    private static ConfigurationKey Number(string name, string standard, double least, double most) => new(
        name,
        standard,
        FormattableString.Invariant($"{least} to {most}"),
        value => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most);

    private static ConfigurationKey Span(string name, TimeSpan standard, TimeSpan least, TimeSpan most) => new(
        name,
        standard.ToString("c", CultureInfo.InvariantCulture),
        FormattableString.Invariant($"{least:c} to {most:c}"),
        value => TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out var span) && span >= least && span <= most);

    private static ConfigurationKey Address(string name, string standard) => new(
        name,
        standard,
        "absolute http and https addresses",
        value => Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https");
}
