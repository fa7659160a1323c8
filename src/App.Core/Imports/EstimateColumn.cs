using System.Diagnostics.CodeAnalysis;
using App.Core.Portfolios;

namespace App.Core.Imports;

/// <summary>A column that positions have in an account's export where the template's twelve do not say all: what of the entry nobody told.</summary>
/// <remarks>
/// A table with it comes from an import of a broker's file: its prices may have as many decimals as those of a broker's, and what its cells say is stored with the position again. Any
/// other word in a cell is taken for nothing estimated.
/// </remarks>
internal static class EstimateColumn
{
    /// <summary>The title.</summary>
    public const string Title = "Estimated Entry";

    private const string Date = "entry date";
    private const string Price = "entry price";
    private const string Both = "entry date and price";

    /// <summary>The cell of a position.</summary>
    public static string? Write(bool isDateEstimated, bool isPriceEstimated) => (isDateEstimated, isPriceEstimated) switch
    {
        (true, true) => Both,
        (true, false) => Date,
        (false, true) => Price,
        _ => null,
    };

    /// <summary>The position as the cell says.</summary>
    [return: NotNullIfNotNull(nameof(position))]
    public static PositionDraft? Read(string cell, PositionDraft? position) => cell.Trim().ToLowerInvariant() switch
    {
        Both => position is null ? null : position with { IsEntryDateEstimated = true, IsEntryPriceEstimated = true },
        Date => position is null ? null : position with { IsEntryDateEstimated = true },
        Price => position is null ? null : position with { IsEntryPriceEstimated = true },
        _ => position,
    };
}
