using App.Core.Results;

namespace App.Core.Accounts;

/// <summary>What can be wrong with sessions, and with looking through a user's eyes.</summary>
[ErrorCatalogue]
public static class SessionErrors
{
    /// <summary>ERR_SESSION_001.</summary>
    public static readonly ErrorDefinition NotFound = new(
        "ERR_SESSION_001", "No such session", ErrorKind.NotFound, 404,
        "There is no session with this id among those of your account that go on: it has ended, has expired, or is somebody else's.",
        "Look it up in the list of your sessions; there is nothing to end when it is not there.");

    /// <summary>ERR_SESSION_002.</summary>
    public static readonly ErrorDefinition CrossSite = new(
        "ERR_SESSION_002", "Request of another site", ErrorKind.Forbidden, 403,
        "The request came with a browser's cookie and without a sign that a page of this application made it. Another site may have made it in the user's name, so nothing was done.",
        "Programs send an access token instead of a cookie. Behind a proxy, see that it hands on the Host and the Origin header.");

    /// <summary>ERR_SESSION_003.</summary>
    public static readonly ErrorDefinition ImpersonationTerms = new(
        "ERR_SESSION_003", "Reason or duration not allowed", ErrorKind.Validation, 422,
        "Looking through a user's eyes takes a reason of 5 to 500 characters, which the audit trail keeps, and lasts 1 to 8 whole hours.",
        "Write why, in a sentence, and choose 1 to 8 hours.");
}
