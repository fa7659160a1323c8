using App.Core.Operations;
using App.Features.Accounts;
using App.Features.Admin;
using App.Features.Calculations;
using App.Features.CommandCenter;
using App.Features.Imports;
using App.Features.Portfolios;
using App.Features.Targets;

namespace App.Hosting;

/// <summary>What the events and forms of each page, with the parts of it, write to the audit trail. A page that is not here only reads.</summary>
internal static class PageAudits
{
    private static readonly Dictionary<Type, AuditAction[]> ByPage = new()
    {
        [typeof(RegisterPage)] = [AuditAction.Registered, AuditAction.SessionStarted],
        [typeof(SignInPage)] = [AuditAction.SignedIn, AuditAction.SessionStarted],
        [typeof(TwoFactorPage)] = [AuditAction.SignedIn, AuditAction.SessionStarted],
        [typeof(ResetPasswordPage)] = [AuditAction.PasswordReset, AuditAction.SessionsEnded],
        [typeof(ConfirmEmailPage)] = [AuditAction.EmailChanged, AuditAction.SessionsEnded],
        [typeof(AccountPage)] = [AuditAction.NameChanged, AuditAction.PreferencesChanged, AuditAction.PasswordChanged, AuditAction.SessionsEnded],
        [typeof(SecurityPage)] =
        [
            AuditAction.PasskeyAdded, AuditAction.PasskeyRenamed, AuditAction.PasskeyRemoved, AuditAction.TwoFactorDisabled, AuditAction.RecoveryCodesMade, AuditAction.SessionsEnded,
        ],
        [typeof(TwoFactorSetUpPage)] = [AuditAction.TwoFactorEnabled, AuditAction.SessionsEnded],
        [typeof(DataPage)] = [AuditAction.AccountDeleted, AuditAction.SessionSignedOut],
        [typeof(ImpersonatePage)] = [AuditAction.ImpersonationStarted],
        [typeof(OverviewPage)] = [AuditAction.AlertAcknowledged],
        [typeof(UserPage)] =
        [
            AuditAction.UserVerified, AuditAction.UserUnverified, AuditAction.PremiumGranted, AuditAction.PremiumRevoked,
            AuditAction.UserSuspended, AuditAction.UserReopened, AuditAction.UserUnlocked, AuditAction.SuperuserGranted, AuditAction.SuperuserRevoked, AuditAction.UserSessionsEnded,
        ],
        [typeof(AdminRunsPage)] = [AuditAction.RunStarted, AuditAction.RunCancelled, AuditAction.EndOfDayCancelled, AuditAction.SnapshotsCleanedUp],
        [typeof(InviteCodesPage)] = [AuditAction.InviteCodeMade, AuditAction.InviteCodeRevoked],
        [typeof(ImportPage)] = [AuditAction.PortfolioImported, AuditAction.PortfolioUpdated, AuditAction.RunStarted],
        [typeof(RunPage)] = [AuditAction.RunStarted, AuditAction.RunCancelled],
        [typeof(RunsPage)] = [AuditAction.RunStarted],
        [typeof(PortfoliosPage)] = [AuditAction.RunStarted, AuditAction.PortfolioDeleted, AuditAction.ImportUndone],
        [typeof(PortfolioImportPage)] = [AuditAction.PortfoliosCreated],
        [typeof(CommandCenterPage)] = [AuditAction.RunStarted, AuditAction.ViewSaved, AuditAction.ViewRemoved, AuditAction.ValuationRecorded],
        [typeof(TargetsPage)] = [AuditAction.TargetsSet, AuditAction.TargetRemoved],
        [typeof(RiskSettingsPage)] = [AuditAction.RiskSettingsChanged, AuditAction.EndOfDayStarted],
    };

    /// <summary>What a page writes; nothing when it only reads.</summary>
    public static IReadOnlyList<AuditAction> Of(Type page) => ByPage.GetValueOrDefault(page) ?? [];
}
