using System.Security.Claims;
using App.Core.Accounts;

namespace App.Features.Accounts;

/// <summary>The claims of how pages are to be written and to look. Made for one request from the database's row, as the name is; in no cookie and no token, so that what is changed elsewhere holds with the next page.</summary>
internal static class PreferenceClaims
{
    private const string LocaleClaim = "preferred_locale";

    private const string ThemeClaim = "preferred_theme";

    private const string AmountsClaim = "preferred_amounts";

    /// <summary>Puts them on an identity, in the place of the name that the cookie or the token has.</summary>
    public static void Put(ClaimsIdentity identity, SessionReader reader)
    {
        foreach (var claim in identity.FindAll(UserClaims.FullName).ToList())
        {
            identity.RemoveClaim(claim);
        }

        identity.AddClaim(new Claim(UserClaims.FullName, reader.FullName));
        foreach (var (type, value) in new[] { (LocaleClaim, reader.Preferences.Locale), (ThemeClaim, reader.Preferences.Theme), (AmountsClaim, reader.Preferences.Amounts) })
        {
            if (value is not null)
            {
                identity.AddClaim(new Claim(type, value));
            }
        }
    }

    extension(ClaimsPrincipal principal)
    {
        /// <summary>What the reader prefers; nothing when nobody is signed in.</summary>
        public UserPreferences Preferences => new(principal.FindFirstValue(LocaleClaim), principal.FindFirstValue(ThemeClaim), principal.FindFirstValue(AmountsClaim));
    }
}
