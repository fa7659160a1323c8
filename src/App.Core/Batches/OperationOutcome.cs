using System.Text.Json.Nodes;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary>What came of an operation.</summary>
/// <param name="HttpStatus">The status that the call alone would have been answered with.</param>
/// <param name="Result">What it answers, as JSON; null for a failure.</param>
/// <param name="ErrorCode">Why it failed; null for a success.</param>
/// <param name="ErrorMessage">The same in words.</param>
/// <param name="ErrorType">The code of the rule itself.</param>
public sealed record OperationOutcome(int HttpStatus, string? Result, string? ErrorCode, string? ErrorMessage, string? ErrorType)
{
    private const int LongestMessage = 2_000;

    /// <summary>True when it was done.</summary>
    public bool IsSuccess => ErrorCode is null;

    /// <summary>It was done.</summary>
    public static OperationOutcome Done(JsonObject answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return new(200, answer.ToJsonString(), null, null, null);
    }

    /// <summary>It was refused.</summary>
    /// <param name="errors">Why, the headline first.</param>
    public static OperationOutcome Refused(IReadOnlyList<Error> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var definition = errors[0].Kind switch
        {
            ErrorKind.Validation => BatchErrors.Validation,
            ErrorKind.Forbidden or ErrorKind.Unauthorized => BatchErrors.PermissionDenied,
            ErrorKind.NotFound => BatchErrors.ResourceNotFound,
            ErrorKind.Conflict => BatchErrors.Conflict,
            _ => BatchErrors.TransactionFailed,
        };
        var message = string.Join(' ', errors.Select(error => error.Message));
        return new(definition.HttpStatus, null, definition.Code, message.Length <= LongestMessage ? message : message[..LongestMessage], errors[0].Code);
    }

    /// <summary>It was begun and taken back.</summary>
    /// <param name="message">Why.</param>
    public static OperationOutcome TakenBack(string message) => new(BatchErrors.TransactionFailed.HttpStatus, null, BatchErrors.TransactionFailed.Code, message, BatchErrors.TransactionFailed.Code);
}
