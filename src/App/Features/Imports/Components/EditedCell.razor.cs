using System.Globalization;
using App.Core.Imports;
using App.Core.Portfolios;
using App.Core.Results;
using Microsoft.AspNetCore.Components;

namespace App.Features.Imports.Components;

/// <summary>An input for one value of a position of a broker's file.</summary>
public sealed partial class EditedCell
{
    [CascadingParameter] private CellChanges Changes { get; set; } = default!;

    /// <summary>The line of the position.</summary>
    [Parameter, EditorRequired] public int Line { get; set; }

    [Parameter, EditorRequired] public TemplateColumn Column { get; set; }

    /// <summary>The value as it was last read.</summary>
    [Parameter, EditorRequired] public string Read { get; set; } = default!;

    /// <summary>What is wrong with it.</summary>
    [Parameter] public IEnumerable<Error> Errors { get; set; } = [];

    private (int Row, string Column) Cell => (Line, Column.Title());

    private string Id => string.Create(CultureInfo.InvariantCulture, $"cell-{Line}-{(int)Column}");

    private string Value => Changes.Cells.GetValueOrDefault(Cell, Read);

    private bool IsEdited => Changes.Cells.ContainsKey(Cell);

    private bool IsNumber => Column is TemplateColumn.Quantity or TemplateColumn.EntryPrice or TemplateColumn.StrikePrice;

    // A picker for days shows nothing of a text that is none: the text is shown instead.
    private string Type => Column is TemplateColumn.EntryDate or TemplateColumn.ExpirationDate
        && (Read.Length == 0 || DateOnly.TryParseExact(Read, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) ? "date" : "text";

    private string? Invalid => Errors.Any() ? "true" : null;

    private string? DescribedBy => Errors.Any() ? $"{Id}-error" : null;

    private IReadOnlyList<string> Choices => Column switch
    {
        TemplateColumn.InvestmentClass => With(Enum.GetValues<InvestmentClass>().Select(Codes.InvestmentClasses.NameOf)),
        TemplateColumn.InvestmentSubtype => With(Enum.GetValues<InvestmentSubtype>().Select(Codes.InvestmentSubtypes.NameOf)),
        TemplateColumn.OptionType => With(Enum.GetValues<OptionType>().Select(Codes.OptionTypes.NameOf)),
        _ => [],
    };

    // What the file says is among them even where it is none of them.
    private string[] With(IEnumerable<string> names) => [.. names.Prepend(string.Empty).Append(Value).Distinct(StringComparer.Ordinal)];
}
