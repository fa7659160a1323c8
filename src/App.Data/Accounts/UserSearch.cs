using App.Core.Accounts;

namespace App.Data.Accounts;

/// <summary>Which users a filter lets through, and their order.</summary>
internal static class UserSearch
{
    public static IQueryable<UserFacts> Matching(AppDbContext db, UserFilter filter, DateTimeOffset now)
    {
        var users = InState(UserFacts.Of(db), filter.State, now);
        if (filter.Search?.Trim() is { Length: > 0 } search)
        {
            var upper = search.ToUpperInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // Done by the database; SQLite knows no capitals beyond ASCII, so a name is looked for as it was typed as well.
            users = users.Where(facts => facts.User.NormalizedEmail!.Contains(upper) || facts.User.FullName.ToUpper().Contains(upper) || facts.User.FullName.Contains(search));
#pragma warning restore CA1304, CA1311, CA1862
        }

        if (filter.IsOperator is { } isOperator)
        {
            users = users.Where(facts => facts.IsOperator == isOperator);
        }

        if (filter.IsVerified is { } isVerified)
        {
            users = users.Where(facts => facts.User.VerifiedAt != null == isVerified);
        }

        if (filter.IsPremium is { } isPremium)
        {
            users = users.Where(facts => facts.User.IsPremium == isPremium);
        }

        if (filter.Cohort is { } cohort)
        {
            users = users.Where(facts => facts.Cohort == cohort);
        }

        if (filter.HasPortfolio is { } hasPortfolio)
        {
            users = users.Where(facts => facts.Portfolios > 0 == hasPortfolio);
        }

        if (filter.IsStuck)
        {
            // The same as UserRow.StuckAt says of a row.
            var before = now - UserRow.Patience;
            users = users.Where(facts => facts.User.SuspendedAt == null
                && (facts.HasFailedRun || facts.HasUncalculated || (facts.Portfolios == 0 && !facts.IsOperator && facts.User.CreatedAt < before)));
        }

        return users;
    }

    // A time that there is not yet sorts as the oldest, on both databases.
    public static IQueryable<UserFacts> Ordered(IQueryable<UserFacts> users, UserFilter filter)
    {
        var ordered = (filter.Order, filter.Ascending) switch
        {
            (UserOrder.Name, true) => users.OrderBy(facts => facts.User.FullName),
            (UserOrder.Name, false) => users.OrderByDescending(facts => facts.User.FullName),
            (UserOrder.LastSeen, true) => users.OrderBy(facts => facts.User.LastSeenAt ?? DateTimeOffset.UnixEpoch),
            (UserOrder.LastSeen, false) => users.OrderByDescending(facts => facts.User.LastSeenAt ?? DateTimeOffset.UnixEpoch),
            (UserOrder.LastImport, true) => users.OrderBy(facts => facts.LastImportAt ?? DateTimeOffset.UnixEpoch),
            (UserOrder.LastImport, false) => users.OrderByDescending(facts => facts.LastImportAt ?? DateTimeOffset.UnixEpoch),
            (_, true) => users.OrderBy(facts => facts.User.CreatedAt),
            _ => users.OrderByDescending(facts => facts.User.CreatedAt),
        };
        return ordered.ThenBy(facts => facts.User.Id);
    }

    private static IQueryable<UserFacts> InState(IQueryable<UserFacts> users, AccountState? state, DateTimeOffset now) => state switch
    {
        AccountState.Suspended => users.Where(facts => facts.User.SuspendedAt != null),
        AccountState.Locked => users.Where(facts => facts.User.SuspendedAt == null && facts.User.LockoutEnd > now),
        AccountState.NeverSignedIn => users.Where(facts => facts.User.SuspendedAt == null && !(facts.User.LockoutEnd != null && facts.User.LockoutEnd > now) && facts.User.LastSeenAt == null),
        AccountState.Active => users.Where(facts => facts.User.SuspendedAt == null && !(facts.User.LockoutEnd != null && facts.User.LockoutEnd > now) && facts.User.LastSeenAt != null),
        _ => users,
    };
}
