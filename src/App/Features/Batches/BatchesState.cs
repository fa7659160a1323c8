using App.Core.Batches;
using App.Core.Portfolios;

namespace App.Features.Batches;

/// <summary>Where the list of batches is.</summary>
internal abstract record BatchesState
{
    private BatchesState()
    {
    }

    /// <summary>Asking.</summary>
    public sealed record Loading : BatchesState;

    /// <summary>Nothing was ever sent.</summary>
    public sealed record Empty : BatchesState;

    /// <summary>A page of them, the newest first; without rows when the filters let none through.</summary>
    /// <param name="Batches">The page.</param>
    /// <param name="Query">What was asked for.</param>
    /// <param name="Kinds">What those of the last thirty days came to, by kind.</param>
    public sealed record Listed(Page<Batch> Batches, BatchesQuery Query, IReadOnlyList<BatchTotals> Kinds) : BatchesState;

    public static BatchesState Of(Page<Batch> batches, BatchesQuery query, IReadOnlyList<BatchTotals> kinds) =>
        batches.Total == 0 && query.IsOfAll ? new Empty() : new Listed(batches, query, kinds);
}
