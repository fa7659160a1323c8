using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary>A portfolio of a list, and all that is wrong with it.</summary>
/// <param name="Row">The portfolio.</param>
/// <param name="Faults">ERR_BULK_003, 004, 005, as the call would be refused with; the field as the API spells it, null for the row as a whole, and the line.</param>
public sealed record CheckedRow(PortfolioRow Row, IReadOnlyList<Error> Faults);

/// <summary>What would become of a list of portfolios.</summary>
/// <param name="Rows">Every row, in the order of the list.</param>
public sealed record PortfolioPreview(IReadOnlyList<CheckedRow> Rows)
{
    /// <summary>How many could be made.</summary>
    public int Good => Rows.Count(row => row.Faults.Count == 0);

    /// <summary>How many could not.</summary>
    public int Faulty => Rows.Count - Good;

    /// <summary>The rows without which the rest is good: those at fault, and of those that share a name all but the first that is good otherwise.</summary>
    public IReadOnlyList<PortfolioRow> Superfluous
    {
        get
        {
            var names = new HashSet<string>();
            var accounts = new HashSet<string>();
            List<PortfolioRow> superfluous = [];
            foreach (var row in Rows)
            {
                var isGood = row.Faults.All(fault => fault.Definition == BulkErrors.Doubled) && PortfolioItemRules.NamesOf(row.Row.ToItem()) is { } named
                    && !names.Contains(Portfolio.KeyOf(named.Name)) && !accounts.Contains(Portfolio.KeyOf(named.AccountName))
                    && names.Add(Portfolio.KeyOf(named.Name)) && accounts.Add(Portfolio.KeyOf(named.AccountName));
                if (!isGood)
                {
                    superfluous.Add(row.Row);
                }
            }

            return superfluous;
        }
    }
}

/// <summary>Says of a list of portfolios what is wrong with each, by the rules of <see cref="CreatePortfolios"/>, before anything is made.</summary>
/// <remarks>No side effects. Whoever calls for them to be made is judged again: a name may be taken meanwhile.</remarks>
public sealed class PreviewPortfolios(IPortfolioBulkStore store, PortfolioItemRules rules)
{
    /// <summary>Checks a list.</summary>
    /// <param name="ownerId">Whose they would be.</param>
    /// <param name="rows">The portfolios.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<PortfolioPreview> HandleAsync(Guid ownerId, IReadOnlyList<PortfolioRow> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        List<PortfolioItem> items = [.. rows.Select(row => row.ToItem())];
        var names = items.ConvertAll(PortfolioItemRules.NamesOf);
        var faults = items.Select((item, index) => OwnFaultsOf(item, rows[index].Line)).ToList();
        foreach (var doubled in NameClashes.Among(names))
        {
            var lines = doubled.Indexes.Select(index => rows[index].Line).ToList();
            var error = doubled.ToError($"Rows {string.Join(", ", lines.SkipLast(1))} and {lines[^1]}");
            foreach (var index in doubled.Indexes)
            {
                faults[index].Add(error with { Row = rows[index].Line });
            }
        }

        var taken = await TakenAsync(ownerId, [.. names.OfType<ItemNames>()], cancellationToken);
        for (var index = 0; index < rows.Count; index++)
        {
            if (names[index] is { } named && NameClashes.With(taken, named) is { } name)
            {
                faults[index].Add(BulkErrors.NameTaken.Because(name.Message, name.Field, rows[index].Line, new Dictionary<string, object?> { ["field"] = name.Field, ["name"] = name.Name, ["value"] = name.Name }));
            }
        }

        return new([.. rows.Select((row, index) => new CheckedRow(row, faults[index]))]);
    }

    private List<Error> OwnFaultsOf(PortfolioItem item, int line)
    {
        List<ItemFault> faults = [];
        rules.Check(item, faults);
        return faults.ConvertAll(fault => BulkErrors.ItemInvalid.Because(
            char.ToUpperInvariant(fault.Message[0]) + fault.Message[1..], fault.Field, line, new Dictionary<string, object?> { ["field"] = fault.Field, ["value"] = fault.Value }));
    }

    private async Task<TakenNames> TakenAsync(Guid ownerId, IReadOnlyList<ItemNames> names, CancellationToken cancellationToken) => names.Count == 0
        ? TakenNames.None
        : await store.TakenAsync(ownerId, [.. names.Select(each => Portfolio.KeyOf(each.Name))], [.. names.Select(each => Portfolio.KeyOf(each.AccountName))], cancellationToken);
}
