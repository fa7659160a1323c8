using App.Core.Accounts;
using App.Core.Portfolios;
using App.Data.Portfolios;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Accounts;

/// <summary>The accounts in the database, for operators.</summary>
internal sealed class UserAdministrationStore(Database database, AccountChangeStore changes) : IUserAdministration
{
    public Task<Page<UserRow>> ListAsync(UserFilter filter, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (db, token) =>
            {
                // The page is found first: what is told of its users is then looked up for them alone.
                var matching = UserSearch.Matching(db, filter, now);
                var ids = await UserSearch.Ordered(matching, filter).Skip(filter.Offset).Take(filter.Limit).Select(facts => facts.User.Id).ToListAsync(token);
                var rows = await UserFacts.Of(db).Where(facts => ids.Contains(facts.User.Id)).ToListAsync(token);
                return new Page<UserRow>([.. rows.Select(facts => facts.ToRow()).OrderBy(row => ids.IndexOf(row.Id))], await matching.CountAsync(token));
            },
            cancellationToken);

    public Task<UserRow?> FindAsync(Guid userId, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (db, token) => (await UserFacts.Of(db).SingleOrDefaultAsync(facts => facts.User.Id == userId, token))?.ToRow(), cancellationToken);

    public Task<int> SessionsAsync(Guid userId, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.RunAsync(
            (db, token) => db.UserSessions.CountAsync(session => session.UserId == userId && session.EndedAt == null && session.ExpiresAt > now, token), cancellationToken);

    public Task<IReadOnlyList<UserImport>> ImportsAsync(Guid userId, int limit, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<UserImport>>(
            async (db, token) => await (
                from portfolio in db.EverOf(userId)
                join import in db.Imports on portfolio.Id equals import.PortfolioId
                orderby import.ImportedAt descending, import.Id
                select new UserImport(portfolio.Id, portfolio.Name, import.FileName, import.ImportedAt, import.TotalRows, import.PositionsImported, import.UndoneAt))
                .Take(limit).ToListAsync(token),
            cancellationToken);

    public Task<AccountChangeOutcome> ApplyAsync(AccountChange change, Guid operatorId, Guid userId, int? version, DateTimeOffset now, CancellationToken cancellationToken) =>
        changes.ApplyAsync(change, operatorId, userId, version, now, cancellationToken);
}
