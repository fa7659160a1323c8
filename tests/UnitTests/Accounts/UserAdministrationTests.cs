using App.Core.Accounts;
using App.Core.Calculations;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Accounts;

public sealed class SqliteUserAdministrationTests(SqliteFixture fixture) : UserAdministrationContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresUserAdministrationTests(PostgresFixture fixture) : UserAdministrationContract(fixture), IClassFixture<PostgresFixture>;

public abstract class UserAdministrationContract(DatabaseFixture fixture)
{
    private static readonly DateTimeOffset Now = TestTimes.Now;

    private readonly OperatedDatabase _database = new(fixture.Database);
    private readonly IUserAdministration _users = fixture.Database.Get<IUserAdministration>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ListAsync_BySearch_FindsNamesAndAddressesInAnyCase()
    {
        var mark = TestIds.Next().ToString("N");
        var ann = await _database.UserAsync(user => (user.FullName, user.Email) = ($"Ann {mark}", $"first-{TestIds.Next():N}@example.org"), Token);
        var bob = await _database.UserAsync(user => (user.FullName, user.Email) = ("Bob", $"{mark}@example.org"), Token);
        await _database.UserAsync(_ => { }, Token);

        var found = await ListAsync(new UserFilter { Search = $" {mark.ToUpperInvariant()} ", Order = UserOrder.Name, Ascending = true });

        found.Total.ShouldBe(2);
        found.Items.Select(user => user.Id).ShouldBe([ann, bob]);
    }

    [Fact]
    public async Task ListAsync_ByState_HasEachAccountInExactlyOne()
    {
        var mark = $"state-{TestIds.Next():N}";
        var suspended = await MarkedAsync(mark, user => (user.SuspendedAt, user.LockoutEnd) = (Now, Now.AddHours(1)));
        var locked = await MarkedAsync(mark, user => (user.LockoutEnd, user.LastSeenAt) = (Now.AddSeconds(1), Now));
        var never = await MarkedAsync(mark, user => user.LockoutEnd = Now.AddSeconds(-1));
        var active = await MarkedAsync(mark, user => user.LastSeenAt = Now);

        foreach (var (state, id) in new[] { (AccountState.Suspended, suspended), (AccountState.Locked, locked), (AccountState.NeverSignedIn, never), (AccountState.Active, active) })
        {
            var row = (await ListAsync(new UserFilter { Search = mark, State = state })).Items.ShouldHaveSingleItem();
            row.Id.ShouldBe(id);
            row.StateAt(Now).ShouldBe(state);
        }
    }

    [Fact]
    public async Task ListAsync_Row_TellsWhatTheAccountHolds()
    {
        var code = await _database.CodeAsync("spring", Token);
        var mark = $"row-{TestIds.Next():N}";
        var id = await _database.UserAsync(user => user.FullName = mark, Token, code);
        var portfolio = await _database.PortfolioAsync(id, 3, Token);
        var older = await _database.RunAsync(portfolio, RunStatus.Completed, Now.AddHours(-2), Token);
        await _database.RunAsync(portfolio, RunStatus.Failed, Now.AddHours(-1), Token);

        var row = (await ListAsync(new UserFilter { Search = mark, Cohort = "spring", HasPortfolio = true, IsOperator = false })).Items.ShouldHaveSingleItem();

        older.ShouldNotBe(Guid.Empty);
        (row.InvitedWith, row.Cohort, row.Portfolios, row.Positions).ShouldBe((code, "spring", 1, 3));
        (row.LastRunStatus, row.LastRunError, row.LastRunAt).ShouldBe((RunStatus.Failed, "ERR_BATCH_002", Now.AddHours(-1)));
        row.StuckAt(Now).ShouldBe(StuckReason.RunFailed);
        (await ListAsync(new UserFilter { Search = mark, HasPortfolio = false })).Total.ShouldBe(0);
        (await ListAsync(new UserFilter { Search = mark, Cohort = "autumn" })).Total.ShouldBe(0);
        (await _users.FindAsync(id, Token)).ShouldBe(row);
        (await _users.FindAsync(TestIds.Next(), Token)).ShouldBeNull();
        (await fixture.Database.Get<IInviteCodeList>().CohortsAsync(Token)).ShouldContain("spring");
    }

    [Fact]
    public async Task ListAsync_Stuck_IsWhoeverTheRowSaysIs()
    {
        var mark = $"stuck-{TestIds.Next():N}";
        await MarkedAsync(mark, user => user.CreatedAt = Now.AddDays(-2));
        await MarkedAsync(mark, user => user.CreatedAt = Now.AddHours(-2));
        await MarkedAsync(mark, user => (user.CreatedAt, user.SuspendedAt) = (Now.AddDays(-2), Now));
        await _database.PortfolioAsync(await MarkedAsync(mark, _ => { }), 2, Token);
        await _database.PortfolioAsync(await MarkedAsync(mark, user => user.CreatedAt = Now.AddDays(-2)), 0, Token);
        await _database.RunAsync(await _database.PortfolioAsync(await MarkedAsync(mark, _ => { }), 1, Token), RunStatus.Failed, Now, Token);
        var mended = await _database.PortfolioAsync(await MarkedAsync(mark, _ => { }), 1, Token);
        await _database.RunAsync(mended, RunStatus.Failed, Now.AddHours(-1), Token);
        await _database.RunAsync(mended, RunStatus.CompletedWithWarnings, Now, Token);

        var all = await ListAsync(new UserFilter { Search = mark });
        var stuck = await ListAsync(new UserFilter { Search = mark, IsStuck = true });

        all.Total.ShouldBe(7);
        stuck.Total.ShouldBe(3);
        stuck.Items.Select(user => user.Id).ShouldBe(all.Items.Where(user => user.StuckAt(Now) is not null).Select(user => user.Id));
        stuck.Items.Select(user => user.StuckAt(Now)).ShouldBe([StuckReason.NoPortfolio, StuckReason.NeverCalculated, StuckReason.RunFailed], ignoreOrder: true);
    }

    [Fact]
    public async Task ListAsync_InPages_HasEachOnceInOrder()
    {
        var mark = $"page-{TestIds.Next():N}";
        List<Guid> ids = [];
        for (var i = 0; i < 7; i++)
        {
            var seen = i == 3 ? (DateTimeOffset?)null : Now.AddMinutes(i);
            ids.Add(await MarkedAsync(mark, user => (user.CreatedAt, user.LastSeenAt) = (Now.AddMinutes(-i), seen)));
        }

        var pages = new[] { 0, 3, 6, 9 }.Select(offset => ListAsync(new UserFilter { Search = mark, Limit = 3, Offset = offset })).ToList();
        (await Task.WhenAll(pages)).SelectMany(page => page.Items).Select(user => user.Id).ShouldBe(ids);
        (await ListAsync(new UserFilter { Search = mark, Order = UserOrder.LastSeen })).Items.Select(user => user.Id)
            .ShouldBe([ids[6], ids[5], ids[4], ids[2], ids[1], ids[0], ids[3]]);
    }

    [Fact]
    public async Task ApplyAsync_Suspend_EndsEverythingAtOnceAndIsTold()
    {
        var (by, user) = (await _database.OperatorAsync(Token), await _database.UserAsync(_ => { }, Token));
        var session = await _database.SessionAsync(user, Now.AddDays(1), Token);
        var impersonation = await _database.ImpersonationAsync(by, user, Now.AddHours(1), Token);
        var stamp = await StampAsync(user);

        (await ApplyAsync(AccountChange.Suspend, by, user)).ShouldBe(AccountChangeOutcome.Done);
        (await ApplyAsync(AccountChange.Suspend, by, user, Now.AddHours(1))).ShouldBe(AccountChangeOutcome.Done);

        (await _users.FindAsync(user, Token))!.SuspendedAt.ShouldBe(Now);
        (await _users.SessionsAsync(user, Now, Token)).ShouldBe(0);
        await using var db = fixture.Database.NewContext();
        var ended = await db.UserSessions.AsNoTracking().SingleAsync(row => row.Id == session, Token);
        (ended.EndedAt, ended.EndReason).ShouldBe((Now, SessionEnd.AccountClosed));
        (await db.Impersonations.AsNoTracking().SingleAsync(row => row.Id == impersonation, Token)).EndReason.ShouldBe(ImpersonationEnd.TargetClosed);
        (await StampAsync(user)).ShouldNotBe(stamp);
        (await ActionsAsync(user)).ShouldBe(["account.suspended"]);

        (await ApplyAsync(AccountChange.Reopen, by, user)).ShouldBe(AccountChangeOutcome.Done);
        (await _users.FindAsync(user, Token))!.SuspendedAt.ShouldBeNull();
        (await ActionsAsync(user)).ShouldBe(["account.suspended", "account.reopened"]);
    }

    [Fact]
    public async Task ApplyAsync_Unlock_EndsThePauseAndForgetsFailures()
    {
        var (by, user) = (await _database.OperatorAsync(Token), await _database.UserAsync(row => (row.LockoutEnd, row.AccessFailedCount) = (Now.AddMinutes(5), 4), Token));

        (await ApplyAsync(AccountChange.Unlock, by, user)).ShouldBe(AccountChangeOutcome.Done);

        await using var db = fixture.Database.NewContext();
        var row = await db.Users.AsNoTracking().SingleAsync(each => each.Id == user, Token);
        (row.LockoutEnd, row.AccessFailedCount).ShouldBe(((DateTimeOffset?)null, 0));
        (await ActionsAsync(user)).ShouldBe(["account.unlocked"]);
    }

    [Fact]
    public async Task ApplyAsync_GrantAndRevoke_GiveTheRoleAndTakeItWithTheSessions()
    {
        var (by, user) = (await _database.OperatorAsync(Token), await _database.UserAsync(_ => { }, Token));
        var session = await _database.SessionAsync(user, Now.AddDays(1), Token);

        await ApplyAsync(AccountChange.GrantOperator, by, user);
        await ApplyAsync(AccountChange.GrantOperator, by, user);
        (await _users.FindAsync(user, Token))!.IsOperator.ShouldBeTrue();
        (await _users.SessionsAsync(user, Now, Token)).ShouldBe(1);

        await ApplyAsync(AccountChange.RevokeOperator, by, user);
        (await _users.FindAsync(user, Token))!.IsOperator.ShouldBeFalse();
        await using var db = fixture.Database.NewContext();
        (await db.UserSessions.AsNoTracking().SingleAsync(row => row.Id == session, Token)).EndReason.ShouldBe(SessionEnd.RevokedByOperator);
        (await ActionsAsync(user)).ShouldBe(["account.superuser_granted", "account.superuser_revoked"]);
    }

    [Fact]
    public async Task ApplyAsync_TwoOperatorsTakeEachOthersRightAtOnce_LeavesOne()
    {
        var (one, other) = (await _database.OperatorAsync(Token), await _database.OperatorAsync(Token));

        var outcomes = await Task.WhenAll(
            Task.Run(() => ApplyAsync(AccountChange.RevokeOperator, one, other), Token), Task.Run(() => ApplyAsync(AccountChange.RevokeOperator, other, one), Token));

        outcomes.ShouldBe([AccountChangeOutcome.Done, AccountChangeOutcome.NotAnOperator], ignoreOrder: true);
        new[] { (await _users.FindAsync(one, Token))!.IsOperator, (await _users.FindAsync(other, Token))!.IsOperator }.Count(isOperator => isOperator).ShouldBe(1);
    }

    [Fact]
    public async Task ApplyAsync_ByNoOperatorOrToNobody_ChangesNothing()
    {
        var (by, user, plain) = (await _database.OperatorAsync(Token), await _database.UserAsync(_ => { }, Token), await _database.UserAsync(_ => { }, Token));
        var suspended = await _database.OperatorAsync(Token);
        await ApplyAsync(AccountChange.Suspend, by, suspended);

        (await ApplyAsync(AccountChange.Suspend, plain, user)).ShouldBe(AccountChangeOutcome.NotAnOperator);
        (await ApplyAsync(AccountChange.Suspend, suspended, user)).ShouldBe(AccountChangeOutcome.NotAnOperator);
        (await ApplyAsync(AccountChange.Suspend, by, TestIds.Next())).ShouldBe(AccountChangeOutcome.NoSuchUser);
        (await _users.FindAsync(user, Token))!.SuspendedAt.ShouldBeNull();
    }

    [Fact]
    public async Task AdministerUser_OfTheOwnAccountOrNobody_IsAnError()
    {
        var by = await _database.OperatorAsync(Token);
        var administer = new AdministerUser(_users, new ManualTime(Now));

        (await administer.HandleAsync(AccountChange.Suspend, by, by, Token)).Error.Code.ShouldBe("ERR_ADMIN_003");
        (await administer.HandleAsync(AccountChange.Suspend, by, TestIds.Next(), Token)).Error.Code.ShouldBe("ERR_ADMIN_002");
        (await administer.HandleAsync(AccountChange.Suspend, await _database.UserAsync(_ => { }, Token), by, Token)).Error.Code.ShouldBe("ERR_ADMIN_001");
    }

    private Task<Page<UserRow>> ListAsync(UserFilter filter) => _users.ListAsync(filter, Now, Token);

    private Task<Guid> MarkedAsync(string mark, Action<NewRow> change) => _database.UserAsync(
        user =>
        {
            user.FullName = mark;
            change(user);
        },
        Token);

    private async Task<AccountChangeOutcome> ApplyAsync(AccountChange change, Guid by, Guid user, DateTimeOffset? now = null)
    {
        using var acting = Actor.Begin(new Actor(by, null, ActorChannel.Page, null));
        return await _users.ApplyAsync(change, by, user, null, now ?? Now, Token);
    }

    private async Task<string?> StampAsync(Guid user)
    {
        await using var db = fixture.Database.NewContext();
        return await db.Users.Where(row => row.Id == user).Select(row => row.SecurityStamp).SingleAsync(Token);
    }

    private async Task<List<string>> ActionsAsync(Guid user)
    {
        await using var db = fixture.Database.NewContext();
        return await db.AuditEntries.Where(entry => entry.TargetId == user && entry.OwnerId == user).OrderBy(entry => entry.Sequence).Select(entry => entry.Action).ToListAsync(Token);
    }
}
