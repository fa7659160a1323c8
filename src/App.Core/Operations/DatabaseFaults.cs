using System.Data.Common;

namespace App.Core.Operations;

/// <summary>Tells faults of the database from those of the application.</summary>
internal static class DatabaseFaults
{
    /// <summary>True when the database is at the bottom of the fault, however it was wrapped on the way, or was too busy to be asked.</summary>
    public static bool IsBehind(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is DbException or TimeoutException)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when the database was away for longer than the tries lasted: the same may go well later, so it is to be done again and not to be given up.</summary>
    public static bool IsOutage(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
        {
            if (fault is DatabaseUnavailableException)
            {
                return true;
            }
        }

        return false;
    }
}
