using App.Core.Operations;
using App.Features.Calculations;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace App.Hosting;

/// <summary>Sends metrics and traces to the collector for as long as the application runs. There is none when no collector is configured.</summary>
/// <remarks>What is sent is what the application, ASP.NET Core, the HTTP client, the runtime and Npgsql publish of themselves. A collector that is away costs what was to be sent to it, and nothing else.</remarks>
internal sealed class TelemetryHost(TelemetryOptions options, NodeName node) : IHostedService, IDisposable
{
    private static readonly string[] Meters =
    [
        Telemetry.Name, "Npgsql", "System.Runtime", "System.Net.Http",
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections", "Microsoft.AspNetCore.Diagnostics",
        "Microsoft.AspNetCore.RateLimiting", "Microsoft.AspNetCore.Components.Server.Circuits",
    ];

    private static readonly string[] Sources = [Telemetry.Name, "Npgsql", "Microsoft.AspNetCore"];

    private MeterProvider? _meters;
    private TracerProvider? _tracers;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateDefault().AddService(
            options.ServiceName, serviceVersion: typeof(TelemetryHost).Assembly.GetName().Version?.ToString(3), autoGenerateServiceInstanceId: false, serviceInstanceId: node.Value);
        _meters = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Meters).AddOtlpExporter((exporter, reader) =>
        {
            Configure(exporter, "v1/metrics");
            reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)options.MetricsInterval.TotalMilliseconds;
        }).Build();
        _tracers = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Sources)
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.SampleRatio)))
            .AddOtlpExporter(exporter => Configure(exporter, "v1/traces")).Build();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    // What was not sent yet is sent now, as long as the exporter waits for it.
    public void Dispose()
    {
        Interlocked.Exchange(ref _tracers, null)?.Dispose();
        Interlocked.Exchange(ref _meters, null)?.Dispose();
    }

    private void Configure(OtlpExporterOptions exporter, string path)
    {
        // The address is the collector's. Over HTTP each signal has its own path under it; gRPC knows its own.
        exporter.Endpoint = options.UsesGrpc ? options.Endpoint! : new Uri($"{options.Endpoint!.ToString().TrimEnd('/')}/{path}");
        exporter.Protocol = options.UsesGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        exporter.Headers = options.Headers ?? string.Empty;
    }
}
