using System.IO.Compression;
using App.Core.Operations;
using App.Core.Portfolios;

namespace App.Core.Accounts;

/// <summary>Hands a user all that is kept of the account: a zip archive of CSV and JSON, written as it is read.</summary>
/// <remarks>
/// Side effects: an entry of the audit trail, written first, so that nothing leaves without one. All is of one moment. Rows are read and written one by one, so that the largest
/// account takes no more memory than a small one; the archive is written without a blocking call. Errors: none; false when there is no such account.
/// </remarks>
public sealed class ExportAccount(IAccountArchive archive, IAuditTrail trail, TimeProvider time)
{
    /// <summary>The longest it may take: the moment that it is of is held in the database so long, and whoever takes the file more slowly is cut off.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>The name to save it under, of a day.</summary>
    public static string FileNameOf(DateTimeOffset now) => FormattableString.Invariant($"ballast-export-{now.UtcDateTime:yyyy-MM-dd}.zip");

    /// <summary>Writes the archive.</summary>
    /// <param name="userId">Whose account it is.</param>
    /// <param name="output">Where to; left open. It may be one that cannot seek.</param>
    /// <param name="cancellationToken">Ends the writing; what was written by then is no archive.</param>
    /// <returns>False when there is no such account; nothing is written then.</returns>
    public async Task<bool> HandleAsync(Guid userId, Stream output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var late = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        var token = either.Token;
        await trail.AppendAsync(new AuditEvent(AuditAction.AccountExported, userId, null), token);
        await using var rows = await archive.OpenAsync(userId, token);
        if (await rows.ProfileAsync(token) is not { } profile)
        {
            return false;
        }

        var portfolios = await rows.PortfoliosAsync(token);
        await using var waiting = new ExportStream(output);
        var zip = await ZipArchive.CreateAsync(waiting, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, token);
        await using (zip)
        {
            var files = new ExportFiles(zip, time.GetUtcNow(), token);
            await files.TextAsync("README.txt", ExportReadme.Of(profile, portfolios, time.GetUtcNow()));
            await WriteAccountAsync(files, rows, profile, portfolios);
            foreach (var (portfolio, number) in portfolios.Select((portfolio, index) => (portfolio, index + 1)))
            {
                await WritePortfolioAsync(files, rows, portfolio, ExportNames.FolderOf(portfolio, number));
            }
        }

        await waiting.FlushAsync(token);
        return true;
    }

    private static async Task WriteAccountAsync(ExportFiles files, IAccountRows rows, AccountProfile profile, IReadOnlyList<Portfolio> portfolios)
    {
        await files.JsonAsync("account.json", profile);
        await files.CsvAsync("sessions.csv", ExportTables.Sessions, rows.SessionsAsync());
        await files.CsvAsync("impersonations.csv", ExportTables.Impersonations, rows.ImpersonationsAsync());
        await files.CsvAsync("audit.csv", ExportTables.Audit, rows.AuditAsync());
        await files.CsvAsync("target-prices.csv", ExportTables.Targets, rows.TargetsAsync());
        await files.CsvAsync("views.csv", ExportTables.Views, rows.ViewsAsync());
        await files.CsvAsync("batches.csv", ExportTables.Batches, rows.BatchesAsync());
        await files.CsvAsync("batch-templates.csv", ExportTables.BatchTemplates, rows.BatchTemplatesAsync());
        await files.CsvAsync("batch-operations.csv", ExportTables.BatchOperations, rows.BatchOperationsAsync());
        await files.CsvAsync("webhook-deliveries.csv", ExportTables.Webhooks, rows.WebhooksAsync());
        await files.CsvAsync("webhook-attempts.csv", ExportTables.WebhookAttempts, rows.WebhookAttemptsAsync());
        await files.CsvAsync("models.csv", ExportTables.Models, rows.ModelsAsync());
        await files.CsvAsync("model-positions.csv", ExportTables.ModelPositions, rows.ModelPositionsAsync());
        await files.CsvAsync("model-portfolios.csv", ExportTables.ModelPortfolios, rows.ModelPortfoliosAsync());
        await files.CsvAsync("orders.csv", ExportTables.Orders, rows.OrdersAsync());
        await files.CsvAsync("order-events.csv", ExportTables.OrderEvents, rows.OrderEventsAsync());
        await files.CsvAsync("portfolios.csv", ExportTables.Portfolios, portfolios.ToAsyncEnumerable());
    }

    private static async Task WritePortfolioAsync(ExportFiles files, IAccountRows rows, Portfolio portfolio, string folder)
    {
        var id = portfolio.Id;
        await files.JsonAsync($"{folder}portfolio.json", portfolio);
        await files.CsvAsync($"{folder}positions.csv", await ExportTables.PositionsAsync(rows.PositionsAsync(id)), rows.PositionsAsync(id));
        await files.CsvAsync($"{folder}lots.csv", ExportTables.Lots, rows.PositionsAsync(id));
        await files.CsvAsync($"{folder}position-values.csv", ExportTables.Values, rows.ValuesAsync(id));
        await files.CsvAsync($"{folder}valuations.csv", ExportTables.Valuations, rows.ValuationsAsync(id));
        await files.CsvAsync($"{folder}cash.csv", ExportTables.Cash, rows.CashAsync(id));
        await files.CsvAsync($"{folder}imports.csv", ExportTables.Imports, rows.ImportsAsync(id));
        await files.JsonAsync($"{folder}import-undo.json", rows.UndoAsync(id));
        await files.JsonAsync($"{folder}mappings.json", rows.MappingsAsync(id));
        await files.CsvAsync($"{folder}snapshots.csv", ExportTables.Snapshots, rows.SnapshotsAsync(id));
        await files.CsvAsync($"{folder}runs.csv", ExportTables.Runs, rows.RunsAsync(id));
        await files.JsonAsync($"{folder}runs.json", rows.RunsAsync(id));
        await files.JsonAsync($"{folder}risk.json", rows.RiskAsync(id));
    }
}
