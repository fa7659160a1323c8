using App.Core.Imports;
using App.Core.Imports.Brokers;
using App.Core.Portfolios;
using Microsoft.AspNetCore.Components;

namespace App.Features.Imports;

/// <summary>The part of the page that is about portfolios that exist already: which account is which of them, and what a file does to it.</summary>
public sealed partial class ImportPage
{
    private Guid? _opened;

    /// <summary>The portfolio whose positions a file is to replace, when the page is opened for that.</summary>
    [SupplyParameterFromQuery(Name = "portfolio")] private Guid? IntoId { get; set; }

    [Inject] private CompareAccounts Compare { get; set; } = default!;

    [Inject] private PreviewUpdate PreviewUpdate { get; set; } = default!;

    [Inject] private UpdatePortfolio Update { get; set; } = default!;

    [Inject] private ListPortfolios Portfolios { get; set; } = default!;

    // The form of a new portfolio would only flash.
    private bool IsOpening => IntoId is not null && _opened != IntoId;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (IntoId is { } id && IsOpening && RendererInfo.IsInteractive)
        {
            var listed = await Portfolios.HandleAsync(await UserIdAsync(), Lifetime);
            _opened = id;
            await SendAsync(listed.FirstOrDefault(each => each.Portfolio.Id == id) is { } into
                ? new ImportEvent.IntoChosen(StoredPortfolio.Of(into.Portfolio))
                : new ImportEvent.PortfolioMissed(Portfolio.NotFound()));
        }
    }

    private async Task<ImportEvent> ReadUpdateAsync(Guid ownerId, ImportState.Checking checking, StoredPortfolio into, CancellationToken token)
    {
        if (checking is { Mending: null, File: not (FileSlot.Arrived or FileSlot.Read) })
        {
            var required = PortfolioErrors.FileRequired.Because("Choose a .csv or .xlsx file to import.", "File");
            return new ImportEvent.Checked(new ImportCheck(null, null, [required]));
        }

        var reading = await ReadAgainAsync(ownerId, checking, token);
        if (reading is FileReading.Broker { Reading: var broker } && checking.File is FileSlot.Arrived { Copy: var copy })
        {
            // A file of one account is meant for the portfolio that was chosen, whatever account it says it is: that shows in the preview.
            var chosen = broker.Accounts is [var only] ? new Dictionary<int, Guid?> { [only.Index] = into.Id } : [];
            return new ImportEvent.BrokerRead(copy, broker, await KnownAsync(ownerId, broker, chosen, token));
        }

        if (reading is FileReading.Unknown { Table: var table, AsTemplate: var refused } && checking.File is FileSlot.Arrived { Copy: var unknown })
        {
            return new ImportEvent.TableUnknown(unknown, table, checking.Columns is null ? [] : refused.Errors);
        }

        var template = ((FileReading.Template)reading).Reading;
        if (!template.IsValid)
        {
            return new ImportEvent.Checked(new ImportCheck(null, template, []));
        }

        var update = await PreviewUpdate.HandleAsync(ownerId, into.Id, FileHoldings.Of(template), token);
        return update.Match<ImportEvent>(known => new ImportEvent.UpdateRead(template, known), errors => new ImportEvent.WorkFailed(errors[0]));
    }

    private async Task<FileReading> ReadAgainAsync(Guid ownerId, ImportState.Checking checking, CancellationToken token)
    {
        if (checking.Mending is { } mending)
        {
            return new FileReading.Template(Check.Recheck(mending.Check, mending.Edits).Reading!);
        }

        if (checking.File is FileSlot.Read read)
        {
            return new FileReading.Template(read.Reading);
        }

        var copy = ((FileSlot.Arrived)checking.File).Copy;
        await using var content = copy.OpenRead();
        return await Preview.HandleAsync(ownerId, content, copy.Name, new ReadingChoices { Columns = checking.Columns }, token);
    }

    private async Task<KnownAccounts> KnownAsync(Guid ownerId, BrokerReading reading, IReadOnlyDictionary<int, Guid?> chosen, CancellationToken token)
    {
        var listed = await Portfolios.HandleAsync(ownerId, token);
        return listed.Count == 0
            ? KnownAccounts.None
            : new KnownAccounts(await Compare.HandleAsync(ownerId, reading, chosen, token), [.. listed.Select(each => StoredPortfolio.Of(each.Portfolio))]);
    }

    private async Task CompareAsync(ImportState.BrokerPreview accounts, CancellationToken token)
    {
        try
        {
            await SendAsync(new ImportEvent.AccountsCompared(await KnownAsync(await UserIdAsync(), accounts.Reading, TargetsOf(accounts), token)));
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // Another portfolio was chosen since.
        }
#pragma warning disable CA1031 // The border of the work: what the user chose must not go with a fault of the database.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await SendAsync(new ImportEvent.WorkFailed(FaultOf(exception, "The comparison")));
        }
    }

    private async Task UpdateAsync(ImportState.UpdatePreview preview, CancellationToken token)
    {
        try
        {
            var result = await Update.HandleAsync(
                await UserIdAsync(), preview.Into.Id, FileHoldings.Of(preview.Reading), preview.Update.Portfolio.PositionsVersion, token);
            await SendAsync(result.Match<ImportEvent>(done => new ImportEvent.Imported(StoredPortfolio.Of(done.Portfolio)), errors => new ImportEvent.AccountsRefused(errors)));
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

    private static Dictionary<int, Guid?> TargetsOf(ImportState.BrokerPreview accounts) => accounts.Plans.ToDictionary(plan => plan.Account, plan => plan.PortfolioId);
}
