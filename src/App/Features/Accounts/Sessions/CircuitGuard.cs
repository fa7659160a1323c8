using System.Security.Claims;
using App.Core.Operations;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace App.Features.Accounts.Sessions;

/// <summary>Asks, before anything that a browser sends to an open page is carried out, whether the sign-in that the page began with still holds.</summary>
/// <remarks>
/// When it does not, what was sent is not carried out, nor anything after it; the page's user is nobody from then on, and the browser is sent to sign in, whose page sends an operator
/// with a session that is still good back as themself. The check is waited for in the order in which things came: a click never overtakes what was typed before it. While the database cannot be
/// asked, what held within the last minute is taken to hold: the page then says itself what it cannot do.
/// </remarks>
internal sealed class CircuitGuard(AuthenticationStateProvider authentication, SessionCheck check, NavigationManager navigation, TimeProvider time) : CircuitHandler
{
    private static readonly TimeSpan Trust = TimeSpan.FromMinutes(1);

    private Task _turn = Task.CompletedTask;
    private ClaimsPrincipal _began = new(new ClaimsIdentity());
    private DateTimeOffset _held;
    private bool _isOver;

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken) =>
        _began = (await authentication.GetAuthenticationStateAsync()).User;

    // A browser that comes back after a pause may come back as somebody else; what is on the page is the first one's.
    public override async Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (!await HoldsAsync(cancellationToken))
        {
            End();
        }
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async activity =>
    {
        if (await BegunInTurnAsync(next, activity) is { } work)
        {
            await work;
        }
    };

    // Only the check is waited for in turn, not the work: work may itself wait for what the browser sends next.
    private async Task<Task?> BegunInTurnAsync(Func<CircuitInboundActivityContext, Task> next, CircuitInboundActivityContext activity)
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await Interlocked.Exchange(ref _turn, mine.Task);
        try
        {
            if (!_isOver && await HoldsAsync(CancellationToken.None))
            {
                return next(activity);
            }

            End();
            return null;
        }
        finally
        {
            mine.SetResult();
        }
    }

    private async Task<bool> HoldsAsync(CancellationToken cancellationToken)
    {
        if (!SessionCheck.AreSame(_began, (await authentication.GetAuthenticationStateAsync()).User))
        {
            return false;
        }

        try
        {
            var holds = await check.HoldsAsync(_began, cancellationToken);
            _held = holds ? time.GetUtcNow() : default;
            return holds;
        }
        catch (DatabaseUnavailableException) when (time.GetUtcNow() - _held < Trust)
        {
            return true;
        }
    }

    private void End()
    {
        if (_isOver)
        {
            return;
        }

        _isOver = true;
        ((RevalidatingSignIn)authentication).End();
        var here = "/" + navigation.ToBaseRelativePath(navigation.Uri);
        navigation.NavigateTo($"{AccountServices.SignInPath}?returnUrl={Uri.EscapeDataString(here)}", forceLoad: true);
    }
}
