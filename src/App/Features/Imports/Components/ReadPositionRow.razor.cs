using App.Core.Imports;
using App.Core.Imports.Brokers;
using App.Core.Results;
using App.Features.Portfolios;
using App.Shared;
using Microsoft.AspNetCore.Components;

namespace App.Features.Imports.Components;

/// <summary>A position as it was read, which can be opened and changed in its place.</summary>
public sealed partial class ReadPositionRow
{
    private ElementReference _pencil;
    private bool _isOpen;

    [CascadingParameter] private Formats Formats { get; set; } = Formats.Default;

    [CascadingParameter] private CellChanges Changes { get; set; } = default!;

    [Parameter, EditorRequired] public ReadPosition Position { get; set; } = default!;

    /// <summary>The errors of the file.</summary>
    [Parameter] public IReadOnlyList<Error> Errors { get; set; } = [];

    private string Name => Position.Draft?.Option?.ToTitle() ?? Position.Draft?.Symbol ?? Position.Fields.GetValueOrDefault(TemplateColumn.Symbol) ?? string.Empty;

    private string Label => Name.Length > 0 ? $"Edit {Name}, line {Position.Line}" : $"Edit line {Position.Line}";

    private bool IsEdited => Changes.Cells.Keys.Any(cell => cell.Row == Position.Line);

    // Who closed it goes on from where it was opened.
    private async Task CloseAsync()
    {
        _isOpen = false;
        await _pencil.FocusAsync();
    }
}
