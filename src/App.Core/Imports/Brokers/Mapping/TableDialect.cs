using System.Buffers;
using System.Globalization;

namespace App.Core.Imports.Brokers.Mapping;

/// <summary>How a table writes its numbers and its days.</summary>
/// <param name="HasDecimalComma">True when a comma is the decimal sign and points separate thousands.</param>
/// <param name="IsDayFirst">True when 03/04/2026 is the third of April.</param>
internal sealed record TableDialect(bool HasDecimalComma, bool IsDayFirst)
{
    private static readonly string[] DaysFirst = ["d/M/yyyy", "d-M-yyyy", "d/M/yy"];

    // A cell of these alone says the same in either reading, or nothing.
    private static readonly SearchValues<char> Plain = SearchValues.Create("0123456789.,-+$()%");

    /// <summary>Points for decimals, months before days.</summary>
    public static TableDialect Usual { get; } = new(false, false);

    /// <summary>The cell with its number as <see cref="BrokerNumber"/> reads it; as it is when that reads it already, or nothing could.</summary>
    public string Number(string cell)
    {
        if (!HasDecimalComma && (!cell.AsSpan().ContainsAnyExcept(Plain) || BrokerNumber.Read(cell) is not null))
            return cell;
        var shape = NumberShape.Of(cell);
        var isComma = shape.Proof == DecimalProof.Comma || (HasDecimalComma && shape.Proof is DecimalProof.AmbiguousComma or DecimalProof.AmbiguousPoint);

        // A comma that the table's other numbers deny is no decimal sign here either: the cell stays, and is no number.
        if (shape.Proof == DecimalProof.NotANumber || (isComma && !HasDecimalComma))
            return cell;
        var digits = isComma ? shape.Digits.Replace(".", "", StringComparison.Ordinal).Replace(',', '.') : shape.Digits;
        return shape.IsNegative ? $"-{digits}" : digits;
    }

    /// <summary>The cell with its day as <see cref="FileDate"/> reads it.</summary>
    public string Day(string cell) => IsDayFirst && DateOnly.TryParseExact(cell.Split(' ')[0], DaysFirst, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : cell;
}
