using System.Runtime.CompilerServices;
using App.Core.Market;

namespace App.Data.Market.Sources;

/// <summary>Takes a source's questions symbol by symbol: refuses what is no ticker, asks several at once, and hands on each answer as it comes.</summary>
/// <param name="source">The source's name.</param>
/// <param name="atOnce">Symbols asked for at once, by all callers together.</param>
/// <param name="reasons">Makes reasons fit to be shown.</param>
/// <param name="time">The clock, which tells the sessions that have ended.</param>
internal sealed class SymbolDesk(string source, int atOnce, ReasonText reasons, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _places = new(atOnce);

    /// <summary>Histories. Days after the last session whose prices are final are not asked for: a bar of a running session is no close.</summary>
    public IAsyncEnumerable<SourceAnswer<PriceHistory>> Histories(
        IReadOnlyList<HistoryRequest> requests, Func<HistoryRequest, CancellationToken, Task<Reading<PriceHistory>>> ask, CancellationToken cancellationToken) =>
        RunAsync(
            requests,
            async (request, token) => Settle(request) is { } settled
                ? Answer(request.Symbol, Check<PriceHistory>(request.Symbol) ?? Checked(settled, await ask(settled, token)))
                : SourceAnswer.NotKnown<PriceHistory>(request.Symbol, $"no session from {request.From:yyyy-MM-dd} on has ended"),
            cancellationToken);

    /// <summary>Profiles or fundamentals.</summary>
    public IAsyncEnumerable<SourceAnswer<T>> Each<T>(
        IReadOnlyList<string> symbols, Func<string, CancellationToken, Task<Reading<T>>> ask, CancellationToken cancellationToken)
        where T : class =>
        RunAsync(symbols, async (symbol, token) => Answer(symbol, Check<T>(symbol) ?? await ask(symbol, token)), cancellationToken);

    /// <summary>The request until the last session that has ended; null when it begins after that.</summary>
    public HistoryRequest? Settle(HistoryRequest request)
    {
        var final = TradingCalendar.Nyse.MostRecentSession(time.GetUtcNow());
        return request.From > final ? null : request with { To = request.To < final ? request.To : final };
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private SourceAnswer<T> Answer<T>(string symbol, Reading<T> reading)
        where T : class => reading.Succeeded
        ? SourceAnswer.Of(symbol, reading.Value)
        : new SourceAnswer<T>(symbol, null, reasons.Of($"{source} {reading.Fault}"), reading.Gap);

    private static Reading<T>? Check<T>(string symbol)
        where T : class => SymbolSpelling.IsTicker(symbol) ? null : Reading.NotKnown<T>($"is not asked for “{symbol}”, which is not shaped like a ticker");

    private static Reading<PriceHistory> Checked(HistoryRequest request, Reading<PriceHistory> reading) => reading is { Value.Bars: [] }
        ? Reading.NotKnown<PriceHistory>($"has no price from {request.From:yyyy-MM-dd} to {request.To:yyyy-MM-dd}")
        : reading;

    private async IAsyncEnumerable<TAnswer> RunAsync<TQuestion, TAnswer>(
        IReadOnlyList<TQuestion> questions, Func<TQuestion, CancellationToken, Task<TAnswer>> ask, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asked = questions.Select(question => InPlaceAsync(token => ask(question, token), stop.Token)).ToList();
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

    private async Task<TAnswer> InPlaceAsync<TAnswer>(Func<CancellationToken, Task<TAnswer>> ask, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await ask(cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }
}
