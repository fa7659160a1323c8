using System.Collections;
using System.Diagnostics.CodeAnalysis;
using App.Core.Imports.Rules;

namespace App.Core.Imports.Brokers;

/// <summary>A position's values by the template's columns, in their order; empty ones are not in it.</summary>
/// <remarks>A slot per column: a third of what a dictionary takes, of which a file may need a hundred thousand.</remarks>
internal sealed class PositionValues : IReadOnlyDictionary<TemplateColumn, string>
{
    private readonly string?[] _values = new string?[TemplateColumns.Count];

    public string this[TemplateColumn key]
    {
        get => _values[(int)key] ?? "";
        set => _values[(int)key] = value.Length == 0 ? null : value;
    }

    public IEnumerable<TemplateColumn> Keys => this.Select(value => value.Key);

    public IEnumerable<string> Values => this.Select(value => value.Value);

    public int Count => _values.Count(value => value is not null);

    public bool ContainsKey(TemplateColumn key) => _values[(int)key] is not null;

    public bool TryGetValue(TemplateColumn key, [MaybeNullWhen(false)] out string value) => (value = _values[(int)key]) is not null;

    public IEnumerator<KeyValuePair<TemplateColumn, string>> GetEnumerator()
    {
        for (var column = 0; column < _values.Length; column++)
        {
            if (_values[column] is { } value)
                yield return new((TemplateColumn)column, value);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Puts the values into a row that is to be checked.</summary>
    public void CopyTo(CandidateRow row)
    {
        for (var column = 0; column < _values.Length; column++)
        {
            if (_values[column] is { } value)
                row[(TemplateColumn)column] = value;
        }
    }
}
