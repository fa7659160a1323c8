namespace App.Core.Imports.Brokers;

/// <summary>Which column holds what, as the user says: the whole of it, a field that is not named is not read.</summary>
/// <param name="HeaderLine">The line of the titles, from 1: what stands above is not read. 0 when the table has no titles; null to look for them as the preview does.</param>
/// <param name="Columns">The columns by their place, from 0.</param>
public sealed record ColumnChoice(int? HeaderLine, IReadOnlyDictionary<PositionField, int> Columns)
{
    /// <summary>More columns by their titles, for programs: compared by letters and digits. A field named here and in <see cref="Columns"/> is taken from there.</summary>
    public IReadOnlyDictionary<PositionField, string> Titles { get; init; } = new Dictionary<PositionField, string>();

    /// <summary>The fields that are named.</summary>
    public IEnumerable<PositionField> Fields => Columns.Keys.Union(Titles.Keys);

    /// <summary>What positions cannot do without and no column is named for; empty when the choice is enough.</summary>
    public IReadOnlyList<ColumnNeed> Missing => ColumnNeeds.Of(Fields);

    /// <summary>The choice with a field taken from another column; from none when <paramref name="column"/> is null.</summary>
    public ColumnChoice With(PositionField field, int? column)
    {
        var columns = Columns.Where(each => each.Key != field).ToDictionary();
        if (column is { } index)
            columns[field] = index;
        return this with { Columns = columns, Titles = Titles.Where(each => each.Key != field).ToDictionary() };
    }
}

/// <summary>What a table must tell for positions to be read from it.</summary>
public enum ColumnNeed
{
    /// <summary>What is held: a symbol (of an option too), a security's number or a name.</summary>
    Security,

    /// <summary>How much of it: a quantity; or a value, from which the quantity follows with the price, or by itself for cash and money-market funds.</summary>
    Amount,
}

/// <summary>What is still needed, and how it is said.</summary>
public static class ColumnNeeds
{
    /// <summary>The needs that none of the fields meets.</summary>
    public static IReadOnlyList<ColumnNeed> Of(IEnumerable<PositionField> fields)
    {
        var known = fields.ToHashSet();
        return [.. Enum.GetValues<ColumnNeed>().Where(need => !FieldsFor(need).Any(known.Contains))];
    }

    /// <summary>The fields of which one is enough.</summary>
    public static IReadOnlyList<PositionField> FieldsFor(ColumnNeed need) => need == ColumnNeed.Security
        ? [PositionField.Symbol, PositionField.SecurityId, PositionField.Description]
        : [PositionField.Quantity, PositionField.Value];

    /// <summary>What to choose, in a sentence for the user.</summary>
    public static string Words(this ColumnNeed need) => need == ColumnNeed.Security
        ? "Nothing says what is held: choose the column of the symbol, of the security's number or of its name."
        : "Nothing says how much is held: choose the column of the quantity, or those of value and price.";
}
