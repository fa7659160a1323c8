using System.Runtime.InteropServices;
using App.Core.Portfolios;

namespace App.Core.Imports.Rules;

/// <summary>The positions seen so far by what makes them one: symbol, entry date and, for options, underlying, strike, expiration and type.</summary>
/// <param name="expectedRows">How many rows to make room for at once.</param>
internal sealed class DuplicateRows(int expectedRows)
{
    /// <summary>
    /// A power of two. One table of 10 000 rows would be a large object, and a few readings of those make the garbage collector clear everything.
    /// </summary>
    private const int Parts = 16;

    private readonly Dictionary<Holding, int>[] _holdings = [.. Enumerable.Range(0, Parts).Select(_ => new Dictionary<Holding, int>(expectedRows / Parts))];
    private readonly Dictionary<Contract, int> _contracts = [];

    /// <summary>The line of the first row with this identity, or null after noting that this is it.</summary>
    public int? FirstOrNote(SymbolName symbol, DateOnly entry, OptionTerms? option, int line)
    {
        var holding = new Holding(symbol.Id, entry.DayNumber);
        return option is null ? FirstOrNote(_holdings[symbol.Id & (Parts - 1)], holding, line) : FirstOrNote(_contracts, new(holding, option), line);
    }

    private static int? FirstOrNote<TKey>(Dictionary<TKey, int> lines, TKey key, int line)
        where TKey : struct
    {
        ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(lines, key, out var isKnown);
        if (isKnown)
            return first;
        first = line;
        return null;
    }

    // Hashes are seeded by the runtime, which generated ones are not: a file of a hand-picked pattern of dates cannot make them collide.
    private readonly record struct Holding(int Symbol, int Day)
    {
        public override int GetHashCode() => HashCode.Combine(Symbol, Day);
    }

    private readonly record struct Contract(Holding Holding, OptionTerms Terms)
    {
        public override int GetHashCode() => HashCode.Combine(
            Holding.Symbol, Holding.Day, Terms.Expiration.DayNumber, decimal.ToOACurrency(Terms.Strike), Terms.Type);
    }
}
