using App.Core.Portfolios;

namespace App.Core.Accounts;

/// <summary>Users and the moment they were looked at, which decides who is locked and who is stuck.</summary>
public sealed record UserList(Page<UserRow> Users, DateTimeOffset Now);

/// <summary>Lists the users for operators.</summary>
/// <remarks>Side effects: none. Errors: none.</remarks>
public sealed class ListUsers(IUserAdministration users, IInviteCodeList codes, TimeProvider time)
{
    /// <summary>Lists them.</summary>
    public async Task<UserList> HandleAsync(UserFilter filter, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return new UserList(await users.ListAsync(filter, now, cancellationToken), now);
    }

    /// <summary>The cohorts that users may be of, ascending.</summary>
    public Task<IReadOnlyList<string>> CohortsAsync(CancellationToken cancellationToken) => codes.CohortsAsync(cancellationToken);
}
