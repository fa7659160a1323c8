using System.Runtime.CompilerServices;
using App.Core.Market;
using Microsoft.Extensions.Logging;

namespace App.Data.Market.Sources.Files;

/// <summary>A directory of CSV files: prices only, no corporate actions. See <see cref="PriceDirectory"/> for the files.</summary>
/// <param name="directory">The directory.</param>
/// <param name="log">Told of files that give nothing and of rows passed over.</param>
internal sealed class FilesSource(PriceDirectory directory, ILogger<FilesSource> log) : IMarketDataSource
{
    private readonly ReasonText _reasons = new(null);

    /// <inheritdoc/>
    public string Name => "Files";

    /// <inheritdoc/>
    public bool IsSample => false;

    /// <inheritdoc/>
    public bool TellsActions => false;

    /// <inheritdoc/>
    public async IAsyncEnumerable<SourceAnswer<PriceHistory>> GetHistoriesAsync(
        IReadOnlyList<HistoryRequest> requests, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (List(out var fault) is not { } catalogue)
        {
            foreach (var request in requests)
            {
                yield return SourceAnswer.Unavailable<PriceHistory>(request.Symbol, _reasons.Of(fault));
            }

            yield break;
        }

        var wanted = requests.ToLookup(request => SymbolSpelling.Dotted(request.Symbol), StringComparer.Ordinal);
        foreach (var request in wanted.Where(symbol => !catalogue.Files.ContainsKey(symbol.Key)).SelectMany(symbol => symbol))
        {
            yield return SourceAnswer.NotKnown<PriceHistory>(request.Symbol, _reasons.Of($"Files has no file with {request.Symbol}"));
        }

        string? reported = null;
        await foreach (var history in PriceDirectory.ReadAsync(catalogue, wanted.Select(symbol => symbol.Key), cancellationToken))
        {
            reported = Report(history, reported);
            foreach (var request in wanted[history.Symbol])
            {
                yield return Answer(request, history);
            }
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<SourceAnswer<SecurityProfile>> GetProfilesAsync(IReadOnlyList<string> symbols, CancellationToken cancellationToken) =>
        symbols.Select(symbol => SourceAnswer.NotOffered<SecurityProfile>(symbol, "files have prices only")).ToAsyncEnumerable();

    /// <inheritdoc/>
    public IAsyncEnumerable<SourceAnswer<Fundamentals>> GetFundamentalsAsync(IReadOnlyList<string> symbols, CancellationToken cancellationToken) =>
        symbols.Select(symbol => SourceAnswer.NotOffered<Fundamentals>(symbol, "files have prices only")).ToAsyncEnumerable();

    private PriceCatalogue? List(out string fault)
    {
        fault = string.Empty;
        try
        {
            return directory.List();
        }
        catch (Exception exception) when (PriceFile.IsOfTheFile(exception))
        {
            fault = $"the directory of MarketData:Files {PriceFile.Explain(exception)}";
            return null;
        }
    }

    private SourceAnswer<PriceHistory> Answer(HistoryRequest request, FileHistory history)
    {
        if (history.Fault is { } fault)
        {
            return SourceAnswer.Unavailable<PriceHistory>(request.Symbol, _reasons.Of($"{history.File} {fault}"));
        }

        var bars = history.Bars.Where(bar => bar.Date >= request.From && bar.Date <= request.To).ToList();
        return bars.Count > 0 ? SourceAnswer.Of(request.Symbol, new PriceHistory(bars, []))
            : history is { Bars: [], Skipped.Count: > 0 }
                ? SourceAnswer.Unavailable<PriceHistory>(request.Symbol, _reasons.Of($"{history.File} has no row that can be read; {history.Skipped.Reasons[0]}"))
                : SourceAnswer.NotKnown<PriceHistory>(request.Symbol, _reasons.Of($"{history.File} has no price from {request.From:yyyy-MM-dd} to {request.To:yyyy-MM-dd}"));
    }

    /// <summary>Logs what was passed over, once for a file with many symbols.</summary>
    private string Report(FileHistory history, string? reported)
    {
        if (history.Skipped.Count > 0 && history.File != reported)
        {
            log.LogWarning("{File}: {Count} rows were passed over, the first: {Reason}", history.File, history.Skipped.Count, history.Skipped.Reasons[0]);
        }

        return history.File;
    }
}
