using System.Security.Claims;
using App.Core.Operations;
using App.Features.Accounts;

namespace App.Features.Limits;

/// <summary>Who is counted by the limits, and who is not.</summary>
internal static class Limited
{
    extension(ClaimsPrincipal principal)
    {
        /// <summary>True for an operator, also one who looks through a user's eyes: what is done then is the operator's, not the user's.</summary>
        public bool IsUnlimited => principal.IsInRole(UserClaims.SuperuserRole) || principal.ImpersonatorId is not null;
    }

    extension(HttpContext context)
    {
        /// <summary>The address whose registrations are counted; null where none are.</summary>
        public string? LimitedAddress => context.User.IsUnlimited ? null : RateSubject.Of(context.Connection.RemoteIpAddress);
    }
}
