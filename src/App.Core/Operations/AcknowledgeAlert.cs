using App.Core.Results;

namespace App.Core.Operations;

/// <summary>Says that an operator has taken note of an alert. It stays open until what it is about is over.</summary>
/// <remarks>Side effects: the alert's row, the audit trail. Errors: ERR_REQUEST_002 when there is no such alert.</remarks>
public sealed class AcknowledgeAlert(IAlertStore alerts, TimeProvider time)
{
    /// <summary>Says so.</summary>
    public async Task<Result<Guid>> HandleAsync(Guid alertId, Guid operatorId, CancellationToken cancellationToken) =>
        await alerts.AcknowledgeAsync(alertId, operatorId, time.GetUtcNow(), cancellationToken) ? alertId : RequestErrors.NoSuchAddress.Because("There is no such alert.");
}
