using System.Globalization;
using App.Core.Portfolios;

namespace App.Core.Targets;

/// <summary>The symbol that a position's own target goes by.</summary>
/// <remarks>
/// A stock's is its ticker. An option may be stored under its underlying's symbol, but a target of the underlying says nothing of the contract's own price: its symbol
/// is then that of the contract, as the exchanges spell it, such as <c>MSFT350119C00450000</c>.
/// </remarks>
public static class HeldSymbol
{
    /// <summary>The symbol; upper-case.</summary>
    public static string Of(Position position)
    {
        ArgumentNullException.ThrowIfNull(position);
        return position.Option is { } option && position.Symbol == option.Underlying ? Of(option) : position.Symbol;
    }

    /// <summary>What a reader calls the position: the symbol; of an option underlying, strike, right and day.</summary>
    public static string TitleOf(Position position)
    {
        ArgumentNullException.ThrowIfNull(position);
        return position.Option is { } option
            ? string.Create(CultureInfo.InvariantCulture, $"{option.Underlying} {option.Strike:0.######} {(option.Type == OptionType.Call ? "call" : "put")} {option.Expiration:d MMM yyyy}")
            : position.Symbol;
    }

    // A strike with more than three decimals, or of six digits, has no such spelling; written the same way it still names this contract and no other.
    private static string Of(OptionTerms option) => string.Create(
        CultureInfo.InvariantCulture, $"{option.Underlying}{option.Expiration:yyMMdd}{(option.Type == OptionType.Call ? 'C' : 'P')}{option.Strike * 1000:00000000.#}");
}
