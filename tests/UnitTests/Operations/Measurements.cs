using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using App.Core.Operations;

namespace UnitTests.Operations;

/// <summary>What the application's meter tells while this listens. Other tests run beside: ask for what only yours tells, or for at least so much.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Name, double Value, string Tags)> _heard = new();

    public Measurements()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Telemetry.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>All that was told, in order.</summary>
    public IReadOnlyList<(string Name, double Value, string Tags)> Heard => [.. _heard];

    /// <summary>The sum of an instrument with these tags, such as <c>result=ok</c>, in the order they are told.</summary>
    public double Sum(string name, string tags) => _heard.Where(heard => heard.Name == name && heard.Tags == tags).Sum(heard => heard.Value);

    /// <summary>Has gauges tell what they know.</summary>
    public void Observe() => _listener.RecordObservableInstruments();

    public void Dispose() => _listener.Dispose();

    private void Hear(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _heard.Enqueue((instrument.Name, value, string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
}
