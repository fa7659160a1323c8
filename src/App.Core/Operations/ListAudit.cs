using App.Core.Portfolios;

namespace App.Core.Operations;

/// <summary>Lists the audit trail, for operators. Side effects: none.</summary>
public sealed class ListAudit(IAuditTrail trail)
{
    /// <summary>The entries that match, the newest first.</summary>
    public Task<Page<AuditRow>> HandleAsync(AuditFilter filter, CancellationToken cancellationToken) => trail.ListAsync(filter, cancellationToken);
}
