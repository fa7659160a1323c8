namespace App.Core.Results;

/// <summary>A failure that a user can cause, understand and mend. A value, not an exception.</summary>
/// <remarks>
/// Made only by <see cref="ErrorDefinition.Because"/>, so that every code raised has an entry in a catalogue.
/// Equality is by value, <see cref="Details"/> compared by reference.
/// </remarks>
public sealed record Error
{
    internal Error(ErrorDefinition definition, string message, string? field, int? row, IReadOnlyDictionary<string, object?>? details)
    {
        Definition = definition;
        Message = message;
        Field = field;
        Row = row;
        Details = details ?? NoDetails;
    }

    private static readonly IReadOnlyDictionary<string, object?> NoDetails = new Dictionary<string, object?>();

    /// <summary>The catalogue entry: title, HTTP status, meaning and general fix.</summary>
    public ErrorDefinition Definition { get; }

    /// <summary>The stable code, such as <c>ERR_POS_013</c>.</summary>
    public string Code => Definition.Code;

    /// <summary>What sort of failure it is.</summary>
    public ErrorKind Kind => Definition.Kind;

    /// <summary>What was found, what is allowed and what to do, in words for the user.</summary>
    public string Message { get; }

    /// <summary>The form field or column at fault, in the words the user sees; null when none is.</summary>
    public string? Field { get; init; }

    /// <summary>The line of the file as an editor shows it, from 1; null outside files.</summary>
    public int? Row { get; init; }

    /// <summary>The figures behind the message. Keys in snake_case; see <see cref="ErrorDetails"/> for the common ones.</summary>
    public IReadOnlyDictionary<string, object?> Details { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Row is { } row ? $"{Code} line {row}: {Message}" : $"{Code}: {Message}";
}

/// <summary>Names of the details that several errors share.</summary>
public static class ErrorDetails
{
    /// <summary>The symbol of the row at fault, when it could be read.</summary>
    public const string Symbol = "symbol";

    /// <summary>The text that was found, as it stands in the input.</summary>
    public const string Found = "found";

    /// <summary>What is allowed instead.</summary>
    public const string Allowed = "allowed";

    /// <summary>A value that would be accepted and is probably meant; offered as a repair.</summary>
    public const string Suggestion = "suggestion";

    /// <summary>The other line involved, as in a duplicate.</summary>
    public const string OtherRow = "other_row";
}
