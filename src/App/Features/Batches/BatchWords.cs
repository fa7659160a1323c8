using App.Core.Batches;
using App.Shared;

namespace App.Features.Batches;

/// <summary>States of batches and operations in words for readers. Addresses and the API spell them by <see cref="BatchCodes"/>.</summary>
internal static class BatchWords
{
    /// <summary>The page of all batches.</summary>
    public const string Path = "/batches";

    /// <summary>The page of a batch.</summary>
    public static string AddressOf(Guid batchId) => $"{Path}/{batchId}";

    public static Tone ToTone(this BatchStatus status) => status switch
    {
        BatchStatus.Completed => Tone.Good,
        BatchStatus.Partial => Tone.Warn,
        BatchStatus.Failed => Tone.Bad,
        _ => Tone.Neutral,
    };

    public static string ToWords(this BatchStatus status) => status switch
    {
        BatchStatus.Pending => "waiting",
        BatchStatus.Processing => "being done",
        BatchStatus.Completed => "completed",
        BatchStatus.Partial => "completed in part",
        _ => "failed",
    };

    public static Tone ToTone(this OperationStatus status) => status switch
    {
        OperationStatus.Completed => Tone.Good,
        OperationStatus.Failed => Tone.Bad,
        _ => Tone.Neutral,
    };

    public static string ToWords(this OperationStatus status) => status switch
    {
        OperationStatus.Completed => "done",
        OperationStatus.Failed => "failed",
        _ => "waiting",
    };

    /// <summary>A kind for readers, such as “Portfolio update” of <c>portfolio_update</c>.</summary>
    public static string KindOf(string operationType)
    {
        var words = operationType.Replace('_', ' ');
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }
}
