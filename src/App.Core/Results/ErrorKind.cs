namespace App.Core.Results;

/// <summary>What sort of failure an <see cref="Error"/> is; decides how a page or an endpoint presents it.</summary>
public enum ErrorKind
{
    /// <summary>The input breaks a rule; the message says which and how to mend it.</summary>
    Validation,

    /// <summary>The caller is not signed in, or presented a credential that does not hold.</summary>
    Unauthorized,

    /// <summary>The caller is known and may not do this.</summary>
    Forbidden,

    /// <summary>The thing asked for does not exist, or is not the caller's.</summary>
    NotFound,

    /// <summary>The request contradicts what is already there.</summary>
    Conflict,

    /// <summary>The work was started and could not be finished; what was done is kept.</summary>
    Failure,
}
