using System.Buffers;
using System.Text;

namespace App.Core.Imports.Rules;

/// <summary>A symbol in upper case and its number within one reading, by which equal symbols are told without comparing text.</summary>
internal readonly record struct SymbolName(string Text, int Id);

/// <summary>The symbols of one reading, each made a string once however often it occurs.</summary>
internal sealed class SymbolTable
{
    private static readonly SearchValues<byte> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"u8);

    private readonly Dictionary<string, SymbolName> _names;
    private readonly Dictionary<string, SymbolName>.AlternateLookup<ReadOnlySpan<char>> _byText;

    /// <param name="expectedSymbols">How many to make room for at once.</param>
    public SymbolTable(int expectedSymbols)
    {
        _names = new(expectedSymbols, StringComparer.Ordinal);
        _byText = _names.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>True for letters, digits, <c>.</c>, <c>_</c> and <c>-</c> only.</summary>
    public static bool IsAllowed(ReadOnlySpan<byte> symbol) => !symbol.ContainsAnyExcept(Allowed);

    /// <summary>The symbol in upper case; it must be allowed and at most 100 characters.</summary>
    public SymbolName Intern(ReadOnlySpan<byte> symbol)
    {
        Span<char> upper = stackalloc char[PositionLimits.SymbolLength];
        Ascii.ToUpper(symbol, upper, out var length);
        upper = upper[..length];
        if (_byText.TryGetValue(upper, out var known))
            return known;

        var name = new SymbolName(new string(upper), _names.Count);
        _names.Add(name.Text, name);
        return name;
    }
}
