using System.Text.RegularExpressions;
using App.Core.Results;

namespace App.Core.Imports;

/// <summary>The column that says what is wrong with each row of a file that is handed back: how it is written, and how it is known when the file comes again.</summary>
internal static partial class ErrorCells
{
    /// <summary>Fewer cells than these are no row of titles: a line that says “Errors” is a line.</summary>
    private const int FewestTitles = 3;

    /// <summary>The cell of a row: code and message of each of its errors.</summary>
    public static string Describe(IEnumerable<Error> errors) => string.Join(" | ", errors.Select(error => $"{error.Code} {error.Message}"));

    /// <summary>The cells without the column, when they have it at their end; the same cells when they have not.</summary>
    /// <remarks>Goes by the row alone, since a file may have several headers and none. What is behind the column is blank.</remarks>
    public static string[] Without(string[] cells)
    {
        var last = Array.FindLastIndex(cells, cell => !string.IsNullOrWhiteSpace(cell));
        return last > 0 && IsOfColumn(cells[last].Trim(), last + 1) ? cells[..last] : cells;
    }

    private static bool IsOfColumn(string cell, int cells) =>
        cell.StartsWith("ERR_", StringComparison.Ordinal) ? Described().IsMatch(cell) : cells >= FewestTitles && cell == AnnotatedFile.ErrorColumn;

    [GeneratedRegex(@"^ERR_[A-Z]+_\d{3}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Described();
}
