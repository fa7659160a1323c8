using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;

namespace App.Shared;

/// <summary>A page, or a part of one, that waits for things or is told of them: it owns how long it lives.</summary>
/// <remarks>
/// <para>
/// A circuit's pages die while work goes on. Every wait takes <see cref="Lifetime"/>, which is cancelled when the page goes; every subscription is given to
/// <see cref="Track{T}"/>, which disposes it then; and whoever calls from another thread goes through <see cref="Post(Func{Task})"/>.
/// </para>
/// <para>
/// Subscribe only where <c>RendererInfo.IsInteractive</c>: a prerendered page is thrown away at once. A type that overrides <see cref="Dispose(bool)"/> calls
/// the base.
/// </para>
/// </remarks>
public abstract class PageBase : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _lifetime = new();
    private readonly ConcurrentQueue<Func<Task>> _posted = new();
    private readonly Stack<IDisposable> _tracked = new();
    private int _working;
    private bool _disposed;

    /// <summary>Figures as the reader writes them.</summary>
    [CascadingParameter] protected Formats Formats { get; set; } = Formats.Default;

    /// <summary>Cancelled when the page goes.</summary>
    protected CancellationToken Lifetime { get; private set; }

    protected PageBase() => Lifetime = _lifetime.Token;

    /// <summary>Disposes something with the page, the last one given first; at once when the page has gone already.</summary>
    protected T Track<T>(T owned)
        where T : IDisposable
    {
        if (_disposed)
        {
            owned.Dispose();
        }
        else
        {
            _tracked.Push(owned);
        }

        return owned;
    }

    /// <summary>
    /// Does work for the page, from any thread: hops to the renderer's, one piece after the other in the order given, and renders once for all that had come
    /// in by then. A fault goes to the error boundary, as one of an event handler does. Nothing happens once the page has gone.
    /// </summary>
    protected void Post(Func<Task> work)
    {
        _posted.Enqueue(work);
        if (!_lifetime.IsCancellationRequested && Interlocked.Exchange(ref _working, 1) == 0)
        {
            _ = InvokeAsync(WorkAsync);
        }
    }

    /// <summary>Does work for the page that waits for nothing; see <see cref="Post(Func{Task})"/>.</summary>
    protected void Post(Action work) => Post(() =>
    {
        work();
        return Task.CompletedTask;
    });

    /// <summary>Renders soon, from any thread; many calls in a row render once.</summary>
    protected void Refresh() => Post(static () => Task.CompletedTask);

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the lifetime and what was tracked.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || _disposed)
        {
            return;
        }

        _disposed = true;
        _lifetime.Cancel();
        while (_tracked.TryPop(out var owned))
        {
            owned.Dispose();
        }

        _lifetime.Dispose();
    }

    private async Task WorkAsync()
    {
        try
        {
            do
            {
                await DrainAsync();
                Interlocked.Exchange(ref _working, 0);
            }
            while (!_posted.IsEmpty && Interlocked.Exchange(ref _working, 1) == 0);
        }
        catch (Exception exception)
        {
            Interlocked.Exchange(ref _working, 0);
            await DispatchExceptionAsync(exception);
        }
    }

    private async Task DrainAsync()
    {
        while (!_disposed && _posted.TryDequeue(out var work))
        {
            try
            {
                await work();
            }
            catch (OperationCanceledException) when (_disposed)
            {
                return;
            }
        }

        if (!_disposed)
        {
            StateHasChanged();
        }
    }
}
