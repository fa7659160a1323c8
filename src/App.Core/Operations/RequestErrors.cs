using App.Core.Results;

namespace App.Core.Operations;

/// <summary>What can be wrong with a request before any use case sees it, and what is said of a fault of the program.</summary>
[ErrorCatalogue]
public static class RequestErrors
{
    /// <summary>ERR_REQUEST_001.</summary>
    public static readonly ErrorDefinition NotReadable = new(
        "ERR_REQUEST_001", "Request not readable", ErrorKind.Validation, 400,
        "The request's body, address or form could not be read as what is expected there: JSON that is not JSON, a text where a number belongs, a missing body.",
        "Compare the request with the reference at /openapi/v1.json; the message names the place where reading stopped.");

    /// <summary>ERR_REQUEST_002.</summary>
    public static readonly ErrorDefinition NoSuchAddress = new(
        "ERR_REQUEST_002", "No such address", ErrorKind.NotFound, 404,
        "Nothing is served at this address with this method.",
        "Check the path, the version in it and the method against the reference at /openapi/v1.json.");

    /// <summary>ERR_SERVER_001.</summary>
    public static readonly ErrorDefinition Fault = new(
        "ERR_SERVER_001", "Fault in the program", ErrorKind.Failure, 500,
        "The program met a situation it was not written for. Nothing about your request says so; the details are in the server's log only.",
        "Try again once. If it stays, report it with the trace_id of the answer: it finds the place in the log.");

    /// <summary>VALIDATION_ERROR.</summary>
    public static readonly ErrorDefinition Validation = new(
        "VALIDATION_ERROR", "Data break a rule", ErrorKind.Validation, 400,
        "What was sent breaks a rule, or a kind of operation is not known. Nothing was done.", "Mend what the message names, and send it again.");

    /// <summary>BUSINESS_RULE_VIOLATION.</summary>
    public static readonly ErrorDefinition BusinessRule = new(
        "BUSINESS_RULE_VIOLATION", "Contradicts what is there", ErrorKind.Conflict, 409,
        "What was asked for is well formed, and contradicts what is stored: a name that is taken, a state that does not lead to another, a change that comes too late. Nothing was done.",
        "The message says what is there and what is allowed from there.");

    /// <summary>CONCURRENCY_ERROR.</summary>
    public static readonly ErrorDefinition Concurrency = new(
        "CONCURRENCY_ERROR", "Changed meanwhile", ErrorKind.Conflict, 409,
        "It was changed since the version was read that came with the change. Nothing was done.",
        "The message says which version is stored and what changed. Read it, decide anew, and send the version that it has now.");
}
