using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using App.Core.Imports.Csv;

namespace App.Core.Accounts;

/// <summary>Writes the files of an export one after the other. Text is gathered up to some kilobytes and handed on without blocking.</summary>
internal sealed class ExportFiles(ZipArchive zip, DateTimeOffset now, CancellationToken cancellationToken)
{
    private const int MostGathered = 16 * 1024;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },

        // A file to be read by people too: names stand in it as they are written. It is no part of any page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary>A file of plain text.</summary>
    public async Task TextAsync(string name, string text)
    {
        await using var file = await OpenAsync(name);
        await file.WriteAsync(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")), cancellationToken);
    }

    /// <summary>A file of one object.</summary>
    public async Task JsonAsync<T>(string name, T value)
        where T : class
    {
        await using var file = await OpenAsync(name);
        await JsonSerializer.SerializeAsync(file, value, Json, cancellationToken);
    }

    /// <summary>A file of a list of objects, each read when the one before it is written.</summary>
    public async Task JsonAsync<T>(string name, IAsyncEnumerable<T> values)
    {
        await using var file = await OpenAsync(name);
        var before = "["u8.ToArray();
        await foreach (var value in values.WithCancellation(cancellationToken))
        {
            await file.WriteAsync(before, cancellationToken);
            await JsonSerializer.SerializeAsync(file, value, Json, cancellationToken);
            before = ",\n"u8.ToArray();
        }

        await file.WriteAsync(before[0] == (byte)'[' ? "[]"u8.ToArray() : "]"u8.ToArray(), cancellationToken);
    }

    /// <summary>A table.</summary>
    public async Task CsvAsync<T>(string name, ExportTable<T> table, IAsyncEnumerable<T> rows)
    {
        await using var file = await OpenAsync(name);
        await using var text = new StringWriter();
        var writer = new CsvTableWriter(text);

        // With the mark by which spreadsheets know UTF-8.
        await file.WriteAsync(Encoding.UTF8.Preamble.ToArray(), cancellationToken);
        writer.WriteRow(table.Titles);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            writer.WriteRow(table.CellsOf(row));
            if (text.GetStringBuilder().Length > MostGathered)
            {
                await HandOnAsync(text.GetStringBuilder(), file);
            }
        }

        await HandOnAsync(text.GetStringBuilder(), file);
    }

    private async Task HandOnAsync(StringBuilder text, Stream file)
    {
        await file.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellationToken);
        text.Clear();
    }

    private Task<Stream> OpenAsync(string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = now;
        return entry.OpenAsync(cancellationToken);
    }
}

/// <summary>The columns of a file of an export.</summary>
internal sealed class ExportTable<T>(params (string Title, Func<T, string?> Cell)[] columns)
{
    /// <summary>The header.</summary>
    public IEnumerable<string> Titles => columns.Select(column => column.Title);

    /// <summary>A row.</summary>
    public IEnumerable<string?> CellsOf(T row) => columns.Select(column => column.Cell(row));
}
