using System.Data.Common;

namespace App.Core.Operations;

/// <summary>Tells faults of the database from those of the application.</summary>
internal static class DatabaseFaults
{
    /// <summary>True when the database is at the bottom of the fault, however it was wrapped on the way, or was too busy to be asked.</summary>
    public static bool IsBehind(Exception fault) => Causes(fault).Any(cause => cause is DbException or TimeoutException);

    /// <summary>True when the database was away for longer than the tries lasted: the same may go well later, so it is to be done again and not to be given up.</summary>
    public static bool IsOutage(Exception? fault) => Causes(fault).Any(cause => cause is DatabaseUnavailableException);

    private static IEnumerable<Exception> Causes(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
        {
            yield return fault;
        }
    }
}
