using App.Features.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace App.Shared;

/// <summary>A page that works while it is looked at. It owns the token that ends its waits when the reader leaves.</summary>
public abstract class PageBase : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _left = new();

    /// <summary>Who is signed in.</summary>
    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    /// <summary>Signalled when the reader has left the page.</summary>
    protected CancellationToken Left => _left.Token;

    /// <summary>The signed-in user's id; asked anew for each command, since a circuit can outlive a sign-in.</summary>
    protected async Task<Guid> UserIdAsync() => (await Session).User.UserId;

    /// <summary>Lets work go on without being waited for. What it throws is the page's fault, as if an event's handler had thrown it; leaving the page is none.</summary>
    /// <param name="work">Starts the work, on the circuit's own thread.</param>
    protected async void Begin(Func<Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // The reader has left.
        }
#pragma warning disable CA1031 // Handed to the renderer, which shows it where faults of this page are shown.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await DispatchExceptionAsync(exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the waits; a page with more to let go of overrides it.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && !_left.IsCancellationRequested)
        {
            _left.Cancel();
            _left.Dispose();
        }
    }
}
