using App.Core.Accounts;
using App.Shared;

namespace App.Features.Admin;

/// <summary>Accounts in words for operators.</summary>
internal static class UserWords
{
    public static string ToWords(this AccountState state) => state switch
    {
        AccountState.Suspended => "suspended",
        AccountState.Locked => "locked",
        AccountState.NeverSignedIn => "never signed in",
        _ => "active",
    };

    public static Tone ToTone(this AccountState state) => state switch
    {
        AccountState.Suspended => Tone.Bad,
        AccountState.Locked => Tone.Warn,
        AccountState.NeverSignedIn => Tone.Neutral,
        _ => Tone.Good,
    };

    public static string ToWords(this StuckReason reason) => reason switch
    {
        StuckReason.RunFailed => "last calculation failed",
        StuckReason.NeverCalculated => "uploaded, never calculated",
        _ => "no portfolio after a day",
    };

    public static string ToSentence(this StuckReason reason) => reason switch
    {
        StuckReason.RunFailed => "The latest calculation of a portfolio has failed.",
        StuckReason.NeverCalculated => "A portfolio with positions was never calculated.",
        _ => "There is no portfolio yet, over a day after registration.",
    };

    /// <summary>What the button says, and the one that confirms it.</summary>
    public static string ToWords(this AccountChange change) => change switch
    {
        AccountChange.Suspend => "Suspend",
        AccountChange.Reopen => "Reopen",
        AccountChange.Unlock => "Unlock",
        AccountChange.GrantOperator => "Make an operator",
        AccountChange.RevokeOperator => "Make a plain user",
        AccountChange.Verify => "Approve",
        AccountChange.Unverify => "Withdraw the approval",
        AccountChange.GrantPremium => "Make premium",
        AccountChange.RevokePremium => "Make standard",
        _ => "End sessions",
    };

    /// <summary>What is asked first.</summary>
    public static string ToQuestion(this AccountChange change, string email) => change switch
    {
        AccountChange.Suspend => $"Suspend {email}?",
        AccountChange.Reopen => $"Reopen {email}?",
        AccountChange.Unlock => $"Unlock {email}?",
        AccountChange.GrantOperator => $"Make {email} an operator?",
        AccountChange.RevokeOperator => $"Make {email} a plain user?",
        AccountChange.Verify => $"Approve {email}?",
        AccountChange.Unverify => $"Withdraw the approval of {email}?",
        AccountChange.GrantPremium => $"Make {email} premium?",
        AccountChange.RevokePremium => $"Make {email} standard?",
        _ => $"End the sessions of {email}?",
    };

    /// <summary>What it does, before it is done.</summary>
    public static string ToConsequence(this AccountChange change) => change switch
    {
        AccountChange.Suspend => "All sessions end at once, and signing in is refused as with a wrong password. Portfolios and figures stay, and nights go on calculating them. You can reopen the account.",
        AccountChange.Reopen => "The user can sign in again, with the password there was.",
        AccountChange.Unlock => "The pause after failed sign-ins ends, and failures are counted from none.",
        AccountChange.GrantOperator => "Operators see all accounts, runs and the audit trail, look through users’ eyes, and can suspend accounts and make operators. It holds from the next sign-in on.",
        AccountChange.RevokeOperator => "The user loses administration and is signed out everywhere.",
        AccountChange.Verify => "Operators see that the account was approved, when and by you. What its user can do stays as it is.",
        AccountChange.Unverify => "Operators see the account as not approved. What its user can do stays as it is.",
        AccountChange.GrantPremium => "Operators and the user see the mark. What the user can do stays as it is.",
        AccountChange.RevokePremium => "The mark goes. What the user can do stays as it is.",
        _ => "The user is signed out everywhere and can sign in again at once.",
    };

    /// <summary>What is said once it is done.</summary>
    public static string ToResult(this AccountChange change) => change switch
    {
        AccountChange.Suspend => "The account is suspended.",
        AccountChange.Reopen => "The account is open again.",
        AccountChange.Unlock => "The account is unlocked.",
        AccountChange.GrantOperator => "The user is an operator from the next sign-in on.",
        AccountChange.RevokeOperator => "The user is no operator any more.",
        AccountChange.Verify => "The account is approved.",
        AccountChange.Unverify => "The approval is withdrawn.",
        AccountChange.GrantPremium => "The account is premium.",
        AccountChange.RevokePremium => "The account is standard.",
        _ => "All sessions are ended.",
    };

    public static bool IsDangerous(this AccountChange change) => change is AccountChange.Suspend or AccountChange.RevokeOperator;

    /// <summary>What can be done to an account as it is.</summary>
    public static IEnumerable<AccountChange> ChangesOf(UserDetail detail)
    {
        var (user, state) = (detail.User, detail.User.StateAt(detail.Now));
        return new[]
        {
            (AccountChange.Unlock, state == AccountState.Locked),
            (AccountChange.Reopen, state == AccountState.Suspended),
            (AccountChange.Verify, user.VerifiedAt is null),
            (AccountChange.GrantPremium, !user.IsPremium),
            (AccountChange.RevokePremium, user.IsPremium),
            (AccountChange.EndSessions, detail.Sessions > 0),
            (AccountChange.GrantOperator, !user.IsOperator && state != AccountState.Suspended),
            (AccountChange.RevokeOperator, user.IsOperator),
            (AccountChange.Unverify, user.VerifiedAt is not null),
            (AccountChange.Suspend, state != AccountState.Suspended),
        }.Where(each => each.Item2).Select(each => each.Item1);
    }
}
