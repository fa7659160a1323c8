namespace App.Core.Operations;

/// <summary>When operators are alerted. Set under <c>Alerts</c>; the bounds are checked at start.</summary>
public sealed class AlertOptions
{
    /// <summary>False for no alerts at all. True.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The share of the runs that ended in the last hour which may fail. 0.1; 0 to 1.</summary>
    public double FailedRuns { get; set; } = 0.1;

    /// <summary>How many runs have to have ended in that hour for their share to say anything. 10; 1 to 100 000.</summary>
    public int FewestRuns { get; set; } = 10;

    /// <summary>How long a run that somebody waits for may take. 2 minutes; 1 second to 1 day.</summary>
    public TimeSpan LongestRun { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How many times the daily mean of the 14 days before may register in 24 hours. 5; 1 to 1000.</summary>
    public double RegistrationsTimesMean { get; set; } = 5;

    /// <summary>How many have to have registered in 24 hours for that to say anything. 20; 1 to 1 000 000.</summary>
    public int FewestRegistrations { get; set; } = 20;

    /// <summary>How many may register in an hour, whatever was before. 50; 1 to 1 000 000.</summary>
    public int RegistrationsAnHour { get; set; } = 50;

    /// <summary>How long after its hour a night's calculation may not be complete yet. 2 hours; 1 minute to 1 day.</summary>
    public TimeSpan NightLateAfter { get; set; } = TimeSpan.FromHours(2);

    /// <summary>The first bound that is broken, naming the key and what is allowed; null when all hold.</summary>
    public string? Fault() => this switch
    {
        _ when !(FailedRuns is >= 0 and <= 1) => $"Alerts:FailedRuns is {FailedRuns}. Allowed are 0 to 1, a share: 0.1 is 10 %.",
        _ when FewestRuns is < 1 or > 100_000 => $"Alerts:FewestRuns is {FewestRuns}. Allowed are 1 to 100000.",
        _ when LongestRun < TimeSpan.FromSeconds(1) || LongestRun > TimeSpan.FromDays(1) => $"Alerts:LongestRun is {LongestRun}. Allowed are 00:00:01 to 1.00:00:00.",
        _ when !(RegistrationsTimesMean is >= 1 and <= 1000) => $"Alerts:RegistrationsTimesMean is {RegistrationsTimesMean}. Allowed are 1 to 1000.",
        _ when FewestRegistrations is < 1 or > 1_000_000 => $"Alerts:FewestRegistrations is {FewestRegistrations}. Allowed are 1 to 1000000.",
        _ when RegistrationsAnHour is < 1 or > 1_000_000 => $"Alerts:RegistrationsAnHour is {RegistrationsAnHour}. Allowed are 1 to 1000000.",
        _ when NightLateAfter < TimeSpan.FromMinutes(1) || NightLateAfter > TimeSpan.FromDays(1) => $"Alerts:NightLateAfter is {NightLateAfter}. Allowed are 00:01:00 to 1.00:00:00.",
        _ => null,
    };
}
