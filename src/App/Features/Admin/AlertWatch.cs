using App.Core.Operations;

namespace App.Features.Admin;

/// <summary>How many alerts are open, as this process last saw it: for the dot in operators' menus, which is on every page and must cost nothing.</summary>
internal sealed class OpenAlerts
{
    private int _count;

    public int Count
    {
        get => Volatile.Read(ref _count);
        set => Volatile.Write(ref _count, value);
    }
}

/// <summary>Looks every minute whether anything asks for an operator, and says so in the log. Every node looks; the rows see to it that each alert is raised once.</summary>
internal sealed class AlertWatch(CheckAlerts check, OpenAlerts open, TimeProvider time, ILogger<AlertWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var changes = await check.HandleAsync(cancellationToken);
        open.Count = changes.Open;
        foreach (var alert in changes.Raised)
        {
            logger.LogWarning("Alert {Rule}: {AlertMessage}", alert.Rule, alert.Message);
        }

        foreach (var alert in changes.Resolved)
        {
            logger.LogInformation("Alert {Rule} is over", alert.Rule);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            do
            {
                await TryAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(cancellationToken);
        }
#pragma warning disable CA1031 // The database may be away for a while; the watch must be there when it comes back.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.LogWarning(exception, "It could not be looked whether anything asks for an operator; it is tried again in {Pause}", Pause);
        }
    }
}
