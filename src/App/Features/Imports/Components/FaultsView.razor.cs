using App.Core.Imports;
using App.Core.Results;
using App.Shared;
using Microsoft.AspNetCore.Components;

namespace App.Features.Imports.Components;

/// <summary>Every fault of a file on one screen, to be mended here, in the file, or by another file.</summary>
public sealed partial class FaultsView
{
    private const int PageSize = 50;

    private readonly Dictionary<(int Row, string Column), string> _edits = [];
    private IReadOnlyList<FaultCell> _cells = [];
    private List<Error> _whole = [];
    private int _page;

    [CascadingParameter] private Formats Formats { get; set; } = Formats.Default;

    [Parameter, EditorRequired] public ImportState.ValidationError State { get; set; } = default!;

    [Parameter] public EventCallback<ImportEvent> OnEvent { get; set; }

    private ImportReading Reading => State.Check.Reading!;

    private string Heading => (_cells.Count, Reading.ErrorCount) switch
    {
        (0, _) => "This file cannot be read",
        (_, 1) => "1 thing to mend",
        (_, var count) => $"{Formats.Count(count)} things to mend",
    };

    private string Summary => Reading.TotalRows == 0
        ? "No rows were read, and nothing was imported. Mend the file or choose another."
        : $"{Rows(Reading.TotalRows)} read, {Formats.Count(Reading.ValidRows)} fine; nothing was imported. {Listed}Mend the cells here and check again, or download the file with a column of errors.";

    private string Listed => Reading.ErrorCount > Reading.Errors.Count
        ? $"The first {Formats.Count(Reading.Errors.Count)} of {Formats.Count(Reading.ErrorCount)} errors are listed. "
        : string.Empty;

    // Those not taken yet: the button goes when there is nothing more for it to do.
    private int Suggested => _cells.Count(cell => cell.Suggestion is not null && _edits.GetValueOrDefault(cell.Key) != cell.Suggestion);

    private string DownloadName => Path.GetFileNameWithoutExtension(Reading.FileName) + "-with-errors.csv";

    protected override void OnInitialized()
    {
        _cells = FaultCell.Of(Reading);
        _whole = [.. Reading.Errors.Where(error => error.Row is null)];
        foreach (var edit in State.Edits)
        {
            _edits[(edit.Row, edit.Column)] = edit.Value;
        }
    }

    private string Rows(int count) => count == 1 ? "1 row" : $"{Formats.Count(count)} rows";

    private void Edit((FaultCell Cell, string Value) edit)
    {
        if (edit.Value == edit.Cell.Value)
        {
            _edits.Remove(edit.Cell.Key);
        }
        else
        {
            _edits[edit.Cell.Key] = edit.Value;
        }
    }

    private void UseAll()
    {
        foreach (var cell in _cells.Where(cell => cell.Suggestion is not null))
        {
            _edits[cell.Key] = cell.Suggestion!;
        }
    }

    private Task RecheckAsync() => OnEvent.InvokeAsync(new ImportEvent.RecheckWanted(
        [.. _edits.Select(edit => new CellEdit(edit.Key.Row, edit.Key.Column, edit.Value))]));
}
