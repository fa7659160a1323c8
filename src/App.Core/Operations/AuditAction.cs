using System.Reflection;

namespace App.Core.Operations;

/// <summary>Something that is in the audit trail when it is done.</summary>
/// <param name="Code">The stable code, as stored.</param>
/// <param name="Words">In words, as a row of a list of what somebody did.</param>
public sealed partial record AuditAction(string Code, string Words)
{
    /// <summary>An account was made.</summary>
    public static AuditAction Registered { get; } = new("account.registered", "registered");

    /// <summary>An account was made an operator's.</summary>
    public static AuditAction SuperuserGranted { get; } = new("account.superuser_granted", "made an operator");

    /// <summary>Portfolios were imported, or files took the place of what was held.</summary>
    public static AuditAction PortfolioImported { get; } = new("portfolio.imported", "imported a portfolio");

    /// <summary>Portfolios without positions were made, many in one call.</summary>
    public static AuditAction PortfoliosCreated { get; } = new("portfolios.created", "made portfolios");

    /// <summary>The name, the account or the equity of a portfolio was changed.</summary>
    public static AuditAction PortfolioChanged { get; } = new("portfolio.changed", "changed a portfolio");

    /// <summary>A batch of operations was sent.</summary>
    public static AuditAction BatchSubmitted { get; } = new("batch.submitted", "sent a batch of operations");

    /// <summary>A batch was kept under a name.</summary>
    public static AuditAction BatchTemplateSaved { get; } = new("batch_template.saved", "saved a template of a batch");

    /// <summary>A batch is kept under a name no longer.</summary>
    public static AuditAction BatchTemplateRemoved { get; } = new("batch_template.removed", "removed a template of a batch");

    /// <summary>A file took the place of what was held.</summary>
    public static AuditAction PortfolioUpdated { get; } = new("portfolio.updated", "replaced positions by a file");

    /// <summary>Positions were made, changed or removed, not by a file.</summary>
    public static AuditAction PositionsChanged { get; } = new("positions.changed", "changed positions");

    /// <summary>Entries of the security master were made or changed, many in one call.</summary>
    public static AuditAction SecuritiesChanged { get; } = new("securities.changed", "changed securities");

    /// <summary>The last import was taken back.</summary>
    public static AuditAction ImportUndone { get; } = new("portfolio.import_undone", "took an import back");

    /// <summary>A portfolio was deleted.</summary>
    public static AuditAction PortfolioDeleted { get; } = new("portfolio.deleted", "deleted a portfolio");

    /// <summary>A deposit, a withdrawal or other cash was recorded.</summary>
    public static AuditAction CashRecorded { get; } = new("cash.recorded", "recorded cash");

    /// <summary>A record of cash was taken back.</summary>
    public static AuditAction CashRemoved { get; } = new("cash.removed", "removed a record of cash");

    /// <summary>A value of a private asset was given.</summary>
    public static AuditAction ValuationRecorded { get; } = new("valuation.recorded", "gave a private asset a value");

    /// <summary>A value of a private asset was taken back.</summary>
    public static AuditAction ValuationRemoved { get; } = new("valuation.removed", "took a private asset's value back");

    /// <summary>A view of positions was saved.</summary>
    public static AuditAction ViewSaved { get; } = new("position_view.saved", "saved a view");

    /// <summary>A view of positions was removed.</summary>
    public static AuditAction ViewRemoved { get; } = new("position_view.removed", "removed a view");

    /// <summary>Target prices were set.</summary>
    public static AuditAction TargetsSet { get; } = new("targets.set", "set target prices");

    /// <summary>A target price was removed.</summary>
    public static AuditAction TargetRemoved { get; } = new("targets.removed", "removed a target price");

    /// <summary>A calculation was asked for.</summary>
    public static AuditAction RunStarted { get; } = new("run.started", "started a calculation");

    /// <summary>A calculation was cancelled.</summary>
    public static AuditAction RunCancelled { get; } = new("run.cancelled", "cancelled a calculation");

    /// <summary>Snapshots were removed to be calculated again.</summary>
    public static AuditAction SnapshotsReplayed { get; } = new("snapshots.replayed", "replayed snapshots");

    /// <summary>Abandoned claims of snapshots were removed.</summary>
    public static AuditAction SnapshotsCleanedUp { get; } = new("snapshots.cleaned_up", "cleaned up claims");

    /// <summary>A calculation of all portfolios was asked for.</summary>
    public static AuditAction EndOfDayStarted { get; } = new("end_of_day.started", "started a calculation of all portfolios");

    /// <summary>A calculation of all portfolios was cancelled.</summary>
    public static AuditAction EndOfDayCancelled { get; } = new("end_of_day.cancelled", "cancelled a calculation of all portfolios");

    /// <summary>Other factors and scenarios were put in force.</summary>
    public static AuditAction RiskSettingsChanged { get; } = new("risk_settings.changed", "changed the risk settings");

    /// <summary>All of them, by code.</summary>
    public static IReadOnlyList<AuditAction> All => Every.Value;

    // Each feature adds its own, in a part of this type beside it. Read once they are all there, which during static initialisation they are not.
    private static readonly Lazy<IReadOnlyList<AuditAction>> Every = new(() =>
    [
        .. typeof(AuditAction).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == typeof(AuditAction))
            .Select(property => (AuditAction)property.GetValue(null)!)
            .OrderBy(action => action.Code, StringComparer.Ordinal),
    ]);

    /// <summary>What a code says; the code where it is not known, such as one of a newer version.</summary>
    public static string WordsOf(string code) => All.FirstOrDefault(action => action.Code == code)?.Words ?? code;
}

/// <summary>What is done, for the trail.</summary>
/// <param name="Action">The kind.</param>
/// <param name="OwnerId">Whose account it concerns; null where it is nobody's in particular.</param>
/// <param name="TargetId">What it is done to: a portfolio, a run; null where there is no such thing.</param>
/// <param name="Details">More, to be read by people: no secrets, no names and no money.</param>
public sealed record AuditEvent(AuditAction Action, Guid? OwnerId, Guid? TargetId, IReadOnlyDictionary<string, object?>? Details = null);
