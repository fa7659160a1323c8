using App.Core.Batches;
using App.Core.Operations;
using App.Core.Results;
using App.Features.Accounts;
using App.Features.Imports;
using App.Features.Limits;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace App.Features.Portfolios;

/// <summary>Many portfolios at once, from a list that is pasted or uploaded.</summary>
public sealed partial class PortfolioImportPage
{
    private PortfolioImportState _state = PortfolioImportState.Writing.Fresh;

    [Inject] private PreviewPortfolios Preview { get; set; } = default!;

    [Inject] private CreatePortfolios Create { get; set; } = default!;

    [Inject] private UploadGate Uploads { get; set; } = default!;

    [Inject] private ILogger<PortfolioImportPage> Logger { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    private string Title => _state switch
    {
        PortfolioImportState.Writing { Errors.Count: > 0 } or PortfolioImportState.Reviewing { Errors.Count: > 0 } => "Error: Import many portfolios",
        PortfolioImportState.Reviewing or PortfolioImportState.Creating => "Preview · Import many portfolios",
        PortfolioImportState.Created => "Created · Import many portfolios",
        _ => "Import many portfolios",
    };

    private async Task HandleAsync(PortfolioImportEvent happened)
    {
        var before = _state;
        Send(happened);
        if (ReferenceEquals(before, _state))
        {
            return;
        }

        switch (_state)
        {
            case PortfolioImportState.Creating creating:
                await CreateAsync(creating.Before);
                break;
            case PortfolioImportState.Reviewing { IsChecking: true } review:
                await RecheckAsync(review);
                break;
        }
    }

    private Task ReadTextAsync(Stream? text) => ReadAsync("The text", async () =>
    {
        if (text is null)
        {
            return PortfolioList.TooLarge("The text");
        }

        using var reader = new StreamReader(text);
        return await reader.ReadToEndAsync(Lifetime);
    });

    private Task ReadFileAsync(IBrowserFile file) => ReadAsync($"“{file.Name}”", async () =>
    {
        if (file.Size > PortfolioList.Largest)
        {
            return PortfolioList.TooLarge($"“{file.Name}”");
        }

        if (await Uploads.TakeAsync((await Session).User, Lifetime) is { } tooMany)
        {
            return tooMany;
        }

        // To disk under the limit: a file that is read while it still arrives is at the mercy of the connection.
        await using var content = file.OpenReadStream(PortfolioList.Largest + 1, Lifetime);
        using var copy = await UploadedCopy.CopyAsync(file.Name, content, _ => { }, Lifetime);
        await using var read = copy.OpenRead();
        return await PortfolioList.DecodeAsync(read, copy.Name, Lifetime);
    });

    private async Task ReadAsync(string what, Func<Task<Result<string>>> decode)
    {
        var before = _state;
        Send(new PortfolioImportEvent.ReadWanted());
        if (ReferenceEquals(before, _state))
        {
            return;
        }

        StateHasChanged();
        Result<string>? text = null;
        try
        {
            text = await decode();
            Send(text.IsSuccess ? await ReadAsync(text.Value) : new PortfolioImportEvent.ReadRefused(null, text.Errors));
        }
        catch (OperationCanceledException) when (Lifetime.IsCancellationRequested)
        {
            // Nobody is here any more.
        }
        catch (Exception exception) when (text is null && exception is IOException or JSException or TimeoutException)
        {
            Send(new PortfolioImportEvent.ReadRefused(null, [PortfolioListErrors.NotAList.Because($"{what} could not be read from your device. Try it again.")]));
        }
#pragma warning disable CA1031 // The border of the work: what the user typed must not go with a fault of the database or the disk.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Send(new PortfolioImportEvent.ReadRefused(text?.Value, [FaultOf(exception, "The check")]));
        }
    }

    private async Task<PortfolioImportEvent> ReadAsync(string text)
    {
        var sheet = await Task.Run(() => PortfolioList.Read(text), Lifetime);
        return sheet.IsSuccess
            ? new PortfolioImportEvent.ListRead(text, sheet.Value, await Preview.HandleAsync((await Session).User.UserId, sheet.Value.Rows, Lifetime))
            : new PortfolioImportEvent.ReadRefused(text, sheet.Errors);
    }

    private async Task RecheckAsync(PortfolioImportState.Reviewing review)
    {
        try
        {
            Send(new PortfolioImportEvent.Rechecked(review.Rows, review.LeftOut, await Preview.HandleAsync((await Session).User.UserId, review.Kept, Lifetime)));
        }
        catch (OperationCanceledException) when (Lifetime.IsCancellationRequested)
        {
            // Nobody is here any more.
        }
#pragma warning disable CA1031 // The border of the work, as above.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Send(new PortfolioImportEvent.Refused([FaultOf(exception, "The check")]));
        }
    }

    private async Task CreateAsync(PortfolioImportState.Reviewing review)
    {
        StateHasChanged();
        PortfolioImportEvent outcome;
        try
        {
            // Not under the page's token: who said yes and leaves finds all of them.
            var made = await Create.HandleAsync((await Session).User.UserId, [.. review.Kept.Select(row => row.ToItem())], CancellationToken.None);
            outcome = made.IsSuccess ? new PortfolioImportEvent.Made(made.Value) : new PortfolioImportEvent.Refused(ByLine(made.Errors, review.Kept));
        }
#pragma warning disable CA1031 // The border of the work, as above.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            outcome = new PortfolioImportEvent.Refused([FaultOf(exception, "The import")]);
        }

        if (!Lifetime.IsCancellationRequested)
        {
            await HandleAsync(outcome);
        }
    }

    // The call counts its items from 0; whoever looks at the list has lines.
    private static IReadOnlyList<Error> ByLine(IReadOnlyList<Error> errors, IReadOnlyList<PortfolioRow> rows) => [.. errors.Select(error =>
        error.Details.GetValueOrDefault("index") is int index && error.Message.Split(": ", 2) is [_, var message]
            ? error.Definition.Because(message, PortfolioColumns.OfField(error.Field)?.Title() ?? error.Field, rows[index].Line, error.Details)
            : error)];

    private Error FaultOf(Exception exception, string work)
    {
        Logger.LogError(exception, "{Work} of a list of portfolios failed", work);
        return RequestErrors.Fault.Because($"{work} ended with a fault of the application, which is in the server's log. Try again.");
    }

    private void Send(PortfolioImportEvent happened) => _state = PortfolioImportTransitions.Next(_state, happened);
}
