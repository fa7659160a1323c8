using App.Core.Imports;
using App.Core.Market;
using App.Core.Results;
using App.Shared;
using Microsoft.AspNetCore.Components;

namespace App.Features.Imports.Components;

/// <summary>Every fault of a file on one screen, to be mended here, in the file, or by another file.</summary>
public sealed partial class FaultsView
{
    private const int PageSize = 50;

    // More rows than these are checked beside the circuit's own thread, and only when a field is left.
    private const int MostWhileTyping = 5_000;

    private CellChanges _changes = default!;
    private IReadOnlyList<CellEdit>? _checking;
    private ImportReading? _now;
    private ILookup<(int?, string?), Error>? _errors;
    private List<FaultCell> _cells = [];
    private List<Error> _whole = [];
    private int _page;

    [Inject] private TemplateImport Import { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [Parameter, EditorRequired] public ImportState.ValidationError State { get; set; } = default!;

    [Parameter] public EventCallback<ImportEvent> OnEvent { get; set; }

    private ImportReading Reading => State.Check.Reading!;

    private string Heading => (_cells.Count, Reading.ErrorCount) switch
    {
        (0, _) => $"{Reading.FileName} cannot be imported",
        (_, 1) => "1 thing to mend",
        (_, var count) => $"{Formats.Count(count)} things to mend",
    };

    private string Summary =>
        $"{Rows(Reading.TotalRows)} read, {Formats.Count(Reading.ValidRows)} fine; nothing was imported. {Listed}Mend the cells here and check again, or download the file with a column of errors.";

    private string Listed => Reading.ErrorCount > Reading.Errors.Count
        ? $"The first {Formats.Count(Reading.Errors.Count)} of {Formats.Count(Reading.ErrorCount)} errors are listed. "
        : string.Empty;

    // Those not taken yet: the button goes when there is nothing more for it to do.
    private int Suggested => _cells.Count(cell => cell.Suggestion is not null && _changes.Cells.GetValueOrDefault(cell.Key) != cell.Suggestion);

    private string DownloadName => Path.GetFileNameWithoutExtension(Reading.FileName) + "-with-errors.csv";

    private string FaultsName => Path.GetFileNameWithoutExtension(Reading.FileName) + "-rows-at-fault.csv";

    private string Changed => (_changes.Cells.Count == 1 ? "1 cell changed" : $"{Formats.Count(_changes.Cells.Count)} cells changed") + (_now?.ErrorCount switch
    {
        null => string.Empty,
        0 => ", nothing left to mend",
        1 => ", 1 thing left to mend",
        { } left => $", {Formats.Count(left)} things left to mend",
    });

    private EventCallback<(FaultCell Cell, string Value)> OnType => Reading.TotalRows > MostWhileTyping
        ? default
        : EventCallback.Factory.Create<(FaultCell Cell, string Value)>(this, typed => _changes.Type(typed.Cell.Key, typed.Value));

    protected override void OnInitialized()
    {
        _cells = [.. FaultCell.Of(Reading)];
        _whole = [.. Reading.Errors.Where(error => error.Row is null)];
        _changes = Track(new CellChanges(State.Edits, Time, CheckAsync, Post));
    }

    private string Rows(int count) => count == 1 ? "1 row" : $"{Formats.Count(count)} rows";

    private Task EditAsync((FaultCell Cell, string Value) edit) =>
        edit.Value == edit.Cell.Value ? _changes.ResetAsync(edit.Cell.Key) : _changes.SetAsync(edit.Cell.Key, edit.Value);

    private Task UseAllAsync()
    {
        foreach (var cell in _cells.Where(cell => cell.Suggestion is not null))
        {
            _changes.Type(cell.Key, cell.Suggestion!);
        }

        return _changes.SettleAsync();
    }

    // What is wrong with a cell as of the last check; where not every error is kept, only a cell that was changed is known to be without.
    private Error? ErrorOf(FaultCell cell) => _errors is null || (!IsWhole && !_changes.Cells.ContainsKey(cell.Key)) ? cell.Error : _errors[(cell.Row, cell.Error.Field)].FirstOrDefault();

    private bool IsWhole => Reading.ErrorCount <= Reading.Errors.Count;

    private async Task CheckAsync(IReadOnlyList<CellEdit> edits)
    {
        _checking = edits;
        var today = TradingCalendar.NewYorkDate(Time.GetUtcNow());
        var now = Reading.TotalRows <= MostWhileTyping ? Import.Recheck(Reading, edits, today) : await Task.Run(() => Import.Recheck(Reading, edits, today));
        if (!ReferenceEquals(_checking, edits))
        {
            return;
        }

        (_now, _errors) = (now, now.Errors.ToLookup(error => (error.Row, error.Field)));
        if (IsWhole)
        {
            // Rows stay while they are worked on, also those that are mended; what is wrong only now comes to them.
            var known = _cells.Select(cell => cell.Key).ToHashSet();
            _cells = [.. _cells.Concat(FaultCell.Of(now).Where(cell => !known.Contains(cell.Key))).OrderBy(cell => cell.Row)];
        }
    }

    private Task RecheckAsync() => OnEvent.InvokeAsync(new ImportEvent.RecheckWanted(
        [.. _changes.Cells.Select(edit => new CellEdit(edit.Key.Row, edit.Key.Column, edit.Value))]));
}
