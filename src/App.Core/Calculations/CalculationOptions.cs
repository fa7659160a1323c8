using App.Core.Market;

namespace App.Core.Calculations;

/// <summary>How runs are executed. Set under <c>Calculation</c>; the bounds are checked at start.</summary>
public sealed class CalculationOptions
{
    /// <summary>How long a run may take before it is given up as ERR_BATCH_003. 30 minutes; 1 second to 1 day.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>After how long without a heartbeat a run's node counts as dead. 15 seconds; 2 seconds to 10 minutes. The heartbeat is a third of it.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How many runs a node works on at once. The number of processors; 1 to 64.</summary>
    public int Workers { get; set; } = Environment.ProcessorCount;

    /// <summary>How many times a run is tried in all, when its node dies, before it is failed. 3; 1 to 10.</summary>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>When all portfolios are calculated on trading days, New York time. 16:45; any time from 16:30, when a session's prices are final, or null for never.</summary>
    public TimeOnly? NightlyTime { get; set; } = new(16, 45);

    /// <summary>Annual risk-free rate, continuously compounded, for option marks. 0.04; −0.05 to 0.25.</summary>
    public double RiskFreeRate { get; set; } = 0.04;

    /// <summary>
    /// How many sessions up to a run's own are remembered by their betas, volatilities and the like. 60; 1, the run's alone, to 250. Each that has been missed costs about as much as the
    /// run's own; those before are computed for whoever asks for them.
    /// </summary>
    public int RememberedSessions { get; set; } = 60;

    /// <summary>How many stored sessions, the newest and those before it, are calculated again when a price, a split or a dividend of theirs comes late. 60; 1 to 250.</summary>
    public int MendedSessions { get; set; } = 60;

    /// <summary>How often a running run says that it is alive, in whole milliseconds: the scheduler stores no finer interval.</summary>
    public TimeSpan Heartbeat => TimeSpan.FromMilliseconds(Math.Floor(Lease.TotalMilliseconds / 3));

    /// <summary>The first bound that is broken, naming the key and what is allowed; null when all hold.</summary>
    public string? Fault() => this switch
    {
        _ when Timeout < TimeSpan.FromSeconds(1) || Timeout > TimeSpan.FromDays(1) => $"Calculation:Timeout is {Timeout}. Allowed are 00:00:01 to 1.00:00:00.",
        _ when Lease < TimeSpan.FromSeconds(2) || Lease > TimeSpan.FromMinutes(10) => $"Calculation:Lease is {Lease}. Allowed are 00:00:02 to 00:10:00.",
        _ when Workers is < 1 or > 64 => $"Calculation:Workers is {Workers}. Allowed are 1 to 64.",
        _ when MaxAttempts is < 1 or > 10 => $"Calculation:MaxAttempts is {MaxAttempts}. Allowed are 1 to 10.",
        _ when NightlyTime < TradingCalendar.PricesFinal => $"Calculation:NightlyTime is {NightlyTime:HH:mm}. Allowed are 16:30 to 23:59, New York time, or nothing for never.",
        _ when RememberedSessions is < 1 or > 250 => $"Calculation:RememberedSessions is {RememberedSessions}. Allowed are 1 to 250.",
        _ when MendedSessions is < 1 or > 250 => $"Calculation:MendedSessions is {MendedSessions}. Allowed are 1 to 250.",
        _ when !(RiskFreeRate is >= -0.05 and <= 0.25) => $"Calculation:RiskFreeRate is {RiskFreeRate}. Allowed are -0.05 to 0.25.",
        _ => null,
    };
}
