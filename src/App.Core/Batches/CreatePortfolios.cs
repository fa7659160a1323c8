using App.Core.Idempotency;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary>Makes many portfolios, without positions, in one transaction: all of them or none.</summary>
/// <remarks>
/// Side effects: the portfolios and one entry of the audit trail. What is wrong with the items, and what is doubled among them, is settled before the database is touched.
/// Errors: ERR_BULK_001, 002, 003, 004, 005.
/// </remarks>
public sealed class CreatePortfolios(IPortfolioBulkStore store, PortfolioItemRules rules, IIdGenerator ids)
{
    /// <summary>The most portfolios of one call.</summary>
    public const int Most = 100;

    private const int MostRounds = 5;

    /// <summary>Makes them.</summary>
    /// <param name="ownerId">Whose they are.</param>
    /// <param name="items">The portfolios as they were sent.</param>
    /// <param name="cancellationToken">Ends the wait; nothing is stored then.</param>
    /// <returns>The portfolios in the order of the items.</returns>
    public async Task<Result<IReadOnlyList<Portfolio>>> HandleAsync(Guid ownerId, IReadOnlyList<PortfolioItem> items, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        var plans = PlansOf(items);
        if (!plans.IsSuccess)
        {
            return Result<IReadOnlyList<Portfolio>>.Failed(plans.Errors);
        }

        for (var round = 1; ; round++)
        {
            var portfolios = await MakeAsync(ownerId, plans.Value, cancellationToken);
            IdempotentCall.Succeeds(portfolios);
            var addition = await store.AddAsync(ownerId, portfolios, cancellationToken);
            if (addition.IsAdded)
            {
                return Result<IReadOnlyList<Portfolio>>.Of(portfolios);
            }

            if (TakenOf(plans.Value, addition.Taken).ToList() is { Count: > 0 } taken)
            {
                return Result<IReadOnlyList<Portfolio>>.Failed(taken);
            }

            // What was in the way is gone by the time it is looked up: there is room now.
            if (round == MostRounds)
            {
                throw new InvalidOperationException($"Portfolios were in the way of new ones {MostRounds} times, and gone each time.");
            }
        }
    }

    /// <summary>What is wrong with a call of so many portfolios; null when nothing is.</summary>
    public static Error? FaultOfCount(int count) => count switch
    {
        0 => BulkErrors.Empty.Because($"The call has no portfolios. Send 1 to {Most}.", "portfolios"),
        > Most => BulkErrors.TooMany.Because(
            $"The call has {count} portfolios; {Most} are allowed. Send them in {(count + Most - 1) / Most} calls.",
            "portfolios", details: new Dictionary<string, object?> { [ErrorDetails.Found] = count, ["limit"] = Most }),
        _ => null,
    };

    private Result<IReadOnlyList<PortfolioPlan>> PlansOf(IReadOnlyList<PortfolioItem> items)
    {
        if (FaultOfCount(items.Count) is { } fault)
        {
            return fault;
        }

        List<Error> errors = [];
        List<PortfolioPlan> plans = [];
        for (var index = 0; index < items.Count; index++)
        {
            List<ItemFault> faults = [];
            if (rules.Check(items[index], faults) is { } plan)
            {
                plans.Add(plan);
            }

            errors.AddRange(faults.Select(fault => fault.ToError(index)));
        }

        // Among items that are not all good, the good ones would carry other indexes than they were sent with.
        if (errors.Count == 0)
        {
            errors.AddRange(NameClashes.Among(plans.ConvertAll(ItemNames? (plan) => plan.Names)).Select(doubled => doubled.ToError($"Items {string.Join(", ", doubled.Indexes)}")));
        }

        return errors.Count > 0 ? Result<IReadOnlyList<PortfolioPlan>>.Failed(errors) : Result<IReadOnlyList<PortfolioPlan>>.Of(plans);
    }

    private async Task<IReadOnlyList<Portfolio>> MakeAsync(Guid ownerId, IReadOnlyList<PortfolioPlan> plans, CancellationToken cancellationToken)
    {
        var deleted = await store.CountDeletedAsync(ownerId, [.. plans.Select(plan => Portfolio.KeyOf(plan.Terms.AccountName))], cancellationToken);
        return [.. plans.Select(plan => plan.ToPortfolio(ownerId, deleted.GetValueOrDefault(Portfolio.KeyOf(plan.Terms.AccountName)), ids))];
    }

    private static IEnumerable<Error> TakenOf(IReadOnlyList<PortfolioPlan> plans, TakenNames taken)
    {
        for (var index = 0; index < plans.Count; index++)
        {
            if (NameClashes.With(taken, plans[index].Names) is { } name)
            {
                yield return BulkErrors.NameTaken.Because(
                    $"Item {index}: {name.Message}", name.Field, details: new Dictionary<string, object?> { ["index"] = index, ["field"] = name.Field, ["name"] = name.Name, ["value"] = name.Name });
            }
        }
    }
}
