using System.Security.Claims;
using App.Core.Accounts;
using App.Core.Operations;
using App.Features.Accounts;
using App.Features.Accounts.Sessions;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace ComponentTests.Features.Sessions;

public sealed class CircuitGuardTests : BunitContext
{
    private static readonly Guid User = new("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Session = new("00000000-0000-0000-0000-000000000003");

    private readonly SlowSessions _rows = new();
    private readonly Clock _clock = new();
    private readonly List<int> _done = [];
    private readonly RevalidatingSignIn _signIn;
    private readonly CircuitGuard _guard;

    public CircuitGuardTests()
    {
        var check = new SessionCheck(_rows, _clock);
        _signIn = new RevalidatingSignIn(NullLoggerFactory.Instance, check);
        SetUser(User);
        _guard = new CircuitGuard(_signIn, check, Services.GetRequiredService<NavigationManager>(), _clock);
    }

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Activities_WhoseChecksTakeTheirTime_BeginInTheOrderTheyCame()
    {
        await _guard.OnCircuitOpenedAsync(null!, Token);

        // The first check takes longest.
        _rows.Waits = new([30, 10, 0, 0]);
        await Task.WhenAll(Enumerable.Range(1, 4).Select(number => ActivityAsync(() => _done.Add(number))));

        _done.ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task Activity_ThatWaitsForALaterOne_IsNotInItsWay()
    {
        await _guard.OnCircuitOpenedAsync(null!, Token);
        var answer = new TaskCompletionSource();

        var asks = _guard.CreateInboundActivityHandler(_ => answer.Task)(null!);
        await ActivityAsync(answer.SetResult);

        await asks.WaitAsync(TimeSpan.FromSeconds(10), Token);
    }

    [Fact]
    public async Task Activity_OfASessionThatIsOver_IsNotCarriedOut_NorAnyAfterIt()
    {
        await _guard.OnCircuitOpenedAsync(null!, Token);
        await ActivityAsync(() => _done.Add(1));
        _rows.HasEnded = true;

        await ActivityAsync(() => _done.Add(2));
        _rows.HasEnded = false;
        await ActivityAsync(() => _done.Add(3));

        _done.ShouldBe([1]);
        (await _signIn.GetAuthenticationStateAsync()).User.Identity!.IsAuthenticated.ShouldBeFalse();
        Services.GetRequiredService<NavigationManager>().Uri.ShouldEndWith("/sign-in?returnUrl=%2F");
    }

    [Fact]
    public async Task Connection_ThatComesBackAsSomebodyElse_LosesThePage()
    {
        await _guard.OnCircuitOpenedAsync(null!, Token);
        SetUser(Session);

        await _guard.OnConnectionUpAsync(null!, Token);
        await ActivityAsync(() => _done.Add(1));

        _done.ShouldBeEmpty();
        (await _signIn.GetAuthenticationStateAsync()).User.Identity!.IsAuthenticated.ShouldBeFalse();
    }

    [Fact]
    public async Task Database_ThatCannotBeAsked_IsTrustedForAMinute()
    {
        await _guard.OnCircuitOpenedAsync(null!, Token);
        await ActivityAsync(() => _done.Add(1));
        _rows.IsDown = true;

        _clock.Now += TimeSpan.FromSeconds(59);
        await ActivityAsync(() => _done.Add(2));
        _clock.Now += TimeSpan.FromSeconds(1);
        await Should.ThrowAsync<DatabaseUnavailableException>(() => ActivityAsync(() => _done.Add(3)));

        _done.ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Activity_OfAVisitor_IsCarriedOut()
    {
        _signIn.End();
        await _guard.OnCircuitOpenedAsync(null!, Token);

        await ActivityAsync(() => _done.Add(1));

        _done.ShouldBe([1]);
    }

    private Task ActivityAsync(Action work)
    {
        Func<CircuitInboundActivityContext, Task> next = _ =>
        {
            work();
            return Task.CompletedTask;
        };
        return _guard.CreateInboundActivityHandler(next)(null!);
    }

    private void SetUser(Guid id) => _signIn.SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, ImpersonationClaims.Text(id)), new(UserClaims.SessionId, ImpersonationClaims.Text(Session)), new("AspNet.Identity.SecurityStamp", "stamp")], "Identity.Application")))));

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class SlowSessions : ISessions
    {
        public Queue<int> Waits { get; set; } = new();

        public bool HasEnded { get; set; }

        public bool IsDown { get; set; }

        public async Task<SessionStanding?> FindAsync(Guid id, CancellationToken cancellationToken)
        {
            if (IsDown)
            {
                throw new DatabaseUnavailableException(4, new TimeoutException());
            }

            await Task.Delay(TimeSpan.FromMilliseconds(Waits.TryDequeue(out var wait) ? wait : 0), TimeProvider.System, cancellationToken);
            var began = new DateTimeOffset(2026, 11, 30, 8, 0, 0, TimeSpan.Zero);
            var session = new UserSession { Id = id, UserId = User, Kind = SessionKind.Browser, CreatedAt = began, LastSeenAt = began, ExpiresAt = began.AddDays(1), EndedAt = HasEnded ? began : null };
            return new SessionStanding(session, "stamp", false, false, null);
        }

        public Task StartAsync(UserSession session, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task UseAsync(SessionUse use, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<UserSession>> ListAsync(Guid userId, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<int> EndAsync(SessionEnding ending, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<int> RemoveOverAsync(DateTimeOffset before, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
