using App.Core.Imports;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Data.Imports;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Portfolios;

/// <summary>Portfolios and positions in the database.</summary>
internal sealed class PortfolioStore(Database database, TimeProvider time) : IPortfolioStore
{
    private const int FirstVersion = 1;

    public async Task<PortfolioAddition> SaveAsync(
        Guid ownerId, IReadOnlyList<NewPortfolio> added, IReadOnlyList<PositionReplacement> replaced, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(
                async (db, token) =>
                {
                    foreach (var replacement in replaced)
                    {
                        await ReplaceAsync(db, ownerId, replacement, token);
                    }

                    await AddAsync(db, added, token);
                    await AuditAsync(db, ownerId, added, replaced, token);
                    return PortfolioAddition.Added;
                },
                cancellationToken);
        }
        catch (StaleVersionException)
        {
            return PortfolioAddition.ChangedMeanwhile;
        }
        catch (DbUpdateException exception) when (Database.IsUniqueViolation(exception))
        {
            return PortfolioAddition.AccountNameTaken;
        }
    }

    public async Task<ImportUndoing> UndoAsync(Guid ownerId, ImportRecord import, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(
                async (db, token) =>
                {
                    await BookSwap.BeginAsync(db, db.ActiveOf(ownerId), import.PortfolioId, import.PositionsVersion, null, now, token);
                    await db.Imports.Where(row => row.Id == import.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.UndoneAt, now), token);
                    if (await db.ImportUndos.AsNoTracking().SingleOrDefaultAsync(undo => undo.PortfolioId == import.PortfolioId && undo.ImportId == import.Id, token) is { } undo)
                    {
                        await BookSwap.SwapAsync(db, import.PortfolioId, undo.Positions, token);
                        await BulkInsert.InsertAsync(db, undo.Valuations ?? [], token);
                        await db.Portfolios.Where(row => row.Id == import.PortfolioId).ExecuteUpdateAsync(
                            set => set.SetProperty(row => row.PositionsAsOf, undo.PositionsAsOf), token);
                        await db.ImportUndos.Where(row => row.PortfolioId == import.PortfolioId).ExecuteDeleteAsync(token);
                        await database.AuditAsync(db, new(AuditAction.ImportUndone, ownerId, import.PortfolioId), token);
                        return ImportUndoing.Restored;
                    }

                    // Only the import that made the portfolio has nothing from before it.
                    if (import.PositionsVersion != FirstVersion)
                    {
                        throw new StaleVersionException();
                    }

                    await db.Portfolios.Where(row => row.Id == import.PortfolioId).ExecuteUpdateAsync(set => set.SetProperty(row => row.DeletedAt, now), token);
                    await database.AuditAsync(db, new(AuditAction.ImportUndone, ownerId, import.PortfolioId), token);
                    return ImportUndoing.Deleted;
                },
                cancellationToken);
        }
        catch (StaleVersionException)
        {
            return ImportUndoing.ChangedMeanwhile;
        }
    }

    public Task<Portfolio?> FindByAccountAsync(Guid ownerId, string accountKey, CancellationToken cancellationToken) =>
        database.RunAsync(
            (db, token) => db.ActiveOf(ownerId).AsNoTracking().SingleOrDefaultAsync(portfolio => portfolio.AccountKey == accountKey, token), cancellationToken);

    public Task<int> CountDeletedAsync(Guid ownerId, string accountKey, CancellationToken cancellationToken) =>
        database.RunAsync(
            (db, token) => db.EverOf(ownerId).CountAsync(portfolio => portfolio.AccountKey == accountKey && portfolio.DeletedAt != null, token), cancellationToken);

    public Task<Portfolio?> FindAsync(Guid ownerId, Guid portfolioId, CancellationToken cancellationToken) =>
        database.RunAsync(
            (db, token) => db.ActiveOf(ownerId).AsNoTracking().SingleOrDefaultAsync(portfolio => portfolio.Id == portfolioId, token), cancellationToken);

    public Task<Page<PortfolioSummary>> ListAsync(Guid ownerId, bool includeInactive, int limit, int offset, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (db, token) =>
            {
                var portfolios = includeInactive ? db.EverOf(ownerId) : db.ActiveOf(ownerId);
                var total = await portfolios.CountAsync(token);
                var page = ByName(portfolios).Skip(offset).Take(limit);
                return new Page<PortfolioSummary>(await Summaries(db, page).ToListAsync(token), total);
            },
            cancellationToken);

    public Task<IReadOnlyList<Portfolio>> ActiveAsync(Guid ownerId, int limit, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<Portfolio>>(
            async (db, token) => await ByName(db.ActiveOf(ownerId).AsNoTracking()).Take(limit).ToListAsync(token), cancellationToken);

    public Task<IReadOnlyList<Portfolio>> BooksAsync(Guid ownerId, int limit, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<Portfolio>>(
            async (db, token) => await ByName(db.BooksOf(ownerId).AsNoTracking()).Take(limit).ToListAsync(token), cancellationToken);

    public Task<PortfolioSummary?> SummaryAsync(Guid ownerId, Guid portfolioId, CancellationToken cancellationToken) =>
        database.RunAsync(
            (db, token) => Summaries(db, db.ActiveOf(ownerId).Where(portfolio => portfolio.Id == portfolioId)).SingleOrDefaultAsync(token),
            cancellationToken);

    public Task<IReadOnlyList<Position>> PositionsAsync(Guid ownerId, Guid portfolioId, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<Position>>(
            async (db, token) => await db.Positions.AsNoTracking().OfPortfolio(db, ownerId, portfolioId)
                .OrderBy(position => position.Ordinal)
                .ToListAsync(token),
            cancellationToken);

    public Task<ImportRecord?> LastImportAsync(Guid ownerId, Guid portfolioId, CancellationToken cancellationToken) =>
        database.RunAsync(
            (db, token) => db.Imports.AsNoTracking().OfPortfolio(db, ownerId, portfolioId)
                .Where(import => import.UndoneAt == null)
                .OrderByDescending(import => import.ImportedAt)
                .FirstOrDefaultAsync(token),
            cancellationToken);

    public Task<IReadOnlyList<ImportRecord>> UndoableImportsAsync(Guid ownerId, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<ImportRecord>>(
            async (db, token) => await db.Imports.AsNoTracking()
                .Where(import => import.UndoneAt == null
                    && db.ImportUndos.Any(undo => undo.ImportId == import.Id && undo.PortfolioId == import.PortfolioId)
                    && db.ActiveOf(ownerId).Any(portfolio => portfolio.Id == import.PortfolioId && portfolio.PositionsVersion == import.PositionsVersion))
                .ToListAsync(token),
            cancellationToken);

    public Task<PortfolioDeletion> DeleteAsync(Guid ownerId, Guid portfolioId, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) =>
            {
                // Two requests that each delete one of the last two must not both find the other.
                await db.LockOwnerAsync(ownerId, token);
                var active = await db.ActiveOf(ownerId).Select(portfolio => portfolio.Id).ToListAsync(token);
                if (!active.Contains(portfolioId))
                {
                    return PortfolioDeletion.NotFound;
                }

                if (active.Count == 1)
                {
                    return PortfolioDeletion.LastActive;
                }

                await db.ActiveOf(ownerId)
                    .Where(portfolio => portfolio.Id == portfolioId)
                    .ExecuteUpdateAsync(set => set.SetProperty(portfolio => portfolio.DeletedAt, now), token);
                await database.AuditAsync(db, new(AuditAction.PortfolioDeleted, ownerId, portfolioId), token);
                return PortfolioDeletion.Deleted;
            },
            cancellationToken);

    private async Task AuditAsync(AppDbContext db, Guid ownerId, IReadOnlyList<NewPortfolio> added, IReadOnlyList<PositionReplacement> replaced, CancellationToken cancellationToken)
    {
        foreach (var each in added)
        {
            await database.AuditAsync(db, new(AuditAction.PortfolioImported, each.Portfolio.OwnerId, each.Portfolio.Id, new Dictionary<string, object?> { ["positions"] = each.Positions.Count }), cancellationToken);
        }

        foreach (var each in replaced)
        {
            await database.AuditAsync(db, new(AuditAction.PortfolioUpdated, ownerId, each.PortfolioId, new Dictionary<string, object?> { ["positions"] = each.Changes.After.Count }), cancellationToken);
        }
    }

    private async Task AddAsync(AppDbContext db, IReadOnlyList<NewPortfolio> added, CancellationToken cancellationToken)
    {
        db.AddRange(added.Select(each => each.Portfolio));

        // The portfolios first: positions refer to them, and their unique account names decide before ten thousand rows are written.
        await db.SaveChangesAsync(cancellationToken);
        foreach (var each in added)
        {
            await BulkInsert.InsertAsync(db, LotKeys.Assign(each.Positions), cancellationToken);
            await ColumnMappingStore.SaveAsync(db, each.Columns, cancellationToken);
            AddTimed(db, each.Import);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task ReplaceAsync(AppDbContext db, Guid ownerId, PositionReplacement replacement, CancellationToken cancellationToken)
    {
        var (portfolioId, version, changes, import, source) = replacement;
        await BookSwap.BeginAsync(db, db.ActiveOf(ownerId), portfolioId, version, null, import.ImportedAt, cancellationToken);
        var kept = changes.After.Select(position => position.Id).ToHashSet();
        var given = (await ValuationStore.OfPortfolio(db, portfolioId).AsNoTracking().ToListAsync(cancellationToken)).FindAll(valuation => !kept.Contains(valuation.PositionId));
        var before = await BookSwap.SwapAsync(db, portfolioId, changes.After, cancellationToken);
        await db.ImportUndos.Where(undo => undo.PortfolioId == portfolioId).ExecuteDeleteAsync(cancellationToken);
        var row = await db.Portfolios.SingleAsync(portfolio => portfolio.Id == portfolioId, cancellationToken);
        db.Add(new ImportUndo
        {
            PortfolioId = portfolioId,
            ImportId = import.Id,
            PositionsVersion = import.PositionsVersion,
            PositionsAsOf = row.PositionsAsOf,
            Positions = before,
            Valuations = given.Count == 0 ? null : given,
        });
        row.PositionsAsOf = replacement.AsOf;
        row.Source = source ?? row.Source;

        await ColumnMappingStore.SaveAsync(db, replacement.Columns, cancellationToken);
        AddTimed(db, import);
        await db.SaveChangesAsync(cancellationToken);
    }

    private void AddTimed(AppDbContext db, ImportRecord? import)
    {
        if (import is not null)
        {
            import.DurationMs = (int)(time.GetUtcNow() - import.ImportedAt).TotalMilliseconds;
            db.Add(import);
        }
    }

    // SQLite sorts by code, PostgreSQL by the database's collation: folded, "apple" comes before "Banana" on both.
#pragma warning disable CA1304, CA1311 // Translated to lower(name); culture plays no part.
    private static IQueryable<Portfolio> ByName(IQueryable<Portfolio> portfolios) =>
        portfolios.OrderBy(portfolio => portfolio.Name.ToLower()).ThenBy(portfolio => portfolio.Name).ThenBy(portfolio => portfolio.Id);
#pragma warning restore CA1304, CA1311

    private static IQueryable<PortfolioSummary> Summaries(AppDbContext db, IQueryable<Portfolio> portfolios) =>
        from portfolio in portfolios.AsNoTracking()
        let snapshot = db.Snapshots
            .Where(snapshot => snapshot.PortfolioId == portfolio.Id && snapshot.IsComplete)
            .OrderByDescending(snapshot => snapshot.Session)
            .FirstOrDefault()
        select new PortfolioSummary(
            portfolio,
            db.Positions.Count(position => position.PortfolioId == portfolio.Id),
            snapshot == null ? null : snapshot.Session,
            snapshot == null ? null : snapshot.Net);
}
