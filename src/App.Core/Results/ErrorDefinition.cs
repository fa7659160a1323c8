namespace App.Core.Results;

/// <summary>One entry of the error catalogue: what a code means wherever it is raised.</summary>
/// <param name="Code">The stable code, <c>ERR_AREA_NNN</c>, or a name where programs know one, such as <c>IDEMPOTENCY_KEY_REUSED</c>.</param>
/// <param name="Title">A short title for lists and problem details, the same for every occurrence.</param>
/// <param name="Kind">What sort of failure it is.</param>
/// <param name="HttpStatus">The status an endpoint answers with when this error is the headline.</param>
/// <param name="Meaning">What has happened, in a sentence or two, for the reference page.</param>
/// <param name="Fix">What to do about it, for the reference page.</param>
public sealed record ErrorDefinition(string Code, string Title, ErrorKind Kind, int HttpStatus, string Meaning, string Fix)
{
    /// <summary>Raises this error.</summary>
    /// <param name="message">What was found, what is allowed and what to do.</param>
    /// <param name="field">The form field or column at fault.</param>
    /// <param name="row">The line of the file, from 1.</param>
    /// <param name="details">The figures behind the message, keys in snake_case.</param>
    public Error Because(string message, string? field = null, int? row = null, IReadOnlyDictionary<string, object?>? details = null) =>
        new(this, message, field, row, details);
}
