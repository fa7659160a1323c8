using System.Globalization;
using App.Core.Operations;

namespace App.Core.Portfolios;

/// <summary>Finds for each position of a file the stored one that it is a newer view of, and so what was bought, sold and kept in between.</summary>
/// <remarks>
/// Pure. A position is known again by its security: the symbol, or an option's terms. Lots of one security are told apart by their days of entry. What a
/// broker's file leaves out is not news: a day or a price that was only estimated leaves the stored one as it is, and so does the kind of security,
/// which the owner may have set right.
/// </remarks>
/// <param name="portfolioId">The portfolio.</param>
/// <param name="ids">Makes the ids of positions that come in.</param>
/// <param name="listsAll">True for a file that lists closed positions and the owner's own words for kinds, the template; false for a broker's view of what is held now.</param>
public sealed class HoldingsComparison(Guid portfolioId, IIdGenerator ids, bool listsAll)
{
    /// <summary>Compares.</summary>
    /// <param name="stored">The positions as they are.</param>
    /// <param name="drafts">The positions of the file, in its order.</param>
    public PositionChanges Compare(IReadOnlyList<Position> stored, IReadOnlyList<PositionDraft> drafts)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(drafts);
        var kept = listsAll ? [] : stored.Where(position => position.ExitDate is not null).ToList();
        var groups = stored.Where(position => listsAll || position.ExitDate is null).GroupBy(SecurityOf).ToDictionary(group => group.Key, group => new Lots(group), StringComparer.Ordinal);
        Dictionary<PositionDraft, IReadOnlyList<Position>> known = new(ReferenceEqualityComparer.Instance);
        foreach (var group in drafts.GroupBy(SecurityOf))
        {
            if (groups.TryGetValue(group.Key, out var lots))
                lots.Match([.. group], known);
        }

        List<PositionChange> changes = new(drafts.Count + kept.Count);
        var taken = stored.Select(position => position.Id).ToHashSet();
        foreach (var draft in drafts)
            changes.AddRange(ChangesOf(draft, known.GetValueOrDefault(draft), taken));
        changes.AddRange(kept.Select(position => new PositionChange(PositionChangeKind.Unchanged, position, position)));
        changes.AddRange(stored.Where(position => groups.TryGetValue(SecurityOf(position), out var lots) && lots.IsLeft(position)).Select(position => new PositionChange(PositionChangeKind.Removed, position, null)));
        return new PositionChanges { Items = InOrder(changes) };
    }

    /// <summary>What a security is known by: its symbol, or an option's terms. Exactly one for each way of writing a security.</summary>
    public static string SecurityOf(PositionDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return SecurityOf(draft.Symbol, draft.Option);
    }

    /// <inheritdoc cref="SecurityOf(PositionDraft)"/>
    public static string SecurityOf(Position position)
    {
        ArgumentNullException.ThrowIfNull(position);
        return SecurityOf(position.Symbol, position.Option);
    }

    private static string SecurityOf(string symbol, OptionTerms? option) => option is null
        ? symbol
        : string.Create(CultureInfo.InvariantCulture, $"{option.Underlying}|{option.Strike:G29}|{option.Expiration:yyyyMMdd}|{option.Type}");

    private IEnumerable<PositionChange> ChangesOf(PositionDraft draft, IReadOnlyList<Position>? known, HashSet<Guid> taken)
    {
        switch (known)
        {
            case null:
                var id = ids.ForPosition(portfolioId, draft);

                // The id that follows from symbol and day may be in use, by a lot whose day was set right since.
                while (!taken.Add(id))
                    id = ids.Next();
                return [new(PositionChangeKind.Added, null, Position.From(draft, id, portfolioId, 0))];
            case [var one]:
                var after = Newer(one, draft);
                return [Same(one, after) ? new(PositionChangeKind.Unchanged, one, one) : new(PositionChangeKind.Changed, one, after)];
            default:
                return known.Select(lot => new PositionChange(PositionChangeKind.Unchanged, lot, lot));
        }
    }

    // A long that became a short is another position under the same name: nothing of the old one holds for it.
    private Position Newer(Position known, PositionDraft draft)
    {
        var isOther = Math.Sign(known.Quantity) != Math.Sign(draft.Quantity);
        var (keepsDay, keepsPrice) = (draft.IsEntryDateEstimated && !isOther, draft.IsEntryPriceEstimated && !isOther);
        var keepsKind = !listsAll || (draft.Class == known.Class && draft.Subtype is null);
        var merged = draft with
        {
            // An option is the same by its terms, however a file spells it.
            Symbol = known.Symbol,
            EntryDate = keepsDay ? known.EntryDate : draft.EntryDate,
            IsEntryDateEstimated = keepsDay ? known.IsEntryDateEstimated : draft.IsEntryDateEstimated,
            EntryPrice = keepsPrice ? known.EntryPrice : draft.EntryPrice,
            IsEntryPriceEstimated = keepsPrice ? known.IsEntryPriceEstimated : draft.IsEntryPriceEstimated,
            Class = keepsKind ? known.Class : draft.Class,
            Subtype = keepsKind ? known.Subtype : draft.Subtype,
        };
        var after = Position.From(merged, known.Id, portfolioId, known.Ordinal);

        // One that stays what it is keeps its number; one of another day or contract gets a free one when it is stored.
        return LotKeys.BaseOf(known.LotKey) == LotKeys.BaseOf(after) ? after.Keyed(known.LotKey) : after;
    }

    private static bool Same(Position before, Position after) =>
        (before.Quantity, before.EntryPrice, before.EntryDate, before.Class, before.Subtype, before.ExitDate, before.ExitPrice)
        == (after.Quantity, after.EntryPrice, after.EntryDate, after.Class, after.Subtype, after.ExitDate, after.ExitPrice);

    private static List<PositionChange> InOrder(List<PositionChange> changes)
    {
        var ordinal = 0;
        return changes.ConvertAll(change => change.After is { } after ? change with { After = after.At(ordinal++) } : change);
    }

    /// <summary>The stored lots of one security, handed out to the positions of the file.</summary>
    private sealed class Lots(IEnumerable<Position> stored)
    {
        private readonly List<Position> _all = [.. stored];
        private readonly HashSet<Position> _given = new(ReferenceEqualityComparer.Instance);

        private IEnumerable<Position> Left => _all.Where(lot => !_given.Contains(lot));

        public bool IsLeft(Position position) => !_given.Contains(position);

        public void Match(List<PositionDraft> drafts, Dictionary<PositionDraft, IReadOnlyList<Position>> known)
        {
            Pair(drafts, known, lot => (lot.EntryDate, lot.ExitDate), draft => (draft.EntryDate, draft.ExitDate));
            Pair(drafts, known, lot => lot.EntryDate, draft => draft.EntryDate);
            KeepLots([.. drafts.Where(draft => !known.ContainsKey(draft))], known);

            var undated = drafts.FindAll(draft => draft.IsEntryDateEstimated);
            Pair(undated, known, lot => lot.Quantity, draft => draft.Quantity);
            Pair(undated, known, _ => true, _ => true);
            Pair(drafts, known, lot => lot.IsEntryDateEstimated, _ => true);
        }

        // One row for all lots, as most brokers write it: while the sum is the same, so are the lots.
        private void KeepLots(List<PositionDraft> drafts, Dictionary<PositionDraft, IReadOnlyList<Position>> known)
        {
            if (drafts is not [{ IsEntryDateEstimated: true } whole] || Left.ToList() is not { Count: > 1 } lots || lots.Sum(lot => lot.Quantity) != whole.Quantity)
                return;
            known[whole] = lots;
            _given.UnionWith(lots);
        }

        private void Pair<TKey>(List<PositionDraft> drafts, Dictionary<PositionDraft, IReadOnlyList<Position>> known, Func<Position, TKey> ofLot, Func<PositionDraft, TKey> ofDraft)
            where TKey : notnull
        {
            var waiting = Left.GroupBy(ofLot).ToDictionary(group => group.Key, group => new Queue<Position>(group));
            foreach (var draft in drafts)
            {
                if (known.ContainsKey(draft) || !waiting.TryGetValue(ofDraft(draft), out var lots) || !lots.TryDequeue(out var lot))
                    continue;
                known[draft] = [lot];
                _given.Add(lot);
            }
        }
    }
}
