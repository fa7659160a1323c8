namespace App.Core.Imports.Csv;

/// <summary>Where a row's quoting breaks.</summary>
/// <param name="OpenedLine">The line on which the quote opened.</param>
/// <param name="ClosedLine">The line on which it closed with text following; null when it never closes.</param>
internal readonly record struct QuoteFault(int OpenedLine, int? ClosedLine)
{
    /// <summary>Finds the first quote of a record that is not closed, or is closed and followed by text; null when there is none.</summary>
    /// <param name="record">The record as it stands in the file.</param>
    /// <param name="delimiter">The separator.</param>
    /// <param name="firstLine">The line on which the record begins.</param>
    public static QuoteFault? Find(ReadOnlySpan<byte> record, char delimiter, int firstLine)
    {
        var position = 0;
        while (position < record.Length)
        {
            position += SpacesAt(record[position..], delimiter);
            if (position < record.Length && record[position] == '"')
            {
                var opened = position;
                var closed = ClosingQuote(record, opened + 1);
                if (closed < 0)
                    return new(firstLine + Utf8Text.LineBreaks(record[..opened]), null);

                position = closed + 1;
                position += SpacesAt(record[position..], delimiter);
                if (position < record.Length && record[position] != delimiter)
                    return new(firstLine + Utf8Text.LineBreaks(record[..opened]), firstLine + Utf8Text.LineBreaks(record[..closed]));
            }

            var next = record[position..].IndexOf((byte)delimiter);
            if (next < 0)
                return null;
            position += next + 1;
        }

        return null;
    }

    private static int SpacesAt(ReadOnlySpan<byte> text, char delimiter)
    {
        var spaces = 0;
        while (spaces < text.Length && text[spaces] is (byte)' ' or (byte)'\t' && text[spaces] != delimiter)
            spaces++;
        return spaces;
    }

    private static int ClosingQuote(ReadOnlySpan<byte> record, int from)
    {
        while (record[from..].IndexOf((byte)'"') is >= 0 and var next)
        {
            var quote = from + next;
            if (quote + 1 >= record.Length || record[quote + 1] != '"')
                return quote;
            from = quote + 2;
        }

        return -1;
    }
}
