using System.Globalization;
using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Targets;

/// <summary>What became of a file of target prices.</summary>
/// <param name="Reading">What it was read as, with every fault.</param>
/// <param name="Put">What was stored; null when nothing was.</param>
/// <param name="Errors">What kept it from being stored, the headline first; empty when it was.</param>
public sealed record TargetImport(TargetReading Reading, TargetsPut? Put, IReadOnlyList<Error> Errors);

/// <summary>Sets the targets of a file, each in the place of an earlier one of its symbol and direction; others stay.</summary>
/// <remarks>
/// Side effects: the targets are stored in one transaction, and none when the file has a fault. Errors: ERR_TARGET_008 as the headline over ERR_CSV_002, 003, 006 and
/// ERR_TARGET_001 to 006, 010, 011; ERR_TARGET_007.
/// </remarks>
public sealed class ImportTargets(ITargetPriceStore targets, TimeProvider time)
{
    /// <summary>Reads, checks and stores it.</summary>
    public async Task<TargetImport> HandleAsync(Guid ownerId, UploadedFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        var reading = await TargetFile.ReadAsync(file.Content, file.FileName, cancellationToken);
        if (!reading.IsValid)
        {
            return new(reading, null, [HasErrors(reading)]);
        }

        var now = time.GetUtcNow();
        var put = await targets.PutAsync(ownerId, [.. reading.Targets.Select(draft => draft.By(ownerId, now))], TargetRules.MostTargets, cancellationToken);
        return put.IsStored ? new(reading, put, []) : new(reading, null, [SetTargets.NoRoom(put.Total)]);
    }

    private static Error HasErrors(TargetReading reading)
    {
        var count = reading.ErrorCount == 1 ? "one error" : string.Create(CultureInfo.InvariantCulture, $"{reading.ErrorCount:N0} errors");
        return TargetErrors.FileHasErrors.Because($"{reading.FileName} has {count}; nothing was stored.", "File");
    }
}
