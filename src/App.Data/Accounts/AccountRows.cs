using App.Core.Accounts;
using App.Core.Batches;
using App.Core.Calculations;
using App.Core.Imports;
using App.Core.Imports.Brokers;
using App.Core.Models;
using App.Core.Operations;
using App.Core.Orders;
using App.Core.Portfolios;
using App.Core.Risk;
using App.Core.Snapshots;
using App.Core.Targets;
using App.Data.Portfolios;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Accounts;

/// <summary>The rows of an account, read by a reader each: one row is in memory, not a table.</summary>
internal sealed class AccountRows(AppDbContext db, IAsyncDisposable transaction, Guid userId) : IAccountRows
{
    public async Task<AccountProfile?> ProfileAsync(CancellationToken cancellationToken)
    {
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == userId, cancellationToken) is not { } user)
        {
            return null;
        }

        var passkeys = await db.UserPasskeys.AsNoTracking().Where(passkey => passkey.UserId == userId).ToListAsync(cancellationToken);
        return new AccountProfile
        {
            Id = user.Id,
            Email = user.Email!,
            EmailConfirmed = user.EmailConfirmed,
            FullName = user.FullName,
            PhoneNumber = user.PhoneNumber,
            CreatedAt = user.CreatedAt,
            LastSeenAt = user.LastSeenAt,
            SuspendedAt = user.SuspendedAt,
            Preferences = user.Preferences,
            VerifiedAt = user.VerifiedAt,
            IsPremium = user.IsPremium,
            InviteCohort = await db.InviteCodes.Where(code => code.Code == user.InvitedWith).Select(code => code.Cohort).SingleOrDefaultAsync(cancellationToken),
            HasPassword = user.PasswordHash is not null,
            TwoFactorEnabled = user.TwoFactorEnabled,
            Roles = await db.Roles.Where(role => db.UserRoles.Any(held => held.UserId == userId && held.RoleId == role.Id)).Select(role => role.Name!).Order().ToListAsync(cancellationToken),
            Claims = await db.UserClaims.Where(claim => claim.UserId == userId).OrderBy(claim => claim.Id).Select(claim => claim.ClaimType + ": " + claim.ClaimValue).ToListAsync(cancellationToken),
            Logins = await db.UserLogins.Where(login => login.UserId == userId).Select(login => login.ProviderDisplayName ?? login.LoginProvider).Order().ToListAsync(cancellationToken),
            Passkeys = [.. passkeys.Select(passkey => new ExportedPasskey(passkey.Data.Name, passkey.Data.CreatedAt)).OrderBy(passkey => passkey.CreatedAt)],
            Messages = await db.OutgoingMails.Where(mail => mail.UserId == userId).OrderBy(mail => mail.CreatedAt)
                .Select(mail => new ExportedMail(mail.Kind, mail.CreatedAt, mail.SentAt)).ToListAsync(cancellationToken),
        };
    }

    public async Task<IReadOnlyList<Portfolio>> PortfoliosAsync(CancellationToken cancellationToken) =>
        await db.EverOf(userId).AsNoTracking().OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).ToListAsync(cancellationToken);

    public IAsyncEnumerable<UserSession> SessionsAsync() =>
        db.UserSessions.AsNoTracking().Where(row => row.UserId == userId).OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).AsAsyncEnumerable();

    public IAsyncEnumerable<ExportedImpersonation> ImpersonationsAsync() =>
        db.Impersonations.AsNoTracking().Where(row => row.TargetId == userId).OrderBy(row => row.StartedAt).ThenBy(row => row.Id)
            .Select(row => new ExportedImpersonation(row, db.Users.Where(user => user.Id == row.ImpersonatorId).Select(user => user.FullName).FirstOrDefault())).AsAsyncEnumerable();

    public IAsyncEnumerable<TargetPrice> TargetsAsync() =>
        db.TargetsOf(userId).AsNoTracking().OrderBy(row => row.Symbol).ThenBy(row => row.Direction).AsAsyncEnumerable();

    public IAsyncEnumerable<Batch> BatchesAsync() => db.BatchesOf(userId).AsNoTracking().OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).AsAsyncEnumerable();

    public IAsyncEnumerable<BatchTemplate> BatchTemplatesAsync() => db.BatchTemplatesOf(userId).AsNoTracking().OrderBy(row => row.NameKey).AsAsyncEnumerable();

    public IAsyncEnumerable<BatchOperation> BatchOperationsAsync()
    {
        var batches = db.BatchesOf(userId);
        return db.BatchOperations.AsNoTracking().Where(row => batches.Any(batch => batch.Id == row.BatchId)).OrderBy(row => row.BatchId).ThenBy(row => row.Index).AsAsyncEnumerable();
    }

    public IAsyncEnumerable<WebhookDelivery> WebhooksAsync() => Webhooks().AsNoTracking().OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).AsAsyncEnumerable();

    public IAsyncEnumerable<WebhookAttempt> WebhookAttemptsAsync()
    {
        var webhooks = Webhooks();
        return db.WebhookAttempts.AsNoTracking().Where(row => webhooks.Any(webhook => webhook.Id == row.DeliveryId)).OrderBy(row => row.DeliveryId).ThenBy(row => row.Number).AsAsyncEnumerable();
    }

    public IAsyncEnumerable<ExportedModel> ModelsAsync() => db.ModelsOf(userId).AsNoTracking().OrderBy(row => row.CreatedAt).ThenBy(row => row.Id)
        .Select(row => new ExportedModel(row.Id, row.Name, row.LastRebalanceDate, row.Version, row.CreatedAt, row.UpdatedAt)).AsAsyncEnumerable();

    public IAsyncEnumerable<ExportedModelPosition> ModelPositionsAsync() => (
        from model in db.ModelsOf(userId)
        join row in db.ModelPositions.AsNoTracking() on model.Id equals row.ModelId
        orderby model.CreatedAt, model.Id, row.Ordinal
        select new ExportedModelPosition(model.Id, model.Name, new ModelPosition(row.Security, row.Target, row.LowDrift, row.HighDrift))).AsAsyncEnumerable();

    public IAsyncEnumerable<ExportedModelPortfolio> ModelPortfoliosAsync() => (
        from model in db.ModelsOf(userId)
        join row in db.ModelPortfolios.AsNoTracking() on model.Id equals row.ModelId
        orderby model.CreatedAt, model.Id, row.Ordinal
        select new ExportedModelPortfolio(model.Id, model.Name, row.PortfolioId)).AsAsyncEnumerable();

    public IAsyncEnumerable<Order> OrdersAsync() => db.OrdersEverOf(userId).AsNoTracking().OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).AsAsyncEnumerable();

    public IAsyncEnumerable<OrderEvent> OrderEventsAsync()
    {
        var orders = db.OrdersEverOf(userId);
        return db.OrderEvents.AsNoTracking().Where(row => orders.Any(order => order.Id == row.OrderId)).OrderBy(row => row.OrderId).ThenBy(row => row.Version).AsAsyncEnumerable();
    }

    public IAsyncEnumerable<PositionView> ViewsAsync() => db.ViewsOf(userId).AsNoTracking().OrderBy(row => row.NameKey).AsAsyncEnumerable();

    // What an operator did to others' accounts is theirs; what concerns nobody in particular is the operator's.
    public IAsyncEnumerable<AuditEntry> AuditAsync() =>
        db.EntriesOf(userId).AsNoTracking().OrderBy(row => row.Sequence).AsAsyncEnumerable();

    public IAsyncEnumerable<Position> PositionsAsync(Guid portfolioId) =>
        db.Positions.AsNoTracking().Where(row => row.PortfolioId == portfolioId).OrderBy(row => row.Ordinal).AsAsyncEnumerable();

    public IAsyncEnumerable<ExportedValuation> ValuationsAsync(Guid portfolioId) => (
        from valuation in db.Valuations.AsNoTracking()
        join position in db.Positions on valuation.PositionId equals position.Id
        where position.PortfolioId == portfolioId
        orderby position.Ordinal, valuation.Date
        select new ExportedValuation(position.Symbol, valuation)).AsAsyncEnumerable();

    public IAsyncEnumerable<CashEntry> CashAsync(Guid portfolioId) =>
        db.CashEntries.AsNoTracking().Where(row => row.PortfolioId == portfolioId).OrderBy(row => row.Date).ThenBy(row => row.Id).AsAsyncEnumerable();

    public IAsyncEnumerable<ImportRecord> ImportsAsync(Guid portfolioId) =>
        db.Imports.AsNoTracking().Where(row => row.PortfolioId == portfolioId).OrderBy(row => row.ImportedAt).ThenBy(row => row.Id).AsAsyncEnumerable();

    public IAsyncEnumerable<ImportUndo> UndoAsync(Guid portfolioId) => db.ImportUndos.AsNoTracking().Where(row => row.PortfolioId == portfolioId).AsAsyncEnumerable();

    public IAsyncEnumerable<ColumnMapping> MappingsAsync(Guid portfolioId) =>
        db.ColumnMappings.AsNoTracking().Where(row => row.PortfolioId == portfolioId).OrderBy(row => row.HeaderKey).AsAsyncEnumerable();

    public IAsyncEnumerable<PortfolioSnapshot> SnapshotsAsync(Guid portfolioId) =>
        db.Snapshots.AsNoTracking().Where(row => row.PortfolioId == portfolioId && row.IsComplete).OrderBy(row => row.Session).AsAsyncEnumerable();

    public IAsyncEnumerable<PositionValue> ValuesAsync(Guid portfolioId) =>
        db.PositionValues.AsNoTracking().Where(row => row.PortfolioId == portfolioId).OrderBy(row => row.PositionId).AsAsyncEnumerable();

    public IAsyncEnumerable<CalculationRun> RunsAsync(Guid portfolioId) =>
        db.Runs.AsNoTracking().Where(row => row.PortfolioId == portfolioId).OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).AsAsyncEnumerable();

    public IAsyncEnumerable<RiskReport> RiskAsync(Guid portfolioId) =>
        db.RiskReports.AsNoTracking().Where(row => row.PortfolioId == portfolioId).OrderBy(row => row.Session).AsAsyncEnumerable();

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await db.DisposeAsync();
    }

    private IQueryable<WebhookDelivery> Webhooks()
    {
        var batches = db.BatchesOf(userId);
        return db.WebhookDeliveries.Where(row => batches.Any(batch => batch.Id == row.BatchId));
    }
}
