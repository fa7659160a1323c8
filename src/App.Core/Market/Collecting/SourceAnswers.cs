using System.Runtime.CompilerServices;

namespace App.Core.Market.Collecting;

/// <summary>Holds a source to its contract: one answer for each symbol asked for.</summary>
internal static class SourceAnswers
{
    /// <summary>The answers, without those nobody asked for and second ones; a symbol left without one is unavailable.</summary>
    public static async IAsyncEnumerable<SourceAnswer<T>> OneEachAsync<T>(
        string source, IEnumerable<string> symbols, IAsyncEnumerable<SourceAnswer<T>> answers, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        var open = new HashSet<string>(symbols, StringComparer.Ordinal);
        await foreach (var answer in answers.WithCancellation(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (open.Remove(answer.Symbol))
            {
                yield return answer;
            }
        }

        foreach (var symbol in open)
        {
            yield return SourceAnswer.Unavailable<T>(symbol, $"{source} gave no answer for it");
        }
    }
}
