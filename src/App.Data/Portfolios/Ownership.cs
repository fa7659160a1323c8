using App.Core.Batches;
using App.Core.Idempotency;
using App.Core.Operations;
using App.Core.Orders;
using App.Core.Portfolios;
using App.Core.Targets;
using App.Data.Models;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Portfolios;

/// <summary>Whose is what: what a user reads and changes is narrowed to that user's own here and nowhere else, which a test sees to.</summary>
internal static class Ownership
{
    extension(AppDbContext db)
    {
        /// <summary>The user's portfolios, without those that were deleted.</summary>
        public IQueryable<Portfolio> ActiveOf(Guid ownerId) => db.EverOf(ownerId).Where(portfolio => portfolio.DeletedAt == null);

        /// <summary>The user's portfolios that are added up: those that hold something or have figures. One that was made without positions has neither, and can never be calculated.</summary>
        public IQueryable<Portfolio> BooksOf(Guid ownerId) => db.ActiveOf(ownerId).Where(portfolio =>
            db.Positions.Any(position => position.PortfolioId == portfolio.Id) || db.Snapshots.Any(snapshot => snapshot.PortfolioId == portfolio.Id && snapshot.IsComplete));

        /// <summary>The user's portfolios, also those that were deleted.</summary>
        public IQueryable<Portfolio> EverOf(Guid ownerId) => db.Portfolios.Where(portfolio => portfolio.OwnerId == ownerId);

        /// <summary>The user's target prices.</summary>
        public IQueryable<TargetPrice> TargetsOf(Guid ownerId) => db.TargetPrices.Where(target => target.OwnerId == ownerId);

        /// <summary>The user's views of positions.</summary>
        public IQueryable<PositionView> ViewsOf(Guid ownerId) => db.PositionViews.Where(view => view.OwnerId == ownerId);

        /// <summary>The user's batches of operations.</summary>
        public IQueryable<Batch> BatchesOf(Guid ownerId) => db.Batches.Where(batch => batch.OwnerId == ownerId);

        /// <summary>The user's templates of batches.</summary>
        public IQueryable<BatchTemplate> BatchTemplatesOf(Guid ownerId) => db.BatchTemplates.Where(template => template.OwnerId == ownerId);
        /// <summary>The user's investment models.</summary>
        public IQueryable<ModelRow> ModelsOf(Guid ownerId) => db.Models.Where(model => model.OwnerId == ownerId);

        /// <summary>The user's orders, without those that were deleted.</summary>
        public IQueryable<Order> OrdersOf(Guid ownerId) => db.OrdersEverOf(ownerId).Where(order => order.DeletedAt == null);

        /// <summary>The user's orders, also those that were deleted.</summary>
        public IQueryable<Order> OrdersEverOf(Guid ownerId) => db.Orders.Where(order => order.OwnerId == ownerId);

        /// <summary>The user's calls with an idempotency key.</summary>
        public IQueryable<IdempotentRequest> CallsOf(Guid ownerId) => db.IdempotentRequests.Where(call => call.OwnerId == ownerId);

        /// <summary>What the audit trail says of the user: what was done to what is theirs, and what they did that is nobody's.</summary>
        public IQueryable<AuditEntry> EntriesOf(Guid userId) => db.AuditEntries.Where(entry => entry.OwnerId == userId || (entry.OwnerId == null && entry.ActorId == userId));

        /// <summary>Holds the user's row until the transaction ends: of two that each count before they write, the second waits for the first.</summary>
        public Task<int> LockOwnerAsync(Guid ownerId, CancellationToken cancellationToken) =>
            db.Users.Where(user => user.Id == ownerId).ExecuteUpdateAsync(set => set.SetProperty(user => user.CreatedAt, user => user.CreatedAt), cancellationToken);
    }

    /// <summary>What belongs to a portfolio, if that is the user's and not deleted; otherwise nothing.</summary>
    /// <typeparam name="T">An entity with a <c>PortfolioId</c>.</typeparam>
    public static IQueryable<T> OfPortfolio<T>(this IQueryable<T> rows, AppDbContext db, Guid ownerId, Guid portfolioId)
        where T : class
    {
        var active = db.ActiveOf(ownerId);
        return rows.Where(row => EF.Property<Guid>(row, nameof(Position.PortfolioId)) == portfolioId && active.Any(portfolio => portfolio.Id == portfolioId));
    }

    /// <summary>What belongs to any of the user's portfolios that are not deleted.</summary>
    /// <typeparam name="T">An entity with a <c>PortfolioId</c>.</typeparam>
    public static IQueryable<T> OfOwner<T>(this IQueryable<T> rows, AppDbContext db, Guid ownerId)
        where T : class
    {
        var active = db.ActiveOf(ownerId);
        return rows.Where(row => active.Any(portfolio => portfolio.Id == EF.Property<Guid>(row, nameof(Position.PortfolioId))));
    }
}
