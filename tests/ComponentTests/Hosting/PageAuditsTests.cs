using System.Reflection;
using App.Core.Accounts;
using App.Core.Batches;
using App.Core.Calculations;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Core.Risk;
using App.Core.Snapshots;
using App.Core.Targets;
using App.Features.Accounts;
using App.Features.Accounts.Components;
using App.Features.CommandCenter;
using App.Features.CommandCenter.Components;
using App.Hosting;
using Microsoft.AspNetCore.Components;
using Shouldly;
using Xunit;

namespace ComponentTests.Hosting;

/// <summary>What a page can change is what it is given use cases for: the table of what pages write to the audit trail says the same.</summary>
public sealed class PageAuditsTests
{
    private static readonly Dictionary<Type, AuditAction[]> Writers = new()
    {
        [typeof(RegisterUser)] = [AuditAction.Registered],
        [typeof(ImportPortfolio)] = [AuditAction.PortfolioImported],
        [typeof(CreatePortfolios)] = [AuditAction.PortfoliosCreated],
        [typeof(ImportAccounts)] = [AuditAction.PortfolioImported, AuditAction.PortfolioUpdated],
        [typeof(UpdatePortfolio)] = [AuditAction.PortfolioUpdated],
        [typeof(UndoImport)] = [AuditAction.ImportUndone],
        [typeof(DeletePortfolio)] = [AuditAction.PortfolioDeleted],
        [typeof(RecordCashEntry)] = [AuditAction.CashRecorded, AuditAction.CashRemoved],
        [typeof(RecordValuation)] = [AuditAction.ValuationRecorded],
        [typeof(SavePositionView)] = [AuditAction.ViewSaved],
        [typeof(RemovePositionView)] = [AuditAction.ViewRemoved],
        [typeof(SetTarget)] = [AuditAction.TargetsSet, AuditAction.TargetRemoved],
        [typeof(SetTargets)] = [AuditAction.TargetsSet],
        [typeof(RemoveTarget)] = [AuditAction.TargetRemoved],
        [typeof(ImportTargets)] = [AuditAction.TargetsSet],
        [typeof(StartCalculation)] = [AuditAction.RunStarted],
        [typeof(CancelRun)] = [AuditAction.RunCancelled],
        [typeof(StartEndOfDay)] = [AuditAction.EndOfDayStarted],
        [typeof(CancelEndOfDay)] = [AuditAction.EndOfDayCancelled],
        [typeof(ChangeRiskSettings)] = [AuditAction.RiskSettingsChanged],
        [typeof(SignInTrail)] = [AuditAction.SignedIn],
        [typeof(ResetPassword)] = [AuditAction.PasswordReset, AuditAction.SessionsEnded],
        [typeof(ConfirmEmailChange)] = [AuditAction.EmailChanged, AuditAction.SessionsEnded],
        [typeof(ChangePassword)] = [AuditAction.PasswordChanged, AuditAction.SessionsEnded],
        [typeof(ChangeName)] = [AuditAction.NameChanged],
        [typeof(ChangeProfile)] = [AuditAction.PreferencesChanged],
        [typeof(Passkeys)] = [AuditAction.PasskeyAdded, AuditAction.PasskeyRenamed, AuditAction.PasskeyRemoved, AuditAction.SessionsEnded],
        [typeof(DeleteAccount)] = [AuditAction.AccountDeleted],
        [typeof(StartImpersonation)] = [AuditAction.ImpersonationStarted],
        [typeof(MakeInviteCode)] = [AuditAction.InviteCodeMade],
        [typeof(RevokeInviteCode)] = [AuditAction.InviteCodeRevoked],
        [typeof(AcknowledgeAlert)] = [AuditAction.AlertAcknowledged],
        [typeof(AdministerUser)] =
        [
            AuditAction.UserVerified, AuditAction.UserUnverified, AuditAction.PremiumGranted, AuditAction.PremiumRevoked,
            AuditAction.UserSuspended, AuditAction.UserReopened, AuditAction.UserUnlocked, AuditAction.SuperuserGranted, AuditAction.SuperuserRevoked, AuditAction.UserSessionsEnded,
        ],
        [typeof(OverseeRuns)] = [AuditAction.RunStarted, AuditAction.RunCancelled],
        [typeof(ReleaseClaims)] = [AuditAction.SnapshotsCleanedUp],
    };

    // Parts that change something themselves, and the page they are on.
    private static readonly Dictionary<Type, Type> PageOf = new()
    {
        [typeof(PositionViewMenu)] = typeof(CommandCenterPage),
        [typeof(NewValueDialog)] = typeof(CommandCenterPage),
        [typeof(PasskeyForm)] = typeof(SignInPage),
        [typeof(NameSection)] = typeof(AccountPage),
        [typeof(PreferencesSection)] = typeof(AccountPage),
        [typeof(PasswordSection)] = typeof(AccountPage),
        [typeof(PasskeySection)] = typeof(SecurityPage),
    };

    // What a page writes through something that does several things, of which it does these.
    private static readonly Dictionary<Type, AuditAction[]> Besides = new()
    {
        [typeof(RegisterPage)] = [AuditAction.SessionStarted],
        [typeof(SignInPage)] = [AuditAction.SessionStarted],
        [typeof(TwoFactorPage)] = [AuditAction.SessionStarted],
        [typeof(SecurityPage)] = [AuditAction.TwoFactorDisabled, AuditAction.RecoveryCodesMade],
        [typeof(TwoFactorSetUpPage)] = [AuditAction.TwoFactorEnabled, AuditAction.SessionsEnded],
        [typeof(DataPage)] = [AuditAction.SessionSignedOut],
    };

    [Fact]
    public void Pages_WriteWhatTheirUseCasesDo()
    {
        var components = typeof(PageAudits).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(IComponent))).ToList();
        var found = components
            .SelectMany(type => InjectedInto(type).SelectMany(injected => Writers.GetValueOrDefault(injected) ?? []).Select(action => (Type: type, Action: action)))
            .ToLookup(each => PageOf.GetValueOrDefault(each.Type, each.Type), each => each.Action);
        var pages = components.Where(type => type.GetCustomAttributes<RouteAttribute>().Any()).ToList();

        pages.Count.ShouldBeGreaterThan(10);
        found.Select(each => each.Key).Except(pages).ShouldBeEmpty("a part that changes something is on a page: say on which");
        foreach (var page in pages)
        {
            var actions = found[page].Concat(Besides.GetValueOrDefault(page) ?? []).Select(action => action.Code).Distinct();
            PageAudits.Of(page).Select(action => action.Code).Order(StringComparer.Ordinal).ShouldBe(actions.Order(StringComparer.Ordinal), page.Name);
        }
    }

    [Fact]
    public void Actions_HaveCodesOfTheirOwnThatFit()
    {
        AuditAction.All.Select(action => action.Code).ShouldBeUnique();
        AuditAction.All.ShouldAllBe(action => action.Code.Length <= 60 && action.Words.Length > 0 && System.Text.RegularExpressions.Regex.IsMatch(action.Code, "^[a-z_]+\\.[a-z_]+$"));
        AuditAction.WordsOf("market.prices_imported").ShouldBe("imported prices from files");
        AuditAction.WordsOf("of.a_newer_version").ShouldBe("of.a_newer_version");
    }

    private static IEnumerable<Type> InjectedInto(Type? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (property.GetCustomAttribute<InjectAttribute>() is not null)
                {
                    yield return property.PropertyType;
                }
            }
        }
    }
}
