using App.Core.Accounts;
using App.Core.Calculations;
using App.Core.Portfolios;
using App.Data.Accounts;
using App.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace UnitTests.Accounts;

/// <summary>What a user's row is to be like.</summary>
public sealed class NewRow
{
    public string FullName { get; set; } = "A User";

    public string Email { get; set; } = $"{TestIds.Next():N}@example.org";

    public DateTimeOffset CreatedAt { get; set; } = TestTimes.Now;

    public DateTimeOffset? LastSeenAt { get; set; }

    public DateTimeOffset? SuspendedAt { get; set; }

    public DateTimeOffset? LockoutEnd { get; set; }

    public int AccessFailedCount { get; set; }
}

/// <summary>Puts users, operators, sessions and runs in a database, for tests of what operators see of them.</summary>
public sealed class OperatedDatabase(TestDatabase database)
{
    public async Task<Guid> UserAsync(Action<NewRow> change, CancellationToken token, string? invitedWith = null)
    {
        var row = new NewRow();
        change(row);
        await using var db = database.NewContext();
        var id = TestIds.Next();
        db.Users.Add(new AppUser
        {
            Id = id,
            FullName = row.FullName,
            CreatedAt = row.CreatedAt,
            Email = row.Email,
            NormalizedEmail = row.Email.ToUpperInvariant(),
            UserName = row.Email,
            NormalizedUserName = row.Email.ToUpperInvariant(),
            LastSeenAt = row.LastSeenAt,
            SuspendedAt = row.SuspendedAt,
            LockoutEnd = row.LockoutEnd,
            AccessFailedCount = row.AccessFailedCount,
            InvitedWith = invitedWith,
            SecurityStamp = "stamp",
        });
        await db.SaveChangesAsync(token);
        return id;
    }

    public async Task<Guid> OperatorAsync(CancellationToken token)
    {
        var id = await UserAsync(_ => { }, token);
        await using var db = database.NewContext();
        if (await db.Roles.SingleOrDefaultAsync(each => each.NormalizedName == "SUPERUSER", token) is not { } role)
        {
            role = new IdentityRole<Guid>("superuser") { Id = TestIds.Next(), NormalizedName = "SUPERUSER" };
            db.Roles.Add(role);
        }

        db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = id, RoleId = role.Id });
        await db.SaveChangesAsync(token);
        return id;
    }

    public async Task<string> CodeAsync(string cohort, CancellationToken token)
    {
        await using var db = database.NewContext();
        var code = InviteCode.Normalise($"code-{TestIds.Next():N}");
        db.InviteCodes.Add(new InviteCode { Code = code, Cohort = cohort, CreatedAt = TestTimes.Now });
        await db.SaveChangesAsync(token);
        return code;
    }

    public async Task<Guid> PortfolioAsync(Guid owner, int positions, CancellationToken token)
    {
        var portfolio = new PortfolioBuilder { OwnerId = owner }.Build();
        await database.Get<IPortfolioStore>().AddAsync(portfolio, positions == 0 ? [] : PositionBuilder.Many(portfolio.Id, positions), null, token);
        return portfolio.Id;
    }

    public async Task<Guid> RunAsync(Guid portfolio, RunStatus status, DateTimeOffset createdAt, CancellationToken token, TimeSpan? took = null, Guid? id = null)
    {
        var runs = database.Get<IRunStore>();
        var run = new RunBuilder { Id = id ?? TestIds.Next(), PortfolioId = portfolio, CreatedAt = createdAt }.Build();
        await runs.AddAsync(run, token);
        if (status == RunStatus.Pending)
        {
            return run.Id;
        }

        var claim = (await runs.TryClaimAsync(run.Id, "node", createdAt, createdAt.AddMinutes(-1), token))!;
        if (status != RunStatus.Running)
        {
            var outcome = RunBuilder.Completed() with { Status = status, ErrorCode = status == RunStatus.Failed ? "ERR_BATCH_002" : null };
            await runs.FinishAsync([new FinishedRun(claim, outcome)], createdAt + (took ?? TimeSpan.FromSeconds(2)), token);
        }

        return run.Id;
    }

    public async Task<Guid> SessionAsync(Guid user, DateTimeOffset expiresAt, CancellationToken token)
    {
        await using var db = database.NewContext();
        var id = TestIds.Next();
        db.UserSessions.Add(new UserSession { Id = id, UserId = user, Kind = SessionKind.Browser, CreatedAt = TestTimes.Now, LastSeenAt = TestTimes.Now, ExpiresAt = expiresAt });
        await db.SaveChangesAsync(token);
        return id;
    }

    public async Task<Guid> ImpersonationAsync(Guid by, Guid target, DateTimeOffset expiresAt, CancellationToken token)
    {
        await using var db = database.NewContext();
        var id = TestIds.Next();
        db.Impersonations.Add(new Impersonation
        {
            Id = id,
            SessionId = TestIds.Next(),
            ImpersonatorId = by,
            TargetId = target,
            Reason = "a test",
            StartedAt = TestTimes.Now,
            ExpiresAt = expiresAt,
        });
        await db.SaveChangesAsync(token);
        return id;
    }
}
