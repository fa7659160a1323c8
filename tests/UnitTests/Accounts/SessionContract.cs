using App.Core.Accounts;
using App.Core.Operations;
using App.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace UnitTests.Accounts;

/// <summary>Users, operators and sessions to test with.</summary>
public abstract class SessionContract(DatabaseFixture fixture)
{
    protected static readonly DateTimeOffset Now = TestTimes.Now;

    protected TestDatabase Database { get; } = (fixture ?? throw new ArgumentNullException(nameof(fixture))).Database;

    protected ISessions Sessions => Database.Get<ISessions>();

    protected IImpersonations Impersonations => Database.Get<IImpersonations>();

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected async Task<Guid> UserAsync(string stamp = "stamp")
    {
        var id = await Database.AddUserAsync(Token);
        await using var db = Database.NewContext();
        await db.Users.Where(user => user.Id == id).ExecuteUpdateAsync(set => set.SetProperty(user => user.SecurityStamp, stamp), Token);
        return id;
    }

    protected async Task<Guid> OperatorAsync()
    {
        var id = await UserAsync();
        await GrantAsync(id);
        return id;
    }

    protected async Task GrantAsync(Guid userId)
    {
        await using var db = Database.NewContext();
        var role = await db.Roles.FirstOrDefaultAsync(row => row.NormalizedName == "SUPERUSER", Token);
        if (role is null)
        {
            db.Roles.Add(role = new IdentityRole<Guid>("superuser") { Id = TestIds.Next(), NormalizedName = "SUPERUSER" });
        }

        db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = userId, RoleId = role.Id });
        await db.SaveChangesAsync(Token);
    }

    protected async Task RevokeRoleAsync(Guid userId)
    {
        await using var db = Database.NewContext();
        await db.UserRoles.Where(row => row.UserId == userId).ExecuteDeleteAsync(Token);
    }

    protected async Task SuspendAsync(Guid userId)
    {
        await using var db = Database.NewContext();
        await db.Users.Where(user => user.Id == userId).ExecuteUpdateAsync(set => set.SetProperty(user => user.SuspendedAt, Now), Token);
    }

    protected async Task DeleteAsync(Guid userId)
    {
        await using var db = Database.NewContext();
        await db.Users.Where(user => user.Id == userId).ExecuteDeleteAsync(Token);
    }

    protected async Task<Guid> SessionAsync(Guid userId, DateTimeOffset? at = null, TimeSpan? lasts = null)
    {
        var began = at ?? Now;
        var session = new UserSession
        {
            Id = TestIds.Next(),
            UserId = userId,
            Kind = SessionKind.Browser,
            CreatedAt = began,
            LastSeenAt = began,
            ExpiresAt = began + (lasts ?? TimeSpan.FromDays(14)),
            Address = "192.0.2.1",
            UserAgent = "Test/1",
        };
        await Sessions.StartAsync(session, Token);
        return session.Id;
    }

    protected static Impersonation Wanted(Guid operatorId, Guid sessionId, Guid targetId, DateTimeOffset? at = null) => new()
    {
        Id = TestIds.Next(),
        SessionId = sessionId,
        ImpersonatorId = operatorId,
        TargetId = targetId,
        Reason = "A question about a figure",
        StartedAt = at ?? Now,
        ExpiresAt = (at ?? Now).AddHours(1),
    };

    /// <summary>An operator who looks through a user's eyes.</summary>
    protected async Task<(Guid Operator, Guid Session, Guid Target, Impersonation Impersonation)> UnderWayAsync()
    {
        var (operatorId, target) = (await OperatorAsync(), await UserAsync());
        var session = await SessionAsync(operatorId);
        var impersonation = Wanted(operatorId, session, target);
        if (await Impersonations.StartAsync(impersonation, Token) is not ImpersonationStart.Started)
        {
            throw new InvalidOperationException("It did not begin.");
        }

        return (operatorId, session, target, impersonation);
    }

    protected async Task<Impersonation> RowAsync(Guid id)
    {
        await using var db = Database.NewContext();
        return await db.Impersonations.AsNoTracking().SingleAsync(row => row.Id == id, Token);
    }

    protected async Task<UserSession> SessionRowAsync(Guid id)
    {
        await using var db = Database.NewContext();
        return await db.UserSessions.AsNoTracking().SingleAsync(row => row.Id == id, Token);
    }

    protected async Task<List<AuditEntry>> TrailOfAsync(Guid targetId)
    {
        await using var db = Database.NewContext();
        return await db.AuditEntries.AsNoTracking().Where(entry => entry.TargetId == targetId).OrderBy(entry => entry.Sequence).ToListAsync(Token);
    }
}
