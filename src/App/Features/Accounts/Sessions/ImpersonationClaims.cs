using System.Globalization;
using System.Security.Claims;
using App.Core.Accounts;

namespace App.Features.Accounts.Sessions;

/// <summary>What every page says of an impersonation under way.</summary>
/// <param name="Operator">The operator's name.</param>
/// <param name="Target">The name of the user looked through.</param>
/// <param name="Reason">Why.</param>
/// <param name="ExpiresAt">When it ends at the latest.</param>
internal sealed record ImpersonationView(string Operator, string Target, string Reason, DateTimeOffset ExpiresAt);

/// <summary>The claims of a user who is looked through. Made for one request from the database's row; in no cookie and no token.</summary>
internal static class ImpersonationClaims
{
    private const string Id = "impersonation_id";
    private const string ExpiresAt = "impersonation_expires";
    private const string Reason = "impersonation_reason";
    private const string Operator = "impersonator_name";

    // The operator's own stamp: what makes a session good is not the stamp of the user looked through.
    private const string Stamp = "impersonator_stamp";

    /// <summary>All of them.</summary>
    public static IEnumerable<Claim> Of(Impersonation impersonation, string operatorName, string operatorStamp) =>
    [
        new(UserClaims.ImpersonatorId, Text(impersonation.ImpersonatorId)),
        new(UserClaims.SessionId, Text(impersonation.SessionId)),
        new(Id, Text(impersonation.Id)),
        new(ExpiresAt, impersonation.ExpiresAt.ToString("O", CultureInfo.InvariantCulture)),
        new(Reason, impersonation.Reason),
        new(Operator, operatorName),
        new(Stamp, operatorStamp),
    ];

    /// <summary>An id as a claim has it.</summary>
    public static string Text(Guid id) => id.ToString("D", CultureInfo.InvariantCulture);

    extension(ClaimsPrincipal principal)
    {
        /// <summary>The impersonation under way; null when there is none.</summary>
        public Guid? ImpersonationId => principal.FindFirstValue(Id) is { } id ? Guid.Parse(id, CultureInfo.InvariantCulture) : null;

        /// <summary>What every page says of it; null when there is none.</summary>
        public ImpersonationView? Impersonation => principal.ImpersonatorId is null ? null : new(
            principal.FindFirstValue(Operator) ?? string.Empty,
            principal.FullName,
            principal.FindFirstValue(Reason) ?? string.Empty,
            DateTimeOffset.Parse(principal.FindFirstValue(ExpiresAt)!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind));

        /// <summary>The user whose session it is: the operator while one looks through a user's eyes.</summary>
        public Guid SessionOwnerId => principal.ImpersonatorId ?? principal.UserId;

        /// <summary>The stamp that the session stands or falls with.</summary>
        public string? SessionStamp => principal.FindFirstValue(principal.ImpersonatorId is null ? SecurityStamp : Stamp);
    }

    // Identity's default, which nothing here changes.
    private const string SecurityStamp = "AspNet.Identity.SecurityStamp";
}
