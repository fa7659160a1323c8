using App.Core.Results;

namespace App.Core.Accounts;

/// <summary>What is to be changed of what users say of themselves; null leaves a field as it is, an empty preference takes it away.</summary>
public sealed record ProfilePatch
{
    /// <summary>The full name.</summary>
    public string? FullName { get; init; }

    /// <summary>The culture figures are written in.</summary>
    public string? Locale { get; init; }

    /// <summary>The theme.</summary>
    public string? Theme { get; init; }

    /// <summary>Whether amounts are shown.</summary>
    public string? Amounts { get; init; }

    /// <summary>The version that the change is made for; null for whichever the account has.</summary>
    public int? Version { get; init; }
}

/// <summary>What users say of themselves, as it is stored.</summary>
/// <param name="UserId">The user.</param>
/// <param name="FullName">The full name.</param>
/// <param name="Preferences">How pages are to be written and to look.</param>
/// <param name="Version">From 1, one higher with each change of the profile, of the approval, of the tier and of the access.</param>
public sealed record StoredProfile(Guid UserId, string FullName, UserPreferences Preferences, int Version);

/// <summary>Changes what users say of themselves: the name, the locale, the preferences. Users do it to themselves, operators to others too.</summary>
/// <remarks>
/// Side effects: the account's row, its version one higher; an entry of the audit trail for the name and one for the rest. What changes nothing leaves no trace. Pages follow the next time they are loaded.
/// Errors: ERR_USER_004, ERR_USER_005, ERR_USER_006; ERR_ADMIN_002 for an account that is not there, and for any other's to whoever is no operator, so that nobody learns who has one; ERR_ADMIN_001 when whoever asks is not an
/// operator any more.
/// </remarks>
public sealed class ChangeProfile(IUserProfiles profiles)
{
    /// <summary>Changes it.</summary>
    /// <param name="patch">What.</param>
    /// <param name="callerId">Who asks.</param>
    /// <param name="isOperator">True when whoever asks is an operator; it is looked up once more where it matters.</param>
    /// <param name="userId">Whose.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Result<StoredProfile>> HandleAsync(ProfilePatch patch, Guid callerId, bool isOperator, Guid userId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(patch);
        List<Error> errors = patch.FullName is { } name && NameRule.Check(name) is { } fault ? [fault] : [];
        var preferences = PreferenceRules.Read(new UserPreferences(patch.Locale, patch.Theme, patch.Amounts));
        errors.AddRange(preferences.Errors);
        if (errors.Count > 0)
        {
            return errors;
        }

        if (userId != callerId && !isOperator)
        {
            return AdministerUser.NoSuchUser();
        }

        var (outcome, profile) = await profiles.ChangeAsync(stored => Apply(patch, preferences.Value, stored), patch.Version, userId == callerId ? null : callerId, userId, cancellationToken);
        return outcome switch
        {
            AccountChangeOutcome.Done => profile!,
            AccountChangeOutcome.VersionChanged => AdministerUser.OtherVersion(patch.Version!.Value, profile!.Version),
            AccountChangeOutcome.NotAnOperator => AdministerUser.NoOperatorAnyMore(),
            _ => AdministerUser.NoSuchUser(),
        };
    }

    private static StoredProfile Apply(ProfilePatch patch, UserPreferences read, StoredProfile stored) => stored with
    {
        FullName = patch.FullName?.Trim() ?? stored.FullName,
        Preferences = new UserPreferences(
            patch.Locale is null ? stored.Preferences.Locale : read.Locale,
            patch.Theme is null ? stored.Preferences.Theme : read.Theme,
            patch.Amounts is null ? stored.Preferences.Amounts : read.Amounts),
    };
}

/// <summary>What users say of themselves, in their rows.</summary>
public interface IUserProfiles
{
    /// <summary>Changes it and writes it to the audit trail, in one transaction that keeps others from changing the account meanwhile.</summary>
    /// <param name="change">Makes what is to be stored of what is; called again when the transaction is. The version is not its to change.</param>
    /// <param name="version">The version that has to be stored; null for whichever is.</param>
    /// <param name="operatorId">The operator who does it, and has to be one still; null for the user's own doing.</param>
    /// <param name="userId">Whose.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What came of it, with what is stored then; null where there is no account, or nobody may change it.</returns>
    Task<(AccountChangeOutcome Outcome, StoredProfile? Stored)> ChangeAsync(
        Func<StoredProfile, StoredProfile> change, int? version, Guid? operatorId, Guid userId, CancellationToken cancellationToken);
}
