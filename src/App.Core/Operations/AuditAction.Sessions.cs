namespace App.Core.Operations;

/// <content>Sessions, and looking through users' eyes.</content>
public sealed partial record AuditAction
{
    /// <summary>A session began.</summary>
    public static AuditAction SessionStarted { get; } = new("session.started", "began a session");

    /// <summary>A session ended by signing out.</summary>
    public static AuditAction SessionSignedOut { get; } = new("session.signed_out", "signed out");

    /// <summary>Sessions were ended from elsewhere.</summary>
    public static AuditAction SessionsEnded { get; } = new("session.ended", "ended sessions");

    /// <summary>An operator began to look through a user's eyes.</summary>
    public static AuditAction ImpersonationStarted { get; } = new("impersonation.started", "began an impersonation");

    /// <summary>The operator stopped.</summary>
    public static AuditAction ImpersonationStopped { get; } = new("impersonation.stopped", "stopped an impersonation");

    /// <summary>An operator ended what another, or the same elsewhere, had begun.</summary>
    public static AuditAction ImpersonationRevoked { get; } = new("impersonation.revoked", "revoked an impersonation");

    /// <summary>It ended by itself: its time, its session, the operator's role or the user's account was over.</summary>
    public static AuditAction ImpersonationEnded { get; } = new("impersonation.ended", "ended an impersonation");
}
