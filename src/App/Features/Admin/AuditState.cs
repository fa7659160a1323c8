using App.Core.Operations;
using App.Core.Portfolios;

namespace App.Features.Admin;

/// <summary>Where the page of the audit trail is.</summary>
internal abstract record AuditState
{
    private AuditState()
    {
    }

    /// <summary>Asking.</summary>
    public sealed record Loading : AuditState;

    /// <summary>Nobody has done anything yet.</summary>
    public sealed record Empty : AuditState;

    /// <summary>A page of entries, newest first; without rows when the filter lets none through.</summary>
    public sealed record Listed(Page<AuditRow> Entries, AuditQuery Query) : AuditState;

    public static AuditState Of(Page<AuditRow> entries, AuditQuery query) => entries.Total == 0 && query.IsAll ? new Empty() : new Listed(entries, query);
}
