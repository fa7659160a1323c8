using CsvHelper;

namespace App.Data.Market.Sources.Files;

/// <summary>A file of the directory and the symbols in it.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Columns">What its columns hold.</param>
/// <param name="Symbols">Its symbols, in our spelling.</param>
internal sealed record PriceFile(string Path, PriceColumns Columns, IReadOnlyList<string> Symbols)
{
    /// <summary>The longest file that is read.</summary>
    public const long Longest = 256 * 1024 * 1024;

    private const int LongestRow = 1024 * 1024;

    /// <summary>The file's name, for people.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Reads the titles and, in a file of one symbol, its name; or says what is wrong with them.</summary>
    public static Reading<PriceFile> Look(string path)
    {
        try
        {
            if (new FileInfo(path).Length > Longest)
            {
                return Reading.Unavailable<PriceFile>($"is longer than {Longest / (1024 * 1024)} MB");
            }

            using var reader = Open(path, _ => { });
            var columns = PriceColumns.Of(reader.Read() ? Cells(reader) : []);
            var name = System.IO.Path.GetFileNameWithoutExtension(path);
            return !columns.Succeeded ? columns.As<PriceFile>()
                : columns.Value.IsWide ? Reading.Of(new PriceFile(path, columns.Value, [.. columns.Value.Symbols.Keys]))
                : SymbolSpelling.IsTicker(name) ? Reading.Of(new PriceFile(path, columns.Value, [SymbolSpelling.Dotted(name)]))
                : Reading.Unavailable<PriceFile>("is a file of one symbol whose name is no ticker");
        }
        catch (Exception exception) when (IsOfTheFile(exception))
        {
            return Reading.Unavailable<PriceFile>(Explain(exception));
        }
    }

    /// <summary>Opens the file before its first row.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="damaged">Told of rows whose quoting is damaged, which are left out.</param>
    public static CsvReader Open(string path, Action<CsvMalformedRecord> damaged) => CsvReader.Create(
        new FileStream(path, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.Asynchronous | FileOptions.SequentialScan }),
        new CsvReaderOptions
        {
            HasHeader = false,
            SkipEmptyLines = true,
            TrackLineNumbers = true,
            MaxRecordSize = LongestRow,
            MalformedData = CsvMalformedDataHandling.Skip,
            OnMalformedRecord = damaged,
        });

    /// <summary>All cells of the current row.</summary>
    public static string[] Cells(CsvReader reader)
    {
        var cells = new string[reader.FieldCount];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = reader.GetString(i);
        }

        return cells;
    }

    /// <summary>True for what can be wrong with a file, as opposed to the program.</summary>
    public static bool IsOfTheFile(Exception exception) => exception is IOException or UnauthorizedAccessException or CsvFormatException;

    /// <summary>What is wrong, as a clause that begins after the file's name. The system's own messages tell paths, which are not for every reader.</summary>
    public static string Explain(Exception exception) => exception switch
    {
        UnauthorizedAccessException => "may not be read",
        FileNotFoundException or DirectoryNotFoundException => "is gone",
        CsvFormatException => $"is no CSV: {exception.Message}",
        _ => "cannot be read",
    };
}
