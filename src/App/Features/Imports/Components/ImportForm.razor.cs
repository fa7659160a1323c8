using System.Globalization;
using App.Core.Portfolios;
using App.Core.Results;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace App.Features.Imports.Components;

/// <summary>The form: what the portfolio is called, what the account is worth, and the file.</summary>
public sealed partial class ImportForm
{
    private ElementReference _summary;
    private IReadOnlyList<Error> _announced = [];
    private bool _ready;

    [Parameter, EditorRequired] public ImportState.Idle State { get; set; } = default!;

    [Parameter] public EventCallback<ImportEvent> OnEvent { get; set; }

    [Parameter] public EventCallback<IBrowserFile> OnFile { get; set; }

    private PortfolioForm Form => State.Form;

    // A file that was refused says why itself; that none was sent is then no news.
    private IReadOnlyList<Error> Errors => State.File is FileSlot.Refused
        ? [.. State.Errors.Where(error => FormFields.IdOf(error) != FormFields.File)]
        : State.Errors;

    private DateOnly LastSession => Calendar.MostRecentSession(Time.GetUtcNow());

    private string AsOf => Form.EquityAsOf ?? LastSession.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            // The heading takes the focus and the file's input is listened to after this: both come first. A form that was open before lost what was
            // begun in it to the heading, and a file that was chosen to nobody; and the heading took the focus from the summary.
            await Task.Yield();
            if (Lifetime.IsCancellationRequested)
            {
                return;
            }
        }

        // The summary is where to go on reading, once for each check that found something.
        if (State.Errors.Count > 0 && !ReferenceEquals(State.Errors, _announced))
        {
            _announced = State.Errors;
            await _summary.FocusAsync();
        }

        if (firstRender)
        {
            _ready = true;
            StateHasChanged();
        }
    }

    private IEnumerable<Error> For(string id) => Errors.Where(error => FormFields.IdOf(error) == id);

    private Task EditAsync(PortfolioForm form) => OnEvent.InvokeAsync(new ImportEvent.FormEdited(form));

    private Task CheckAsync() => OnEvent.InvokeAsync(new ImportEvent.CheckWanted());
}
