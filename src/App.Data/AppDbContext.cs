using System.Text;
using App.Core.Accounts;
using App.Core.Batches;
using App.Core.Calculations;
using App.Core.Idempotency;
using App.Core.Imports;
using App.Core.Imports.Brokers;
using App.Core.Market;
using App.Core.Operations;
using App.Core.Orders;
using App.Core.Portfolios;
using App.Core.Risk;
using App.Core.Snapshots;
using App.Core.Targets;
using App.Data.Accounts;
using App.Data.Models;
using App.Data.Operations;
using App.Data.Risk;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace App.Data;

/// <summary>The model, the same on every database. Each provider has an empty subtype and a migrations folder of its own.</summary>
/// <remarks>A context lives for one call: it comes from a factory and is never scoped, because a circuit's scope lasts for hours.</remarks>
public abstract class AppDbContext(DbContextOptions options) : IdentityDbContext<AppUser, IdentityRole<Guid>, Guid>(options)
{
    /// <summary>The invite codes.</summary>
    public DbSet<InviteCode> InviteCodes => Set<InviteCode>();

    /// <summary>The portfolios, deleted ones included.</summary>
    public DbSet<Portfolio> Portfolios => Set<Portfolio>();

    /// <summary>The positions.</summary>
    public DbSet<Position> Positions => Set<Position>();

    /// <summary>Deposits, withdrawals and other cash of the portfolios.</summary>
    public DbSet<CashEntry> CashEntries => Set<CashEntry>();

    /// <summary>The values that owners have given of private assets.</summary>
    public DbSet<PositionValuation> Valuations => Set<PositionValuation>();

    /// <summary>The imports.</summary>
    public DbSet<ImportRecord> Imports => Set<ImportRecord>();

    /// <summary>What undoing the last import of a portfolio brings back.</summary>
    public DbSet<ImportUndo> ImportUndos => Set<ImportUndo>();

    /// <summary>The column mappings that were saved with imports.</summary>
    public DbSet<ColumnMapping> ColumnMappings => Set<ColumnMapping>();

    /// <summary>The saved views of positions.</summary>
    public DbSet<PositionView> PositionViews => Set<PositionView>();

    /// <summary>Batches that are kept under a name.</summary>
    public DbSet<BatchTemplate> BatchTemplates => Set<BatchTemplate>();

    /// <summary>The calls with an idempotency key.</summary>
    public DbSet<IdempotentRequest> IdempotentRequests => Set<IdempotentRequest>();

    /// <summary>Operations that programs sent together.</summary>
    public DbSet<Batch> Batches => Set<Batch>();

    /// <summary>Each of them, and what came of it.</summary>
    public DbSet<BatchOperation> BatchOperations => Set<BatchOperation>();

    /// <summary>Records of finished batches that are sent, or were.</summary>
    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();

    /// <summary>Each try to send one.</summary>
    public DbSet<WebhookAttempt> WebhookAttempts => Set<WebhookAttempt>();
    /// <summary>The investment models.</summary>
    public DbSet<ModelRow> Models => Set<ModelRow>();

    /// <summary>Their targets.</summary>
    public DbSet<ModelPositionRow> ModelPositions => Set<ModelPositionRow>();

    /// <summary>The portfolios that follow them.</summary>
    public DbSet<ModelPortfolioRow> ModelPortfolios => Set<ModelPortfolioRow>();

    /// <summary>The orders, deleted ones included.</summary>
    public DbSet<Order> Orders => Set<Order>();

    /// <summary>What was done with them.</summary>
    public DbSet<OrderEvent> OrderEvents => Set<OrderEvent>();

    /// <summary>The security master.</summary>
    public DbSet<Security> Securities => Set<Security>();

    /// <summary>The stored prices.</summary>
    public DbSet<PriceBar> PriceBars => Set<PriceBar>();

    /// <summary>The stored splits and dividends.</summary>
    public DbSet<StoredAction> CorporateActions => Set<StoredAction>();

    /// <summary>The fundamentals as last fetched.</summary>
    public DbSet<Fundamentals> Fundamentals => Set<Fundamentals>();

    /// <summary>The runs.</summary>
    public DbSet<CalculationRun> Runs => Set<CalculationRun>();

    /// <summary>The calculations of a session for all portfolios.</summary>
    public DbSet<EndOfDay> EndOfDays => Set<EndOfDay>();

    /// <summary>The snapshots.</summary>
    public DbSet<PortfolioSnapshot> Snapshots => Set<PortfolioSnapshot>();

    /// <summary>The positions' values at the newest session calculated.</summary>
    public DbSet<PositionValue> PositionValues => Set<PositionValue>();

    /// <summary>Risk figures by portfolio and session.</summary>
    public DbSet<RiskReport> RiskReports => Set<RiskReport>();

    /// <summary>The versions of the risk settings.</summary>
    public DbSet<RiskSettingsRow> RiskSettings => Set<RiskSettingsRow>();

    /// <summary>The owners' target prices.</summary>
    public DbSet<TargetPrice> TargetPrices => Set<TargetPrice>();

    /// <summary>The audit trail. Written by <see cref="AuditWriter"/> alone.</summary>
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    /// <summary>The end of the audit trail.</summary>
    public DbSet<AuditHeadRow> AuditHeads => Set<AuditHeadRow>();

    /// <summary>Where users are signed in.</summary>
    public DbSet<UserSession> UserSessions => Set<UserSession>();

    /// <summary>Operators who look, or looked, through users' eyes.</summary>
    public DbSet<Impersonation> Impersonations => Set<Impersonation>();

    /// <summary>What the limits count.</summary>
    public DbSet<RateBucket> RateBuckets => Set<RateBucket>();

    /// <summary>What happened how often, by hour.</summary>
    public DbSet<HourlyCount> HourlyCounts => Set<HourlyCount>();

    /// <summary>The alerts.</summary>
    public DbSet<AlertRecord> Alerts => Set<AlertRecord>();

    /// <summary>The messages to users.</summary>
    public DbSet<OutgoingMail> OutgoingMails => Set<OutgoingMail>();

    /// <summary>The data-protection keys.</summary>
    public DbSet<DataProtectionKeyRow> DataProtectionKeys => Set<DataProtectionKeyRow>();

    /// <inheritdoc/>
    protected override Version SchemaVersion => IdentitySchemaVersions.Version2;

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(AppDbContext).Assembly);
        UseSnakeCase(builder);
    }

    // PostgreSQL folds unquoted names to lower case: with these names an operator can type a query without quoting everything.
    private static void UseSnakeCase(ModelBuilder builder)
    {
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            // A part of a row that is stored as JSON has neither a table nor columns of its own.
            if (entity.IsMappedToJson())
            {
                entity.SetContainerColumnName(SnakeCase(entity.GetContainerColumnName()!));
                continue;
            }

            entity.SetTableName(SnakeCase(entity.GetTableName()!.Replace("AspNet", string.Empty, StringComparison.Ordinal)));
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase(property.Name));
            }

            foreach (var key in entity.GetKeys())
            {
                key.SetName(SnakeCase(key.GetName()!.Replace("AspNet", string.Empty, StringComparison.Ordinal)));
            }

            foreach (var key in entity.GetForeignKeys())
            {
                key.SetConstraintName(SnakeCase(key.GetConstraintName()!.Replace("AspNet", string.Empty, StringComparison.Ordinal)));
            }

            foreach (var index in entity.GetIndexes())
            {
                index.SetDatabaseName(SnakeCase(index.GetDatabaseName()!.Replace("AspNet", string.Empty, StringComparison.Ordinal)));
            }
        }
    }

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var wordBegins = i > 0 && char.IsUpper(name[i]) && name[i - 1] != '_' && (char.IsLower(name[i - 1]) || char.IsDigit(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (wordBegins)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
