using App.Core.Calculations;
using App.Core.Market;

namespace App.Core.Operations;

/// <summary>Looks whether anything is beyond its threshold, and raises and resolves alerts accordingly.</summary>
/// <remarks>Side effects: the alerts' rows. Errors: none. May be called by every node, as often as wanted.</remarks>
public sealed class CheckAlerts(IAlertStore alerts, TradingCalendar calendar, CalculationOptions calculation, AlertOptions options, TimeProvider time)
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    /// <summary>Looks once.</summary>
    public async Task<AlertChanges> HandleAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var findings = options.Enabled ? AlertRules.Evaluate(await alerts.FactsAsync(now, NightAt(now), cancellationToken), options) : [];
        return await alerts.ApplyAsync(findings, now, cancellationToken);
    }

    /// <summary>The newest session whose hour has come, and when that was; null where no nights are calculated.</summary>
    internal (DateOnly Session, DateTimeOffset DueAt)? NightAt(DateTimeOffset now)
    {
        if (calculation.NightlyTime is not { } nightly)
        {
            return null;
        }

        var session = calendar.MostRecentSession(now, nightly);
        return (session, new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(session.ToDateTime(nightly, DateTimeKind.Unspecified), NewYork), TimeSpan.Zero));
    }
}
