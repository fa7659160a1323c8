using System.Security.Claims;
using App.Core.Operations;
using App.Core.Results;
using App.Features.Accounts;

namespace App.Features.Limits;

/// <summary>Asks for a file of a user to be let in, for pages and API alike.</summary>
internal sealed class UploadGate(TakeUpload uploads, ILogger<UploadGate> logger)
{
    /// <summary>Counts a file. Null when it may come; what to say when not.</summary>
    public async Task<Error?> TakeAsync(ClaimsPrincipal user, CancellationToken cancellationToken) => user.IsUnlimited
        ? null
        : await uploads.HandleAsync(user.UserId, fault => logger.LogWarning(fault, "A file could not be counted and is let in"), cancellationToken);
}
