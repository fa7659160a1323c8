using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace App.Features.Accounts.Sessions;

/// <summary>Keeps a hub to those whose sign-in holds: asked at each call, and every half minute of each connection that only listens.</summary>
internal sealed class HubGuard(SessionCheck check, TimeProvider time, ILogger<HubGuard> log) : BackgroundService, IHubFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, HubCallerContext> _connections = new(StringComparer.Ordinal);

    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        _connections[context.Context.ConnectionId] = context.Context;
        return next(context);
    }

    public Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        _connections.TryRemove(context.Context.ConnectionId, out _);
        return next(context, exception);
    }

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (await check.HoldsAsync(invocationContext.Context.User!, invocationContext.Context.ConnectionAborted))
        {
            return await next(invocationContext);
        }

        invocationContext.Context.Abort();
        throw new HubException("ERR_AUTH_001: the session has ended. Log in again.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var connection in _connections.Values)
            {
                await LookAtAsync(connection, stoppingToken);
            }
        }
    }

    private async Task LookAtAsync(HubCallerContext connection, CancellationToken cancellationToken)
    {
        try
        {
            if (!await check.HoldsAsync(connection.User!, cancellationToken))
            {
                connection.Abort();
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            log.LogWarning(exception, "Whether a connection's session still holds is not known; asking again in {Pause}", Pause);
        }
    }
}
