namespace App.Data.Market.Sources.Files;

/// <summary>A file that gives no prices.</summary>
/// <param name="File">Its name.</param>
/// <param name="Reason">A clause that begins after the name: <c>has no column Date</c>.</param>
public sealed record FileFault(string File, string Reason);

/// <summary>What a directory has now.</summary>
public sealed class PriceCatalogue
{
    internal PriceCatalogue(IReadOnlyDictionary<string, PriceFile> files, IReadOnlyList<FileFault> faults) => (Files, Faults) = (files, faults);

    /// <summary>The symbols there are prices of, in our spelling, in order.</summary>
    public IReadOnlyList<string> Symbols => [.. Files.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The files that give none, and why.</summary>
    public IReadOnlyList<FileFault> Faults { get; }

    internal IReadOnlyDictionary<string, PriceFile> Files { get; }
}

/// <summary>A directory with CSV files of prices.</summary>
/// <remarks>
/// Each file <c>*.csv</c> holds one symbol, after which it is named (BRK.B.csv or brk-b.csv), or is a wide one with a column for each symbol. A symbol in
/// several files is taken from the one of its own name, else from the first. Files are found by listing the directory; no path is ever made of a
/// symbol. The titles of a file are read again when its time or length has changed, its rows whenever they are asked for. Safe for several readers at once.
/// </remarks>
/// <param name="path">The directory.</param>
public sealed class PriceDirectory(string path)
{
    /// <summary>Files that are looked at; further ones are reported and left.</summary>
    public const int MostFiles = 20_000;

    private readonly Lock _gate = new();
    private Dictionary<string, (DateTime Written, long Length, Reading<PriceFile> Looked)> _looked = [];

    /// <summary>What the directory has now.</summary>
    /// <exception cref="IOException">The directory is gone or cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be listed.</exception>
    public PriceCatalogue List()
    {
        var files = new DirectoryInfo(path).EnumerateFiles("*", SearchOption.TopDirectoryOnly)
            .Where(file => file.Extension.Equals(".csv", StringComparison.OrdinalIgnoreCase) && file.Name[0] != '.')
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .ToList();
        List<FileFault> faults = [.. files.Skip(MostFiles).Take(1).Select(file => new FileFault(file.Name, $"and those after it are not looked at: there are more than {MostFiles} files"))];
        var symbols = new Dictionary<string, PriceFile>(StringComparer.Ordinal);
        foreach (var (name, looked) in Look(files.Take(MostFiles)).OrderBy(file => file.Looked.Value?.Columns.IsWide))
        {
            if (!looked.Succeeded)
            {
                faults.Add(new FileFault(name, looked.Fault));
                continue;
            }

            faults.AddRange(looked.Value.Symbols.Where(symbol => !symbols.TryAdd(symbol, looked.Value))
                .Select(symbol => new FileFault(name, $"has {symbol}, which is taken from {symbols[symbol].Name}")));
        }

        return new PriceCatalogue(symbols, faults);
    }

    /// <summary>Reads the prices of some symbols of the catalogue, each file once.</summary>
    /// <param name="catalogue">What <see cref="List"/> gave.</param>
    /// <param name="symbols">The symbols; those the catalogue does not have are left out.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>One history for each symbol, file by file.</returns>
    public static async IAsyncEnumerable<FileHistory> ReadAsync(
        PriceCatalogue catalogue, IEnumerable<string> symbols, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        foreach (var file in symbols.Where(catalogue.Files.ContainsKey).GroupBy(symbol => catalogue.Files[symbol]))
        {
            foreach (var history in await PriceRows.ReadAsync(file.Key, [.. file], cancellationToken))
            {
                yield return history;
            }
        }
    }

    private List<(string Name, Reading<PriceFile> Looked)> Look(IEnumerable<FileInfo> files)
    {
        lock (_gate)
        {
            var looked = new Dictionary<string, (DateTime Written, long Length, Reading<PriceFile> Looked)>(StringComparer.Ordinal);
            foreach (var file in files)
            {
                looked[file.FullName] = _looked.TryGetValue(file.FullName, out var known) && known.Written == file.LastWriteTimeUtc && known.Length == file.Length
                    ? known
                    : (file.LastWriteTimeUtc, file.Length, PriceFile.Look(file.FullName));
            }

            _looked = looked;
            return [.. looked.Select(file => (Path.GetFileName(file.Key), file.Value.Looked))];
        }
    }
}
