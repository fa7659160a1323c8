using System.Security.Claims;
using App.Core.Batches;
using App.Features.Accounts;

namespace App.Features.Batches;

/// <summary>What a user who sends a batch may do.</summary>
internal static class BatchRights
{
    public static CallerRights Of(ClaimsPrincipal user) =>
        (user.ImpersonatorId is null ? CallerRights.OwnEyes : CallerRights.None) | (user.IsInRole(UserClaims.SuperuserRole) ? CallerRights.Operator : CallerRights.None);
}
