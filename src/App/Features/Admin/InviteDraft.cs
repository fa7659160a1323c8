using System.Globalization;
using App.Core.Accounts;
using App.Core.Operations;
using App.Core.Results;

namespace App.Features.Admin;

/// <summary>An invite code as it is being typed.</summary>
/// <param name="Code">The code; nothing for random words.</param>
/// <param name="Cohort">Whom it is for.</param>
/// <param name="Uses">How many may register with it; nothing for any number.</param>
/// <param name="Expires">The last day it works, UTC, as YYYY-MM-DD; nothing for always.</param>
public sealed record InviteDraft(string? Code = null, string? Cohort = null, string? Uses = null, string? Expires = null)
{
    /// <summary>The form that it is, when what was typed can be read.</summary>
    public Result<InviteCodeForm> Read(Guid operatorId)
    {
        List<Error> errors = [];
        int? uses = null;
        if (!string.IsNullOrWhiteSpace(Uses))
        {
            if (int.TryParse(Uses.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            {
                uses = number;
            }
            else
            {
                errors.Add(AdminErrors.InviteNotMade.Because("The uses are no whole number. Write one from 1 to 100,000, or nothing for any number.", MakeInviteCode.UsesField));
            }
        }

        DateTimeOffset? expires = null;
        if (!string.IsNullOrWhiteSpace(Expires))
        {
            // A date input gives a whole day or nothing; the day itself is among those it works.
            if (DateOnly.TryParseExact(Expires, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
            {
                expires = day.Ends();
            }
            else
            {
                errors.Add(AdminErrors.InviteNotMade.Because("The expiry is no day. Choose one, or none.", MakeInviteCode.ExpiryField));
            }
        }

        return errors.Count > 0 ? errors : new InviteCodeForm(Code, Cohort, uses, expires, operatorId);
    }
}
