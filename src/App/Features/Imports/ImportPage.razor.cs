using App.Core.Imports;
using App.Core.Portfolios;
using App.Core.Results;
using App.Features.Calculations;
using App.Features.Limits;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace App.Features.Imports;

/// <summary>The way of a file into a portfolio, up to the calculation, which has a page of its own.</summary>
public sealed partial class ImportPage
{
    private static readonly TimeSpan ProgressPace = TimeSpan.FromMilliseconds(100);

    private CancellationTokenSource _work = new();

    [Inject] private CheckImport Check { get; set; } = default!;

    [Inject] private ImportPortfolio Import { get; set; } = default!;

    [Inject] private FindAccount FindAccount { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [Inject] private UploadGate Uploads { get; set; } = default!;

    private string Title => State switch
    {
        ImportState.Idle { Errors.Count: > 0 } or ImportState.ValidationError => "Error: Import",
        ImportState.BrokerPreview { Errors.Count: > 0 } or ImportState.BrokerPreview { Reading.ErrorCount: > 0 } => "Error: Import",
        ImportState.Mapping => "Columns · Import",
        ImportState.Preview or ImportState.BrokerPreview or ImportState.UpdatePreview => "Preview · Import",
        _ => "Import",
    };

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // An import that was said yes to goes on when the page is left, and the calculation after it.
            if (State is not (ImportState.Importing or ImportState.ImportingAccounts or ImportState.Updating))
            {
                _work.Cancel();
            }

            _work.Dispose();
        }

        base.Dispose(disposing);
    }

    protected override Task EnterAsync() => State switch
    {
        ImportState.Checking checking => WorkAsync(token => CheckAsync(checking, token)),
        ImportState.Importing importing => WorkAsync(token => ImportAsync(importing.Check, token)),
        ImportState.ImportingAccounts importing => WorkAsync(token => ImportAsync(importing.Before, token)),
        ImportState.Updating updating => WorkAsync(token => UpdateAsync(updating.Before, token)),
        ImportState.Processing { Run: { } run } processing => Go(processing.Portfolio.Id, run.Id),
        ImportState.Success success => Go(success.Portfolio.Id, success.Run.Id),
        _ => base.EnterAsync(),
    };

    // A check that is stopped has been left when its work ends; an import has yet to say whether it was stopped in time.
    private async Task HandleAsync(ImportEvent happened)
    {
        if (happened is ImportEvent.CancelWanted or ImportEvent.FileDropped or ImportEvent.StartedOver)
        {
            await _work.CancelAsync();
        }

        switch (State, happened)
        {
            case (ImportState.BrokerPreview, ImportEvent.EntryDateChosen or ImportEvent.RecheckWanted or ImportEvent.ImportConfirmed):
                await (_change = ChangeAsync(_change, happened));
                break;
            case (ImportState.BrokerPreview before, ImportEvent.PlanEdited { Plan: var plan }) when before.Plans.Any(each => each.Account == plan.Account && each.PortfolioId != plan.PortfolioId):
                await SendAsync(happened);
                await WorkAsync(token => CompareAsync((ImportState.BrokerPreview)State, token));
                break;
            default:
                await SendAsync(happened);
                break;
        }
    }

    private async Task WorkAsync(Func<CancellationToken, Task> work)
    {
        await _work.CancelAsync();
        _work.Dispose();
        _work = new CancellationTokenSource();
        await work(_work.Token);
    }

    private Task TakeAsync(IBrowserFile file) => WorkAsync(token => TakeAsync(file, token));

    private async Task TakeAsync(IBrowserFile file, CancellationToken token)
    {
        if (file.Size > TemplateImport.LargestFile)
        {
            await SendAsync(new ImportEvent.FileRefused(file.Name, TooLarge(file)));
            return;
        }

        if (await Uploads.TakeAsync((await Session).User, token) is { } tooMany)
        {
            await SendAsync(new ImportEvent.FileRefused(file.Name, tooMany));
            return;
        }

        await SendAsync(new ImportEvent.FileChosen(file.Name, file.Size));
        try
        {
            var shown = Time.GetTimestamp();
            await using var content = file.OpenReadStream(TemplateImport.LargestFile + 1, token);
            var copy = await UploadedCopy.CopyAsync(file.Name, content, Copied, token);
            await SendAsync(new ImportEvent.FileArrived(copy));
            if (!ReferenceEquals(copy, State.Copy))
            {
                copy.Dispose();
            }

            void Copied(long bytes)
            {
                if (Time.GetElapsedTime(shown) >= ProgressPace)
                {
                    shown = Time.GetTimestamp();
                    Post(() => SendAsync(new ImportEvent.FileCopied(bytes)));
                }
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // Another file was chosen, or none is wanted.
        }
        catch (Exception exception) when (exception is IOException or JSException or TimeoutException)
        {
            var unread = PortfolioErrors.FileRequired.Because($"“{file.Name}” could not be read from your device. Choose it again.", "File");
            await SendAsync(new ImportEvent.FileRefused(file.Name, unread));
        }
    }

    private async Task CheckAsync(ImportState.Checking checking, CancellationToken token)
    {
        var ownerId = await UserIdAsync();
        try
        {
            if (checking.Into is { } into)
            {
                await SendAsync(await Task.Run(() => ReadUpdateAsync(ownerId, checking, into, token), token));
                return;
            }

            // Reading 50 000 rows takes the better part of a second: not on the circuit's own thread, where it would hold up the button that stops it.
            var check = await Task.Run(() => ReadAsync(ownerId, checking, token), token);
            if (check.Unknown is { } table && checking.File is FileSlot.Arrived { Copy: var unknown })
            {
                await SendAsync(new ImportEvent.TableUnknown(unknown, table, checking.Columns is null ? [] : check.Reading!.Errors));
                return;
            }

            var taken = check.FormErrors.Any(error => error.Definition == PortfolioErrors.AccountNameTaken);
            var existing = taken ? await FindAccount.HandleAsync(ownerId, checking.Form.AccountName, token) : null;
            token.ThrowIfCancellationRequested();
            await SendAsync(check.Broker is { } broker && checking.File is FileSlot.Arrived { Copy: var copy }
                ? new ImportEvent.BrokerRead(copy, broker, await KnownAsync(ownerId, broker, new Dictionary<int, Guid?>(), token))
                : new ImportEvent.Checked(check, existing?.Id));
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The button has sent the page back already.
        }
#pragma warning disable CA1031 // The border of the work: what the user typed must not go with a fault of the database or the disk.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await SendAsync(new ImportEvent.WorkFailed(FaultOf(exception, "The check")));
        }
    }

    private async Task<ImportCheck> ReadAsync(Guid ownerId, ImportState.Checking checking, CancellationToken token)
    {
        switch (checking)
        {
            case { Mending: { } mending }:
                return Check.Recheck(mending.Check, mending.Edits);
            case { File: FileSlot.Read read }:
                return await Check.HandleAsync(ownerId, checking.Form, read.Reading, token);
            case { File: FileSlot.Arrived { Copy: var copy } }:
                await using (var content = copy.OpenRead())
                {
                    return await Check.HandleAsync(ownerId, checking.Form, new UploadedFile(copy.Name, content, Columns: checking.Columns), token);
                }

            default:
                return await Check.HandleAsync(ownerId, checking.Form, file: null, token);
        }
    }

    private async Task ImportAsync(ImportCheck check, CancellationToken token)
    {
        var ownerId = await UserIdAsync();
        try
        {
            var result = await Import.HandleAsync(ownerId, check, token);
            await SendAsync(result.IsSuccess
                ? new ImportEvent.Imported(StoredPortfolio.Of(result.Value.Portfolio))
                : new ImportEvent.ImportRefused(result.Errors, (await FindAccount.HandleAsync(ownerId, check.Terms!.AccountName, CancellationToken.None))?.Id));
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            await SendAsync(new ImportEvent.ImportStopped());
        }
#pragma warning disable CA1031 // The border of the work, as above.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await SendAsync(new ImportEvent.WorkFailed(FaultOf(exception, "The import")));
        }
    }

    private Task Go(Guid portfolioId, Guid runId)
    {
        if (!Lifetime.IsCancellationRequested)
        {
            Navigation.NavigateTo(RunPage.AddressOf(portfolioId, runId), replace: true);
        }

        return Task.CompletedTask;
    }

    private Error TooLarge(IBrowserFile file) => FileErrors.TooLarge.Because(
        $"“{file.Name}” has {Formats.FileSize(file.Size)}; 10 MB is the most that is read. Remove what is not positions, or import it in parts.",
        "File",
        details: new Dictionary<string, object?> { [ErrorDetails.Found] = file.Size, [ErrorDetails.Allowed] = TemplateImport.LargestFile });
}
