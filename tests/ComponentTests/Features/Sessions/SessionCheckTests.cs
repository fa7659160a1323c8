using System.Security.Claims;
using App.Core.Accounts;
using App.Features.Accounts;
using App.Features.Accounts.Sessions;
using Shouldly;
using Xunit;

namespace ComponentTests.Features.Sessions;

public sealed class SessionCheckTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid User = new("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Target = new("00000000-0000-0000-0000-000000000002");
    private static readonly Guid Session = new("00000000-0000-0000-0000-000000000003");

    private readonly OneSession _rows = new();

    private SessionCheck Check => new(_rows, new Clock());

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_TicketWithoutASession_IsNotAccepted()
    {
        (await Check.FindAsync(Ticket(session: null), Token)).ShouldBeNull();
        (await Check.FindAsync(Ticket(), Token)).ShouldNotBeNull();
        (await Check.FindAsync(Ticket(stamp: null), Token)).ShouldBeNull();
        (await Check.FindAsync(Ticket(user: Target), Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Holds_SomebodyAsLetIn_UntilAnythingOfItChanges()
    {
        var (user, nobody) = (Ticket(), new ClaimsPrincipal(new ClaimsIdentity()));
        (await Check.HoldsAsync(user, Token)).ShouldBeTrue();
        (await Check.HoldsAsync(nobody, Token)).ShouldBeTrue();

        // An operator by a claim that is older than the loss of the role.
        (await Check.HoldsAsync(Ticket(role: UserClaims.SuperuserRole), Token)).ShouldBeFalse();
        _rows.IsOperator = true;
        (await Check.HoldsAsync(Ticket(role: UserClaims.SuperuserRole), Token)).ShouldBeTrue();

        // Pages that are open when an impersonation begins are the operator's own, and go.
        _rows.Impersonation = Row(Now.AddHours(1));
        (await Check.HoldsAsync(user, Token)).ShouldBeFalse();
        (await Check.HoldsAsync(Impersonated(_rows.Impersonation), Token)).ShouldBeTrue();

        // Another impersonation than the one the page began with; one whose time ran out; one of a user who is open no more.
        (await Check.HoldsAsync(Impersonated(Row(Now.AddHours(1), id: Target)), Token)).ShouldBeFalse();
        var before = _rows.Impersonation;
        _rows.Impersonation = Row(Now);
        (await Check.HoldsAsync(Impersonated(before), Token)).ShouldBeFalse();
        _rows.Impersonation = before;
        _rows.IsTargetOpen = false;
        (await Check.HoldsAsync(Impersonated(before), Token)).ShouldBeFalse();
        _rows.IsTargetOpen = true;
        _rows.IsOperator = false;
        (await Check.HoldsAsync(Impersonated(before), Token)).ShouldBeFalse();
        _rows.IsOperator = true;
        _rows.Stamp = "another";
        (await Check.HoldsAsync(Impersonated(before), Token)).ShouldBeFalse();
    }

    [Fact]
    public void AreSame_AnotherUserSessionOrImpersonation_IsNot()
    {
        SessionCheck.AreSame(Ticket(), Ticket()).ShouldBeTrue();
        SessionCheck.AreSame(Ticket(), Ticket(user: Target)).ShouldBeFalse();
        SessionCheck.AreSame(Ticket(), Ticket(session: Target)).ShouldBeFalse();
        SessionCheck.AreSame(Ticket(), Impersonated(Row(Now.AddHours(1)))).ShouldBeFalse();
        SessionCheck.AreSame(Ticket(), new ClaimsPrincipal(new ClaimsIdentity())).ShouldBeFalse();
        SessionCheck.AreSame(new ClaimsPrincipal(new ClaimsIdentity()), new ClaimsPrincipal(new ClaimsIdentity())).ShouldBeTrue();
    }

    private static ClaimsPrincipal Ticket(Guid? user = null, string? stamp = "stamp", string? role = null) => Ticket(user, Session, stamp, role);

    private static ClaimsPrincipal Ticket(Guid? session) => Ticket(null, session, "stamp", null);

    private static ClaimsPrincipal Ticket(Guid? user, Guid? session, string? stamp, string? role)
    {
        List<Claim> claims = [new(ClaimTypes.NameIdentifier, ImpersonationClaims.Text(user ?? User))];
        claims.AddRange(session is { } id ? [new Claim(UserClaims.SessionId, ImpersonationClaims.Text(id))] : []);
        claims.AddRange(stamp is not null ? [new Claim("AspNet.Identity.SecurityStamp", stamp)] : []);
        claims.AddRange(role is not null ? [new Claim(ClaimTypes.Role, role)] : []);
        return new ClaimsPrincipal(new ClaimsIdentity(claims, "Identity.Application"));
    }

    private static ClaimsPrincipal Impersonated(Impersonation row) => new(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, ImpersonationClaims.Text(row.TargetId)), new("AspNet.Identity.SecurityStamp", "the target's"), .. ImpersonationClaims.Of(row, "Olga", "stamp")], "Identity.Application"));

    private static Impersonation Row(DateTimeOffset expiresAt, Guid? id = null) => new()
    {
        Id = id ?? Session,
        SessionId = Session,
        ImpersonatorId = User,
        TargetId = Target,
        Reason = "Ticket 4711",
        StartedAt = Now.AddHours(-1),
        ExpiresAt = expiresAt,
    };

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class OneSession : ISessions
    {
        public string Stamp { get; set; } = "stamp";

        public bool IsOperator { get; set; }

        public bool IsTargetOpen { get; set; } = true;

        public Impersonation? Impersonation { get; set; }

        public Task<SessionStanding?> FindAsync(Guid id, CancellationToken cancellationToken) => Task.FromResult(id != Session ? null : new SessionStanding(
            new UserSession { Id = Session, UserId = User, Kind = SessionKind.Browser, CreatedAt = Now, LastSeenAt = Now, ExpiresAt = Now.AddDays(1) },
            Stamp, false, IsOperator, Impersonation is null ? null : new ImpersonationStanding(Impersonation, IsTargetOpen)));

        public Task StartAsync(UserSession session, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task UseAsync(SessionUse use, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<UserSession>> ListAsync(Guid userId, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<int> EndAsync(SessionEnding ending, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<int> RemoveOverAsync(DateTimeOffset before, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
