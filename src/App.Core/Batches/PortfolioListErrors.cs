using App.Core.Results;

namespace App.Core.Batches;

/// <summary>What can keep a list of portfolios, pasted or uploaded, from being read. What is wrong with a portfolio in it is a <see cref="BulkErrors"/>.</summary>
[ErrorCatalogue]
public static class PortfolioListErrors
{
    /// <summary>ERR_LIST_001.</summary>
    public static readonly ErrorDefinition Nothing = new(
        "ERR_LIST_001", "No portfolios in it", ErrorKind.Validation, 400,
        "The text or the file has no portfolio: it is empty, or has only a header, blank lines and lines that begin with #.",
        "Give one row per portfolio, with its name at least.");

    /// <summary>ERR_LIST_002.</summary>
    public static readonly ErrorDefinition TooLarge = new(
        "ERR_LIST_002", "List too large", ErrorKind.Validation, 400,
        "The text or the file is over 1 MB. Nothing of it was read.",
        "Remove what is not portfolios. A hundred of them, the most of one list, have far less.");

    /// <summary>ERR_LIST_003.</summary>
    public static readonly ErrorDefinition NotAList = new(
        "ERR_LIST_003", "File of another kind", ErrorKind.Validation, 400,
        "The file's name does not end in .csv, .txt or .json, or its content is not text.",
        "Save the table as CSV, or select its cells in the spreadsheet, copy them and paste them.");

    /// <summary>ERR_LIST_004.</summary>
    public static readonly ErrorDefinition Header = new(
        "ERR_LIST_004", "Columns not understood", ErrorKind.Validation, 400,
        "The header has no column for the name or two columns for one thing, or there is no header and the columns cannot be told apart.",
        "Make the first row a header with the titles Name, Account, Account type, Equity, Date created, Description: Name is needed, each at most once, in any order.");

    /// <summary>ERR_LIST_005.</summary>
    public static readonly ErrorDefinition Malformed = new(
        "ERR_LIST_005", "Row cannot be split", ErrorKind.Validation, 400,
        "A row has more fields than there are columns, or a quote in it is not closed.",
        "Put a field that contains the separator, such as \"1,250.00\", in double quotes, and close every quote.");

    /// <summary>ERR_LIST_006.</summary>
    public static readonly ErrorDefinition Json = new(
        "ERR_LIST_006", "JSON not understood", ErrorKind.Validation, 400,
        "The text begins like JSON and is none, or is no list of portfolios.",
        "Send [{\"name\": \"…\"}, …], as in the body of POST /api/v2/portfolios.");
}
