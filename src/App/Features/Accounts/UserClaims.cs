using System.Globalization;
using System.Security.Claims;
using App.Data.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace App.Features.Accounts;

/// <summary>Puts the full name among the claims, so that the header need not ask the database.</summary>
internal sealed class UserClaims(UserManager<AppUser> users, RoleManager<IdentityRole<Guid>> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<AppUser, IdentityRole<Guid>>(users, roles, options)
{
    public const string FullName = "full_name";

    public const string SuperuserRole = "superuser";

    /// <summary>The session's id, in every cookie and token.</summary>
    public const string SessionId = "session_id";

    /// <summary>The operator who looks through the user's eyes; there only while one does.</summary>
    public const string ImpersonatorId = "impersonator_id";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(AppUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(FullName, user.FullName));
        return identity;
    }
}

/// <summary>Reads the signed-in user off the claims.</summary>
internal static class ClaimsPrincipalExtensions
{
    extension(ClaimsPrincipal principal)
    {
        /// <summary>The user's id.</summary>
        /// <exception cref="InvalidOperationException">Nobody is signed in: the endpoint or page forgot to ask for it.</exception>
        public Guid UserId => Guid.Parse(
            principal.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("Nobody is signed in."), CultureInfo.InvariantCulture);

        /// <summary>The full name; empty when nobody is signed in.</summary>
        public string FullName => principal.FindFirstValue(UserClaims.FullName) ?? string.Empty;

        /// <summary>The operator who looks through the user's eyes; null when nobody does.</summary>
        public Guid? ImpersonatorId => principal.FindFirstValue(UserClaims.ImpersonatorId) is { } id ? Guid.Parse(id, CultureInfo.InvariantCulture) : null;

        /// <summary>The session; null for nobody.</summary>
        public Guid? SessionId => principal.FindFirstValue(UserClaims.SessionId) is { } id ? Guid.Parse(id, CultureInfo.InvariantCulture) : null;

        /// <summary>The e-mail address; empty when nobody is signed in.</summary>
        public string Email => principal.FindFirstValue(ClaimTypes.Email) ?? string.Empty;
    }
}
