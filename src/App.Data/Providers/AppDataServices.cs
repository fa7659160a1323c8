using App.Core.Accounts;
using App.Core.Batches;
using App.Core.Calculations;
using App.Core.Idempotency;
using App.Core.Imports.Brokers;
using App.Core.Market;
using App.Core.Models;
using App.Core.Operations;
using App.Core.Orders;
using App.Core.Portfolios;
using App.Core.Risk;
using App.Core.Snapshots;
using App.Core.Targets;
using App.Data.Accounts;
using App.Data.Batches;
using App.Data.Calculations;
using App.Data.Idempotency;
using App.Data.Imports;
using App.Data.Market;
using App.Data.Models;
using App.Data.Operations;
using App.Data.Orders;
using App.Data.Portfolios;
using App.Data.Risk;
using App.Data.Snapshots;
using App.Data.Targets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace App.Data.Providers;

/// <summary>Registers the storage.</summary>
public static class AppDataServices
{
    /// <summary>Registers a context factory for the configured database and the stores over it. Everything is a singleton that opens a context per call.</summary>
    public static IServiceCollection AddAppData(this IServiceCollection services, DatabaseOptions database)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(database);
        services.AddSingleton(database);
        if (database.Provider == DatabaseProvider.Sqlite)
        {
            SqliteNative.Initialize();
            services.AddPooledDbContextFactory<SqliteAppDbContext>(options => UseSqlite(options, database.ConnectionString));
            services.AddSingleton<IDbContextFactory<AppDbContext>, BaseFactory<SqliteAppDbContext>>();
        }
        else
        {
            services.AddPooledDbContextFactory<PostgresAppDbContext>(options => UsePostgres(options, database.ConnectionString));
            services.AddSingleton<IDbContextFactory<AppDbContext>, BaseFactory<PostgresAppDbContext>>();
        }

        services.AddSingleton<Database>();
        services.AddSingleton<IUnitOfWork>(provider => provider.GetRequiredService<Database>());
        services.AddSingleton<SchemaMigrator>();
        services.AddSingleton<IUserDirectory, UserDirectory>();
        services.AddSingleton<IInviteCodes, InviteCodeStore>();
        services.AddSingleton<IInviteCodeList, InviteCodeList>();
        services.AddSingleton<ISessions, SessionStore>();
        services.AddSingleton<IImpersonations, ImpersonationStore>();
        services.AddSingleton<IUsedCodes, UsedCodes>();
        services.AddSingleton<IAccountArchive, AccountArchive>();
        services.AddSingleton<IAccountDeletion, AccountDeletionStore>();
        services.AddSingleton<AccountChangeStore>();
        services.AddSingleton<IUserProfiles, UserProfileStore>();
        services.AddSingleton<IUserAdministration, UserAdministrationStore>();
        services.AddSingleton<IPortfolioStore, PortfolioStore>();
        services.AddSingleton<IPortfolioEditStore, PortfolioEditStore>();
        services.AddSingleton<IPortfolioBulkStore, PortfolioBulkStore>();
        services.AddSingleton<IPositionBulkStore, PositionBulkStore>();
        services.AddSingleton<ISecurityBulkStore, SecurityBulkStore>();
        services.AddSingleton<IBatchStore, BatchStore>();
        services.AddSingleton<IBatchTemplateStore, BatchTemplateStore>();
        services.AddSingleton<WebhookSignal>();
        services.AddSingleton<IWebhookOutbox, WebhookOutbox>();
        services.AddSingleton<IWebhookSecretStore, WebhookSecretStore>();
        services.AddSingleton<IModelStore, ModelStore>();
        services.AddSingleton<IOrderStore, OrderStore>();
        services.AddSingleton<IColumnMappings, ColumnMappingStore>();
        services.AddSingleton<IAuditTrail, AuditTrailStore>();
        services.AddSingleton<IAccountActivity, AccountActivityStore>();
        services.AddSingleton<ICashEntryStore, CashEntryStore>();
        services.AddSingleton<IValuationStore, ValuationStore>();
        services.AddSingleton<ITargetPriceStore, TargetPriceStore>();
        services.AddSingleton<IPositionViewStore, PositionViewStore>();
        services.AddSingleton<IBookStore, BookStore>();
        services.AddSingleton<IRunStore, RunStore>();
        services.AddSingleton<IEndOfDayStore, EndOfDayStore>();
        services.AddSingleton<IRunReader>(provider => provider.GetRequiredService<IRunStore>());
        services.AddSingleton<ISnapshotStore, SnapshotStore>();
        services.AddSingleton<IPositionValueStore, PositionValueStore>();
        services.AddSingleton<IRiskStore, RiskStore>();
        services.AddSingleton<IRiskSettingsStore, RiskSettingsStore>();
        services.AddSingleton<IPriceStore, PriceStore>();
        services.AddSingleton<IMarketDataStore, MarketDataStore>();
        services.AddSingleton<ISecurityFacts, SecurityFactStore>();
        services.AddSingleton<IMarketHealth, MarketHealthStore>();
        services.AddSingleton<IRunOversight, RunOversightStore>();
        services.AddSingleton<IHourlyCountStore, HourlyCountStore>();
        services.AddSingleton<ActivityCounter>();
        services.AddSingleton<IActivityCounter>(provider => provider.GetRequiredService<ActivityCounter>());
        services.AddSingleton<IRateBuckets, RateBucketStore>();
        services.AddSingleton<IIdempotencyStore, IdempotencyStore>();
        services.AddSingleton<IMailOutbox, MailOutbox>();
        services.AddSingleton<IAlertStore, AlertStore>();
        services.AddSingleton<IInstallation, InstallationStore>();
        services.AddSingleton<IRunTimes>(provider => provider.GetRequiredService<IInstallation>());
        services.AddSingleton<IQueueLengths, QueueLengthStore>();
        services.AddSingleton<ISchemaProbe, SchemaProbe>();
        services.AddSingleton<SqliteBackup>();
        return services;
    }

    internal static void UseSqlite(DbContextOptionsBuilder options, string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true };
        options.UseSqlite(builder.ToString()).AddInterceptors(new SqliteSessionPragmas());
    }

    internal static void UsePostgres(DbContextOptionsBuilder options, string connectionString) => options.UseNpgsql(connectionString);

    private sealed class BaseFactory<TContext>(IDbContextFactory<TContext> inner) : IDbContextFactory<AppDbContext>
        where TContext : AppDbContext
    {
        public AppDbContext CreateDbContext() => inner.CreateDbContext();

        public async Task<AppDbContext> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
            await inner.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
    }
}
