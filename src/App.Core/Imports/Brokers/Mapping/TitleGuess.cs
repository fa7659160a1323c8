using App.Core.Imports.Csv;

namespace App.Core.Imports.Brokers.Mapping;

/// <summary>What a column's title says of what it holds.</summary>
/// <param name="Meanings">The fields it may name, the likeliest first; empty when it names none.</param>
/// <param name="IsNear">True when it is only near to a known title.</param>
/// <param name="IsDerived">True for a title of something that follows from a position and is none of its fields: a change, a share of the whole, a dividend.</param>
internal sealed record TitleGuess(IReadOnlyList<TitleMeaning> Meanings, bool IsNear, bool IsDerived)
{
    // Longer titles are near to nothing, and a distance costs their length squared.
    private const int LongestNear = 40;

    private static readonly string[] Derived =
    [
        "change", "chng", "percent", "pct", "today", "daily", "daysgain", "weight", "yield", "annual", "dividend", "income", "accrued", "allocation", "shareof", "52week", "52w", "volume", "previous",
        "veränderung", "anteil", "gewichtung", "rendite", "vortag", "zins", "heute", "variation", "pourcentage", "poids", "rendement", "veille", "variación", "rentabilidad", "peso", "rendimento", "variazione", "verschil", "wijziging",
        "maturity", "fällig", "échéance", "vencimiento", "scadenza", "lasttrade", "exdate", "modified", "updated",
    ];

    /// <summary>True when the title is one that is known, in English or another language.</summary>
    public static bool IsKnown(string title) => ColumnDictionary.Find(title) is not null || ForeignColumns.Find(title).Count > 0;

    /// <summary>What a title says.</summary>
    /// <param name="title">The title.</param>
    /// <param name="find">The field that the file's layout takes it for.</param>
    public static TitleGuess Of(string title, Func<string, PositionField?> find)
    {
        var known = find(title) is { } field ? ForeignColumns.Find(title).Prepend(new(field, "")).DistinctBy(meaning => meaning.Field).ToList() : [.. ForeignColumns.Find(title)];
        if (known.Count > 0)
            return new(known, false, false);
        var key = HeaderName.KeyOf(title);
        if (title.Contains('%', StringComparison.Ordinal) || Derived.Any(word => key.Contains(word, StringComparison.Ordinal)))
            return new([], false, true);
        return title.Length <= LongestNear && ColumnDictionary.Guess(title) is { } near ? new([new(near, "")], true, false) : new([], false, false);
    }

    /// <summary>How much the title speaks for a field: from 3 for it to −4 against it, 0 when it says nothing.</summary>
    public double For(PositionField field) => IsDerived ? -4
        : Meanings.Count == 0 ? 0
        : Meanings[0].Field == field ? IsNear ? 1.5 : 3
        : Meanings.Any(meaning => meaning.Field == field) ? 2
        : field is PositionField.TotalCost or PositionField.CostPerShare && Meanings[0].Field == PositionField.Cost ? 2 : -1;
}
