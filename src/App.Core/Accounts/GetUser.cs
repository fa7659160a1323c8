using App.Core.Operations;
using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Accounts;

/// <summary>All that an operator is shown of an account.</summary>
/// <param name="User">The account.</param>
/// <param name="Sessions">How many sessions go on.</param>
/// <param name="Portfolios">Its portfolios with their latest runs.</param>
/// <param name="Imports">Its newest imports.</param>
/// <param name="Audit">What the audit trail has of it, the newest first.</param>
/// <param name="Now">When it was looked at.</param>
public sealed record UserDetail(
    UserRow User, int Sessions, IReadOnlyList<PortfolioListing> Portfolios, IReadOnlyList<UserImport> Imports, IReadOnlyList<AuditRow> Audit, DateTimeOffset Now);

/// <summary>Looks an account up for an operator.</summary>
/// <remarks>Side effects: none. Errors: ERR_ADMIN_002.</remarks>
public sealed class GetUser(IUserAdministration users, ListPortfolios portfolios, IAuditTrail trail, TimeProvider time)
{
    private const int MostImports = 20;
    private const int MostEntries = 20;

    /// <summary>Looks it up.</summary>
    public async Task<Result<UserDetail>> HandleAsync(Guid userId, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(userId, cancellationToken) is not { } user)
        {
            return AdministerUser.NoSuchUser();
        }

        var now = time.GetUtcNow();
        var audit = await trail.ListAsync(new AuditFilter(userId.ToString(), null, null, null, MostEntries, 0), cancellationToken);
        return new UserDetail(
            user,
            await users.SessionsAsync(userId, now, cancellationToken),
            await portfolios.HandleAsync(userId, cancellationToken),
            await users.ImportsAsync(userId, MostImports, cancellationToken),
            audit.Items,
            now);
    }
}
