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
}
