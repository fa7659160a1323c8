using App.Data;
using Microsoft.EntityFrameworkCore;

namespace App.Hosting;

/// <summary>Whether the database answers, found out every second, so that whoever asks for the health of this node is answered at once, however busy the database is.</summary>
internal sealed class DatabasePulse(IDbContextFactory<AppDbContext> contexts, TimeProvider time) : BackgroundService
{
    /// <summary>How old an answer may be. A database that takes longer to answer does not.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private Beat? _last;

    /// <summary>Why the database does not answer; null when it does.</summary>
    public string? Fault => Volatile.Read(ref _last) switch
    {
        null => "The database has not been asked yet.",
        { Answers: false } => "The database does not answer.",
        var beat when time.GetUtcNow() - beat.At > Patience => "The database has not answered for some seconds.",
        _ => null,
    };

    /// <summary>Asks once.</summary>
    public async Task AskAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        Volatile.Write(ref _last, new Beat(await db.Database.CanConnectAsync(cancellationToken), time.GetUtcNow()));
    }

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the first request, so that a node that has started is not called unready for a second.
        await AskAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await AskAsync(stoppingToken);
        }
    }

    private sealed record Beat(bool Answers, DateTimeOffset At);
}
