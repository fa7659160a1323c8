using App.Core.Accounts;
using App.Core.Calculations;
using App.Core.Market;

namespace App.Core.Operations;

/// <summary>What operators are shown first.</summary>
/// <param name="Alerts">The alerts that are open.</param>
/// <param name="Stuck">Users who may need help; the first of them.</param>
/// <param name="StuckCount">How many there are.</param>
/// <param name="FailedRuns">Runs that failed in the last 24 hours.</param>
/// <param name="Night">The newest calculation of all portfolios; null before the first.</param>
/// <param name="SilentSources">Sources that did not answer for some symbols when they were last asked.</param>
/// <param name="Users">How many accounts there are.</param>
/// <param name="Database">The database.</param>
/// <param name="Nodes">The processes that have worked in the last seven days.</param>
/// <param name="Now">When it was looked at.</param>
public sealed record AdminOverview(
    IReadOnlyList<ListedAlert> Alerts,
    IReadOnlyList<UserRow> Stuck,
    int StuckCount,
    int FailedRuns,
    EndOfDayView? Night,
    IReadOnlyList<SourceHealth> SilentSources,
    int Users,
    DatabaseFacts Database,
    IReadOnlyList<SeenNode> Nodes,
    DateTimeOffset Now)
{
    /// <summary>True when nothing asks for an operator.</summary>
    public bool IsQuiet => Alerts.Count == 0 && StuckCount == 0 && FailedRuns == 0 && SilentSources.Count == 0 && Night is not { Day.Status: RunStatus.Failed };
}

/// <summary>Gathers what operators are shown first.</summary>
/// <remarks>Side effects: none. Errors: none.</remarks>
public sealed class GetAdminOverview(IAlertStore alerts, IUserAdministration users, IInstallation installation, IEndOfDayStore nights, IMarketHealth market, TimeProvider time)
{
    private const int MostAlerts = 20;
    private const int MostStuck = 5;

    /// <summary>Gathers it.</summary>
    public async Task<AdminOverview> HandleAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var stuck = await users.ListAsync(new UserFilter { IsStuck = true, Limit = MostStuck }, now, cancellationToken);
        var all = await users.ListAsync(new UserFilter { Limit = 1 }, now, cancellationToken);
        return new AdminOverview(
            (await alerts.ListAsync(openOnly: true, MostAlerts, 0, cancellationToken)).Items,
            stuck.Items,
            stuck.Total,
            await installation.FailedRunsAsync(now.AddDays(-1), cancellationToken),
            (await nights.ListAsync(1, 0, cancellationToken)).Items is [var night] ? night : null,
            [.. (await market.SourcesAsync(cancellationToken)).Where(source => source.Waiting > 0)],
            all.Total,
            await installation.DatabaseAsync(cancellationToken),
            await installation.NodesAsync(now.AddDays(-7), cancellationToken),
            now);
    }
}
