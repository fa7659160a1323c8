using App.Core.Results;

namespace App.Core.Imports;

/// <summary>What can be wrong with an uploaded file as a whole, before any position is looked at.</summary>
[ErrorCatalogue]
public static class FileErrors
{
    /// <summary>Over 10 MB, or a workbook that unpacks to too much.</summary>
    public static readonly ErrorDefinition TooLarge = Define("ERR_CSV_001", "The file is too large",
        "The file is over 10 MB, or it is a workbook that unpacks to far more than that.",
        "Remove what is not positions (history, charts, other sheets), or split the file and import it in parts.");

    /// <summary>Neither CSV nor xlsx, by name or by content.</summary>
    public static readonly ErrorDefinition NotATable = Define("ERR_CSV_002", "Not a .csv or .xlsx file",
        "The file's name does not end in .csv or .xlsx, or its content is something else than the name says.",
        "Save or download the positions as CSV or as an Excel workbook (.xlsx) and choose that file.");

    /// <summary>No rows of data.</summary>
    public static readonly ErrorDefinition NoRows = Define("ERR_CSV_003", "The file has no data rows",
        "The file is empty, or has only comments, blank rows or a header.",
        "Add one row per position below the header and upload the file again.");

    /// <summary>A required column is not in the header.</summary>
    public static readonly ErrorDefinition MissingColumn = Define("ERR_CSV_004", "A required column is missing",
        "The header lacks one of the columns Symbol, Quantity, Entry Price Per Share and Entry Date.",
        "Add the column, or rename the column that holds these values. Order, case and punctuation do not matter.");

    /// <summary>No usable header.</summary>
    public static readonly ErrorDefinition NoHeader = Define("ERR_CSV_005", "The header cannot be used",
        "The first row that is not a comment names none of the template's columns, names a column twice, or has too many columns.",
        "Make the first row the header with the template's column titles, each once. The template can be downloaded and filled in.");

    /// <summary>The text or its rows are damaged.</summary>
    public static readonly ErrorDefinition Malformed = Define("ERR_CSV_006", "The file is malformed",
        "A quote is not closed, a row has more or fewer fields than the header, or bytes are not text.",
        "Mend the line that is named. Quote fields that contain the separator, double quotes inside quoted fields, and save as UTF-8.");

    private static ErrorDefinition Define(string code, string title, string meaning, string fix) =>
        new(code, title, ErrorKind.Validation, 400, meaning, fix);
}
