using App.Core.Market;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary>Changes or removes one position of an owner's, by the rules that hold for a row of a file; what is not changed is not judged.</summary>
/// <remarks>
/// Side effects: the position, and those of <see cref="BulkWritePositions"/>. Errors: ERR_BULK_009, 010, 011; ERR_POS_001 to 022.
/// </remarks>
public sealed class ChangePositions(IPositionBulkStore store, IUnitOfWork unit, TimeProvider time)
{
    /// <summary>Changes one.</summary>
    /// <param name="ownerId">Who asks; only the owner may.</param>
    /// <param name="positionId">The position.</param>
    /// <param name="patch">What is to be changed.</param>
    /// <param name="version">The version that the portfolio's positions have to have; null for whichever.</param>
    /// <param name="cancellationToken">Ends the wait; nothing is stored then.</param>
    public Task<Result<ChangedPositionOf>> ChangeAsync(Guid ownerId, Guid positionId, PositionPatch patch, int? version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(patch);
        return InBookAsync(ownerId, positionId, version, (book, token) => ChangeAsync(ownerId, book, positionId, patch, token), cancellationToken);
    }

    /// <summary>Removes one, with what was told of it, such as values of a private asset.</summary>
    /// <param name="ownerId">Who asks; only the owner may.</param>
    /// <param name="positionId">The position.</param>
    /// <param name="cancellationToken">Ends the wait; nothing is stored then.</param>
    public Task<Result<ChangedPositionOf>> RemoveAsync(Guid ownerId, Guid positionId, CancellationToken cancellationToken) => InBookAsync(
        ownerId,
        positionId,
        null,
        async (book, token) =>
        {
            var position = (await store.PositionsAsync(book, token)).FirstOrDefault(each => each.Id == positionId) ?? throw new BulkRefusedException([NotFound()]);
            await store.RemoveAsync(book, [positionId], token);
            await store.FinishAsync(ownerId, book, new(0, 0, 1, null), token);
            return new ChangedPositionOf(position, book.Version + 1);
        },
        cancellationToken);

    private async Task<ChangedPositionOf> ChangeAsync(Guid ownerId, HeldBook book, Guid positionId, PositionPatch patch, CancellationToken cancellationToken)
    {
        var tally = new BulkTally();
        var stored = await store.PositionsAsync(book, cancellationToken);
        var rows = new PositionPatching(TradingCalendar.NewYorkDate(time.GetUtcNow())).Plan([new PlannedChange(0, null, positionId, patch, null)], stored, book.Version, tally);
        ThrowIfFailed(tally);
        if (rows is not [var row])
        {
            throw new UnchangedException(new(stored.First(each => each.Id == positionId), book.Version));
        }

        var written = await store.UpdateAsync(rows, cancellationToken);
        if (written.Fault is not null)
        {
            throw new BulkRefusedException([BulkCall.Taken("position", row.Row.LotKey)]);
        }

        await store.FinishAsync(ownerId, book, new(0, 1, 0, null), cancellationToken);
        return new(row.Row, book.Version + 1);
    }

    private async Task<Result<ChangedPositionOf>> InBookAsync(Guid ownerId, Guid positionId, int? version, Func<HeldBook, CancellationToken, Task<ChangedPositionOf>> work, CancellationToken cancellationToken)
    {
        if (await store.PortfolioOfAsync(ownerId, positionId, cancellationToken) is not { } portfolioId)
        {
            return NotFound();
        }

        try
        {
            return await unit.TogetherAsync(
                async token =>
                {
                    var book = await store.HoldAsync(ownerId, portfolioId, time.GetUtcNow(), token) ?? throw new BulkRefusedException([NotFound()]);
                    if (version is { } wanted && wanted != book.Version)
                    {
                        throw new BulkRefusedException([BulkErrors.ConditionNotMet.Because($"The portfolio’s positions have version {book.Version}; the change was made for {wanted}. Read them and decide anew.", "version")]);
                    }

                    return await work(book, token);
                },
                cancellationToken);
        }
        catch (BulkRefusedException refused)
        {
            return Result<ChangedPositionOf>.Failed(refused.Errors);
        }
        catch (UnchangedException unchanged)
        {
            return unchanged.Position;
        }
    }

    private static void ThrowIfFailed(BulkTally tally)
    {
        if (tally.Failed > 0)
        {
            throw new BulkRefusedException(tally.Errors);
        }
    }

    private static Error NotFound() => BulkErrors.NoSuchRow.Because("There is no such position in a portfolio of yours.");

    // Rolls the transaction back: nothing is another than before.
    private sealed class UnchangedException(ChangedPositionOf position) : Exception
    {
        public ChangedPositionOf Position => position;
    }
}

/// <summary>A position that was changed or removed.</summary>
/// <param name="Position">As it is now, or was before it was removed.</param>
/// <param name="Version">The version of the portfolio's positions now.</param>
public sealed record ChangedPositionOf(Position Position, int Version);
