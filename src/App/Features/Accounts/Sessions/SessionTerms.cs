using App.Core.Accounts;

namespace App.Features.Accounts.Sessions;

/// <summary>How long sessions are good, and what is kept of where they are used.</summary>
internal static class SessionTerms
{
    /// <summary>How long a browser's session is good after its last use.</summary>
    public static readonly TimeSpan Browser = TimeSpan.FromDays(14);

    /// <summary>How long the row of a session is kept once it is over.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>A session that begins with a request.</summary>
    public static UserSession Begin(Guid id, Guid userId, SessionKind kind, DateTimeOffset now, HttpContext context) => new()
    {
        Id = id,
        UserId = userId,
        Kind = kind,
        CreatedAt = now,
        LastSeenAt = now,
        ExpiresAt = now + (kind == SessionKind.Browser ? Browser : AccessTokens.RefreshLifetime),
        Address = AddressOf(context),
        UserAgent = UserAgentOf(context),
    };

    /// <summary>The caller's network address; null where the server does not know it.</summary>
    public static string? AddressOf(HttpContext context) => context.Connection.RemoteIpAddress is not { } address ? null
        : (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() is { Length: <= 45 } text ? text
        : null;

    /// <summary>What the caller calls itself, as far as it is text, cut to what is kept; null when it does not say.</summary>
    public static string? UserAgentOf(HttpContext context)
    {
        var text = string.Concat(context.Request.Headers.UserAgent.ToString().Where(letter => letter is >= ' ' and <= '~')).Trim();
        return text.Length == 0 ? null : text.Length > UserSession.MaxUserAgent ? text[..UserSession.MaxUserAgent] : text;
    }
}
