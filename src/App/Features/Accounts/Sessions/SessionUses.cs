using System.Threading.Channels;
using App.Core.Accounts;

namespace App.Features.Accounts.Sessions;

/// <summary>Keeps when and from where sessions were last used: beside the requests, so that none waits for a database that is busy, and once a minute and session at most.</summary>
internal sealed class SessionUses(ISessions sessions, TimeProvider time, ILogger<SessionUses> log) : BackgroundService
{
    // Of more at once the newest are left out; they come again with the session's next request.
    private readonly Channel<SessionUse> _waiting = Channel.CreateBounded<SessionUse>(new BoundedChannelOptions(1_000) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Notes that a request used a session.</summary>
    public void Add(UserSession session, HttpContext context)
    {
        var now = time.GetUtcNow();
        if (now - session.LastSeenAt >= ISessions.BetweenUses)
        {
            // A token says itself until when it is good, and its session is as old as its refresh token gets.
            var expiresAt = session.Kind == SessionKind.Browser ? now + SessionTerms.Browser : session.ExpiresAt;
            _waiting.Writer.TryWrite(new SessionUse(session.Id, session.UserId, now, expiresAt, SessionTerms.AddressOf(context), SessionTerms.UserAgentOf(context)));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var use in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await sessions.UseAsync(use, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogWarning(exception, "When a session was last used was not kept; its next request tries again");
            }
        }
    }
}
