namespace App.Core.Operations;

/// <summary>What is counted by the hour. Names are stored: they do not change.</summary>
public static class ActivityNames
{
    /// <summary>What the name of an error begins with.</summary>
    public const string ErrorPrefix = "error.";

    /// <summary>Imports that were stored.</summary>
    public const string ImportsAccepted = "imports.accepted";

    /// <summary>Files and forms that were refused.</summary>
    public const string ImportsRefused = "imports.refused";

    /// <summary>Passwords that were right.</summary>
    public const string SignInsSucceeded = "sign_ins.succeeded";

    /// <summary>Of those that failed, how many were of no account, or of one that pauses or is suspended.</summary>
    public const string SignInsOfNobody = "sign_ins.nobody";

    /// <summary>Addresses and passwords that did not match an open account.</summary>
    public const string SignInsFailed = "sign_ins.failed";

    /// <summary>Accounts that were made.</summary>
    public const string Registrations = "registrations";

    /// <summary>The name of an error by its code.</summary>
    public static string OfError(string code) => ErrorPrefix + code;
}

/// <summary>Counts what happens. Never waits and never throws: what is counted matters more than the count.</summary>
public interface IActivityCounter
{
    /// <summary>Counts one more.</summary>
    /// <param name="name">One of <see cref="ActivityNames"/>; 80 characters at most.</param>
    void Count(string name);

    /// <summary>Counts the errors of one answer: each code once, so that a file with the same fault in a thousand rows is one.</summary>
    void CountErrors(IEnumerable<string> codes);
}

/// <summary>The counts, stored.</summary>
public interface IHourlyCountStore
{
    /// <summary>Adds to what is stored. Any number of nodes may at once.</summary>
    Task AddAsync(IReadOnlyCollection<HourlyCount> counts, CancellationToken cancellationToken);

    /// <summary>The counts of all that have been counted in a stretch of hours, by name.</summary>
    /// <param name="from">From this instant on; an hour belongs to the stretch if it begins in it.</param>
    /// <param name="to">Up to this instant, without it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyDictionary<string, long>> SumsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>The counts by hour of some names, ascending.</summary>
    Task<IReadOnlyList<HourlyCount>> HoursAsync(IReadOnlyCollection<string> names, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>Removes what is older.</summary>
    Task<int> RemoveAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
