using App.Core.Models;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Data.Portfolios;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Models;

/// <summary>The investment models in the database.</summary>
internal sealed class ModelStore(Database database) : IModelStore
{
    public Task<Page<InvestmentModel>> ListAsync(Guid ownerId, IReadOnlyList<ModelOrder> order, int limit, int offset, CancellationToken cancellationToken) => database.RunAsync(
        async (db, token) =>
        {
            // Sorted here and not in the query: the two databases sort letters, and what is missing, differently. There are at most some hundreds, and only the page is read whole.
            var rows = await db.ModelsOf(ownerId).AsNoTracking().ToListAsync(token);
            rows.Sort((one, other) => Compare(one, other, order));
            return new Page<InvestmentModel>(await WholeAsync(db, ownerId, [.. rows.Skip(offset).Take(limit)], token), rows.Count);
        },
        cancellationToken);

    public Task<InvestmentModel?> FindAsync(Guid ownerId, Guid modelId, CancellationToken cancellationToken) => database.RunAsync(
        async (db, token) => await db.ModelsOf(ownerId).AsNoTracking().SingleOrDefaultAsync(model => model.Id == modelId, token) is { } row
            ? (await WholeAsync(db, ownerId, [row], token))[0]
            : null,
        cancellationToken);

    public async Task<IReadOnlyList<Guid>> NotOwnedAsync(Guid ownerId, IReadOnlyList<Guid> portfolioIds, CancellationToken cancellationToken)
    {
        if (portfolioIds.Count == 0)
        {
            return [];
        }

        var owned = await database.RunAsync(
            (db, token) => db.ActiveOf(ownerId).Where(portfolio => portfolioIds.Contains(portfolio.Id)).Select(portfolio => portfolio.Id).ToListAsync(token), cancellationToken);
        return [.. portfolioIds.Except(owned)];
    }

    public Task<ModelWrite> AddAsync(InvestmentModel model, int most, CancellationToken cancellationToken) => WriteAsync(
        async (db, token) =>
        {
            // Two that are made at once are counted one after the other.
            await db.LockOwnerAsync(model.OwnerId, token);
            if (await db.ModelsOf(model.OwnerId).CountAsync(token) >= most)
            {
                return ModelWrite.TooMany;
            }

            db.Add(RowOf(model));
            await AddPositionsAsync(db, model, token);
            await AddPortfoliosAsync(db, model, token);
            await db.SaveChangesAsync(token);
            await database.AuditAsync(db, new(AuditAction.ModelCreated, model.OwnerId, model.Id), token);
            return ModelWrite.Stored;
        },
        cancellationToken);

    public Task<ModelWrite> ChangeAsync(InvestmentModel before, InvestmentModel after, CancellationToken cancellationToken) => WriteAsync(
        async (db, token) =>
        {
            // This statement decides: whoever else has the version waits for the row, and then finds another.
            var changed = await db.ModelsOf(before.OwnerId).Where(model => model.Id == before.Id && model.Version == before.Version).ExecuteUpdateAsync(
                set => set
                    .SetProperty(model => model.Name, after.Name)
                    .SetProperty(model => model.NameKey, after.NameKey)
                    .SetProperty(model => model.Version, after.Version)
                    .SetProperty(model => model.NameVersion, after.NameVersion)
                    .SetProperty(model => model.PositionsVersion, after.PositionsVersion)
                    .SetProperty(model => model.PortfoliosVersion, after.PortfoliosVersion)
                    .SetProperty(model => model.UpdatedAt, after.UpdatedAt),
                token);
            if (changed == 0)
            {
                return await MissedAsync(db, before.OwnerId, before.Id, token);
            }

            if (after.PositionsVersion != before.PositionsVersion)
            {
                await db.ModelPositions.Where(row => row.ModelId == after.Id).ExecuteDeleteAsync(token);
                await AddPositionsAsync(db, after, token);
            }

            if (after.PortfoliosVersion != before.PortfoliosVersion)
            {
                await db.ModelPortfolios.Where(row => row.ModelId == after.Id).ExecuteDeleteAsync(token);
                await AddPortfoliosAsync(db, after, token);
            }

            await db.SaveChangesAsync(token);
            await database.AuditAsync(db, new(AuditAction.ModelChanged, after.OwnerId, after.Id, new Dictionary<string, object?> { ["version"] = after.Version }), token);
            return ModelWrite.Stored;
        },
        cancellationToken);

    public Task<ModelWrite> RemoveAsync(Guid ownerId, Guid modelId, int version, CancellationToken cancellationToken) => WriteAsync(
        async (db, token) =>
        {
            if (await db.ModelsOf(ownerId).Where(model => model.Id == modelId && model.Version == version).ExecuteDeleteAsync(token) == 0)
            {
                return await MissedAsync(db, ownerId, modelId, token);
            }

            await database.AuditAsync(db, new(AuditAction.ModelDeleted, ownerId, modelId), token);
            return ModelWrite.Stored;
        },
        cancellationToken);

    private async Task<ModelWrite> WriteAsync(Func<AppDbContext, CancellationToken, Task<ModelWrite>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(work, cancellationToken);
        }
        catch (Exception exception) when (Database.IsUniqueViolation(exception))
        {
            return ModelWrite.NameTaken;
        }
    }

    private static async Task<ModelWrite> MissedAsync(AppDbContext db, Guid ownerId, Guid modelId, CancellationToken cancellationToken) =>
        await db.ModelsOf(ownerId).AnyAsync(model => model.Id == modelId, cancellationToken) ? ModelWrite.OtherVersion : ModelWrite.NotFound;

    private static Task AddPositionsAsync(AppDbContext db, InvestmentModel model, CancellationToken cancellationToken) => db.ModelPositions.AddRangeAsync(
        model.Positions.Select((position, index) => new ModelPositionRow
        {
            ModelId = model.Id,
            Ordinal = index,
            Security = position.Security,
            Target = position.Target,
            LowDrift = position.LowDrift,
            HighDrift = position.HighDrift,
        }),
        cancellationToken);

    private static Task AddPortfoliosAsync(AppDbContext db, InvestmentModel model, CancellationToken cancellationToken) => db.ModelPortfolios.AddRangeAsync(
        model.Portfolios.Select((portfolio, index) => new ModelPortfolioRow { ModelId = model.Id, PortfolioId = portfolio, Ordinal = index }), cancellationToken);

    private static async Task<IReadOnlyList<InvestmentModel>> WholeAsync(AppDbContext db, Guid ownerId, IReadOnlyList<ModelRow> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(row => row.Id).ToList();
        var active = db.ActiveOf(ownerId);
        var positions = (await db.ModelPositions.AsNoTracking().Where(row => ids.Contains(row.ModelId)).OrderBy(row => row.Ordinal).ToListAsync(cancellationToken)).ToLookup(row => row.ModelId);
        var portfolios = (await db.ModelPortfolios.AsNoTracking().Where(row => ids.Contains(row.ModelId) && active.Any(portfolio => portfolio.Id == row.PortfolioId)).OrderBy(row => row.Ordinal)
            .ToListAsync(cancellationToken)).ToLookup(row => row.ModelId);
        return [.. rows.Select(row => ModelOf(row, positions[row.Id], portfolios[row.Id]))];
    }

    private static InvestmentModel ModelOf(ModelRow row, IEnumerable<ModelPositionRow> positions, IEnumerable<ModelPortfolioRow> portfolios) => new()
    {
        Id = row.Id,
        OwnerId = row.OwnerId,
        Name = row.Name,
        Positions = [.. positions.Select(position => new ModelPosition(position.Security, position.Target, position.LowDrift, position.HighDrift))],
        Portfolios = [.. portfolios.Select(portfolio => portfolio.PortfolioId)],
        LastRebalanceDate = row.LastRebalanceDate,
        Version = row.Version,
        NameVersion = row.NameVersion,
        PositionsVersion = row.PositionsVersion,
        PortfoliosVersion = row.PortfoliosVersion,
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt,
    };

    private static ModelRow RowOf(InvestmentModel model) => new()
    {
        Id = model.Id,
        OwnerId = model.OwnerId,
        Name = model.Name,
        NameKey = model.NameKey,
        LastRebalanceDate = model.LastRebalanceDate,
        Version = model.Version,
        NameVersion = model.NameVersion,
        PositionsVersion = model.PositionsVersion,
        PortfoliosVersion = model.PortfoliosVersion,
        CreatedAt = model.CreatedAt,
        UpdatedAt = model.UpdatedAt,
    };

    private static int Compare(ModelRow one, ModelRow other, IReadOnlyList<ModelOrder> order)
    {
        foreach (var (field, isDescending) in order)
        {
            var compared = field switch
            {
                ModelField.Name => string.CompareOrdinal(one.NameKey, other.NameKey),
                ModelField.LastRebalanceDate => Nullable.Compare(one.LastRebalanceDate, other.LastRebalanceDate),
                _ => one.Id.CompareTo(other.Id),
            };
            if (compared != 0)
            {
                return isDescending ? -compared : compared;
            }
        }

        return one.Id.CompareTo(other.Id);
    }
}
