using App.Core.Calculations;
using App.Core.Imports;
using App.Core.Operations;
using App.Core.Portfolios;
using Microsoft.AspNetCore.Components;

namespace App.Features.Imports;

/// <summary>The part of the page that is about the accounts of a broker's file.</summary>
public sealed partial class ImportPage
{
    private Task _change = Task.CompletedTask;
    private ImportEvent? _newestCells;

    [Inject] private PreviewFile Preview { get; set; } = default!;

    [Inject] private ImportAccounts ImportAccounts { get; set; } = default!;

    // One after the other, each on what the one before has left: a change made while the file is still being read again for another would undo that,
    // and an import would be of the file as it was read before.
    private async Task ChangeAsync(Task before, ImportEvent happened)
    {
        _newestCells = happened is ImportEvent.RecheckWanted ? happened : _newestCells;
        await before;
        switch (State, happened)
        {
            case var _ when Lifetime.IsCancellationRequested:
            case (_, ImportEvent.RecheckWanted) when !ReferenceEquals(happened, _newestCells):
                // Each has all the cells that were changed: of those that came while a large file was read, only the last counts.
                break;
            case (ImportState.BrokerPreview accounts, ImportEvent.EntryDateChosen chosen):
                await WorkAsync(token => RereadAsync(accounts, chosen.Day, accounts.Edits, token));
                break;
            case (ImportState.BrokerPreview accounts, ImportEvent.RecheckWanted mended):
                await WorkAsync(token => RereadAsync(accounts, accounts.Reading.EntryDate, mended.Edits, token));
                break;
            default:
                await SendAsync(happened);
                break;
        }
    }

    private async Task RereadAsync(ImportState.BrokerPreview accounts, DateOnly entryDate, IReadOnlyList<CellEdit> edits, CancellationToken token)
    {
        try
        {
            var ownerId = await UserIdAsync();
            await using var content = accounts.File.OpenRead();
            var reading = await Task.Run(() => Preview.HandleAsync(ownerId, content, accounts.File.Name, new ReadingChoices { EntryDate = entryDate, Edits = edits, Columns = accounts.Reading.Choice }, token), token);
            if (reading is FileReading.Broker { Reading: var broker })
            {
                var known = await KnownAsync(ownerId, broker, TargetsOf(accounts), token);
                await SendAsync(new ImportEvent.BrokerReread(broker, edits, known));
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // Another file was chosen, or none is wanted.
        }
#pragma warning disable CA1031 // The border of the work: what the user chose must not go with a fault of the disk.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await SendAsync(new ImportEvent.WorkFailed(FaultOf(exception, "Reading the file again")));
        }
    }

    private async Task ImportAsync(ImportState.BrokerPreview accounts, CancellationToken token)
    {
        var ownerId = await UserIdAsync();
        var choices = accounts.Plans.Where(plan => plan.IsChosen)
            .Select(plan => new AccountChoice(plan.Account, plan.Form, plan.PortfolioId, accounts.UpdateOf(plan)?.Portfolio.PositionsVersion))
            .ToList();
        try
        {
            var result = await ImportAccounts.HandleAsync(ownerId, accounts.Reading, choices, token);
            await result.Match<Task>(imported => FollowAsync(ownerId, imported), errors => SendAsync(new ImportEvent.AccountsRefused(errors)));
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

    // One portfolio is followed to its figures; several are calculated side by side, and the list shows how far each is.
    private async Task FollowAsync(Guid ownerId, IReadOnlyList<ImportedPortfolio> all)
    {
        var imported = all.Where(each => each.Import is not null).ToList();
        if (imported is [var only])
        {
            await SendAsync(new ImportEvent.Imported(StoredPortfolio.Of(only.Portfolio)));
            return;
        }

        Activity.Count(ActivityNames.ImportsAccepted);
        foreach (var each in imported)
        {
            await Calculation.HandleAsync(new CalculationRequest(ownerId, each.Portfolio.Id), CancellationToken.None);
        }

        if (!Lifetime.IsCancellationRequested)
        {
            Navigation.NavigateTo("/portfolios");
        }
    }
}
