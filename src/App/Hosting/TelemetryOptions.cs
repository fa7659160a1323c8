using System.Globalization;

namespace App.Hosting;

/// <summary>Where metrics and traces go, by OTLP. Set under <c>Telemetry</c>, or by the variables that every OpenTelemetry program knows.</summary>
/// <remarks>Without an <see cref="Endpoint"/> nothing is collected and nothing is sent. The program's own sources and meters are named in <c>docs/operations.md</c>.</remarks>
internal sealed record TelemetryOptions
{
    /// <summary>The collector: an absolute http or https address, such as <c>http://collector:4318</c>. None unless given; also <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>True for gRPC (port 4317 by custom), false for protobuf over HTTP (4318). <c>http/protobuf</c> unless <c>grpc</c> is given; also <c>OTEL_EXPORTER_OTLP_PROTOCOL</c>.</summary>
    public bool UsesGrpc { get; init; }

    /// <summary>Headers sent along, as <c>name=value,name=value</c>: often a key, so never logged. None unless given; also <c>OTEL_EXPORTER_OTLP_HEADERS</c>.</summary>
    public string? Headers { get; init; }

    /// <summary>The name this installation goes by at the collector. <c>ballast</c>; 1 to 100 characters; also <c>OTEL_SERVICE_NAME</c>.</summary>
    public string ServiceName { get; init; } = "ballast";

    /// <summary>How often metrics are sent. A minute; 1 second to 1 hour.</summary>
    public TimeSpan MetricsInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The share of traces that are kept, decided where a trace begins. 1, all; 0, none, to 1.</summary>
    public double SampleRatio { get; init; } = 1;

    /// <summary>Reads the configuration, which <see cref="ConfigurationCheck"/> has found to be within bounds.</summary>
    public static TelemetryOptions From(IConfiguration configuration)
    {
        var section = configuration.GetSection("Telemetry");
        string? Value(string key, string variable) => section[key] is { Length: > 0 } own ? own : configuration[variable] is { Length: > 0 } common ? common : null;
        var standard = new TelemetryOptions();
        return new TelemetryOptions
        {
            Endpoint = Value(nameof(Endpoint), "OTEL_EXPORTER_OTLP_ENDPOINT") is { } address ? new Uri(address) : null,
            UsesGrpc = string.Equals(Value("Protocol", "OTEL_EXPORTER_OTLP_PROTOCOL"), "grpc", StringComparison.OrdinalIgnoreCase),
            Headers = Value(nameof(Headers), "OTEL_EXPORTER_OTLP_HEADERS"),
            ServiceName = Value(nameof(ServiceName), "OTEL_SERVICE_NAME") ?? standard.ServiceName,
            MetricsInterval = section[nameof(MetricsInterval)] is { Length: > 0 } interval ? TimeSpan.Parse(interval, CultureInfo.InvariantCulture) : standard.MetricsInterval,
            SampleRatio = section[nameof(SampleRatio)] is { Length: > 0 } ratio ? double.Parse(ratio, CultureInfo.InvariantCulture) : standard.SampleRatio,
        };
    }
}
