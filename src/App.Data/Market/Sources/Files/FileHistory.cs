using App.Core.Market;

namespace App.Data.Market.Sources.Files;

/// <summary>What a file has of one symbol.</summary>
/// <param name="Symbol">In our spelling.</param>
/// <param name="File">The file's name.</param>
/// <param name="Bars">Its days, ascending, each date once.</param>
/// <param name="Skipped">The rows that could not be read.</param>
/// <param name="Fault">Why the file could not be read to its end; null when it was.</param>
public sealed record FileHistory(string Symbol, string File, IReadOnlyList<DailyBar> Bars, SkippedRows Skipped, string? Fault);
