using App.Core.Results;

namespace App.Core.Targets;

/// <summary>What a file of target prices was read as. Any error keeps all of it from being stored.</summary>
/// <param name="FileName">The file's name.</param>
/// <param name="Targets">The targets of the rows without error, in file order.</param>
/// <param name="Errors">The errors in file order, in a row by column; at most 200.</param>
/// <param name="ErrorCount">How many errors there are, those beyond the first 200 included.</param>
/// <param name="TotalRows">Rows below the header that count.</param>
/// <param name="IgnoredColumns">Titles that are none of ours.</param>
public sealed record TargetReading(
    string FileName, IReadOnlyList<TargetDraft> Targets, IReadOnlyList<Error> Errors, int ErrorCount, int TotalRows, IReadOnlyList<string> IgnoredColumns)
{
    /// <summary>True when there is no error, and so at least one target.</summary>
    public bool IsValid => ErrorCount == 0;

    internal static TargetReading Failed(string fileName, IReadOnlyList<Error> errors) => new(fileName, [], errors, errors.Count, 0, []);
}
