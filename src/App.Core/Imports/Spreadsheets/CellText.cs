using System.Globalization;

namespace App.Core.Imports.Spreadsheets;

/// <summary>A spreadsheet's value as the text that a person would have typed.</summary>
internal static class CellText
{
    /// <summary>The largest magnitude that decimal holds with room to spare.</summary>
    private const double LargestDecimal = 1e28;

    /// <summary>
    /// Dates as YYYY-MM-DD, without their time of day; numbers to the 15 significant digits that spreadsheets show, without exponent (0.1 + 0.2 is 0.3);
    /// null for an empty cell.
    /// </summary>
    public static string? Of(object? value) => value switch
    {
        null => null,
        string text => text.Replace('\0', '\uFFFD'),
        DateTime moment => moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        double number => Of(number),
        bool flag => flag ? "TRUE" : "FALSE",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    /// <summary>The same for a cell and the format it is shown in: a percentage is written as one, so that it is not taken for an amount.</summary>
    /// <param name="value">The value.</param>
    /// <param name="format">The number format, such as <c>0.00%</c>; null for none.</param>
    public static string? Of(object? value, string? format) => value is double number && IsPercentage(format) ? $"{Of(number * 100)}%" : Of(value);

    // A percent sign in quotes is text: the number is shown as it is.
    private static bool IsPercentage(string? format)
    {
        var isQuoted = false;
        foreach (var character in format ?? "")
        {
            if (character == '"')
                isQuoted = !isQuoted;
            else if (character == '%' && !isQuoted)
                return true;
        }

        return false;
    }

    private static string Of(double number)
    {
        if (double.IsFinite(number) && Math.Abs(number) < LargestDecimal)
        {
            // The conversion rounds to 15 digits, which is what takes the binary noise away.
            var rounded = (decimal)number;
            if (rounded != 0 || number == 0)
                return rounded.ToString(CultureInfo.InvariantCulture);
        }

        return number.ToString("R", CultureInfo.InvariantCulture);
    }
}
