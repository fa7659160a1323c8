using System.Diagnostics;
using System.Runtime.CompilerServices;
using App.Core.Operations;

namespace App.Core.Market;

/// <summary>A source whose questions are timed, counted and traced; in all else the source itself.</summary>
/// <remarks>What is timed is the waiting for answers, not what is done with them in between. Symbols are on no tag.</remarks>
/// <param name="source">The source.</param>
/// <param name="time">The clock.</param>
public sealed class MeasuredSource(IMarketDataSource source, TimeProvider time) : IMarketDataSource
{
    /// <inheritdoc/>
    public string Name => source.Name;

    /// <inheritdoc/>
    public bool IsSample => source.IsSample;

    /// <inheritdoc/>
    public bool TellsActions => source.TellsActions;

    /// <inheritdoc/>
    public IAsyncEnumerable<SourceAnswer<PriceHistory>> GetHistoriesAsync(IReadOnlyList<HistoryRequest> requests, CancellationToken cancellationToken) =>
        MeasureAsync("histories", source.GetHistoriesAsync(requests, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<SourceAnswer<SecurityProfile>> GetProfilesAsync(IReadOnlyList<string> symbols, CancellationToken cancellationToken) =>
        MeasureAsync("profiles", source.GetProfilesAsync(symbols, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<SourceAnswer<Fundamentals>> GetFundamentalsAsync(IReadOnlyList<string> symbols, CancellationToken cancellationToken) =>
        MeasureAsync("fundamentals", source.GetFundamentalsAsync(symbols, cancellationToken), cancellationToken);

    private async IAsyncEnumerable<SourceAnswer<T>> MeasureAsync<T>(string kind, IAsyncEnumerable<SourceAnswer<T>> answers, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        var asked = new Question(source.Name, kind, time);
        try
        {
            await using var each = answers.GetAsyncEnumerator(cancellationToken);
            while (await asked.WaitAsync(each))
            {
                asked.Count(each.Current.Gap);
                yield return each.Current;
            }

            asked.Completed();
        }
        finally
        {
            asked.End();
        }
    }

    private sealed class Question(string source, string kind, TimeProvider time)
    {
        private static readonly string[] Words = ["ok", "not_known", "not_offered", "unavailable"];

        private readonly DateTimeOffset _began = time.GetUtcNow();
        private readonly long[] _counts = new long[Words.Length];
        private TimeSpan _waited;
        private bool _isComplete;

        public async ValueTask<bool> WaitAsync<T>(IAsyncEnumerator<T> answers)
        {
            var from = time.GetTimestamp();
            try
            {
                return await answers.MoveNextAsync();
            }
            finally
            {
                _waited += time.GetElapsedTime(from);
            }
        }

        public void Count(SourceGap gap) => _counts[(int)gap]++;

        public void Completed() => _isComplete = true;

        public void End()
        {
            var result = !_isComplete ? "broken_off" : _counts[(int)SourceGap.Unavailable] > 0 ? "unavailable" : "ok";
            Telemetry.Asked(source, kind, result, _waited);
            for (var i = 0; i < Words.Length; i++)
            {
                if (_counts[i] > 0)
                {
                    Telemetry.Answered(source, kind, Words[i], _counts[i]);
                }
            }

            // Made afterwards: what is ambient does not outlive one answer.
            using var span = Telemetry.Source.StartActivity("market request", ActivityKind.Client, Activity.Current?.Context ?? default, startTime: _began);
            span?.SetTag("source", source).SetTag("kind", kind).SetTag("result", result).SetTag("symbols", _counts.Sum()).SetEndTime((_began + _waited).UtcDateTime);
        }
    }
}
