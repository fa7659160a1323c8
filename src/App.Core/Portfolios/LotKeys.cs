using System.Globalization;

namespace App.Core.Portfolios;

/// <summary>What a position is known by within its portfolio: symbol, day of entry and, for an option, its contract; a second one of the same ends in <c>#2</c>.</summary>
/// <remarks>
/// <para>Text, so that one unique index decides on every kind of position on both databases: <c>AAPL|2024-01-16</c>, <c>SPY|2024-01-16|SPY|412.5|2025-01-17|PUT</c>, <c>AAPL|2024-01-16#2</c>. Figures are written
/// without trailing zeros, as the migration that gave the rows from before their keys writes them.</para>
/// <para>Made here and nowhere else. A key stays with its position while symbol, day and contract do: where the first of two goes, the second stays the second.</para>
/// </remarks>
public static class LotKeys
{
    /// <summary>The most characters of a key.</summary>
    public const int Longest = 300;

    /// <summary>The most positions of the same symbol, day and contract that a call may name.</summary>
    public const int MostLots = 10_000;

    private const char Divider = '|';
    private const char Number = '#';

    /// <summary>The key of a lot.</summary>
    /// <param name="symbol">The position's symbol, upper-case.</param>
    /// <param name="entry">The day of entry.</param>
    /// <param name="option">The contract; null for other classes.</param>
    /// <param name="lot">Which of the same ones, from 1.</param>
    public static string Of(string symbol, DateOnly entry, OptionTerms? option, int lot = 1) => Numbered(
        option is null
            ? string.Create(CultureInfo.InvariantCulture, $"{symbol}{Divider}{entry:yyyy-MM-dd}")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{symbol}{Divider}{entry:yyyy-MM-dd}{Divider}{option.Underlying}{Divider}{option.Strike:0.############################}{Divider}{option.Expiration:yyyy-MM-dd}{Divider}{Codes.OptionTypes.NameOf(option.Type)}"),
        lot);

    /// <summary>The key that a position has as the first of its kind.</summary>
    public static string BaseOf(Position position)
    {
        ArgumentNullException.ThrowIfNull(position);
        return Of(position.Symbol, position.EntryDate, position.Option);
    }

    /// <summary>The key without its number.</summary>
    public static string BaseOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.IndexOf(Number, StringComparison.Ordinal) is >= 0 and var at ? key[..at] : key;
    }

    /// <summary>A key of a number.</summary>
    /// <param name="first">The key of the first.</param>
    /// <param name="lot">Which one, from 1.</param>
    public static string Numbered(string first, int lot) => lot == 1 ? first : string.Create(CultureInfo.InvariantCulture, $"{first}{Number}{lot}");

    /// <summary>The key with the lowest number that is free.</summary>
    /// <param name="first">The key of the first.</param>
    /// <param name="taken">The keys in use.</param>
    public static string Free(string first, IReadOnlySet<string> taken)
    {
        ArgumentNullException.ThrowIfNull(taken);
        for (var lot = 1; ; lot++)
        {
            if (Numbered(first, lot) is var key && !taken.Contains(key))
            {
                return key;
            }
        }
    }

    /// <summary>The positions of a portfolio, all of them, with a key each: those that have one that is right keep it, the others get the lowest number that is free, in order.</summary>
    /// <param name="positions">The positions.</param>
    /// <returns>The same in the same order; those without a change are the same objects.</returns>
    public static IReadOnlyList<Position> Assign(IReadOnlyList<Position> positions)
    {
        ArgumentNullException.ThrowIfNull(positions);
        var taken = new HashSet<string>(positions.Count, StringComparer.Ordinal);
        var keeps = positions.Select(position => position.HasLotKey && BaseOf(position.LotKey) == BaseOf(position) && taken.Add(position.LotKey)).ToList();
        var numbered = new List<Position>(positions.Count);
        for (var i = 0; i < positions.Count; i++)
        {
            if (keeps[i])
            {
                numbered.Add(positions[i]);
                continue;
            }

            var key = Free(BaseOf(positions[i]), taken);
            taken.Add(key);
            numbered.Add(positions[i].Keyed(key));
        }

        return numbered;
    }
}
