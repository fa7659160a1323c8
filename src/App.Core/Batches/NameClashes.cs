using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary>What an item will be called.</summary>
internal sealed record ItemNames(string Name, string AccountName);

/// <summary>One name that several items have.</summary>
/// <param name="Field">name or account_name.</param>
/// <param name="Name">As the first of them spells it.</param>
/// <param name="Indexes">The items, in their order.</param>
internal sealed record DoubledName(string Field, string Name, IReadOnlyList<int> Indexes)
{
    /// <summary>The error of all of them.</summary>
    /// <param name="items">The items in words, such as Items 0, 3.</param>
    public Error ToError(string items) => BulkErrors.Doubled.Because(
        $"{items} have the {Field.Replace('_', ' ')} “{Name}”. Give each one of its own.",
        Field, details: new Dictionary<string, object?> { ["name"] = Name, ["indexes"] = Indexes });
}

/// <summary>A name of an item that one of the owner's portfolios has.</summary>
internal sealed record TakenName(string Field, string Name, string Message);

/// <summary>Names that are there twice: among items, and among an owner's portfolios. Compared as <see cref="Portfolio.KeyOf"/> says.</summary>
internal static class NameClashes
{
    /// <summary>The names that items share, then the account names; where the account name is the name, one doubling is told of once.</summary>
    /// <param name="items">The items; null for one whose names could not be read.</param>
    public static IReadOnlyList<DoubledName> Among(IReadOnlyList<ItemNames?> items)
    {
        var names = DoubledOf("name", items, item => item.Name).ToList();
        return [.. names, .. DoubledOf("account_name", items, item => item.AccountName).Where(account => !names.Exists(name => name.Indexes.SequenceEqual(account.Indexes)))];
    }

    /// <summary>What of an item's names is taken; null when both are free.</summary>
    public static TakenName? With(TakenNames taken, ItemNames item) =>
        taken.Names.Contains(Portfolio.KeyOf(item.Name)) ? new("name", item.Name, $"You already have a portfolio “{item.Name}”. Leave it out or give it another.")
        : taken.Accounts.Contains(Portfolio.KeyOf(item.AccountName)) ? new("account_name", item.AccountName, $"You already have a portfolio for the account “{item.AccountName}”. Leave it out or give it another.")
        : null;

    private static IEnumerable<DoubledName> DoubledOf(string field, IReadOnlyList<ItemNames?> items, Func<ItemNames, string> name) =>
        from each in items.Select((item, index) => (Item: item, Index: index))
        where each.Item is not null
        group each by Portfolio.KeyOf(name(each.Item!)) into same
        where same.Count() > 1
        select new DoubledName(field, name(same.First().Item!), [.. same.Select(each => each.Index)]);
}
