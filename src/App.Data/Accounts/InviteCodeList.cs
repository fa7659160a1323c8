using App.Core.Accounts;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Accounts;

/// <summary>The invite codes in the database, as operators see them.</summary>
internal sealed class InviteCodeList(Database database) : IInviteCodeList
{
    private const int MostCohorts = 200;

    public Task<Page<InviteCodeRow>> ListAsync(InviteCodeFilter filter, DateTimeOffset now, CancellationToken cancellationToken) => database.RunAsync(
        async (db, token) =>
        {
            var codes = Matching(db, filter, now);
            var page = codes.OrderByDescending(code => code.CreatedAt).ThenBy(code => code.Code).Skip(filter.Offset).Take(filter.Limit);
            return new Page<InviteCodeRow>(await RowsAsync(db, page, now, token), await codes.CountAsync(token));
        },
        cancellationToken);

    public Task<IReadOnlyList<string>> CohortsAsync(CancellationToken cancellationToken) => database.RunAsync<IReadOnlyList<string>>(
        async (db, token) => await db.InviteCodes.Select(code => code.Cohort).Distinct().OrderBy(cohort => cohort).Take(MostCohorts).ToListAsync(token), cancellationToken);

    public Task<InviteCodeRow?> FindAsync(string code, DateTimeOffset now, CancellationToken cancellationToken) => database.RunAsync(
        async (db, token) => (await RowsAsync(db, db.InviteCodes.AsNoTracking().Where(row => row.Code == code), now, token)).SingleOrDefault(), cancellationToken);

    public async Task<bool> AddAsync(InviteCode code, AuditEvent audit, CancellationToken cancellationToken) =>
        await database.AddOrFindAsync(code, db => db.InviteCodes.Where(row => row.Code == code.Code), cancellationToken, audit) is null;

    public Task<bool> RevokeAsync(string code, DateTimeOffset now, AuditEvent audit, CancellationToken cancellationToken) => database.WriteAsync(
        async (db, token) =>
        {
            var revoked = await db.InviteCodes.Where(row => row.Code == code && row.RevokedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.RevokedAt, now), token);
            if (revoked == 0)
            {
                return await db.InviteCodes.AnyAsync(row => row.Code == code, token);
            }

            await database.AuditAsync(db, audit, token);
            return true;
        },
        cancellationToken);

    private static IQueryable<InviteCode> Matching(AppDbContext db, InviteCodeFilter filter, DateTimeOffset now)
    {
        var codes = db.InviteCodes.AsNoTracking();
        if (filter.Cohort is { } cohort)
        {
            codes = codes.Where(code => code.Cohort == cohort);
        }

        var standing = codes.Where(code => code.RevokedAt == null);
        return filter.State switch
        {
            null => codes,
            InviteCodeState.Revoked => codes.Where(code => code.RevokedAt != null),
            InviteCodeState.Expired => standing.Where(code => code.ExpiresAt <= now),
            InviteCodeState.UsedUp => standing.Where(code => (code.ExpiresAt == null || code.ExpiresAt > now) && code.Uses >= code.MaxUses),
            _ => standing.Where(code => (code.ExpiresAt == null || code.ExpiresAt > now) && (code.MaxUses == null || code.Uses < code.MaxUses)),
        };
    }

    private static async Task<IReadOnlyList<InviteCodeRow>> RowsAsync(AppDbContext db, IQueryable<InviteCode> codes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await codes.Select(code => new
        {
            Code = code,
            CreatedBy = db.Users.Where(user => user.Id == code.CreatedBy).Select(user => user.Email).FirstOrDefault(),
            Total = db.Users.Count(user => user.InvitedWith == code.Code),
        }).ToListAsync(cancellationToken);
        var people = await RegisteredAsync(db, [.. rows.Where(row => row.Total > 0).Select(row => row.Code.Code)], cancellationToken);
        return [.. rows.Select(row => new InviteCodeRow(row.Code, row.Code.StateAt(now), row.CreatedBy, [.. people[row.Code.Code]], row.Total))];
    }

    // The newest of each code, without reading the thousands that the code of a large beta may have.
    private static async Task<ILookup<string, InvitedUser>> RegisteredAsync(AppDbContext db, IReadOnlyList<string> codes, CancellationToken cancellationToken)
    {
        var users = await (
            from code in db.InviteCodes.AsNoTracking().Where(code => codes.Contains(code.Code))
            from user in db.Users.Where(user => user.InvitedWith == code.Code).OrderByDescending(user => user.CreatedAt).ThenBy(user => user.Id).Take(InviteCodeRow.MostRegistered)
            select new { code.Code, User = new InvitedUser(user.Id, user.Email!, user.FullName, user.CreatedAt) }).ToListAsync(cancellationToken);
        return users.OrderByDescending(user => user.User.RegisteredAt).ToLookup(user => user.Code, user => user.User);
    }
}
