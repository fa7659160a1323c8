using System.Runtime.CompilerServices;
using App.Core.Market;

namespace App.Data.Market.Sources;

/// <summary>Takes a source's questions symbol by symbol: refuses what is no ticker, asks several at once, and hands on each answer as it comes.</summary>
/// <param name="source">The source's name.</param>
/// <param name="atOnce">Symbols asked for at once.</param>
/// <param name="reasons">Makes reasons fit to be shown.</param>
/// <param name="time">The clock, which tells the sessions that have ended.</param>
internal sealed class SymbolDesk(string source, int atOnce, ReasonText reasons, TimeProvider time)
{
    /// <summary>Histories. Days after the last session whose prices are final are not asked for: a bar of a running session is no close.</summary>
    public IAsyncEnumerable<SourceAnswer<PriceHistory>> Histories(
        IReadOnlyList<HistoryRequest> requests, Func<HistoryRequest, CancellationToken, Task<SourceAnswer<PriceHistory>>> ask, CancellationToken cancellationToken)
    {
        var final = TradingCalendar.Nyse.MostRecentSession(time.GetUtcNow());
        return RunAsync(requests, (request, token) => Check<PriceHistory>(request.Symbol) is { } refused ? Task.FromResult(refused)
            : request.From > final ? Task.FromResult(NotKnown<PriceHistory>(request.Symbol, $"no session from {request.From:yyyy-MM-dd} on has ended"))
            : ask(request with { To = request.To < final ? request.To : final }, token), cancellationToken);
    }

    /// <summary>Profiles or fundamentals.</summary>
    public IAsyncEnumerable<SourceAnswer<T>> Each<T>(
        IReadOnlyList<string> symbols, Func<string, CancellationToken, Task<SourceAnswer<T>>> ask, CancellationToken cancellationToken)
        where T : class =>
        RunAsync(symbols, (symbol, token) => Check<T>(symbol) is { } refused ? Task.FromResult(refused) : ask(symbol, token), cancellationToken);

    /// <summary>The source answered and does not have it.</summary>
    /// <param name="symbol">The symbol in our spelling.</param>
    /// <param name="reason">A whole clause.</param>
    public SourceAnswer<T> NotKnown<T>(string symbol, string reason)
        where T : class => SourceAnswer.NotKnown<T>(symbol, reasons.Of(reason));

    /// <summary>The source never has this kind of data, or not for this key.</summary>
    /// <inheritdoc cref="NotKnown"/>
    public SourceAnswer<T> NotOffered<T>(string symbol, string reason)
        where T : class => SourceAnswer.NotOffered<T>(symbol, reasons.Of(reason));

    /// <summary>The source did not answer, or not usably.</summary>
    /// <param name="symbol">The symbol in our spelling.</param>
    /// <param name="fault">What it did, as a clause that begins after its name.</param>
    public SourceAnswer<T> Unavailable<T>(string symbol, string fault)
        where T : class => SourceAnswer.Unavailable<T>(symbol, reasons.Of($"{source} {fault}"));

    private SourceAnswer<T>? Check<T>(string symbol)
        where T : class => SymbolSpelling.IsTicker(symbol) ? null : NotKnown<T>(symbol, SymbolSpelling.NotATicker(symbol));

    private async IAsyncEnumerable<TAnswer> RunAsync<TQuestion, TAnswer>(
        IReadOnlyList<TQuestion> questions, Func<TQuestion, CancellationToken, Task<TAnswer>> ask, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var places = new SemaphoreSlim(atOnce);
        var asked = questions.Select(question => InPlaceAsync(places, token => ask(question, token), stop.Token)).ToList();
        try
        {
            await foreach (var answer in Task.WhenEach(asked).WithCancellation(cancellationToken))
            {
                yield return await answer;
            }
        }
        finally
        {
            // Whoever stops listening stops the asking, and nothing goes on behind its back.
            await stop.CancelAsync();
            Task ended = Task.WhenAll(asked);
            await ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<TAnswer> InPlaceAsync<TAnswer>(SemaphoreSlim places, Func<CancellationToken, Task<TAnswer>> ask, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            return await ask(cancellationToken);
        }
        finally
        {
            places.Release();
        }
    }
}
