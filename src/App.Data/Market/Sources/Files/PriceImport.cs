using App.Core.Market;
using App.Core.Operations;
using Microsoft.Extensions.Logging;

namespace App.Data.Market.Sources.Files;

/// <summary>What an import of prices stored.</summary>
/// <param name="Symbols">Symbols read.</param>
/// <param name="Bars">Days that were not stored before.</param>
/// <param name="Notes">Files and rows that gave no prices, and prices that were doubtful, in words.</param>
public sealed record ImportedPrices(int Symbols, int Bars, IReadOnlyList<string> Notes);

/// <summary>Stores all prices of a directory, as if its files were the only source.</summary>
/// <remarks>
/// Side effects: prices are stored. A day that is stored already stays as it is, unless it is quarantined; invented prices of a symbol that a file has go, all of them. Errors:
/// none; a file that gives no prices is noted.
/// </remarks>
public sealed class PriceImport(PriceDirectory directory, IMarketDataStore store, TradingCalendar calendar, IIdGenerator ids, TimeProvider time, ILoggerFactory loggers)
{
    /// <summary>Imports them.</summary>
    public async Task<ImportedPrices> HandleAsync(CancellationToken cancellationToken)
    {
        var catalogue = directory.List();
        List<string> notes = [.. catalogue.Faults.Select(fault => $"{fault.File} {fault.Reason}")];

        // Read once for the days they span, a file at a time, and again by the source as it stores them: a directory may hold more than memory does.
        List<(PriceNeed Need, DateOnly To)> days = [];
        await foreach (var history in PriceDirectory.ReadAsync(catalogue, catalogue.Symbols, cancellationToken))
        {
            if (history.Bars is [var first, .., var last])
            {
                days.Add((new PriceNeed(history.Symbol, first.Date), last.Date));
            }
            else if (history.Bars is [var only])
            {
                days.Add((new PriceNeed(history.Symbol, only.Date), only.Date));
            }
        }

        var collect = new CollectMarketData([new FilesSource(directory, loggers.CreateLogger<FilesSource>())], store, calendar, ids, time);
        List<PriceOutcome> stored = [];
        foreach (var group in days.GroupBy(each => each.To, each => each.Need))
        {
            var outcomes = await collect.PriceAsync(new PriceDemand([.. group], group.Key) { Force = true }, _ => Task.CompletedTask, cancellationToken);
            stored.AddRange(outcomes);
            notes.AddRange(outcomes.SelectMany(outcome => outcome.Warnings));
            notes.AddRange(outcomes.Where(outcome => outcome.Missing is not null).Select(outcome => $"{outcome.Symbol}: {outcome.Missing}"));
        }

        notes.AddRange(PriceOutcome.ReplacedSampleWarnings(stored));
        return new ImportedPrices(days.Count, stored.Sum(outcome => outcome.Fetched), notes);
    }
}
