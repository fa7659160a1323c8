using App.Core.Results;

namespace App.Core.Accounts;

/// <summary>What can be wrong with the handling of invite codes, besides <see cref="Operations.AdminErrors.InviteNotMade"/>.</summary>
[ErrorCatalogue]
public static class InviteErrors
{
    /// <summary>ERR_INVITE_002.</summary>
    public static readonly ErrorDefinition NotFound = new(
        "ERR_INVITE_002", "No such invite code", ErrorKind.NotFound, 404,
        "There is no invite code of this spelling.", "Look it up in the list of invite codes; case and surrounding spaces do not matter.");
}
