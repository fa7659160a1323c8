namespace App.Core.Imports.Csv;

/// <summary>The text of a file as UTF-8 without a byte order mark: what the table is read from, whatever the file was.</summary>
/// <param name="Utf8">The text; valid UTF-8, without NUL.</param>
/// <param name="Lines">
/// For a workbook, which is written out as comma-separated rows: the row number of each record. Null for text, whose line numbers are counted.
/// </param>
internal sealed record DecodedText(ReadOnlyMemory<byte> Utf8, IReadOnlyList<int>? Lines = null)
{
    private static readonly char[] AnyDelimiter = [',', ';', '\t'];
    private static readonly char[] Comma = [','];

    /// <summary>The separators that the header may turn out to be separated by, most usual first.</summary>
    public IReadOnlyList<char> Delimiters => Lines is null ? AnyDelimiter : Comma;
}
